"""Views with plain names: one for each question that is asked most."""

import duckdb
import pytest

from tests.warehouse.builds import Built

VIEWS = {
    "carryover_by_unit",
    "document_change",
    "expenditure_by_cofog",
    "expenditure_by_subject",
    "growth_by_unit",
    "linked_unit_series",
    "not_published",
    "three_public_by_unit",
    "unit_link_candidate",
    "unit_peer_group",
    "unit_year",
    "what_does_not_add_up",
    "where_printed",
}


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_view_is_published_with_comments_on_itself_and_its_columns(built: Built, view: str) -> None:
    with duckdb.connect(str(built.release.database), read_only=True) as connection:
        connection.execute(f'select * from "{view}"').fetchall()
        (comment,) = connection.execute(
            "select comment from duckdb_tables() where table_name = ? union all "
            "select comment from duckdb_views() where view_name = ?",
            [view, view],
        ).fetchall()[0]
        bare = connection.execute(
            "select column_name from duckdb_columns() where table_name = ? and comment is null", [view]
        ).fetchall()
    assert comment
    assert bare == []


SURENESS = {"evidence_state", "after_evidence_state", "confirmed_ratio", "explanation", "is_comparable"}
"""Columns that say how sure the values of a row are; `explanation` is that of a check that fails."""
SUMMED_UP = {"expenditure_by_cofog", "linked_unit_series"}
"""Over many documents: no page prints the value."""
WITHOUT_VALUES = {"not_published", "unit_peer_group", "unit_link_candidate"}
"""They tell of units; unit_link_candidate names the two pages that print one amount."""


@pytest.mark.parametrize("view", sorted(VIEWS - WITHOUT_VALUES))
def test_a_view_with_values_says_how_sure_they_are_and_on_which_page_they_stand(built: Built, view: str) -> None:
    columns = {
        str(name) for (name,) in built.rows("select column_name from duckdb_columns() where table_name = ?", view)
    }
    assert columns & SURENESS
    assert view in SUMMED_UP or any(column.endswith("page") for column in columns)
    assert view in SUMMED_UP or "document_id" in columns


def test_the_worst_amount_of_a_row_decides_how_sure_it_is(built: Built) -> None:
    rows = built.rows(
        "select fiscal_year, evidence_state, page from unit_year where name_zh = '山西省太原市示范局' order by 1"
    )
    assert rows == [(2021, "exact", 1), (2022, "fail", 1), (2023, "fail", 1), (2024, "exact", 1)]


def test_an_amount_that_nothing_confirms_is_not_said_to_be_sure(built: Built) -> None:
    assert (
        built.rows(
            "select distinct evidence_state from where_printed inner join unconfirmed_amounts as bare "
            "using (document_id, page, published_text) where bare.reason <> 'contradicted' and evidence_state = 'exact'"
            " and where_printed.x0 = bare.x0 and where_printed.y0 = bare.y0"
        )
        == []
    )
    assert built.rows(
        "select count(*) > 0 from fct_amount_evidence where evidence_state = 'not_testable' "
        "and confirming_count + rounding_count + contradicting_count = 0"
    ) == [(True,)]


def test_a_revised_disclosure_shows_what_changed_amount_by_amount(built: Built) -> None:
    versions = built.rows(
        "select version_no, count(*) from dim_document inner join dim_unit using (unit_id) "
        "where name_zh = '山西省太原市改版局' group by all order by all"
    )
    assert versions == [(1, 1), (2, 1)]
    assert built.rows("select distinct change from document_change where before_text = after_text") == []


def test_the_page_of_a_number_is_one_query_away(built: Built) -> None:
    assert built.rows(
        "select published_text, page from where_printed where unit_name_zh = '山西省太原市示范局' "
        "and fiscal_year = 2023 and table_name_zh = '收入决算表' and measure_name_zh = '其他收入'"
    ) == [("5.00", 2)]


def test_carryover_tells_the_gap_to_the_year_before(built: Built) -> None:
    assert built.rows(
        "select opening_yuan, prior_closing_yuan, opening_adjustment_yuan from carryover_by_unit "
        "where name_zh = '山西省太原市示范局' and fiscal_year = 2022"
    ) == built.rows("select 200000.00::decimal(20,2), 200000.00::decimal(20,2), 0.00::decimal(20,2)")
