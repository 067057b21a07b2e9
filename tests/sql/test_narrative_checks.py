"""Each slip of a narrative is told once, where it stands; a sound narrative is left alone."""

import csv
import hashlib
from pathlib import Path

import pytest

from demo.document import typeset_document
from demo.histories import publications
from tests.sql.narratives import (
    Narratives,
    Rows,
    Slip,
    blanked,
    build_narratives,
    copy_of,
    mentioned,
    read,
    restated,
    turned,
)
from tests.warehouse.compiled import Build
from tests.warehouse.figures import CORPUS

VERDICTS = Path(__file__).parent / "verdicts.csv"
OF_TEXTS = ("N.", "S.04", "S.06")
SOUND = "山西省示例统计调查局2023年度部门决算"
"""A typeset document whose narrative compares with the year before and contradicts no table."""
DEFECT = {"error": "error", "text": "warn", "info": "info"}
OF_THE_NARRATIVE = ("narrative", "attachment_self_evaluation", "cover")


def dates_on_the_cover(approved: str, disclosed: str) -> Slip:
    """A slip, or none: the cover prints when the accounts were approved and disclosed."""

    def slip(rows: Rows) -> None:
        mentioned("approval_date", f"批复时间：{approved}", value=approved)(rows)
        mentioned("disclosure_date", f"公开时间：{disclosed}", value=disclosed)(rows)

    return slip


def same_words_twice(rows: Rows) -> None:
    """No slip: two comparisons with a budget are worded alike on one page, of one subject."""
    first, second = [row for row in rows["mention"] if row["mention_kind"] == "against_budget"][:2]
    second.update({key: first[key] for key in ("page", "subject_zh", "text")})


SLIPS: dict[str, tuple[Slip, list[str]]] = {
    "sound": (lambda rows: None, []),
    "total": (restated("10", statement_kind="overall_total", comparison=None), ["N.01"]),
    "income": (
        restated("0.1", statement_kind="income_structure", subject_zh="财政拨款收入", comparison=None),
        ["N.02"],
    ),
    "share of income": (restated("0.2", statement_kind="income_structure", comparison="share_pct"), ["N.02.1"]),
    "basic": (restated("0.01", statement_kind="expenditure_structure", subject_zh="基本支出"), ["N.03"]),
    "share of expenditure": (
        restated("0.2", statement_kind="expenditure_structure", comparison="share_pct"),
        ["N.03.1"],
    ),
    "fiscal": (restated("3", statement_kind="fiscal_total", comparison=None), ["N.04"]),
    "class": (restated("7", statement_kind="gpb_structure", comparison=None, measure="amount"), ["N.05"]),
    "share of a class": (restated("0.05", statement_kind="gpb_structure", comparison="share_pct"), ["N.05.1"]),
    "item": (restated("1", statement_kind="gpb_detail", subject_code="2010502", comparison=None), ["N.05"]),
    "personnel": (restated("2", statement_kind="basic_expenditure", subject_zh="人员经费"), ["N.06"]),
    "budget": (restated("9", statement_kind="gpb_detail", subject_code="2010502", comparison="budget"), ["N.09"]),
    "completion": (restated("1", statement_kind="gpb_detail", comparison="completion_pct"), ["N.09"]),
    "named item": (blanked("basic_expenditure", "30201"), ["N.06.1"]),
    "year": (mentioned("current_year", "2021", value="2021"), ["N.15"]),
    "prior year": (mentioned("prior_year", "2021", value="2021"), ["N.15"]),
    "older year": (mentioned("prior_year", "2019", value="2019"), ["N.15"]),
    "stranger": (mentioned("other_unit", "别处教育局", value="别处教育局"), ["N.15"]),
    "placeholder": (mentioned("placeholder", "本年支出XX万元", value="XX"), ["S.04"]),
    "template": (mentioned("template_residue", "仍保留该表格式", value="仍保留该表格式"), ["S.04.1"]),
    "share without sign": (mentioned("share_without_sign", "占76.23", value="76.23"), ["S.06"]),
    "old name": (
        mentioned("item_name", "卫生健康", subject_zh="医疗卫生与计划生育支出", subject_code="208"),
        ["N.20"],
    ),
    "same words twice": (same_words_twice, []),
    "growth": (restated("1", statement_kind="overall_total", comparison="yoy_pct"), ["N.08"]),
    "change": (restated("25", statement_kind="overall_total", comparison="yoy_change"), ["N.08"]),
    "one direction": (turned("yoy_pct", statement_kind="overall_total"), ["N.17"]),
    "late disclosure": (dates_on_the_cover("2024-08-01", "2024-08-22"), []),
    "timely disclosure": (dates_on_the_cover("2024-08-01", "2024-08-21"), []),
    "both directions": (turned("yoy_change", "yoy_pct", statement_kind="overall_total"), ["N.08"]),
}


def document_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


@pytest.fixture(scope="module")
def narratives(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Narratives:
    folder = tmp_path_factory.mktemp("sound")
    publication = next(one for one in publications() if one.title_zh == SOUND)
    sound = read(typeset_document(publication.figures, publication.style_id, folder / "sound.pdf").path)
    copies = [copy_of(sound, name, slip) for name, (slip, _) in SLIPS.items()]
    real = [read(path) for path in sorted(CORPUS.glob("*/document.pdf"))]
    return build_narratives(tmp_path_factory.mktemp("narratives"), [*copies, *real], build)


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_once(narratives: Narratives, name: str) -> None:
    assert narratives.failures(document_id(name)) == SLIPS[name][1]


def test_an_explanation_names_the_printed_and_the_expected_number_and_its_place(narratives: Narratives) -> None:
    rows = narratives.rows(
        "select explanation, published_text, page, x0 from main.fct_check "
        "where document_id = ? and check_id = 'N.02.1' and state = 'fail'",
        document_id("share of income"),
    )
    ((explanation, printed, page, left),) = rows
    assert f"所印{printed}%" in explanation
    assert f"Printed {printed}%" in explanation
    assert page > 1
    assert left > 0


def test_what_stands_twice_in_one_place_is_two_comparisons_with_a_number_for_the_second(narratives: Narratives) -> None:
    def scopes(name: str) -> list[str]:
        query = "select scope from main.fct_check where document_id = ? and check_id = 'N.17.1' order by scope"
        return [str(scope) for (scope,) in narratives.rows(query, document_id(name))]

    sound, twice = scopes("sound"), scopes("same words twice")
    assert len(twice) == len(sound)
    assert len(set(twice)) == len(twice)
    (second,) = (scope for scope in twice if scope.endswith(" · 2"))
    assert second.removesuffix(" · 2") in set(sound) & set(twice)


def test_a_prior_amount_is_derived_and_never_an_amount(narratives: Narratives) -> None:
    kinds = narratives.rows("select distinct rule from main.fct_implied_amount")
    assert kinds == [("derived: stated amount − stated change",)]
    assert narratives.rows(
        "select count(*) from main.fct_implied_amount where amount_yuan <> stated_amount_yuan - stated_change_yuan"
    ) == [(0,)]


def test_a_year_left_by_the_template_is_an_error_and_an_older_one_may_be_meant(narratives: Narratives) -> None:
    query = "select severity from main.fct_check where document_id = ? and check_id = 'N.15' and state = 'fail'"
    assert narratives.rows(query, document_id("prior year")) == [("error",)]
    assert narratives.rows(query, document_id("older year")) == [("warn",)]


def test_more_than_twenty_days_from_approval_to_disclosure_are_noted_and_twenty_are_not(
    narratives: Narratives,
) -> None:
    query = "select state from main.fct_check where document_id = ? and check_id = 'S.07'"
    assert narratives.rows(query, document_id("late disclosure")) == [("fail",)]
    assert narratives.rows(query, document_id("timely disclosure")) == [("exact",)]
    assert narratives.rows(query, document_id("sound")) == [("not_testable",)]


def verdicts() -> list[dict[str, str]]:
    with VERDICTS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_what_is_reported_of_real_narratives_is_what_a_person_has_read(narratives: Narratives) -> None:
    reported = set(
        narratives.rows(
            "select document_id, check_id, scope, state from main.fct_check "
            "inner join (select unnest(?) as document_id) using (document_id) "
            "where state in ('fail', 'rounding') and regexp_matches(check_id, '^(N|S[.]04|S[.]06)')",
            [hashlib.sha256(path.read_bytes()).hexdigest() for path in CORPUS.glob("*/document.pdf")],
        )
    )
    columns = ("document_id", "check_id", "scope", "state")
    reviewed = [row for row in verdicts() if row["check_id"].startswith(OF_TEXTS)]
    assert reported == {tuple(row[column] for column in columns) for row in reviewed}
    assert {row["verdict"] for row in reviewed} == {"true"}


def defects() -> list[tuple[str, dict[str, str]]]:
    found = []
    for path in sorted(CORPUS.glob("*/defects.csv")):
        with (path.parent / "document.csv").open(encoding="utf-8") as file:
            document = next(csv.DictReader(file))["sha256"]
        with path.open(encoding="utf-8") as file:
            found += [(document, row) for row in csv.DictReader(file)]
    return [
        (document, row)
        for document, row in found
        if row["table_id"] in OF_THE_NARRATIVE and any(f"[{mark}]" in row["note"] for mark in DEFECT)
    ]


@pytest.mark.parametrize(
    ("document", "defect"),
    [pytest.param(document, row, id=f"{document[:4]} {row['code'] or row['name']}") for document, row in defects()],
)
def test_a_defect_known_from_reading_is_reported(narratives: Narratives, document: str, defect: dict[str, str]) -> None:
    rows = narratives.rows(
        "select check_id || ' ' || scope || ' ' || coalesce(explanation, '') || ' ' || coalesce(published_text, ''), "
        "severity, page from main.fct_check where document_id = ? and state = 'fail'",
        document,
    )
    severity = next(severity for mark, severity in DEFECT.items() if f"[{mark}]" in defect["note"])
    words = {defect["code"], defect["printed_value"], *defect["name"].replace("（", "/").split("/")} - {""}
    assert [
        text
        for text, told, page in rows
        if told == severity
        and (not defect["page"] or str(page) == defect["page"])
        and any(word.rstrip("）款项") in text for word in words)
    ]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_indicators_of_a_first_year_take_the_year_before_from_the_narrative_and_say_so(narratives: Narratives) -> None:
    rows = narratives.rows(
        "select indicator_id || ' ' || detail, round(value, 4), basis from main.indicators inner join main.dim_unit "
        "using (unit_id) where name_zh = '山西省数字政府服务中心' and fiscal_year = 2024 and value is not null"
    )
    found = {name: (str(value), basis) for name, value, basis in rows}
    wanted = {
        "A1 total.income_side": "3.5752",
        "A2 total.income_side": "1.2825",
        "A5 total": "0.1685",
        "A6 201": "3.2963",
        "B1 total": "7.0960",
        "B1 201": "9.8503",
        "B1 208": "1.0141",
        "B1 210": "0.9196",
        "B2 total": "6.0960",
        "B3 total": "0.5348",
    }
    assert {name: float(found[name][0]) for name in wanted} == {name: float(value) for name, value in wanted.items()}
    assert {found[name][1] for name in wanted if name.startswith("A")} == {"narrative"}
