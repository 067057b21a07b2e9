"""Counts of a narrative: groups and people, vehicles kept and owned, projects named, shares that come to a whole."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from demo.document import typeset_document
from demo.histories import publications
from tests.sql.narratives import Narratives, Rows, Slip, build_narratives, claim, copy_of, read, restated
from tests.warehouse.compiled import Build
from tests.warehouse.figures import CORPUS

SOUND = "山西省示例统计调查局2023年度部门决算"
"""A typeset document with groups abroad, receptions and vehicles, all with money spent on them."""
ALL = ("error", "warn", "info")
OF_WHOLE_CONTRACTS = CORPUS / "national-petitions-administration-2024" / "document.pdf"
"""It names goods and services as the wholes of its shares, which add up to 100 percent of the contracts."""


def none_counted(unit: str) -> Slip:
    """A slip: the narrative counts nothing where the table prints an expense."""

    def slip(rows: Rows) -> None:
        row = claim(rows, statement_kind="three_public", published_unit=unit)
        row["published_amount"], row["published_text"] = Decimal(0), "0"

    return slip


def said(before: str, text: str, after: str, **facts: object) -> Slip:
    """A slip: the narrative says one number more, between these words."""

    def slip(rows: Rows) -> None:
        number = max(row["claim_no"] for row in rows["claim"]) + 1
        row = claim(rows, statement_kind="three_public", comparison="count")
        context = next(one for one in rows["claim_context"] if one["claim_no"] == row["claim_no"])
        added = {"claim_no": number, "published_text": text, "published_amount": Decimal(text)}
        rows["claim"].append({**row, **added, "sentence_zh": before + text + after, **facts})
        words = {"words_before_zh": before, "words_after_zh": after, "whole_claim_no": None}
        rows["claim_context"].append({**context, "claim_no": number, "passage_no": number, **words})

    return slip


def named(names: str, count: str) -> Slip:
    return said(
        f"2023年度决算中反映了{names}",
        count,
        "个项目绩效自评结果。",
        statement_kind="performance",
        subject_zh="项目",
        published_unit="个",
    )


SLIPS: dict[str, tuple[Slip, list[str]]] = {
    "sound": (lambda rows: None, []),
    "more receptions than guests": (
        restated("900", statement_kind="three_public", published_unit="批次"),
        ["N.07.5"],
    ),
    "more groups than travellers": (
        restated("90", statement_kind="three_public", subject_zh="出国（境）团组", published_unit="个"),
        ["N.07.5"],
    ),
    "more vehicles kept than owned": (
        restated("1", statement_kind="three_public", subject_zh="公务用车保有量"),
        ["N.07.5"],
    ),
    "money for guests and none counted": (none_counted("批次"), ["N.07.6"]),
    "money for travel and no group counted": (none_counted("个"), ["N.07.6"]),
    "three of three named": (named("“甲”、“乙”(二级项目)和“丙”", "3"), []),
    "four of three named": (named("“甲”、“乙”(二级项目)和“丙”", "4"), ["N.14.9"]),
    "three of twelve named": (named("“甲”、“乙”、“丙”等", "12"), []),
    "two of three named": (named("“甲”、“乙”、“丙”等", "2"), ["N.14.9"]),
}


def document_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


@pytest.fixture(scope="module")
def narratives(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Narratives:
    folder: Path = tmp_path_factory.mktemp("counts")
    publication = next(one for one in publications() if one.title_zh == SOUND)
    sound = read(typeset_document(publication.figures, publication.style_id, folder / "sound.pdf").path)
    copies = [copy_of(sound, name, slip) for name, (slip, _) in SLIPS.items()]
    if OF_WHOLE_CONTRACTS.is_file():
        real = read(OF_WHOLE_CONTRACTS)
        slip = restated("0.2", statement_kind="procurement", comparison="share_pct", published_text="9.16")
        copies += [copy_of(real, "shares of contracts", lambda rows: None), copy_of(real, "a wrong share", slip)]
    return build_narratives(folder, copies, build)


@pytest.mark.parametrize("name", SLIPS)
def test_a_count_that_cannot_be_is_told(narratives: Narratives, name: str) -> None:
    found = [check for check in narratives.failures(document_id(name), ALL) if check in ("N.07.5", "N.07.6", "N.14.9")]
    assert found == SLIPS[name][1]


def test_a_count_is_judged_where_it_stands_beside_what_it_is_compared_with(narratives: Narratives) -> None:
    rows = narratives.rows(
        "select expected, observed, explanation from main.fct_check "
        "where document_id = ? and check_id = 'N.14.9' and state = 'fail'",
        document_id("four of three named"),
    )
    assert rows == [(Decimal(3), Decimal(4), "印4个，所列名称3个。4 are counted and 3 named.")]


@pytest.mark.skipif(not OF_WHOLE_CONTRACTS.is_file(), reason="the corpus is not here")
def test_shares_that_can_only_be_of_all_contracts_come_to_a_hundred(narratives: Narratives) -> None:
    query = "select state, observed from main.fct_check where document_id = ? and check_id = 'N.13.5'"
    assert narratives.rows(query, document_id("shares of contracts")) == [("exact", Decimal(100))]
    assert narratives.rows(query, document_id("a wrong share")) == [("fail", Decimal("100.2"))]
    assert narratives.rows(query, document_id("sound")) == [("not_applicable", None)]
