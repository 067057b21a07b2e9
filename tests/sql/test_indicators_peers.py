"""Indicators that compare units: nobody is added twice, and a group that is too small is no group."""

from tests.warehouse.builds import Built


def test_a_department_and_its_own_level_are_never_added_together(built: Built) -> None:
    assert built.rows("select count(*) from fct_check where check_id = 'G.05' and state = 'fail'") == [(0,)]
    levels = built.rows(
        "select distinct unit_level from indicators inner join dim_unit using (unit_id) "
        "where indicator_id = 'G1' and name_zh = '国家示范局'"
    )
    assert levels in ([("department",)], []), "the own level is part of its department's account"


def test_shares_of_a_region_add_up_to_one(built: Built) -> None:
    sums = built.rows(
        "select round(sum(value), 6) from indicators where indicator_id = 'G1' and not detail like '%.rank' "
        "and value is not null group by fiscal_year, detail, basis"
    )
    assert sums
    assert {float(str(value)) for (value,) in sums} == {1.0}


def test_a_group_of_fewer_than_three_has_no_percentile(built: Built) -> None:
    assert built.rows(
        "select count(*) from indicators where indicator_id = 'G2' and value is null and null_reason <> 'no_peers'"
    ) == [(0,)]


def test_the_cofog_shares_of_a_document_add_up_to_one(built: Built) -> None:
    sums = built.rows(
        "select round(sum(value), 6) from indicators where indicator_id = 'G3' and detail <> 'low_confidence' "
        "and value is not null group by document_id"
    )
    assert {float(str(value)) for (value,) in sums} <= {1.0}
