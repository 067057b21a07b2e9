"""Ways in which sound accounts speak that must not be called errors: drawn, read and checked."""

import hashlib
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import demo.document
from demo.document import typeset_document
from demo.histories import publications
from demo.narrative import Narrative, percent
from tests.sql.narratives import Narratives, build_narratives, copy_of, read
from tests.warehouse.compiled import Build

SOUND = "山西省示例统计调查局2024年度部门决算"
Sentence = Callable[[Narrative, Decimal, Decimal, str], str]


def verb(now: Decimal, then: Decimal) -> tuple[str, str]:
    return ("增加", "增长") if now > then else ("减少", "下降")


def before_the_amount(n: Narrative, now: Decimal, then: Decimal, what: str) -> str:
    return f"上年决算数为{n.money(then)}，本年{what}较上年{verb(now, then)[0]}{n.money(abs(now - then))}。"


def signed_rate(n: Narrative, now: Decimal, then: Decimal, what: str) -> str:
    change = n.money(abs(now - then))
    return f"与2023年度相比，{what}{verb(now, then)[0]}{change}，增长{percent(now - then, then)}。"


def reasons_with_years(n: Narrative, now: Decimal, then: Decimal, what: str) -> str:
    moved, rate = verb(now, then)
    change = f"{moved}{n.money(abs(now - then))}，{rate}{percent(abs(now - then), then)}"
    return f"与2023年度决算相比，{what}{change}，主要原因：1.由于2022年度结转支出{moved}；2.2025年预算提前下达。"


def about(n: Narrative, now: Decimal, then: Decimal, what: str) -> str:
    moved, rate = verb(now, then)
    whole = (abs(now - then) * 100 / then).quantize(Decimal(1), ROUND_HALF_UP)
    return (
        f"与上年相比，{what}{moved}约{abs(now - then).quantize(Decimal('0.1'), ROUND_HALF_UP)}万元，{rate}约{whole}%。"
    )


def an_older_year(n: Narrative, now: Decimal, then: Decimal, what: str) -> str:
    return f"与2019年相比，{what}增加{n.money(now / 2)}，增长{percent(now / 2, now - now / 2)}。"


def rate_alone(n: Narrative, now: Decimal, then: Decimal, what: str) -> str:
    return f"{what}{verb(now, then)[1]}{percent(abs(now - then), then)}。"


CHANGES: dict[str, Sentence] = {
    one.__name__: one for one in (before_the_amount, signed_rate, reasons_with_years, about, an_older_year, rate_alone)
}
TEXTS: dict[str, Callable[[str], str]] = {
    "zeros cut": lambda text: re.sub(r"(\d+\.\d)0(?=万元|%)", r"\1", text),
    "spaces": lambda text: re.sub(r"(\d)万元", r"\1 万元", text),
    "full width": lambda text: text.replace("%", "％"),
    "shares in brackets": lambda text: re.sub(r"，占([\d.]+%)", r"（占\1）", text),
    "department": lambda text: text.replace("2024年度", "本部门2024年", 1),
    "zero without decimals": lambda text: text.replace("0.00万元", "0万元"),
    "carried over": lambda text: text.replace("等于年初预算数", "与年初预算数持平，主要用于2023年结转项目"),
}
ALL = [*CHANGES, *TEXTS]


def changed(sentence: Sentence) -> Callable[[Narrative, Decimal, Decimal, str], str]:
    return lambda n, now, then, what: sentence(n, now, then, what) if then and now != then else ""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Narratives:
    folder = tmp_path_factory.mktemp("variants")
    publication = next(one for one in publications() if one.title_zh == SOUND)
    characters = Path(__file__).read_text(encoding="utf-8")
    fonts, sections = demo.document.ensure_fonts, Narrative.sections
    copies = []
    for name in ALL:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(demo.document, "ensure_fonts", lambda place, more: fonts(place, more + characters))
            if name in CHANGES:
                patch.setattr(Narrative, "change", changed(CHANGES[name]))
            else:
                patch.setattr(
                    Narrative,
                    "sections",
                    lambda n, order, say=TEXTS[name]: [
                        (title, [say(text) for text in texts]) for title, texts in sections(n, order)
                    ],
                )
            path = folder / f"{name}.pdf"
            typeset_document(publication.figures, publication.style_id, path, fonts_folder=folder / "fonts")
        copies.append(copy_of(read(path), name, lambda rows: None))
    return build_narratives(folder / "home", copies, build)


@pytest.mark.parametrize("name", ALL)
def test_a_lawful_way_to_say_it_is_no_error(built: Narratives, name: str) -> None:
    query = "select check_id, scope, explanation from main.fct_check where document_id = ? and state = 'fail'"
    known = " and severity = 'error'" if name == "an_older_year" else ""
    assert built.rows(query + known, hashlib.sha256(name.encode()).hexdigest()) == []


def test_a_comparison_with_an_older_year_says_nothing_of_the_year_before(built: Narratives) -> None:
    query = "select count(*) from main.fct_implied_amount where document_id = ?"
    assert built.rows(query, hashlib.sha256(b"an_older_year").hexdigest()) == [(0,)]
    ((count,),) = built.rows(query, hashlib.sha256(b"signed_rate").hexdigest())
    assert count > 0
