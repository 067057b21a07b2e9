"""A check has five states, and only a printed contradiction is a failure."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.builds import Built, build_in, example
from tests.warehouse.compiled import Build
from tests.warehouse.figures import CORPUS
from warehouse.build import SQL_FOLDER, dbt_environment


def states(built: Built, check_id: str, year: int, unit: str = "山西省太原市示范局") -> list[tuple[object, ...]]:
    return built.rows(
        "select state, expected, observed, residual, tolerance from fct_check inner join dim_unit using (unit_id) "
        "where check_id = ? and fiscal_year = ? and name_zh = ?",
        check_id,
        year,
        unit,
    )


def test_equal_numbers_are_exact(built: Built) -> None:
    assert states(built, "T1.03", 2021) == [("exact", Decimal(900000), Decimal(900000), Decimal(0), Decimal(150))]


def test_a_difference_inside_the_envelope_is_rounding(built: Built) -> None:
    """Two non-zero parts and the total, half a printed step of 0.01 万元 each: 150 yuan."""
    assert states(built, "T1.03", 2024) == [("rounding", Decimal(900000), Decimal(899900), Decimal(-100), Decimal(150))]


def test_a_difference_beyond_the_envelope_fails_and_names_page_and_box(built: Built) -> None:
    assert states(built, "T1.03", 2023) == [("fail", Decimal(900000), Decimal(950000), Decimal(50000), Decimal(150))]
    places = built.rows("select page, x0, y0, x1, y1 from fct_check where check_id = 'T1.03' and state = 'fail'")
    assert places == [(1, 100.0, 80.0, 150.0, 88.0)]


def test_a_table_published_empty_is_not_applicable(built: Built) -> None:
    assert [row[0] for row in states(built, "T9.01", 2024)] == ["not_applicable"]


def test_a_table_that_was_not_found_is_not_testable(built: Built) -> None:
    assert [row[0] for row in states(built, "T6.01", 2024)] == ["not_testable"]


def test_a_difference_in_a_table_with_rows_we_did_not_understand_is_not_testable(built: Built) -> None:
    assert [row[0] for row in states(built, "T1.03", 2024, "山西省太原市另一局")] == ["not_testable"]


def test_opening_carryover_is_compared_with_the_year_before(built: Built) -> None:
    assert [row[0] for row in states(built, "Y.01", 2021)] == ["not_testable"]
    assert [row[0] for row in states(built, "Y.01", 2022)] == ["exact"]
    assert [row[0] for row in states(built, "Y.01", 2023)] == ["fail"]


def test_publishers_failures_do_not_block_a_release(built: Built) -> None:
    severities = {severity for (severity,) in built.rows("select severity from fct_check where state = 'fail'")}
    assert severities
    assert "blocking" not in severities


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_real_documents_have_no_failure_and_the_roundings_that_were_found_by_hand(built: Built) -> None:
    def found(unit: str) -> set[object]:
        return {
            scope
            for (scope,) in built.rows(
                "select check_id || ' ' || scope from fct_check inner join dim_unit using (unit_id) "
                "where name_zh = ? and state in ('fail', 'rounding')",
                unit,
            )
        }

    assert found("山西省数字政府服务中心") == {
        "T1.03 income_expenditure_summary · expenditure.current_total",
        "T1.04 income_expenditure_summary · total.expenditure_side",
        "T1.07 income_expenditure_summary = expenditure · kinds",
        "T3.01 expenditure · total · total",
        "T3.02 expenditure · total · total",
        "T6.01 basic_expenditure · 302 · amount",
    }
    assert built.rows(
        "select count(*) from fct_check inner join dim_document using (document_id) "
        "where fct_check.state = 'fail' and title_zh not like '山西省太原市%'"
    ) == [(0,)]


def test_an_amount_without_a_box_or_with_another_amount_in_yuan_blocks_a_release(tmp_path: Path, build: Build) -> None:
    broken = example(2024)
    broken.amounts[0]["x1"] = broken.amounts[0]["x0"]
    broken.amounts[1]["amount_yuan"] = Decimal(1)
    failures = build_in(tmp_path, [broken], build).blocking_failures
    assert {failure.name for failure in failures} == {"G.02", "G.03"}


def test_what_dbt_is_told_lists_every_model_of_the_folders(tmp_path: Path) -> None:
    environment = dbt_environment(tmp_path / "work.duckdb")
    assert environment["JUESUAN_CHECK_MODELS"].split(",") == sorted(
        path.stem for path in (SQL_FOLDER / "models" / "checks").glob("chk_*.sql")
    )
    assert Path(environment["JUESUAN_WORK_FILE"]).is_absolute()
    assert not Path(environment["DBT_TARGET_PATH"]).is_relative_to(SQL_FOLDER)
