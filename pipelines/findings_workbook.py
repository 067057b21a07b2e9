"""Findings as an Excel workbook, the 检查表 that auditors work with.

Put here: sheets, columns and their form.
Keep out: which findings there are (findings).
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.findings import SEVERITIES_ZH, STATES_ZH, Findings

Row = dict[str, Any]
_HEAD: Final = PatternFill("solid", fgColor="1F3864")
_LINE: Final = Border(bottom=Side("thin", "D9D9D9"))
_COLOURS: Final = {"error": "F8CBAD", "warn": "FFE699", "info": "DDEBF7", "rounding": "E2EFDA"}
"""Of the state's cell: a failure by its severity, a rounding difference apart."""
_LINE_HEIGHT: Final = 15.0
_YUAN, _WAN = "#,##0.00", "#,##0.00####"


@dataclass(frozen=True)
class _Column:
    head: str
    width: float
    value: Callable[[Row], object]
    number_format: str | None = None


def _in_yuan(name: str) -> Callable[[Row], Decimal | None]:
    return lambda row: row[name] if row["measured_in"] == "yuan" else None


def _as_printed(name: str) -> Callable[[Row], Decimal | None]:
    return lambda row: row[name] / 10_000 if row[name] is not None and row["measured_in"] == "yuan" else row[name]


_UNITS: Final = {"yuan": "万元", "percent": "%", "count": "数"}
_REPORTED: Final = (
    _Column("检查\ncheck", 8, lambda row: row["check_id"]),
    _Column("结果\nstate", 8, lambda row: STATES_ZH[row["state"]]),
    _Column("严重程度\nseverity", 9, lambda row: SEVERITIES_ZH[row["severity"]] if row["state"] == "fail" else ""),
    _Column("年度\nyear", 7, lambda row: row["fiscal_year"]),
    _Column("位置（表·行·栏或章节）\nplace (table, row, column or section)", 34, lambda row: row["place"]),
    _Column("页\npage", 6, lambda row: row["page"]),
    _Column("印出原文\nas printed", 13, lambda row: row["published_text"]),
    _Column("计量\nin", 7, lambda row: _UNITS.get(row["measured_in"], row["measured_in"])),
    _Column("印出数\nprinted", 14, _as_printed("printed"), _WAN),
    _Column("应为\nexpected", 14, _as_printed("expected"), _WAN),
    _Column("差额\ndifference", 13, _as_printed("difference"), _WAN),
    _Column("说明\nexplanation", 50, lambda row: row["explanation"]),
    _Column("检查内容\nwhat is checked", 40, lambda row: f"{row['title_zh']}\n{row['title_en']}"),
    _Column("原句\nsentence", 44, lambda row: row["sentence_zh"]),
    _Column("印出（元）\nprinted, yuan", 18, _in_yuan("printed"), _YUAN),
    _Column("应为（元）\nexpected, yuan", 18, _in_yuan("expected"), _YUAN),
    _Column("差额（元）\ndifference, yuan", 16, _in_yuan("difference"), _YUAN),
    _Column("单位\nunit", 24, lambda row: row["unit_zh"]),
    _Column("文档\ndocument", 34, lambda row: row["document_title_zh"]),
    _Column("地址\naddress", 34, lambda row: row["address"]),
    _Column("文档哈希\nsha256", 34, lambda row: row["document_id"]),
)
_PRINTED_COLUMNS: Final = 13
"""As many columns of the first sheet go on paper; the others are for filtering and for going to the document."""
_ADDRESS: Final = 1 + next(number for number, column in enumerate(_REPORTED) if column.head.startswith("地址"))
_UNTESTED: Final = (
    _Column("检查\ncheck", 9, lambda row: row["check_id"]),
    _Column("检查内容\nwhat is checked", 44, lambda row: f"{row['title_zh']}\n{row['title_en']}"),
    _Column("单位\nunit", 22, lambda row: row["unit_zh"]),
    _Column("年度\nyear", 7, lambda row: row["fiscal_year"]),
    _Column("范围\nscope", 36, lambda row: row["scope"]),
    _Column("为何无法检查\nwhy it cannot be tested", 64, lambda row: row["explanation"]),
    _Column("文档\ndocument", 36, lambda row: row["document_title_zh"]),
)
_EXCUSED: Final = tuple(
    _Column("为何不算不符\nwhy it is no contradiction", 64, column.value) if column.head.startswith("为何") else column
    for column in _UNTESTED
)
_OURS: Final = (
    _Column("类别\nkind", 26, lambda row: row["finding_kind"]),
    _Column("单位\nunit", 22, lambda row: row["unit_zh"]),
    _Column("年度\nyear", 7, lambda row: row["fiscal_year"]),
    _Column("表\ntable", 30, lambda row: row["table_zh"]),
    _Column("页\npage", 6, lambda row: row["page"]),
    _Column("印出原文\nprinted text", 30, lambda row: row["printed_text"]),
    _Column("说明\nmessage", 74, lambda row: row["message"]),
    _Column("文档\ndocument", 36, lambda row: row["document_title_zh"]),
)

_GUIDE: Final = (
    (
        "检查表 findings",
        "公开单位印出的数或文字与文档中其他数不一致之处，同一原因一行；每项勾稽比较见“检查明细”。"
        "Where what the publisher prints contradicts other numbers of the document, one row a cause; every single "
        "comparison stands on the last sheet.",
    ),
    ("不符 fail", "差额超过各数独立四舍五入所能解释的范围。The difference is more than rounding can make."),
    ("尾数差 rounding", "各数独立四舍五入所致，不是错误。Each number was rounded for itself: a note, not an error."),
    ("错误 error", "不应出现的不一致。A contradiction that should not occur."),
    ("疑点 warn", "可能有合法原因，应予说明。It may have a lawful reason, which should be stated."),
    ("提示 info", "供参考，不是结论。For information, no conclusion."),
    (
        "印出数、应为 printed, expected",
        "“印出数”是被检查的数（或几数之和），“应为”由文档其他数得出；二者孰误，须看原文。"
        "The printed number (or the sum of several) is the one that is judged; the expected one follows from other "
        "numbers of the document. Which of them is wrong only the document and its publisher can tell.",
    ),
    (
        "无法检查 not testable",
        "缺表、缺上年文档或我方未能读出时不作结论。No conclusion where a table, the year before or our reading is "
        "missing; it is neither passed nor failed.",
    ),
    (
        "合法例外 lawful exceptions",
        "有差额而有合法原因（涉密、机构改革、表样无此行等，或文档自行声明），不计为不符，也不计为相符。"
        "A difference with a lawful reason, which the document or somebody else has declared: it is neither failed nor "
        "passed.",
    ),
    (
        "读数问题 our reading",
        "本项目读取文档时的问题，与公开单位无关。What we could not read or place; it says nothing about the publisher.",
    ),
    ("页 page", "PDF 的页序，从 1 起，可能与印出的页码不同。The page of the PDF file, from 1, not the printed one."),
    ("元 yuan", "金额以元为准，万元列由其换算。Amounts in yuan are exact; those in 万元 are converted from them."),
)


def write_workbook(findings: Findings, path: Path) -> None:
    """Write six sheets: findings, what was not testable, what is excused, our own reading, how to read it, comparisons.

    Raises:
        OSError: when the file cannot be written.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "检查表"
    _fill_reported(sheet, findings.reported)
    _fill(book.create_sheet("无法检查"), _UNTESTED, findings.untested)
    _fill(book.create_sheet("合法例外"), _EXCUSED, findings.excused)
    _fill(book.create_sheet("读数问题"), _OURS, findings.ours)
    _guide(book.create_sheet("说明"), findings)
    _fill_reported(book.create_sheet("检查明细"), findings.comparisons)
    book.properties.title = f"检查表 {findings.target}"
    book.properties.creator = "juesuan"
    book.save(path)


def _fill_reported(sheet: Worksheet, rows: Sequence[Row]) -> None:
    _fill(sheet, _REPORTED, rows)
    sheet.print_area = f"A1:{get_column_letter(_PRINTED_COLUMNS)}{max(sheet.max_row, 2)}"
    for position, row in enumerate(rows, start=2):
        colour = _COLOURS["rounding" if row["state"] == "rounding" else row["severity"]]
        for column in (1, 2, 3):
            sheet.cell(position, column).fill = PatternFill("solid", fgColor=colour)
        _link(sheet.cell(position, _ADDRESS), row["address"])


def _fill(sheet: Worksheet, columns: Sequence[_Column], rows: Iterable[Row]) -> None:
    for number, column in enumerate(columns, start=1):
        head = sheet.cell(1, number, column.head)
        head.font, head.fill = Font(bold=True, color="FFFFFF"), _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[1].height = 42
    for position, row in enumerate(rows, start=2):
        for number, column in enumerate(columns, start=1):
            cell = sheet.cell(position, number)
            _write(cell, column.value(row))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = _LINE
            if column.number_format:
                cell.number_format = column.number_format
        _set_height(sheet, position, [column.width for column in columns])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 2)}"
    sheet.print_title_rows = "1:1"
    _set_paper(sheet)


def _guide(sheet: Worksheet, findings: Findings) -> None:
    counts = ", ".join(f"{state} {count}" for state, count in findings.counts.items())
    documents = "\n".join(
        f"{document['fiscal_year']} {document['title_zh']} {document['document_id']}" for document in findings.documents
    )
    rows = [
        *_GUIDE,
        ("发布版本 release", findings.release_id),
        ("对象 target", findings.target),
        ("文档 documents", documents),
        ("检查结果 evaluations by state", counts),
    ]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 110
    for position, (word, meaning) in enumerate(rows, start=1):
        sheet.cell(position, 1, word).font = Font(bold=True)
        _write(sheet.cell(position, 2), meaning)
        for cell in (sheet.cell(position, 1), sheet.cell(position, 2)):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        _set_height(sheet, position, [30, 110])
    _set_paper(sheet)


def _set_height(sheet: Worksheet, position: int, widths: Sequence[float]) -> None:
    """Make a row as high as its longest text needs: programs that show a workbook do not do so by themselves."""
    lines = 1
    for number, width in enumerate(widths, start=1):
        text = sheet.cell(position, number).value
        if isinstance(text, str):
            lines = max(lines, sum(math.ceil((_width(part) + 1) / width) for part in text.split("\n")))
    sheet.row_dimensions[position].height = min(_LINE_HEIGHT * lines + 2, 400)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _set_paper(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write(cell: Cell | Any, value: object) -> None:
    """A text that begins like a formula stays a text: it comes from a document that anybody may have written."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value


def _link(cell: Cell | Any, address: str | None) -> None:
    if address and address.startswith(("http://", "https://")):
        cell.hyperlink = address
        cell.font = Font(color="0563C1", underline="single")
