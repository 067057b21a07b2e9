"""What a number in the narrative says: its comparison, sign, unit and subject."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pipelines.normalize.claims.narratives import claims_of, said

DETAILS = "五、一般公共预算财政拨款支出决算情况说明"
THREE_PUBLIC = "七、财政拨款“三公”经费支出决算情况说明"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2024年度收入总计1,520.30万元，支出总计1,520.30万元。", [("", "1520.30", "万元")] * 2),
        ("2024年度收、支总计均为88.5万元。", [("", "88.5", "万元")]),
        ("其中：事业收入20万元，占8.5%；其他收入3元，占比0.01％。",
         [("", "20", "万元"), ("share_pct", "8.5", "%"), ("", "3", "元"), ("share_pct", "0.01", "%")]),
        ("授予中小企业合同金额9万元，占政府采购支出总额的75%。", [("", "9", "万元"), ("share_pct", "75", "%")]),
        ("自评项目经费占一般公共预算项目支出总额的100%。", [("share_pct", "100", "%")]),
        ("财政拨款收入占本年收入的比重为96.5%。", [("share_pct", "96.5", "%")]),
    ],
)  # fmt: skip
def test_amounts_and_shares_are_read_as_printed(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("与上年相比，支出减少7万元，下降3.1%。", [("yoy_change", "-7", "万元"), ("yoy_pct", "-3.1", "%")]),
        ("比2023年度决算数增加了约7万元，同比增长约3%。", [("yoy_change", "7", "万元"), ("yoy_pct", "3", "%")]),
        ("较2023年压减0.6万元，降幅达20%。", [("yoy_change", "-0.6", "万元"), ("yoy_pct", "-20", "%")]),
        ("比上年减少5万元（下降2%）。", [("yoy_change", "-5", "万元"), ("yoy_pct", "-2", "%")]),
        ("与上年相比，收、支总计各增加（减少）-5万元，增长（下降）-2%。",
         [("yoy_change", "-5", "万元"), ("yoy_pct", "-2", "%")]),
        ("收入、支出分别减少5万元、6万元，分别下降3%、4%。",
         [("yoy_change", "-5", "万元"), ("yoy_change", "-6", "万元"), ("yoy_pct", "-3", "%"), ("yoy_pct", "-4", "%")]),
        ("主要原因是：新增平台建设项目支出40万元、减少运维支出2万元，某补助不再安排，相应减少1万元。",
         [("yoy_change", "40", "万元"), ("yoy_change", "-2", "万元"), ("yoy_change", "-1", "万元")]),
        ("由上年的15万元增加到18万元。", [("", "15", "万元"), ("", "18", "万元")]),
        ("接待30人次，比上年减少4人次。", [("count", "30", "人次"), ("yoy_change", "-4", "人次")]),
    ],
)  # fmt: skip
def test_a_change_has_the_sign_of_its_verb(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("年初预算为12万元，支出决算为9万元，完成年初预算的75%。",
         [("budget", "12", "万元"), ("", "9", "万元"), ("completion_pct", "75", "%")]),
        ("全年预算数为12万元，执行数为9万元，预算执行率为75%，得分7.5分（满分10分）。",
         [("budget", "12", "万元"), ("", "9", "万元"), ("completion_pct", "75", "%"), ("", "7.5", "分")]),
        ("支出决算数为年初预算的98%。", [("completion_pct", "98", "%")]),
        ("比年初预算减少3万元，下降25%。", [("budget_change", "-3", "万元"), ("budget_change_pct", "-25", "%")]),
        ("涉及预算金额30万元，涉及资金20万元。", [("budget", "30", "万元"), ("", "20", "万元")]),
        ("涉及一般公共预算支出30万元，政府性基金预算财政拨款支出0万元。", [("", "30", "万元"), ("", "0", "万元")]),
    ],
)  # fmt: skip
def test_a_budget_is_told_from_the_budget_that_names_an_amount(
    sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("与2023年度相比，支出总计持平。", [("yoy_change", "0", "万元")]),
        ("接待费支出0万元，与上年相同，主要是未发生。", [("", "0", "万元"), ("yoy_change", "0", "万元")]),
        ("经费决算数与2023年度持平。其中：接待费决算持平；用车费决算持平。", [("yoy_change", "0", "万元")] * 3),
        ("保有量2辆，与上年持平。", [("count", "2", "辆"), ("yoy_change", "0", "辆")]),
        ("比上年增加0万元，增长0%，与上年持平。", [("yoy_change", "0", "万元"), ("yoy_pct", "0", "%")]),
        ("决算数与预算数持平。", []),
        ("支出决算为4万元，与年初预算持平。", [("", "4", "万元")]),
        ("与上年基本持平。", []),
        ("主要原因：无。（如持平作持平表述）", []),
        ("两份材料的口径一致。", []),
    ],
)
def test_as_last_year_is_a_change_of_nothing_and_as_budgeted_is_none(
    sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("共有车辆5辆，其中：机要通信用车2辆。", [("count", "5", "辆"), ("count", "2", "辆")]),
        ("单价100万元（含）以上设备（不含车辆）2台（套）。", [("count", "2", "台（套）")]),
        ("单位价值50万元以上通用设备3台(套)。", [("count", "3", "台（套）")]),
        ("组织出国（境）团组1个，累计4人次。", [("count", "1", "个"), ("count", "4", "人次")]),
        ("国内接待6批次、68人次，主要是接待6批次，68人次。", [("count", "6", "批次"), ("count", "68", "人次")]),
        ("刊发稿件80余篇，关注人数12万。", [("count", "80", "篇"), ("count", "12", "万")]),
        ("群众满意度98.5%。", [("", "98.5", "%")]),
        ("国内接待支出2万（含外宾接待支出1万元）。", [("", "2", "万元"), ("", "1", "万元")]),
        ("接待2批（次）15人（次）。", [("count", "2", "批次"), ("count", "15", "人次")]),
    ],
)  # fmt: skip
def test_things_are_counted_in_their_own_unit(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "截至2024年12月31日，第3次会议通过。",
        "按照《关于3个专项的通知》（某发〔2024〕5号）执行。",
        "落实“3个百分之百”要求，历时6个月。",
        "XXX万元，占XX%。",
        "执行率不低于95%的项目，期限5年。",
        "2024年度无此项收支。",
    ],
)
def test_dates_ordinals_titles_thresholds_and_blanks_state_nothing(sentence: str) -> None:
    assert said(sentence) == []


def test_an_item_is_the_subject_of_all_that_its_paragraph_says_and_has_its_code() -> None:
    claims = claims_of(
        "1.教育支出（类）普通教育（款）高中教育（项）。主要用于办学。年初预算为8万元，支出决算为6万元，完成年初预算的75%。",
        section=DETAILS,
    )
    assert {(claim.subject_zh, claim.subject_code) for claim in claims} == {("教育支出/普通教育/高中教育", "2050204")}
    assert [claim.measure for claim in claims] == ["initial_budget", "amount", "initial_budget"]


def test_a_class_is_known_with_and_without_its_last_word() -> None:
    claims = claims_of("卫生健康支出（类）支出8万元，占2%；教育（类）支出9万元。", section=DETAILS)
    assert [(claim.subject_zh, claim.subject_code) for claim in claims] == [
        ("卫生健康支出", "210"),
        ("卫生健康支出", "210"),
        ("教育支出", "205"),
    ]


def test_an_item_printed_with_its_code_has_that_code() -> None:
    (claim,) = claims_of("1.行政运行（2010601）。支出决算为6万元。", section=DETAILS)
    assert (claim.subject_zh, claim.subject_code) == ("行政运行", "2010601")


def test_each_as_last_year_belongs_to_what_stands_before_it() -> None:
    claims = claims_of("因公出国（境）费支出0万元，与上年相同；公务接待费支出1万元，与上年相同。", section=THREE_PUBLIC)
    assert [claim.subject_zh for claim in claims] == ["因公出国（境）费"] * 2 + ["公务接待费"] * 2


def test_a_reason_is_told_from_the_change_that_it_explains() -> None:
    claims = claims_of("比上年增加9万元，增长5%。主要原因是：项目支出增加12万元，基本支出减少3万元。")
    assert [(claim.statement_kind, claim.subject_zh) for claim in claims[2:]] == [
        ("change_reason", "项目支出"),
        ("change_reason", "基本支出"),
    ]
    assert claims[0].statement_kind == "overall_total"


def test_a_sentence_that_names_nothing_is_about_its_section() -> None:
    claims = claims_of("年初预算8万元，支出决算7万元。", section=DETAILS)
    assert {claim.subject_zh for claim in claims} == {"一般公共预算财政拨款支出"}


def test_the_name_of_the_unit_is_no_part_of_a_subject() -> None:
    (claim,) = claims_of("示例单位2024年度机关运行经费支出8万元。", section="八、机关运行经费支出说明")
    assert (claim.subject_zh, claim.statement_kind) == ("机关运行经费支出", "running_costs")


AMOUNTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999.99"), places=2)
NOUNS = st.sampled_from(["基本支出", "项目支出", "事业收入", "公务接待费", "一般公共预算财政拨款支出"])
UNITS = st.sampled_from(["万元", "元", "亿元"])


@given(noun=NOUNS, unit=UNITS, now=AMOUNTS, change=AMOUNTS, percent=AMOUNTS, grows=st.booleans(), grouped=st.booleans())
def test_a_statement_put_in_words_reads_back(
    noun: str, unit: str, now: Decimal, change: Decimal, percent: Decimal, grows: bool, grouped: bool
) -> None:
    shape = "{:,f}" if grouped else "{:f}"
    verb, rate, sign = ("增加", "增长", 1) if grows else ("减少", "下降", -1)
    sentence = (
        f"2024年度{noun}{shape.format(now)}{unit}，比2023年度决算数{verb}{shape.format(change)}{unit}，"
        f"{rate}{percent:f}%，主要原因是工作任务变化。"
    )
    claims = claims_of(sentence)
    assert [(claim.comparison, claim.published_amount, claim.published_unit) for claim in claims] == [
        (None, now, unit),
        ("yoy_change", sign * change, unit),
        ("yoy_pct", sign * percent, "%"),
    ]
    assert {claim.subject_zh for claim in claims} == {noun}
    assert {claim.sentence_zh for claim in claims} == {sentence}


LETTERS = "0123456789.,-%（）。，；、万元个比上年增加减少预算占完成的持平第一类"


@given(text=st.text(st.sampled_from(LETTERS), max_size=80))
def test_whatever_is_written_only_printed_digits_become_numbers(text: str) -> None:
    printed = re.sub(r"\s", "", text)
    for claim in claims_of("说明如下。" + text):
        assert claim.published_text in printed
        if claim.published_text != "持平":
            assert abs(Decimal(claim.published_text.replace(",", ""))) == abs(claim.published_amount)
