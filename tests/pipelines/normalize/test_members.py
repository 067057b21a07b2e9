"""The units that a document lists as its members: in a grid, in numbered lines, in a sentence."""

import csv
from pathlib import Path

import pytest

from pipelines.extract.document import extract_document
from pipelines.normalize.members import read_members
from tests.pipelines.ruled import RuledPage, ruled_pdf

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def names_of(path: Path) -> list[tuple[str, str | None]]:
    document = extract_document(path, "0" * 64, with_second_reader=False)
    return [(member.name_zh, member.remark_zh) for member in read_members(document)]


def written(tmp_path: Path, lines: list[str], rows: list[list[str]] | None = None) -> Path:
    """A page with lines of text and below them a ruled grid."""
    folder = tmp_path / "documents"
    folder.mkdir()
    widths = [150.0] * len(rows[0]) if rows else [300.0]
    page = RuledPage(lines, rows or [["完"]], widths, rules="solid" if rows else "none", right_aligned_from=9)
    return ruled_pdf(folder / "page.pdf", [page])


def test_a_grid_gives_names_and_remarks(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ["二、部门决算单位构成", "纳入示例局2024年度部门决算编制范围的单位包括："],
        [
            ["序号", "单位名称", "备注"],
            ["1", "示例市示例局（本级）", ""],
            ["2", "示例市示例局核算所", "预算不单列，并入本级"],
        ],
    )
    assert names_of(path) == [
        ("示例市示例局（本级）", None),
        ("示例市示例局核算所", "预算不单列，并入本级"),
    ]


def test_numbered_lines_after_the_sentence_are_a_list(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        [
            "纳入示例局2023年度部门决算编制范围的二级预算单位包括：",
            "1.示例县示例局（机关）",
            "2.示例县第一中学",
            "3.示例县疾病预防控制中心",
            "三、其他事项",
        ],
    )
    assert [name for name, _ in names_of(path)] == ["示例县示例局(机关)", "示例县第一中学", "示例县疾病预防控制中心"]


def test_a_sentence_may_be_broken_over_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ["示例局部门决算包括：局本级决算、示例服务中", "心决算和示例信息中心决算。", "本年收入100.00万元。"],
    )
    assert [name for name, _ in names_of(path)] == ["局本级", "示例服务中心", "示例信息中心"]


@pytest.mark.parametrize(
    "lines",
    [
        ["示例局内设13个职能机构，分别是：办公室、人事科、督查室。"],
        ["部门决算包括：本级决算、下属行政事业单位决算。"],
        ["纳入XX局2024年度部门决算编制范围的单位包括：", "1.上海市XX局（本级）"],
    ],
)
def test_inner_offices_generic_words_and_blanks_of_a_form_are_no_members(tmp_path: Path, lines: list[str]) -> None:
    assert names_of(written(tmp_path, lines)) == []


def test_a_grid_that_counts_money_is_no_list_of_members(tmp_path: Path) -> None:
    rows = [["单位名称", "决算数（万元）"], ["示例市示例局", "10.00"]]
    assert names_of(written(tmp_path, ["二、单位构成"], rows)) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_members_of_the_real_documents_are_those_verified_by_hand() -> None:
    compared = 0
    for folder in sorted(path.parent for path in CORPUS.glob("*/amounts.csv")):
        with (folder / "document.csv").open(encoding="utf-8") as file:
            row = next(csv.DictReader(file))
        if not row.get("member_units"):
            continue
        compared += 1
        wanted = [name.split("（预算")[0].removeprefix(row["unit_name"]) for name in row["member_units"].split(";")]
        found = [name.removeprefix(row["unit_name"]) for name, _ in names_of(folder / "document.pdf")]
        assert [name.removeprefix("局") for name in found] == wanted
    assert compared
