"""What the text of a document says besides its numbers."""

import pytest

from pipelines.normalize.claims.run import read_claims
from pipelines.normalize.claims.subjects import Naming
from pipelines.normalize.narrative.read import Narrative, read_narrative
from tests.pipelines.normalize.claims.narratives import GLOSSARY, SECTION, TITLE, document, page, wrapped

NAME = "示例单位"
DETAIL = "五、一般公共预算财政拨款支出决算情况说明"
BASIC = "六、一般公共预算财政拨款基本支出决算情况说明"


def read(*paragraphs: str, section: str = SECTION, front: str = "第一部分 示例单位概况") -> Narrative:
    lines = [text for paragraph in paragraphs for text in wrapped(paragraph)]
    made = document([front], [TITLE, section, *lines, GLOSSARY])
    return read_narrative(made, read_claims(made, 2024, NAME), Naming(2024), [NAME])


def told(narrative: Narrative, kind: str) -> list[tuple[str, str | None]]:
    return [(mention.text, mention.value) for mention in narrative.mentions if mention.mention_kind == kind]


def parts(narrative: Narrative) -> dict[str, str]:
    printed = {one.claim_no: one.claim.published_text for one in narrative.placed}
    return {printed[part]: printed[whole] for part, whole in narrative.wholes.items()}


def test_each_economic_item_of_the_list_is_named_with_its_code() -> None:
    text = (
        "人员经费10.00万元，主要包括工资福利支出：基本工资、津贴补贴，对个人和家庭的补助：奖励金等；"
        "公用经费2.00万元，主要包括：维修（护）费、其他商品和服务支出。"
    )
    codes = [mention.subject_code for mention in read(text, section=BASIC).mentions if mention.subject_code]
    assert codes == ["30101", "30102", "30309", "30213", "30299"]


def test_capital_construction_is_never_what_a_name_of_basic_expenditure_means() -> None:
    text = "公用经费2.00万元，主要包括：办公设备购置、公务用车购置。"
    codes = [mention.subject_code for mention in read(text, section=BASIC).mentions if mention.subject_code]
    assert codes == ["31002", "31013"]


def test_reasons_hang_on_the_change_they_explain_and_sublists_on_their_reason() -> None:
    narrative = read(
        "2024年度收入总计90.00万元。与上年相比，收入总计增加40.00万元，增长80.00%。主要原因是：",
        "（一）项目支出增加50.00万元。其中：1.财政拨款支出增加45.00万元，包括新增甲项目支出47.00万元；同时，乙项目支出减少2.00万元。2.非财政拨款支出增加5.00万元。",
        "（二）基本支出减少10.00万元。",
    )
    assert parts(narrative) == {
        "50.00": "40.00",
        "45.00": "50.00",
        "47.00": "45.00",
        "2.00": "45.00",
        "5.00": "50.00",
        "10.00": "40.00",
    }


def test_a_new_statement_after_a_reason_without_numbers_is_no_part() -> None:
    narrative = read(
        "1.教育支出20.00万元，比2023年度决算数减少4.00万元，降低16.67%，主要原因是培训减少。",
        "2.年末结转和结余70.00万元，比2023年度决算数增加8.00万元，增长12.90%。",
    )
    assert parts(narrative) == {}


def test_the_final_amount_is_compared_with_the_budget_of_its_own_sentence() -> None:
    text = (
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为10.00万元，支出决算为9.00万元。"
        "决算数小于预算数的主要原因是人员减少。"
    )
    narrative = read(text, section=DETAIL)
    printed = {one.claim_no: one.claim.published_text for one in narrative.placed}
    (mention,) = [one for one in narrative.mentions if one.mention_kind == "against_budget"]
    assert mention.claim_no is not None
    assert mention.other_claim_no is not None
    assert (mention.value, printed[mention.claim_no], printed[mention.other_claim_no]) == ("below", "9.00", "10.00")


def test_a_purpose_copied_from_another_item_is_noticed_and_a_shared_one_is_not() -> None:
    narrative = read(
        "1、卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。主要用于：事业单位医疗保险支出。",
        "2、住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于：事业单位医疗保险支出。",
        "3、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。主要用于：退休人员经费支出。",
        "4、社会保障和就业支出（类）行政事业单位养老支出（款）其他行政事业单位养老支出（项）。主要用于：退休人员经费支出。",
        section=DETAIL,
    )
    copied = [(one.subject_code, one.other_value) for one in narrative.mentions if one.mention_kind == "copied_purpose"]
    assert copied == [("2210201", "2101102")]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("无收入支出的，仍保留该表格式，并作说明。", "template_residue", "仍保留该表格式"),
        ("请各单位据实填写本部分内容。", "template_residue", "请各单位据实填写"),
        ("本年支出XX万元。", "placeholder", "XX"),
        ("本年支出×万元。", "placeholder", "×万元"),
        ("主要原因相关工作未按计划开展。", "missing_word", "是"),
        ("基本支出20.00万元，占76.23；项目支出5.00万元。", "share_without_sign", "76.23"),
        ("与2022年度相比，收入总计增加5.00万元。", "prior_year", "2022"),
        ("示例单位2023年度收入总计5.00万元。", "current_year", "2023"),
        ("截至2023年12月31日，本单位共有车辆1辆。", "current_year", "2023"),
        ("上海市别处教育局2024年度收入总计5.00万元。", "other_unit", "上海市别处教育局"),
    ],
)
def test_a_slip_of_the_text_is_noticed(text: str, kind: str, value: str) -> None:
    assert [found for _, found in told(read(text), kind) if found != "2024"] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "主要原因是人员减少。主要原因：合同变化。主要原因如下。",
        "基本支出20.00万元，占76.23%。占比为0.50‰。",
        "与2023年度相比，收入总计增加5.00万元。示例单位2024年度收入总计5.00万元。",
        "纳入2022年以前项目，结转至2025年使用。",
        "收入总计5.00万元，主要原因是：2023年政府采购项目跨年支付。由于2023年支出进度较慢，结转增加。",
        "主要用于2023年收入清算。支付2023年财政拨款安排的尾款。",
        "本部门2024年度收入总计5.00万元。我局2024年度收入总计5.00万元。",
    ],
)
def test_a_sound_text_is_left_alone(text: str) -> None:
    narrative = read(text)
    slips = {"template_residue", "placeholder", "missing_word", "share_without_sign", "other_unit"}
    assert not [one for one in narrative.mentions if one.mention_kind in slips]
    assert {one.value for one in narrative.mentions if one.mention_kind == "prior_year"} <= {"2023"}
    assert {one.value for one in narrative.mentions if one.mention_kind == "current_year"} <= {"2024"}


@pytest.mark.parametrize(
    ("text", "kind", "doubt"),
    [
        ("与2019年相比，收入总计增加5.00万元，以2019年为基期。", "prior_year", "base"),
        ("与2022年相比，收入总计增加5.00万元。", "prior_year", None),
        ("截至2023年底，累计建成示范点5个。", "current_year", "date"),
        ("截至2023年12月31日，本单位共有车辆1辆。", "current_year", None),
    ],
)
def test_a_year_that_may_be_meant_is_told_from_one_that_the_template_left(text: str, kind: str, doubt: str) -> None:
    found = [one for one in read(text).mentions if one.mention_kind == kind and one.value != "2024"]
    assert [one.other_value for one in found] == [doubt]


def test_a_unit_that_the_organization_names_is_no_stranger() -> None:
    narrative = read("示例信息中心2024年度收入总计5.00万元。", front="本部门下属单位：示例信息中心")
    assert told(narrative, "other_unit") == []


def test_entries_of_the_contents_carry_the_printed_page_of_the_body() -> None:
    entries = [f"{title}..........{page}" for title, page in (("一、收入决算表", 2), ("二、支出决算表", 4))]
    entries += ["三、甲表....5", "四、乙表....6", "五、丙表....7"]
    bodies = [["收入决算表", "正文"], ["支出决算表", "正文"], ["甲表内容"], ["乙表内容"], ["丙表内容"], ["其他"]]
    made = document(["目录", *entries], *bodies)
    for shown in made.pages[1:]:
        shown.lines = page(shown.page_no - 1, [line.text for line in shown.lines[:-1]]).lines
    narrative = read_narrative(made, [], Naming(2024), [NAME])
    pages = {one.text: (one.value, one.other_value) for one in narrative.mentions}
    assert pages["一、收入决算表"] == ("2", "1")
    assert pages["二、支出决算表"] == ("4", "2")


def test_a_cover_may_print_when_the_accounts_were_approved_and_disclosed() -> None:
    front = "批复时间：2025年8月5日 公开时间：2025-08-22"
    narrative = read("2024年度收入总计90.00万元。", front=front)
    assert [value for _, value in told(narrative, "approval_date")] == ["2025-08-05"]
    assert [value for _, value in told(narrative, "disclosure_date")] == ["2025-08-22"]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert told(read("2024年度收入总计90.00万元。", front="批复时间：2025年2月30日"), "approval_date") == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("部分项目因涉密，不宜公开。", "declaration", "secret_items"),
        ("涉密内容不予公开。", "declaration", "secret_items"),
        ("年初结转增加，原因是会计差错更正。", "declaration", "opening_adjusted"),
        ("因机构改革，上年无可比数据。", "declaration", "reorganised"),
        ("本单位于2024年成立，无上年数。", "declaration", "reorganised"),
        ("上年数按可比口径调整。", "declaration", "restated_prior"),
        (
            "本部门2024年度没有政府性基金预算财政拨款收入，也没有使用政府性基金安排的支出。",
            "declared_empty",
            "government_fund_budget",
        ),
        ("2024年度无国有资本经营预算财政拨款收支。", "declared_empty", "state_capital_budget"),
        ("本单位未发生“三公”经费支出。", "declared_empty", "three_public_expenses"),
    ],
)
def test_what_a_document_declares_is_kept_with_its_cause(text: str, kind: str, value: str) -> None:
    assert [one.value for one in read(text).mentions if one.mention_kind == kind] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "承担保密工作，除涉密内容外均已公开。",
        "本年政府性基金预算财政拨款收入5.00万元，无结转。",
        "因公出国（境）费5.00万元。因人员增加，支出增长。",
        "完成3个中心的建设，组织了机构评估。",
    ],
)
def test_other_sentences_declare_nothing(text: str) -> None:
    assert [one for one in read(text).mentions if one.mention_kind.startswith("declar")] == []
