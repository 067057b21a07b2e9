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
