"""Where a narrative is found in documents that are put together in the ways of different provinces."""

import pytest

from pipelines.normalize.claims.run import read_claims
from tests.pipelines.normalize.claims.narratives import document

DUTIES = ["一、主要职能", "负责本区财政收支执行情况的监督；", "二、机构设置", "本单位设8个科室，在职人员20人。"]
SENTENCE = "2023年度收入总计9万元。"
RUNNING_COSTS = "2023年度机关运行经费支出7万元。"
GLOSSARY = "财政拨款收入：例如5万元。"

PARTS_WITH_COLONS = [
    ["第一部分：示例局概况", "第二部分：决算报表", "第三部分：2023年度部门决算情况说明", "第四部分：名词解释"],
    ["第一部分：示例局概况", *DUTIES],
    ["第三部分：2023年度部门决算情况说明", "一、2023年度收入支出决算总体情况。", SENTENCE],
    ["（二）机关运行经费。", RUNNING_COSTS, "第四部分：名词解释", GLOSSARY],
]
CHAPTERS_BY_NUMBER = [
    ["一、部门概况……1", "二、决算表……2", "三、情况说明……3", "（一）收入支出决算总体情况说明……3", "四、名词解释……9"],
    ["一、部门概况", "（一）部门职责", "负责全区统计。本部门设8个科室。"],
    ["三、2023年度部门决算情况说明", "（一）收入支出决算总体情况说明", SENTENCE],
    ["（九）机关运行经费情况说明", RUNNING_COSTS, "四、名词解释", GLOSSARY],
]
TWO_NARRATIVE_PARTS = [
    ["第三部分 2023年度部门决算情况说明", "一、收入决算情况说明", SENTENCE],
    ["第四部分 其他重要事项及相关口径情况说明", "一、机关运行经费支出情况", RUNNING_COSTS],
    ["第五部分 名词解释", GLOSSARY],
]
AN_ANALYSIS = [
    ["一、基本情况", "（一）机构设置", "内设8个股室。"],
    ["二、收入支出预算执行情况分析", "（一）收入支出预决算对比", SENTENCE],
    ["三、机关运行经费支出说明", RUNNING_COSTS, "四、名词解释", GLOSSARY],
]
NARRATIVE_BEFORE_TABLES = [
    ["第二部分 2023年度部门决算情况说明", "一、收入支出决算总体情况说明", SENTENCE],
    ["十二、机构运行经费支出决算情况说明", RUNNING_COSTS],
    ["第三部分 名词解释", GLOSSARY, "第四部分 决算公开联系方式", "电话8个。", "第五部分 部门决算表", "支出合计3万元"],
]
HEADINGS_THAT_LOST_THEIR_NUMBERS = [
    ["部门职责", "本单位设8个科室。"],
    ["收入支出决算总体情况说明", SENTENCE, "机关运行经费支出情况说明", RUNNING_COSTS, "名词解释", GLOSSARY],
]
NO_HEADINGS = [["示例局2023年度决算", "设8个科室。"], [SENTENCE, RUNNING_COSTS, "名词解释", GLOSSARY]]


@pytest.mark.parametrize(
    "pages",
    [
        PARTS_WITH_COLONS,
        CHAPTERS_BY_NUMBER,
        TWO_NARRATIVE_PARTS,
        AN_ANALYSIS,
        NARRATIVE_BEFORE_TABLES,
        HEADINGS_THAT_LOST_THEIR_NUMBERS,
        NO_HEADINGS,
    ],
)
def test_the_narrative_is_found_however_the_document_is_put_together(pages: list[list[str]]) -> None:
    assert [claim.published_text for claim in read_claims(document(*pages), 2023)] == ["9", "7"]


def test_a_heading_without_a_number_is_the_section_of_what_follows() -> None:
    read = read_claims(document(*HEADINGS_THAT_LOST_THEIR_NUMBERS), 2023)
    assert [(claim.section, claim.statement_kind) for claim in read] == [
        ("收入支出决算总体情况说明", "overall_total"),
        ("机关运行经费支出情况说明", "running_costs"),
    ]


def test_numbers_in_half_width_commas_are_divided_as_they_are_meant() -> None:
    lines = ["一、收入支出决算总体情况说明", "收入总计1,234.5万元,其中:接待24批次,210人次,支出2.5万元,占0.2%。"]
    read = read_claims(document(["第三部分 决算情况说明", *lines]), 2023)
    assert [(claim.published_text, claim.published_unit) for claim in read] == [
        ("1,234.5", "万元"),
        ("24", "批次"),
        ("210", "人次"),
        ("2.5", "万元"),
        ("0.2", "%"),
    ]


def test_a_number_with_commas_is_one_number_over_the_end_of_a_line() -> None:
    lines = ["一、收入支出决算总体情况说明", "本年收入总计1,", "234.5万元，支出总计1，234.5万元。"]
    read = read_claims(document(["第三部分 决算情况说明", *lines]), 2023)
    assert [claim.published_amount for claim in read][-1] == read[0].published_amount


def test_a_label_of_a_chart_states_nothing() -> None:
    lines = [
        "一、收入支出决算总体情况说明",
        "收入总计9万元。",
        "（图1：收支结构图）",
        "基本支出",
        "72.48%",
        "二、收入决算情况说明",
    ]
    read = read_claims(document(["第三部分 决算情况说明", *lines]), 2023)
    assert [claim.published_text for claim in read] == ["9"]
