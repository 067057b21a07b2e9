"""What the identities find, what they leave alone, and what they never blame the publisher for."""

from collections.abc import Callable
from decimal import Decimal

import duckdb
import pytest

from tests.warehouse.builds import build_in
from tests.warehouse.compiled import Build
from tests.warehouse.figures import Document

T1, T2, T3 = "income_expenditure_summary", "income", "expenditure"
T4, T5, T6 = "fiscal_appropriation_summary", "general_public_budget_expenditure", "basic_expenditure"
T7, T8, T9, T10 = "government_fund_budget", "state_capital_budget", "three_public_expenses", "disclosure_statistics"
States = Callable[[str, str], dict[str, str]]


def consistent(name: str, year: int = 2024, kind: str = "unit_final_accounts") -> Document:
    """Return accounts of one class, 60 + 40, in which every identity holds; nothing is carried over."""
    document = Document(f"{name}{year}", name, year, kind)
    for line in ("income.general_public_budget", "income.current_total", "total.income_side"):
        document.prints(T1, "100.00", line=line, side="income")
    for line in ("expenditure.function.201", "expenditure.current_total", "total.expenditure_side"):
        document.prints(T1, "100.00", line=line, side="expenditure")
    for line in ("income.general_public_budget", "income.fiscal_appropriation_total", "total.income_side"):
        document.prints(T4, "100.00", line=line, side="income")
    for line in ("expenditure.function.201", "expenditure.current_total", "total.expenditure_side"):
        for measure in ("total", "general_public_budget"):
            document.prints(T4, "100.00", line=line, side="expenditure", measure=measure)
    for table, second in ((T2, "fiscal_appropriation"), (T3, "basic"), (T5, "basic")):
        for measure in ("total", second):
            document.prints(table, "100.00", line="total", measure=measure, label="合计")
        for code, amount, label in (
            ("201", "100.00", "一般公共服务支出"),
            ("20101", "100.00", "人大事务"),
            ("2010101", "60.00", "行政运行"),
            ("2010103", "40.00", "机关服务"),
        ):
            for measure in ("total", second):
                document.prints(table, amount, code=code, measure=measure, label=label)
    document.prints(T6, "100.00", line="basic.personnel_total")
    document.prints(T6, "100.00", code="301")
    document.prints(T6, "100.00", code="30101")
    for table in (T7, T8, T9, T10):
        document.table_states[table] = "blank"
    return document


def change(document: Document, amount: str, **which: object) -> Document:
    """Print another amount in the one cell that `which` names."""
    (row,) = [row for row in document.amounts if all(row[key] == value for key, value in which.items())]
    row["published_text"], row["published_amount"] = amount, Decimal(amount)
    row["amount_yuan"] = Decimal(amount) * 10000
    return document


def without_line() -> Document:
    """Return a summary whose form ends before class 231, although its total holds what is spent there."""
    document = consistent("没有该行的局")
    change(document, "90.00", table_id=T1, line_id="expenditure.function.201")
    for table in (T3, T5):
        for measure in ("total", "basic"):
            change(document, "90.00", table_id=table, subject_code="201", measure=measure)
            document.prints(table, "10.00", code="231", measure=measure, label="债务还本支出")
    return document


def with_carryover() -> Document:
    """Return accounts that spend 5 more than they receive under one code, from what the year before left."""
    document = consistent("有结转的局")
    change(document, "95.00", table_id=T2, line_id="total", measure="total")
    change(document, "55.00", table_id=T2, subject_code="2010101", measure="total")
    document.prints(T1, "5.00", line="carryover.opening", side="income")
    return document


def settled_by_identities() -> Document:
    """Return accounts in which a class does not add up, beside an amount that only identities settled."""
    document = change(consistent("自证的局"), "50.00", table_id=T3, subject_code="2010101", measure="total")
    for row in document.amounts:
        if (row["table_id"], row["subject_code"], row["measure"]) == (T3, "2010103", "total"):
            row["second_reading"] = "identity"
    return document


def crossed_rows() -> Document:
    """Return accounts whose income table prints two items in each other's rows; every sum still holds."""
    document = consistent("互换的局")
    for measure in ("total", "fiscal_appropriation"):
        change(document, "40.00", table_id=T2, subject_code="2010101", measure=measure)
        change(document, "60.00", table_id=T2, subject_code="2010103", measure=measure)
    return document


def without_an_item() -> Document:
    """Return accounts with a second section, whose only item the income table does not print."""
    document = consistent("缺行的局")
    for table, second in ((T2, "fiscal_appropriation"), (T3, "basic"), (T5, "basic")):
        for measure in ("total", second):
            document.prints(table, "5.00", code="20102", measure=measure, label="政协事务")
            if table != T2:
                document.prints(table, "5.00", code="2010201", measure=measure, label="行政运行")
    return document


def held_back() -> Document:
    """Return accounts in which a class does not add up, and two readers disagree on an amount of that table."""
    document = change(consistent("未读全的局"), "50.00", table_id=T3, subject_code="2010101", measure="total")
    document.findings.append(
        {
            "document_id": document.document_id,
            "finding_kind": "readers_disagree",
            "message": "page 1: two readers",
            "table_id": T3,
            "printed_text": "60.00",
            "page": 1,
            "row_no": 1,
            "column_no": 1,
            "x0": 1.0,
            "y0": 1.0,
            "x1": 2.0,
            "y1": 2.0,
        }
    )
    return document


def shifted() -> Document:
    """Return accounts whose table of expenditure from the general budget has each amount one row too low."""
    document = Document("错行的局", "错行的局", 2024, "unit_final_accounts")
    codes = ("201", "20101", "2010101", "2010102", "2010103", "2010104", "2010105")
    amounts = ("31.00", "31.00", "1.00", "2.00", "4.00", "8.00", "16.00")
    for table, printed in ((T3, amounts), (T5, (*amounts[-1:], *amounts[:-1]))):
        for code, amount in zip(codes, printed, strict=True):
            document.prints(table, amount, code=code, measure="total")
    return document


def documents() -> list[Document]:
    return [
        consistent("相符的局"),
        without_line(),
        with_carryover(),
        held_back(),
        settled_by_identities(),
        crossed_rows(),
        without_an_item(),
        shifted(),
        change(consistent("项目不等的局"), "50.00", table_id=T5, subject_code="2010101", measure="total"),
        change(consistent("负数的局"), "-100.00", table_id=T1, line_id="income.general_public_budget"),
        consistent("用旧名的局").prints(T3, "0.00", code="20805", measure="project", label="行政事业单位离退休"),
        consistent("用错名的局").prints(T3, "0.00", code="20805", measure="project", label="抚恤"),
        consistent("乱序的局").prints(T3, "0.00", code="2010102", measure="project", label="一般行政管理事务"),
        consistent("重复印数的局")
        .prints(T3, "1.00", code="2010101", measure="project")
        .prints(T3, "2.00", code="2010101", measure="project"),
        consistent("缺款的局").prints(T5, "0.00", code="2050803", measure="project", label="培训支出"),
        consistent("国家示范局", kind="department_final_accounts"),
        change(
            consistent("国家示范局（本级）", kind="own_level_final_accounts"),
            "70.00",
            table_id=T5,
            subject_code="2010101",
            measure="basic",
        ),
    ]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory, build: Build) -> States:
    home = tmp_path_factory.mktemp("identities")
    build_in(home, documents(), lambda work_file: build(work_file, "fct_check"))

    def of(name: str, check_id: str) -> dict[str, str]:
        with duckdb.connect(str(home / "warehouse" / "work.duckdb"), read_only=True) as connection:
            return dict(
                connection.execute(
                    "select scope, fct_check.state from fct_check inner join dim_document using (document_id) "
                    "where title_zh like ? and check_id = ?",
                    [f"{name}20%", check_id],
                ).fetchall()
            )

    return of


def failed(found: dict[str, str]) -> set[str]:
    return {scope for scope, state in found.items() if state == "fail"}


def test_consistent_accounts_fail_nothing(states: States) -> None:
    for check_id in ("T1.03", "T2.02", "T3.02", "T4.04", "T4.07", "X.04", "X.07", "X.10", "X.12", "S.02", "S.10"):
        assert set(states("相符的局", check_id).values()) <= {"exact", "not_applicable"}, check_id


def test_a_line_that_no_form_of_the_year_has_is_nobodys_error(states: States) -> None:
    assert set(states("没有该行的局", "T1.03").values()) == {"exact"}
    assert states("没有该行的局", "X.04")["income_expenditure_summary = expenditure · 231"] == "not_applicable"


def test_an_item_of_the_budget_table_equals_all_expenditure_where_there_is_no_other_money(states: States) -> None:
    assert "appropriation <= expenditure · 2010101 · total" in failed(states("项目不等的局", "X.10"))
    assert states("项目不等的局", "X.10")["appropriation <= expenditure · 2010103 · total"] == "exact"


def test_a_gap_that_the_carryover_explains_is_named_not_blamed(states: States) -> None:
    found = states("有结转的局", "X.12")
    assert found["income = expenditure · total · 2010101"] == "not_applicable"
    assert found["income = expenditure · total · 2010103"] == "exact"


def test_a_difference_in_a_table_of_which_an_amount_is_held_back_is_not_testable(states: States) -> None:
    assert failed(states("未读全的局", "T3.02")) == set()
    assert "not_testable" in states("未读全的局", "T3.02").values()


def test_an_amount_that_identities_settled_never_speaks_against_the_publisher(states: States) -> None:
    assert failed(states("自证的局", "T3.02")) == set()
    assert "not_testable" in states("自证的局", "T3.02").values()


def test_two_items_that_stand_in_each_others_rows_are_told(states: States) -> None:
    assert failed(states("互换的局", "X.22")) == {
        "income · fiscal_appropriation · 2010101 · 2010103",
        "income · total · 2010101 · 2010103",
    }
    assert states("相符的局", "X.22") == {"document": "exact"}


def test_an_item_that_only_other_tables_print_is_missed(states: States) -> None:
    assert failed(states("缺行的局", "X.23")) == {
        "income · fiscal_appropriation · 20102",
        "income · total · 20102",
    }
    assert states("相符的局", "X.23") == {"document": "exact"}


def test_rows_that_slipped_against_their_codes_are_told_once_a_table(states: States) -> None:
    assert states("错行的局", "S.03") == {"general_public_budget_expenditure": "fail"}
    assert states("相符的局", "S.03") == {"document": "exact"}


def test_negative_income_is_found(states: States) -> None:
    assert len(failed(states("负数的局", "T1.06"))) == 1


def test_a_name_of_an_earlier_year_or_of_another_code_is_found_and_an_unknown_name_is_not_judged(
    states: States,
) -> None:
    assert failed(states("用旧名的局", "S.02")) == {"expenditure · 20805 · 行政事业单位离退休"}
    assert failed(states("用错名的局", "S.02")) == {"expenditure · 20805 · 抚恤"}


def test_codes_out_of_order_and_codes_without_their_parent_are_told(states: States) -> None:
    assert failed(states("乱序的局", "S.10")) == {"expenditure · 2010102"}
    assert failed(states("缺款的局", "S.02.1")) == {"general_public_budget_expenditure · 2050803"}


def test_a_code_printed_twice_with_other_amounts_is_found(states: States) -> None:
    assert failed(states("重复印数的局", "X.21")) == {"expenditure · 2010101 · project"}


def test_units_that_are_all_here_add_up_to_their_department(states: States) -> None:
    assert failed(states("国家示范局", "U.01")) == {
        "department = units · general_public_budget_expenditure · 2010101 · basic"
    }
    assert set(states("相符的局", "U.01").values()) == {"not_testable"}
