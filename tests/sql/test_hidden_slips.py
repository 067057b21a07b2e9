"""Slips that every identity lets pass: inside the worst case of rounding, under the carryover, in a number's form."""

from collections.abc import Callable

import duckdb
import pytest

from tests.sql.test_identities import T2, T3, T4, T5, T6, change, consistent, failed
from tests.warehouse.builds import build_in
from tests.warehouse.compiled import Build
from tests.warehouse.figures import Document

States = Callable[[str, str], dict[str, str]]


def with_items(name: str, first: str) -> Document:
    """Return accounts with a class of sixteen items of 6.25; at worst rounding makes 0.085, hardly ever 0.06."""
    document = consistent(name)
    document.prints(T6, "100.00", code="302")
    for number in range(1, 17):
        document.prints(T6, first if number == 1 else "6.25", code=f"302{number:02}")
    return document


def with_decimals(name: str, *odd: str) -> Document:
    """Return accounts of which some amounts are printed with three decimals."""
    document = consistent(name).prints(T5, "1.00", code="2010104", measure="total")
    for code, text in zip(("2010101", "2010103"), odd, strict=False):
        for row in document.amounts:
            if (row["table_id"], row["subject_code"], row["measure"]) == (T5, code, "total"):
                row["published_text"] = text
    return document


def with_opening(name: str, *lines: str) -> Document:
    """Return accounts whose appropriation summary prints an opening carryover on these lines."""
    document = consistent(name)
    for line in lines:
        document.prints(T4, "5.00", line=line, side="income")
    return document


def carried_over(name: str, *incomes: str) -> Document:
    """Return accounts that spend 60.00 and 40.00 and have these incomes under the two codes."""
    document = consistent(name)
    for code, income in zip(("2010101", "2010103"), incomes, strict=True):
        for measure in ("total", "fiscal_appropriation"):
            change(document, income, table_id=T2, subject_code=code, measure=measure)
    return document


def uneven(document: Document) -> Document:
    """Let the accounts spend 63.21 under the first code, an amount that no other has by chance."""
    for table, measures in ((T3, ("total", "basic")), (T5, ("total", "basic"))):
        for measure in measures:
            change(document, "63.21", table_id=table, subject_code="2010101", measure=measure)
    return document


def settled(document: Document) -> Document:
    """Let identities have settled an amount of the income table."""
    for row in document.amounts:
        if (row["table_id"], row["subject_code"], row["measure"]) == (T2, "2010103", "total"):
            row["second_reading"] = "identity"
    return document


def of_two_years(name: str, before: str, after: str) -> list[Document]:
    """Return accounts of two years with three items; `before` and `after` are their amounts in order."""
    years = []
    for year, amounts in ((2023, before), (2024, after)):
        document = consistent(name, year).prints(T6, "100.00", code="302")
        for code, amount in zip(("30228", "30229", "30239"), amounts.split(), strict=True):
            document.prints(T6, amount, code=code)
        years.append(document)
    return years


def documents() -> list[Document]:
    return [
        *of_two_years("与上年相称的局", "20.00 30.00 50.00", "21.00 29.00 50.00"),
        *of_two_years("与上年互换的局", "20.00 30.00 50.00", "30.20 19.80 50.00"),
        *of_two_years("真有变动的局", "20.00 30.00 50.00", "34.00 16.00 50.00"),
        *of_two_years("难以分辨的局", "29.00 31.00 40.00", "31.00 29.00 40.00"),
        with_items("尾差小的局", "6.29"),
        with_items("尾差大的局", "6.31"),
        with_items("不符的局", "6.40"),
        with_decimals("小数一致的局"),
        with_decimals("小数不一的局", "60.005"),
        with_decimals("两处三位的局", "60.005", "40.005"),
        with_opening("只印年初合计的局", "carryover.opening"),
        with_opening("分印年初的局", "carryover.opening", "carryover.opening.general_public_budget"),
        carried_over("有结转而对应的局", "62.00", "45.00"),
        carried_over("有结转而错行的局", "41.00", "60.50"),
        uneven(carried_over("印到下行的局", "30.00", "63.21")),
        carried_over("整数相同的局", "30.00", "60.00"),
        settled(carried_over("未读准的局", "41.00", "60.50")),
    ]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, build: Build) -> States:
    home = tmp_path_factory.mktemp("hidden")
    build_in(home, documents(), lambda work_file: build(work_file, "fct_check"))

    def of(name: str, check_id: str) -> dict[str, str]:
        with duckdb.connect(str(home / "warehouse" / "work.duckdb"), read_only=True) as connection:
            return dict(
                connection.execute(
                    "select scope, fct_check.state from fct_check inner join dim_document using (document_id) "
                    "where title_zh like ? and check_id = ?",
                    [f"{name}2024%", check_id],
                ).fetchall()
            )

    return of


def test_a_difference_that_rounding_hardly_ever_makes_is_told_inside_its_worst_case(states: States) -> None:
    assert states("尾差小的局", "T6.01")["basic_expenditure · 302 · amount"] == "rounding"
    assert states("尾差小的局", "T6.05") == {"document": "exact"}
    assert states("尾差大的局", "T6.01")["basic_expenditure · 302 · amount"] == "rounding"
    assert states("尾差大的局", "T6.05") == {"basic_expenditure · 302 · amount": "fail"}


def test_a_difference_beyond_the_worst_case_is_told_once(states: States) -> None:
    assert failed(states("不符的局", "T6.01")) == {"basic_expenditure · 302 · amount"}
    assert states("不符的局", "T6.05") == {"document": "exact"}


def test_one_amount_with_more_decimals_than_all_others_is_told_and_two_are_a_habit(states: States) -> None:
    assert failed(states("小数不一的局", "S.12")) == {"general_public_budget_expenditure · 2010101 · total"}
    assert states("小数一致的局", "S.12") == {"document": "exact"}
    assert states("两处三位的局", "S.12") == {"document": "exact"}


def test_an_opening_carryover_without_the_budget_it_belongs_to_is_told(states: States) -> None:
    assert failed(states("只印年初合计的局", "T4.08")) == {"fiscal_appropriation_summary · carryover.opening"}
    assert states("分印年初的局", "T4.08") == {"document": "exact"}


def test_neighbours_that_fit_each_others_expenditure_are_told_although_money_is_carried_over(states: States) -> None:
    both = {"income · fiscal_appropriation · 2010101 · 2010103", "income · total · 2010101 · 2010103"}
    assert failed(states("有结转而错行的局", "X.24")) == both
    assert failed(states("印到下行的局", "X.24")) == both
    assert states("有结转而对应的局", "X.24") == {"document": "exact"}


def test_a_round_amount_is_its_neighbours_by_chance(states: States) -> None:
    assert states("整数相同的局", "X.24") == {"document": "exact"}


def test_rows_that_we_are_not_sure_of_do_not_speak_against_the_publisher(states: States) -> None:
    assert states("未读准的局", "X.24") == {"document": "not_testable"}


def test_items_that_fit_each_others_amount_of_the_year_before_are_told(states: States) -> None:
    assert failed(states("与上年互换的局", "Y.08")) == {"basic_expenditure · 30228 · 30229"}
    for name in ("与上年相称的局", "真有变动的局", "难以分辨的局"):
        assert states(name, "Y.08") == {"document": "exact"}, name
    assert states("尾差小的局", "Y.08") == {"document": "not_testable"}
