"""Where the narrative is, and where on its pages a number stands."""

from pathlib import Path

import pytest

from pipelines.errors import PipelineError
from pipelines.normalize.claims.flow import plain
from pipelines.normalize.claims.lexicon import LEXICON, load_lexicon
from pipelines.normalize.claims.run import read_claims
from tests.pipelines.normalize.claims.narratives import (
    GLOSSARY,
    LEFT,
    LETTER,
    PITCH,
    SECTION,
    TITLE,
    TOP,
    document,
    wrapped,
)

HEIGHT = 842.0


def test_only_the_narrative_states_numbers() -> None:
    read = read_claims(
        document(
            ["第一部分 单位概况", "本单位设8个部室。"],
            [TITLE, SECTION, "支出总计9万元。", GLOSSARY, "一、收入：例如5万元。"],
            ["附件", "项目支出7万元。"],
        ),
        2024,
    )
    assert [claim.published_text for claim in read] == ["9"]


def test_a_table_of_contents_is_no_narrative() -> None:
    sections = [SECTION, "二、收入决算情况说明", "三、支出决算情况说明", "四、其他重要事项情况说明"]
    contents = ["目录", "第一部分 概况", TITLE, *sections, GLOSSARY]
    read = read_claims(document(contents, ["第一部分 概况", "设8个部室。"], [TITLE, SECTION, "支出总计9万元。"]), 2024)
    assert [(claim.published_text, claim.page) for claim in read] == [("9", 3)]


def test_without_a_title_the_narrative_begins_with_its_first_section() -> None:
    heading = "（一）收入支出决算总体情况说明"
    read = read_claims(document(["设8个部室。"], [heading, "支出总计9万元。", "名词解释", "5万元"]), 2024)
    assert [(claim.published_text, claim.section) for claim in read] == [("9", heading)]


def test_a_document_without_a_narrative_has_no_claims() -> None:
    assert read_claims(document(["收入支出决算总表", "单位：万元"], ["设8个部室。"]), 2024) == []


def test_headings_above_a_number_make_its_section_even_if_the_text_follows_on_their_line() -> None:
    lines = [
        TITLE,
        "五、一般公共预算财政拨款支出决算情况说明",
        "（一）总体情况。一般公共预算财政拨款支出9万元。",
        "（二）具体情况",
        "支出决算8万元。",
        "六、基本支出决算情况说明",
        "（一）人员经费7万元。",
    ]
    read = read_claims(document(lines), 2024)
    assert [(claim.section, claim.statement_kind, claim.published_text) for claim in read] == [
        ("五、一般公共预算财政拨款支出决算情况说明/（一）总体情况", "gpb_total", "9"),
        ("五、一般公共预算财政拨款支出决算情况说明/（二）具体情况", "gpb_detail", "8"),
        ("六、基本支出决算情况说明", "basic_expenditure", "7"),
    ]


def test_a_sentence_goes_on_over_the_page_and_each_number_is_on_its_own() -> None:
    sentence = "2024年度一般公共预算财政拨款支出年初预算为512.34万元，支出决算为498.76万元，完成年初预算的97.35%。"
    first, second = sentence[:36], sentence[36:]
    read = read_claims(document([TITLE, SECTION, first], [second]), 2024)
    assert [(claim.published_text, claim.comparison, claim.page) for claim in read] == [
        ("512.34", "budget", 1),
        ("498.76", None, 2),
        ("97.35", "completion_pct", 2),
    ]
    assert {claim.sentence_zh for claim in read} == {sentence}


def test_a_number_is_where_it_is_printed() -> None:
    text = "2024 年度支出 总计 1,234.56 万元。"
    (claim,) = read_claims(document([TITLE, SECTION, text]), 2024)
    start = text.index("1,234.56")
    assert claim.box == (LEFT + LETTER * start, HEIGHT - (TOP - 2 * PITCH) - LETTER,
                         LEFT + LETTER * (start + 8), HEIGHT - (TOP - 2 * PITCH))  # fmt: skip


def test_a_number_broken_by_the_end_of_a_line_is_one_number_in_a_box_around_both_parts() -> None:
    text = "为便于公众了解本单位的收支的总体情况现将有关事项说明如下本年支出总计1234.56万元。"
    lines = wrapped(text)
    assert lines[0].endswith("12")
    (claim,) = read_claims(document([TITLE, SECTION, *lines]), 2024)
    assert claim.published_text == "1234.56"
    assert claim.box[1] == HEIGHT - (TOP - 2 * PITCH) - LETTER
    assert claim.box[3] == HEIGHT - (TOP - 3 * PITCH)


def test_page_numbers_and_running_titles_come_between_no_words() -> None:
    running = "示例单位年度决算公开"
    first = [running, TITLE, SECTION, *wrapped("本" * 31 + "支出决算为")]
    read = read_claims(document(first, [running, "9万元，完成预算的"], [running, "90%。"]), 2024)
    assert [(claim.published_text, claim.comparison, claim.page) for claim in read] == [
        ("9", None, 2),
        ("90", "completion_pct", 3),
    ]


def test_text_for_matching_has_a_character_for_each_printed_one() -> None:
    printed = "⽀出（类）１２％，㎡；“三公”。"
    assert len(plain(printed)) == len(printed)
    assert plain(printed) == "支出(类)12%，㎡;“三公”。"


def test_a_file_of_words_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "lexicon.yml"
    broken.write_text(LEXICON.read_text(encoding="utf-8").replace("share: '占", "share: '(占"), encoding="utf-8")
    with pytest.raises(PipelineError, match=r"lexicon\.yml needs mending"):
        load_lexicon(broken)
