"""Slips of structure and codes are told where they stand, once; what provinces do differently is left alone."""

import hashlib

import pytest

from demo.document import typeset_document
from demo.histories import publications
from tests.sql.narratives import Narratives, Rows, Slip, build_narratives, copy_of, mentioned, read
from tests.warehouse.compiled import Build

SOUND = "山西省示例统计调查局2024年度部门决算"
BASIC, GENERAL = "basic_expenditure", "general_public_budget_expenditure"
FUND, THREE = "government_fund_budget", "three_public_expenses"


def exchanged(one: str, other: str) -> Slip:
    """A slip: two tables stand in each other's places."""

    def slip(rows: Rows) -> None:
        numbers = {row["table_id"]: row["table_no"] for row in rows["table"]}
        places = {numbers[one]: numbers[other], numbers[other]: numbers[one]}
        for row in (*rows["table"], *rows["amount"]):
            row["table_no"] = places.get(row["table_no"], row["table_no"])

    return slip


def coded(code: str, printed: str) -> Slip:
    """A slip: the expenditure table prints another code."""

    def slip(rows: Rows) -> None:
        for row in rows["amount"]:
            if (row["table_id"], row["subject_code"]) == ("expenditure", code):
                row["subject_code"] = printed

    return slip


def overdrawn(rows: Rows) -> None:
    """A slip: the closing carryover of the summary is negative."""
    for row in rows["amount"]:
        if (row["table_id"], row["line_id"]) == ("income_expenditure_summary", "carryover.closing"):
            row["amount_yuan"], row["published_amount"] = -row["amount_yuan"], -row["published_amount"]


def twice(rows: Rows) -> None:
    """A slip: the same word is missing twice on one page."""
    for _ in range(2):
        mentioned("missing_word", "主要原因相关工作", value="是")(rows)


SLIPS: dict[str, Slip] = {
    "sound": lambda rows: None,
    "special tables in another order": exchanged(FUND, THREE),
    "basic expenditure first": exchanged(BASIC, GENERAL),
    "a row number missing": mentioned("row_number", "17", section=BASIC, value="16"),
    "a code that no list holds": coded("2010507", "2010577"),
    "overdrawn": overdrawn,
    "twice on a page": twice,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Narratives:
    folder = tmp_path_factory.mktemp("structure")
    publication = next(one for one in publications() if one.title_zh == SOUND)
    sound = read(typeset_document(publication.figures, publication.style_id, folder / "sound.pdf").path)
    return build_narratives(folder / "home", [copy_of(sound, name, slip) for name, slip in SLIPS.items()], build)


@pytest.mark.parametrize(
    ("name", "check_id", "told"),
    [
        ("sound", "S.01.1", []),
        ("special tables in another order", "S.01.1", []),
        ("basic expenditure first", "S.01.1", [("order of tables", "info")]),
        ("sound", "S.01.2", []),
        ("a row number missing", "S.01.2", [(f"{BASIC} · row_no · 17", "info")]),
        ("sound", "S.02", []),
        ("a code that no list holds", "S.02", [("expenditure · 2010577 · 专项普查活动", "warn")]),
        ("overdrawn", "T1.06", [("income_expenditure_summary · expenditure · carryover.closing · amount", "warn")]),
    ],
)
def test_a_slip_of_structure_is_told_once(
    built: Narratives, name: str, check_id: str, told: list[tuple[str, str]]
) -> None:
    query = "select scope, severity from main.fct_check where document_id = ? and check_id = ? and state = 'fail'"
    assert built.rows(query, hashlib.sha256(name.encode()).hexdigest(), check_id) == told


def test_the_same_words_twice_on_a_page_are_two_rows_with_scopes_of_their_own(built: Narratives) -> None:
    query = (
        "select scope from main.fct_check where document_id = ? and check_id = 'N.24' and state = 'fail' order by all"
    )
    scopes = [scope for (scope,) in built.rows(query, hashlib.sha256(b"twice on a page").hexdigest())]
    assert len(scopes) == len(set(scopes)) == 2
