"""A difference with a declared lawful reason is not applicable, with its cause; it is neither failed nor passed."""

import hashlib
from decimal import Decimal

import pytest

from demo.document import typeset_document
from demo.histories import publications
from tests.sql.narratives import Narratives, Rows, Slip, build_narratives, copy_of, mentioned, read
from tests.warehouse.compiled import Build

SOUND = "山西省示例统计调查局2023年度部门决算"


def document_id(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def added(amount: str, table_id: str, code: str, measure: str) -> Slip:
    """A slip: a printed amount of a table is so much more."""

    def slip(rows: Rows) -> None:
        facts = {"table_id": table_id, "subject_code": code, "measure": measure}
        (row,) = [row for row in rows["amount"] if all(row[key] == value for key, value in facts.items())]
        row["published_amount"] += Decimal(amount)
        row["amount_yuan"] += Decimal(amount) * 10000
        row["published_text"] = format(row["published_amount"], "f")

    return slip


def both(*slips: Slip) -> Slip:
    def slip(rows: Rows) -> None:
        for one in slips:
            one(rows)

    return slip


SECRET = mentioned("declaration", "因涉密，不宜公开", value="secret_items")
WITHHELD = added("-5.00", "income", "2010502", "total")
CASES: dict[str, Slip] = {
    "undeclared": WITHHELD,
    "declared": both(WITHHELD, SECRET),
    "more than the whole": both(added("5.00", "income", "2010502", "total"), SECRET),
    "listed": WITHHELD,
    "listed in one place": WITHHELD,
    "listed in another place": WITHHELD,
    "without a table": lambda rows: _without(rows, "state_capital_budget"),
    "declared empty": both(
        lambda rows: _without(rows, "state_capital_budget"),
        mentioned("declared_empty", "没有国有资本经营预算收入", value="state_capital_budget"),
    ),
}
SECTION, CLASS = "income · 20105 · total", "income · 201 · total"


def _without(rows: Rows, table_id: str) -> None:
    for relation in ("table", "amount"):
        rows[relation] = [row for row in rows[relation] if row["table_id"] != table_id]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, build: Build) -> Narratives:
    folder = tmp_path_factory.mktemp("declared")
    publication = next(one for one in publications() if one.title_zh == SOUND)
    sound = read(typeset_document(publication.figures, publication.style_id, folder / "sound.pdf").path)
    sound["mention"] = [row for row in sound["mention"] if row["mention_kind"] != "declared_empty"]
    listed = {"cause": "secret_items", "evidence": "a letter of the publisher"}
    scopes = {"listed in one place": SECTION, "listed in another place": CLASS}
    exceptions = [
        {**listed, "document_id": document_id("listed")},
        *({**listed, "document_id": document_id(name), "scope": scope} for name, scope in scopes.items()),
    ]
    copies = [copy_of(sound, name, slip) for name, slip in CASES.items()]
    return build_narratives(folder / "home", copies, build, exceptions)


def state(built: Narratives, name: str, check_id: str, scope: str) -> tuple[str, str | None]:
    query = "select state, explanation from main.fct_check where document_id = ? and check_id = ? and scope = ?"
    ((found, explanation),) = built.rows(query, document_id(name), check_id, scope)
    return str(found), explanation


def test_rows_that_come_to_less_than_their_section_fail_unless_the_document_says_why(built: Narratives) -> None:
    assert state(built, "undeclared", "T2.02", SECTION)[0] == "fail"
    found, explanation = state(built, "declared", "T2.02", SECTION)
    assert found == "not_applicable"
    assert explanation is not None
    assert "涉密内容不公开" in explanation
    assert "因涉密，不宜公开" in explanation


def test_a_secret_explains_less_and_never_more(built: Narratives) -> None:
    assert state(built, "more than the whole", "T2.02", SECTION)[0] == "fail"


def test_what_holds_beside_an_exception_is_still_tested(built: Narratives) -> None:
    assert state(built, "declared", "T2.02", CLASS)[0] == "exact"


def test_an_exception_is_listed_for_a_document_or_for_one_place_of_it(built: Narratives) -> None:
    found, explanation = state(built, "listed", "T2.02", SECTION)
    assert (found, "a letter of the publisher" in str(explanation)) == ("not_applicable", True)
    assert state(built, "listed in one place", "T2.02", SECTION)[0] == "not_applicable"
    assert state(built, "listed in another place", "T2.02", SECTION)[0] == "fail"


def test_an_excused_difference_has_no_cause_among_the_notes(built: Narratives) -> None:
    query = "select cause_id is null from main.fct_check where document_id = ? and check_id = 'T2.02' and scope = ?"
    assert built.rows(query, document_id("declared"), SECTION) == [(True,)]
    assert built.rows(query, document_id("undeclared"), SECTION) == [(False,)]


def test_a_table_that_the_text_declares_empty_is_not_missing(built: Narratives) -> None:
    query = "select distinct state from main.fct_check where document_id = ? and check_id in ('T8.01', 'T8.02', 'X.09')"
    assert built.rows(query, document_id("without a table")) == [("not_testable",)]
    assert ("not_testable",) not in built.rows(query, document_id("declared empty"))
