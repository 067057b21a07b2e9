"""What the checks report of real documents is what a person has read and judged.

verdicts.csv has a row a reported difference: document, check, scope, state and the verdict. A new row here means that
somebody looked at the page.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.builds import Built
from tests.warehouse.figures import CORPUS

VERDICTS = Path(__file__).parent / "verdicts.csv"
OF_TABLES = r"^(T\d+|X|Y)\."
"""The checks that need nothing but amounts of tables; the shared build has neither texts nor headings."""

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")


def verdicts() -> list[dict[str, str]]:
    with VERDICTS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def documents() -> set[str]:
    found = set()
    for path in CORPUS.glob("*/document.csv"):
        with path.open(encoding="utf-8") as file:
            found |= {row["sha256"] for row in csv.DictReader(file)}
    return found


def defects() -> list[tuple[str, dict[str, str]]]:
    found = []
    for path in sorted(CORPUS.glob("*/defects.csv")):
        with (path.parent / "document.csv").open(encoding="utf-8") as file:
            document = next(csv.DictReader(file))["sha256"]
        with path.open(encoding="utf-8") as file:
            found += [(document, row) for row in csv.DictReader(file)]
    return found


def test_what_is_reported_of_tables_is_what_was_reviewed(built: Built) -> None:
    reported = {
        row
        for row in built.rows(
            "select document_id, check_id, scope, state from fct_check "
            "where state in ('fail', 'rounding') and regexp_matches(check_id, ?)",
            OF_TABLES,
        )
        if row[0] in documents()
    }
    reviewed = {
        (row["document_id"], row["check_id"], row["scope"], row["state"])
        for row in verdicts()
        if row["check_id"].startswith(("T", "X.", "Y."))
    }
    assert reported == reviewed


def test_no_verdict_calls_a_reported_error_false() -> None:
    assert {row["verdict"] for row in verdicts()} == {"true"}


@pytest.mark.parametrize(
    ("document", "defect"),
    [
        pytest.param(
            document, row, id=f"{document[:6]} {row['table_id']} {row['code'] or row['name']} {row['measure']}"
        )
        for document, row in defects()
        if "[rounding]" in row["note"] and row["table_id"] not in ("narrative", "cover") and row["name"].find("+") < 0
    ],
)
def test_a_rounding_difference_known_from_reading_is_reported_as_one(
    built: Built, document: str, defect: dict[str, str]
) -> None:
    states = built.rows(
        "select distinct checks.state from fct_check as checks "
        "inner join fct_check_evidence as evidence using (check_id, document_id, scope) "
        "where document_id = ? and evidence.table_id = ? and list_contains(?, evidence.measure) "
        "and evidence.amount = ? and checks.state in ('rounding', 'fail') and (evidence.subject_code = ? or ? = '')",
        document,
        defect["table_id"],
        # In the appropriation summary a class is compared in the column of its budget, which prints the same number.
        [defect["measure"], "general_public_budget"],
        Decimal(defect["printed_value"]) * 10000,
        defect["code"],
        defect["code"]
        if defect["table_id"] not in ("income_expenditure_summary", "fiscal_appropriation_summary")
        else "",
    )
    assert states == [("rounding",)]


def test_one_rounding_is_one_note_however_many_sums_it_touches(built: Built) -> None:
    """普陀区财政局 prints 326.72 in three tables and 326.71 in two, whose totals need the smaller one."""
    notes = built.rows(
        "select check_ids, comparison_count, printed_amount, fitting_amount, severity from fct_note "
        "where document_id like 'd45e%' and check_ids like '%X.04%'"
    )
    assert notes == [("T2.02, T3.02, T5.02, X.04, X.07", 8, Decimal(3267200), Decimal(3267100), "info")]
