"""The decision about a link, on titles as portals write them."""

import pytest

from scrapers.titles import decide, decide_attachment, fiscal_year_of


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("山西省数字政府服务中心2024年度单位决算公开", 2024),
        ("2024年度长沙市财政局部门决算", 2024),
        ("长沙市交通运输局（本级）2023年部门决算公开", 2023),
        ("重庆市航空应急救援总队2024年度决算公开说明", 2024),
        ("2022年度洛阳市商务局本级及所属单位决算公开", 2022),
        ("江西省财政厅 2024 年度部门决算", 2024),
        ("武汉市审计局2023年度部门决算公开", 2023),
        ("某镇人民政府2024年度部门决算", 2024),
        ("2024年度江门市审计局“三公”经费决算公开", 2024),
        ("长沙市司法局（汇总）２０２２年部门决算公开", 2022),
        ("委直属单位部门决算公开", None),
        ("长沙市机动车驾驶员培训管理服务中心2023年部门决算公开", 2023),
        ("2024年度淄博市市政环卫服务中心决算", 2024),
    ],
)
def test_final_accounts_of_departments_and_units_are_taken(title: str, year: int | None) -> None:
    decision = decide(title)
    assert (decision.is_taken, decision.reason, decision.fiscal_year) == (True, "", year)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("长沙市交通运输局2026年部门预算公开", "a budget"),
        ("市财政局2024年度部门决算公开工作总结", "a work summary"),
        ("政府信息公开申请表", "an application form"),
        ("2023年昆明市财政决算公开资料", "of a government"),
        ("某市2024年政府决算公开", "of a government"),
        ("2023年度乌鲁木齐市政府债务决算情况说明", "of a government"),
        ("关于2024年全市决算草案的报告", "of a government"),
        ("2025年第3号公告：市财政局组织的2023年度本级预算执行和决算（草案）审计结果", "an audit"),
        ("全市2025年度财政决算汇审工作圆满完成", "news"),
        ("您好，请问本单位2020年的三公经费决算信息在哪里", "news"),
        ("市财政局召开2024年度部门决算布置培训会", "news"),
        ("关于做好部门决算公开工作的通知", "news"),
        ("预决算公开", "budgets and accounts together"),
        ("市领导调研", "does not speak of final accounts"),
        ("", "without a title"),
    ],
)
def test_what_else_stands_in_the_column_is_not_and_the_reason_says_what_it_is(title: str, reason: str) -> None:
    decision = decide(title)
    assert not decision.is_taken
    assert reason in decision.reason


def test_a_line_that_is_only_a_name_is_judged_by_its_column() -> None:
    assert decide("天津市交通运输委员会", "2019年部门决算公开目录").fiscal_year == 2019
    assert decide("天津市交通运输委员会", "2019年部门决算公开目录").is_taken
    assert not decide("天津市交通运输委员会", "2019年部门预算公开目录").is_taken
    assert not decide("某局2024年部门预算", "部门决算").is_taken


def test_a_wanted_year_leaves_out_other_years_but_not_titles_without_one() -> None:
    assert decide("某局2024年部门决算", wanted_year=2024).is_taken
    assert decide("某局2023年部门决算", wanted_year=2024).reason == "of 2023, not of 2024"
    assert decide("某局部门决算", wanted_year=2024).is_taken


def test_an_attachment_is_taken_unless_its_title_says_it_is_something_else() -> None:
    for title in ("附件1", "", "2024年度部门决算公开.pdf", "一般公共预算财政拨款支出决算表"):
        assert decide_attachment(title).is_taken, title
    for title in ("2025年部门预算.pdf", "整体支出绩效自评报告", "信息公开申请表.doc", "决算公开工作总结"):
        assert not decide_attachment(title).is_taken, title


def test_the_year_of_the_accounts_is_the_one_before_the_word() -> None:
    assert fiscal_year_of("2025年8月公布2024年度部门决算") == 2024
    assert fiscal_year_of("部门决算（2023年）") == 2023
    assert fiscal_year_of("部门决算") is None
