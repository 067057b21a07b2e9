"""What a statement is about, and the code that its names mean."""

import csv
from pathlib import Path

import pytest

from pipelines.extract.document import extract_document
from pipelines.normalize.claims.run import printed_codes, read_claims
from pipelines.normalize.claims.subjects import Naming
from tests.pipelines.normalize.claims.narratives import GLOSSARY, TITLE, claims_of, document, wrapped

CORPUS = Path(__file__).parents[5] / "shared" / "corpus"
FOLDERS = sorted(path.parent for path in CORPUS.glob("*/narrative.csv"))
DETAILS = "五、一般公共预算财政拨款支出决算情况说明"


def subjects_of(*paragraphs: str) -> list[tuple[str | None, str | None]]:
    found = dict.fromkeys((claim.subject_zh, claim.subject_code) for claim in claims_of(*paragraphs, section=DETAILS))
    return list(found)


def test_an_item_takes_its_class_from_the_heading_above() -> None:
    assert subjects_of(
        "（一）住房保障支出（类）", "1．住房改革支出（款）购房补贴（项）。年初预算2万元，支出决算1万元。"
    ) == [("住房保障支出/住房改革支出/购房补贴", "2210203")]


def test_the_paragraphs_under_the_heading_of_an_item_are_about_it() -> None:
    assert subjects_of(
        "1.教育支出（类）普通教育（款）高中教育（项）。", "年初预算2万元，支出决算1万元。", "2.其他支出0.5万元。"
    ) == [("教育支出/普通教育/高中教育", "2050204"), ("其他支出", "229")]


def test_levels_may_carry_their_codes_and_an_item_its_own() -> None:
    assert subjects_of("1.卫生健康支出（210类）行政事业单位医疗（11款）行政单位医疗（01项）9万元。") == [
        ("卫生健康支出/行政事业单位医疗/行政单位医疗", "2101101")
    ]
    assert subjects_of("2.2010303机关服务支出决算5万元。") == [("机关服务", "2010303")]


def test_names_may_be_joined_by_strokes() -> None:
    assert subjects_of("1.教育支出-普通教育-高中教育：支出决算1万元。") == [("教育支出/普通教育/高中教育", "2050204")]


def test_a_name_that_the_classification_does_not_settle_is_settled_by_the_tables_of_the_document() -> None:
    lines = wrapped("其中：行政运行支出8万元。")
    narrative = document([TITLE, DETAILS, *lines, GLOSSARY])
    printed = printed_codes([("行政运行", "2011301"), ("一般公共服务支出", "201"), ("合计", None)])
    assert [claim.subject_code for claim in read_claims(narrative, 2024)] == [None]
    assert [claim.subject_code for claim in read_claims(narrative, 2024, None, printed)] == ["2011301"]


def test_two_codes_of_one_name_settle_nothing() -> None:
    printed = printed_codes([("行政运行", "2011301"), ("行政运行", "2010301")])
    assert Naming(2024, printed).code_of(("行政运行",)) is None


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("示例县示例局2024年度“三公”经费支出5万元。", "“三公”经费"),
        ("办公费、印刷费等公用经费3万元。", "公用经费"),
        ("发生公务接待3批次。", "公务接待"),
        ("在建工程3万元。", "在建工程"),
        ("用于保障机构正常运转的日常支出3万元。", "基本支出"),
    ],
)
def test_what_leads_to_a_subject_is_no_part_of_it(sentence: str, subject: str) -> None:
    assert [name for name, _ in subjects_of(sentence)] == [subject]


@pytest.mark.skipif(not FOLDERS, reason="the corpus is not beside the repository")
def test_the_codes_of_real_subjects_are_those_their_verified_names_mean() -> None:
    for folder in FOLDERS:
        with (folder / "document.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        with (folder / "narrative.csv").open(encoding="utf-8", newline="") as file:
            subjects = {statement["subject"] for statement in csv.DictReader(file)}
        year = int(row["fiscal_year"])
        coded = {subject: Naming(year).code_of(subject.split("/")) for subject in subjects}
        extracted = extract_document(folder / "document.pdf", row["sha256"], with_second_reader=False)
        read = {(claim.subject_zh, claim.subject_code) for claim in read_claims(extracted, year, row["unit_name"])}
        assert {pair for pair in coded.items() if pair[1] is not None} == {pair for pair in read if pair[1] is not None}
