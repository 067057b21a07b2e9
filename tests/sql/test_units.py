"""Units over time: how documents come to them, their names, codes, members and open questions."""

from tests.warehouse.builds import Built


def test_every_published_document_says_by_which_rule_it_came_to_its_unit(built: Built) -> None:
    assert built.rows(
        "select count(*) from dim_document left join fct_unit_match using (document_id) "
        "where dim_document.state = 'published' and match_rule is null"
    ) == [(0,)]
    assert built.rows("select distinct match_rule, state from fct_unit_match where name_zh = '山西省太原市示范局'") == [
        ("name_and_region", "matched")
    ]


def test_every_name_of_a_unit_is_kept_with_its_years(built: Built) -> None:
    assert built.rows(
        "select names.name_zh, names.valid_from_year, names.valid_to_year, document_count from dim_unit_name as names "
        "inner join dim_unit using (unit_id) where dim_unit.name_zh = '山西省太原市示范局'"
    ) == [("山西省太原市示范局", 2021, 2024, 4)]


def test_a_member_that_is_the_own_level_is_found_and_one_that_publishes_nothing_stays_open(built: Built) -> None:
    rows = built.rows(
        "select name_zh, role, match_rule, member_unit_id is not null from fct_unit_member "
        "where document_id in (select document_id from dim_document where title_zh like '国家示范局%') "
        "order by member_no"
    )
    assert rows == [
        ("局本级", "own_level", "own_level", True),
        ("示范信息中心", "subordinate", None, False),
    ]


def test_a_unit_is_never_its_own_parent(built: Built) -> None:
    assert built.rows("select count(*) from dim_unit where parent_unit_id = unit_id") == [(0,)]
