"""How statements are put in other provinces and years: each kind of phrase by a sentence made up for it."""

import pytest

from tests.pipelines.normalize.claims.narratives import said

THREE_PUBLIC = "七、财政拨款“三公”经费支出决算情况说明"
Said = list[tuple[str, str, str]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("收、支总计各是4125.5，3143.9万元。", [("", "4125.5", "万元"), ("", "3143.9", "万元")]),
        ("基本支出、项目支出分别为60.5、63.2万元。", [("", "60.5", "万元"), ("", "63.2", "万元")]),
        ("公用经费、人员经费同比分别下降2.1和5.6个百分点。",
         [("yoy_pct", "-2.1", "个百分点"), ("yoy_pct", "-5.6", "个百分点")]),
        ("第2、3季度。", []),
    ],
)  # fmt: skip
def test_the_last_of_a_list_has_the_unit_of_all(sentence: str, expected: Said) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("完成全年预算84.8万元的73.2%。", [("budget", "84.8", "万元"), ("completion_pct", "73.2", "%")]),
        ("支出9万元，为年初预算10万元的90%。",
         [("", "9", "万元"), ("budget", "10", "万元"), ("completion_pct", "90", "%")]),
        ("占本年支出80万元的25%。", [("", "80", "万元"), ("share_pct", "25", "%")]),
        ("收入28万元，占调整预算105.5%。", [("", "28", "万元"), ("completion_pct", "105.5", "%")]),
        ("集中采购7万元，占政府采购预算的70%。", [("", "7", "万元"), ("share_pct", "70", "%")]),
        ("超额完成预算，完成预算的103%。", [("completion_pct", "103", "%")]),
    ],
)  # fmt: skip
def test_a_percentage_of_a_budget_is_told_from_a_share(sentence: str, expected: Said) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("决算数大于预算数5.9万元。", [("budget_change", "5.9", "万元")]),
        ("支出决算低于年初预算5.9万元。", [("budget_change", "-5.9", "万元")]),
        ("支出决算超出年初预算12万元，超预算5%。", [("budget_change", "12", "万元"), ("budget_change_pct", "5", "%")]),
        ("年初预算数4万元，预决算差异率8.5%。", [("budget", "4", "万元"), ("budget_change_pct", "8.5", "%")]),
        ("比预算少3万元，比上年多5万元。", [("budget_change", "-3", "万元"), ("yoy_change", "5", "万元")]),
        ("比上年决算数10万元增加2万元，增长20%。",
         [("", "10", "万元"), ("yoy_change", "2", "万元"), ("yoy_pct", "20", "%")]),
    ],
)  # fmt: skip
def test_a_change_is_said_by_comparing_two_amounts(sentence: str, expected: Said) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("比上年下降-2%，减少-3.2万元。", [("yoy_pct", "-2", "%"), ("yoy_change", "-3.2", "万元")]),
        ("与上年相比增加-3.2万元，增长率为-5.3%。", [("yoy_change", "-3.2", "万元"), ("yoy_pct", "-5.3", "%")]),
        ("与上年相比增减-5万元，变动7万元，变动率4%。",
         [("yoy_change", "-5", "万元"), ("yoy_change", "7", "万元"), ("yoy_pct", "4", "%")]),
        ("比上年减少(增加)3万元，下降(增长)2%。", [("yoy_change", "-3", "万元"), ("yoy_pct", "-2", "%")]),
        ("支出由上年的5万元下降为4万元。", [("", "5", "万元"), ("", "4", "万元")]),
    ],
)  # fmt: skip
def test_a_minus_after_a_verb_of_decrease_is_not_a_second_one(sentence: str, expected: Said) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("上年结转和结余8.02万元。", [("", "8.02", "万元")]),
        ("年末结转和结余8.8万元，较上年下降10%。", [("", "8.8", "万元"), ("yoy_pct", "-10", "%")]),
        ("比上年增加3万元，上年结余0.5万元。", [("yoy_change", "3", "万元"), ("", "0.5", "万元")]),
    ],
)
def test_what_was_left_over_is_an_amount_and_no_decrease(sentence: str, expected: Said) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("接待费支出持平的主要原因是厉行节约。", []),
        ("比去年无增减变动，与预算相比无变化。", [("yoy_change", "0", "万元")]),
        ("与预算数和上年决算数持平，主要原因是未发生。", [("yoy_change", "0", "万元")]),
    ],
)
def test_the_name_of_a_reason_does_not_say_that_nothing_changed(sentence: str, expected: Said) -> None:
    assert said("接待费比2023年减少2万元。" + sentence)[1:] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("年初预算为0，支出决算为3.4万元。", [("budget", "0", "万元"), ("", "3.4", "万元")]),
        ("三公经费合计为100.86万，培训费增加4.66万。", [("", "100.86", "万元"), ("yoy_change", "4.66", "万元")]),
        ("预算总计1，234.5万元。", [("budget", "1234.5", "万元")]),
    ],
)
def test_money_is_known_without_its_whole_unit(sentence: str, expected: Said) -> None:
    assert said("支出合计9万元，比上年增加1万元。" + sentence)[2:] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("团组0个、共0人/参加其他单位组织的团组0个、共0人/无本单位组织的团组。",
         [("count", "0", "个"), ("count", "0", "人")] * 2),
        ("房屋1,234.5平方米，价值456.7万元。", [("count", "1234.5", "平方米"), ("", "456.7", "万元")]),
        ("含2个年初结转项目。", [("count", "2", "个")]),
        ("行政事业单位医疗（11款）行政单位医疗（01项）9万元。", [("", "9", "万元")]),
        ("按每人每天50元标准，落实30条要求。", []),
        ("开设课程5门，更换路灯20盏。", [("count", "5", "门"), ("count", "20", "盏")]),
    ],
)  # fmt: skip
def test_counts_are_told_from_standards_codes_and_rules(sentence: str, expected: Said) -> None:
    assert said(sentence) == expected
