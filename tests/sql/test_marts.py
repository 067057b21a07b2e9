"""Units, regions, documents and their versions."""

from tests.warehouse.builds import Built
from tests.warehouse.figures import CORPUS


def test_a_unit_is_placed_by_the_name_it_begins_with_inside_the_region_of_the_portal(built: Built) -> None:
    regions = dict(built.rows("select name_zh, region_code from dim_unit"))
    assert regions["山西省太原市示范局"] == "140100"
    if CORPUS.is_dir():
        assert regions["上海市普陀区财政局"] == "310107"
        assert regions["中共上海市普陀区委社会工作部"] == "310107"
        assert regions["国家信访局"] == "000000"


def test_an_own_level_is_another_unit_below_its_department(built: Built) -> None:
    rows = dict(
        built.rows("select unit_level, (unit_id, parent_unit_id) from dim_unit where name_zh like '国家示范局%'")
    )
    assert set(rows) == {"department", "own_level"}
    assert rows["own_level"][1] == rows["department"][0]  # type: ignore[index]


def test_a_unit_spans_the_years_of_its_documents(built: Built) -> None:
    assert built.rows("select valid_from_year, valid_to_year from dim_unit where name_zh = '山西省太原市示范局'") == [
        (2021, 2024)
    ]


def test_a_republished_document_is_a_new_version_and_nothing_is_overwritten(built: Built) -> None:
    versions = built.rows(
        "select version_no, dim_document.is_current, supersedes_document_id is not null, count(*) from dim_document "
        "inner join fct_amount using (document_id) inner join dim_unit on dim_document.unit_id = dim_unit.unit_id "
        "where name_zh = '山西省太原市改版局' group by all order by 1"
    )
    assert [row[:3] for row in versions] == [(1, False, False), (2, True, True)]
    assert {row[3] for row in versions} == {13}
    assert built.rows("select state from fct_coverage where name_zh = '山西省太原市改版局'") == [("changed",)]


def test_documents_that_were_refused_or_set_aside_are_rows_with_their_reason(built: Built) -> None:
    rows = built.rows(
        "select state, reason_class, reason, is_current from dim_document where state <> 'published' order by state"
    )
    assert rows == [
        ("quarantined", "contract", "boxes are empty", False),
        ("refused", "encrypted", "the file asks for a password", False),
    ]


def test_a_document_says_where_and_when_it_was_seen(built: Built) -> None:
    (row,) = built.rows(
        "select portal_id, landing_url, published_date::varchar, first_seen_at = last_seen_at from dim_document "
        "where title_zh = '山西省太原市示范局2021年度决算'"
    )
    assert row == ("shanxi_province", "http://portal.test/1.html", "2025-08-29", True)


def test_a_code_that_was_used_again_has_a_row_for_each_meaning(built: Built) -> None:
    names = built.rows(
        "select name_zh, valid_from_year from dim_subject where classification = 'economic' and subject_code = '30311' "
        "order by valid_from_year"
    )
    assert names == [("住房公积金", 2015), ("代缴社会保险费", 2021)]


def test_an_item_takes_the_cofog_division_of_the_longest_code_that_is_mapped(built: Built) -> None:
    assert built.rows("select distinct cofog_division from dim_subject where subject_code = '2010350'") == [("01",)]
