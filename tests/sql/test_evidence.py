"""Each check names the printed numbers it used, and each amount knows who confirms it."""

from decimal import Decimal

from tests.warehouse.builds import Built


def test_a_failure_lists_the_total_and_its_parts_with_page_and_box(built: Built) -> None:
    rows = built.rows(
        "select role, line_id, sign, amount, page, x1 > x0 and y1 > y0 from fct_check_evidence "
        "where check_id = 'T1.03' and state = 'fail' order by evidence_no"
    )
    assert rows == [
        ("total", "expenditure.current_total", 1, Decimal(900000), 1, True),
        ("part", "expenditure.function.201", 1, Decimal(650000), 1, True),
        ("part", "expenditure.function.208", 1, Decimal(300000), 1, True),
    ]


def test_a_comparison_of_money_is_the_sum_of_its_evidence(built: Built) -> None:
    wrong = built.rows(
        "select check_id, scope from fct_check inner join fct_check_evidence using (check_id, document_id, scope) "
        "where measured_in = 'yuan' group by check_id, document_id, scope, observed, expected "
        "having bool_and(origin = 'amount' and role <> 'support') and ("
        "sum(sign * amount) filter (where role = 'part') <> observed "
        "or sum(sign * amount) filter (where role = 'total') <> expected)"
    )
    assert wrong == []


def test_evidence_of_the_year_before_names_the_document_it_is_printed_in(built: Built) -> None:
    documents = built.rows(
        "select role, printed_in_document_id = document_id from fct_check_evidence "
        "where check_id = 'Y.01' and fiscal_year = 2022 order by evidence_no"
    )
    assert documents == [("total", True), ("part", False)]


def test_a_bound_confirms_nothing_and_an_equality_does(built: Built) -> None:
    """Every printed figure of a current document has its counts, and is either confirmed or listed."""
    unlisted = built.rows(
        "select * from fct_amount_evidence where confirming_count + rounding_count = 0 "
        "and (document_id, table_id, measure) not in (select document_id, table_id, measure from unconfirmed_amounts)"
    )
    assert unlisted == []
    counts = built.rows(
        "select confirming_count > 0, rounding_count, contradicting_count from fct_amount_evidence "
        "inner join dim_unit using (unit_id) "
        "where name_zh = '山西省太原市示范局' and fiscal_year = 2024 and line_id = 'expenditure.function.208'"
    )
    assert counts == [(False, 1, 0)]


def test_an_amount_that_only_a_failed_check_concerns_is_listed_as_contradicted(built: Built) -> None:
    reasons = built.rows(
        "select distinct reason from unconfirmed_amounts inner join dim_unit using (unit_id) "
        "where name_zh = '山西省太原市示范局' and fiscal_year = 2023 and line_id like 'expenditure.function.%'"
    )
    assert reasons == [("contradicted",)]
