"""What stands in the cells of ruled tables, however the rules are drawn and the page is turned."""

from pathlib import Path

import pypdfium2
import pytest

from pipelines.errors import DocumentRefused
from pipelines.extract.document import Page, extract_document
from pipelines.extract.lattice import Grid
from tests.pipelines.ruled import RULES, RuledPage, ruled_pdf

ROWS = [
    ["项目", None, "本年支出合计", "基本支出", "项目支出"],
    ["科目编码", "科目名称", None, None, None],
    ["合计", None, "1,234,567.89", "1,234,560.00", "7.89"],
    ["201", "一般公共服务支出", "1,234,560.00", "1,234,560.00", ""],
    ["2010301", "政府办公厅（室）\n及相关机构事务", "-7.89", "", "0.00"],
]
MERGED = [(0, 0, 1, 2), (0, 2, 2, 3), (0, 3, 2, 4), (0, 4, 2, 5), (2, 0, 3, 2)]
WIDTHS = [60, 120, 80, 80, 80]
EXPECTED = {
    (0, 0): "项目",
    (0, 2): "本年支出合计",
    (2, 0): "合计",
    (2, 2): "1,234,567.89",
    (2, 3): "1,234,560.00",
    (2, 4): "7.89",
    (3, 0): "201",
    (3, 1): "一般公共服务支出",
    (3, 2): "1,234,560.00",
    (4, 1): "政府办公厅（室）\n及相关机构事务",
    (4, 2): "-7.89",
    (4, 4): "0.00",
}


def page_of(**changes: object) -> RuledPage:
    facts = {"heading": ["支出决算表", "金额单位：万元"], "rows": ROWS, "widths": WIDTHS, "merged": MERGED}
    return RuledPage(**{**facts, **changes})


def read(path: Path) -> Page:
    return extract_document(path, "0" * 64).pages[0]


def texts(grid: Grid) -> dict[tuple[int, int], str]:
    return {(region.row, region.column): region.text for region in grid.regions if region.text}


def shown_texts(path: Path, page: Page) -> list[tuple[str, str]]:
    """Each cell's characters, and those that pdfium reads inside its published box, sorted, without white space."""
    pdf_page = pypdfium2.PdfDocument(path)[0]
    text_page = pdf_page.get_textpage()
    left, bottom, right, top = page.frame.crop
    pairs = []
    for region in page.grids[0].regions:
        if region.box is not None:
            x0, y0, x1, y1 = page.frame.box_to_shown(region.box)
            user = {
                0: (left + x0, top - y1, left + x1, top - y0),
                90: (left + y0, bottom + x0, left + y1, bottom + x1),
                180: (right - x1, bottom + y0, right - x0, bottom + y1),
                270: (right - y1, top - x1, right - y0, top - x0),
            }[page.frame.rotation]
            inside = text_page.get_text_bounded(*user)
            pairs.append(("".join(sorted(region.text)).strip(), "".join(sorted(inside)).strip()))
    return pairs


@pytest.mark.parametrize("rules", RULES)
def test_every_way_to_draw_a_rule_gives_the_same_cells(tmp_path: Path, rules: str) -> None:
    page = read(ruled_pdf(tmp_path / "table.pdf", [page_of(rules=rules)]))
    assert EXPECTED.items() <= texts(page.grids[0]).items()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_rotated_page_has_the_same_cells_and_its_boxes_lie_on_the_page_as_shown(
    tmp_path: Path, rotation: int
) -> None:
    path = ruled_pdf(tmp_path / "table.pdf", [page_of(rotation=rotation)])
    page = read(path)
    assert EXPECTED.items() <= texts(page.grids[0]).items()
    assert all(text == inside for text, inside in shown_texts(path, page))


def test_content_written_sideways_is_read_upright(tmp_path: Path) -> None:
    path = ruled_pdf(tmp_path / "table.pdf", [page_of(turned=True)])
    page = read(path)
    assert EXPECTED.items() <= texts(page.grids[0]).items()
    assert all(text == inside for text, inside in shown_texts(path, page))


def test_missing_outer_borders_lose_no_inner_cell(tmp_path: Path) -> None:
    page = read(ruled_pdf(tmp_path / "table.pdf", [page_of(has_outer_sides=False)]))
    found = set(texts(page.grids[0]).values())
    assert {"1,234,567.89", "1,234,560.00", "7.89"} <= found


def test_rules_that_are_only_a_picture_are_found_where_a_title_announces_a_table(tmp_path: Path) -> None:
    path = ruled_pdf(tmp_path / "table.pdf", [page_of(rules="picture")])
    assert read(path).grids == []
    page = extract_document(path, "0" * 64, announces=lambda line: line == "支出决算表").pages[0]
    assert EXPECTED.items() <= texts(page.grids[0]).items()


def test_a_text_that_touches_the_next_cell_stays_in_its_own(tmp_path: Path) -> None:
    rows = [["收入", "金额", "支出", "金额"], ["一、收入", "9746.50", "一、一般公共服务支出", "82,096,797.42"]]
    page = read(ruled_pdf(tmp_path / "table.pdf", [page_of(rows=rows, widths=[60, 60, 95, 60], merged=[])]))
    assert texts(page.grids[0])[1, 1] == "9746.50"
    assert texts(page.grids[0])[1, 2] == "一、一般公共服务支出"


def test_the_published_box_encloses_exactly_the_printed_text(tmp_path: Path) -> None:
    path = ruled_pdf(tmp_path / "table.pdf", [page_of()])
    pairs = shown_texts(path, read(path))
    assert len(pairs) == len([text for row in ROWS for text in row if text])
    assert all(text == inside for text, inside in pairs)


def test_the_lines_around_a_table_are_kept_apart_from_its_cells(tmp_path: Path) -> None:
    page = read(ruled_pdf(tmp_path / "table.pdf", [page_of(below=["注：本表反映部门本年度各项支出情况。"])]))
    assert [line.text for line in page.lines] == [
        "支出决算表",
        "金额单位：万元",
        "注：本表反映部门本年度各项支出情况。",
    ]


@pytest.mark.parametrize(
    ("data", "reason_class"),
    [
        (b"", "not_a_pdf"),
        (b"<html><body>404</body></html>", "not_a_pdf"),
        (b"%PDF-1.7\n", "damaged"),
    ],
)
def test_a_file_that_is_no_pdf_is_refused_with_its_cause(tmp_path: Path, data: bytes, reason_class: str) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentRefused) as refused:
        extract_document(path, "0" * 64)
    assert refused.value.reason_class == reason_class


def test_a_truncated_pdf_gives_no_partial_result(tmp_path: Path) -> None:
    whole = ruled_pdf(tmp_path / "whole.pdf", [page_of(), page_of(), page_of()]).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DocumentRefused) as refused:
        extract_document(path, "0" * 64)
    assert refused.value.reason_class == "damaged"
