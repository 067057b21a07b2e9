"""Rows of grids and what kind of row each is.

Put here: cells and rows, and telling heading, header, numbering and body rows apart by what they print.
Keep out: which table a row belongs to (stitch.py) and what its columns mean (header.py).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.document import Page
from pipelines.extract.lattice import Region
from pipelines.normalize.money import is_dash, money_unit, parse_amount
from pipelines.normalize.text import squeeze
from pipelines.normalize.titles import tables_announced

SPLIT_CODE_WORDS = frozenset({"类", "款", "项"})
"""The words over a subject code that is split over columns."""
COLUMN_NUMBERS = frozenset({"栏次", "栏目", "列次"})
"""The words beside the numbers of the columns."""

_DECIMAL = re.compile(r"[-(]?\d[\d,]*\.\d+\)?")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_ORDINAL_LABEL = re.compile(r"(?:[一二三四五六七八九十]+[、.．]|\([一二三四五六七八九十]+\))(?!收入$|支出$)")
_TOTAL_LABEL = frozenset({"合计", "总计", "本年收入合计", "本年支出合计", "收入总计", "支出总计", "人员经费合计"})
_NUMBERING_WORDS = (
    frozenset({"行次", "甲", "乙", "丙", "丁", "项目", "序号", "A", "B", "C", "*", "**", "***"}) | SPLIT_CODE_WORDS
)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:[=＝].+)?")
_FORMULA = re.compile(r"\(?\d{1,2}\)?[=＝][\d+\-()（）]+")
_HEADING_FACT = re.compile(
    r"公开\w{0,3}\d+表?|财决\w*表?|(?:编制|填报)?(?:部门|单位)(?:名称|\(单位\)(?:名称)?)?[::].*|20[0-4]\d年度?|"
    r"\(?20[0-4]\d年度?\)?|(?:金额|计量)?单位[::].*"
)

_HEADING_WORD = re.compile(
    r"(编码|代码|名称|行次|^项目|科目|决算数|预算数|统计数|金额|基本支出|项目支出|经营收入|事业收入)$|^(收入|支出|类|款|项)$|"
    r"^本年(收入|支出)(合计)?$|^年[初末](财政拨款)?结转和结余$|因公出国|公务接待"
)


@dataclass(slots=True)
class Cell:
    """A region on its page, in the columns of its table: `column` to one before `column_end`."""

    page: Page
    region: Region
    column: int
    column_end: int

    @property
    def text(self) -> str:
        """The text as printed."""
        return self.region.text


@dataclass(slots=True)
class Row:
    """A row of a stitched table: the non-empty cells that begin in it, left to right."""

    page_no: int
    grid_row: int
    begins_part: bool
    cells: list[Cell]


def is_banner(row: Row, column_count: int) -> bool:
    """Whether a row is one text over the whole width."""
    return len(row.cells) == 1 and row.cells[0].column == 0 and row.cells[0].column_end == column_count > 1


def is_heading(row: Row) -> bool:
    """Whether a row of a grid holds what is usually printed above it: title, mark, unit, year, unit of measure."""
    return bool(row.cells) and all(_is_heading_fact(squeeze(cell.text)) for cell in row.cells)


def _is_heading_fact(text: str) -> bool:
    return bool(_HEADING_FACT.fullmatch(text) or money_unit(text) or tables_announced(text))


def is_numbering(row: Row) -> bool:
    """Whether a row numbers the columns (栏次, or 1 2 3 … with nothing but the words that stand beside them)."""
    texts = [squeeze(cell.text) for cell in row.cells]
    if COLUMN_NUMBERS & set(texts):
        return True
    rest = [text for text in texts if text not in _NUMBERING_WORDS and not is_dash(text)]
    numbers = [int(match.group(1)) for text in rest if (match := _COLUMN_NUMBER.fullmatch(text))]
    if len(numbers) < len(rest) or len(numbers) < 2:
        return False
    if any(_FORMULA.fullmatch(text) for text in rest):
        return True
    return numbers[0] <= 3 and all(after == before + 1 for before, after in pairwise(numbers))


def is_body(row: Row) -> bool:
    """Whether a row is the first below a header: it numbers the columns, or prints an amount, dash, code or ordinal."""
    if is_numbering(row):
        return True
    texts = [squeeze(cell.text) for cell in row.cells]
    if any(_DECIMAL.fullmatch(text) or _CODE.fullmatch(text) or _ORDINAL_LABEL.match(text) for text in texts):
        return True
    numbers = [text for text in texts if parse_amount(text) is not None]
    if any(is_dash(text) for text in texts) or any("," in text for text in numbers):
        return True
    return bool(numbers) and len(numbers) + 2 >= len(texts) and bool(_TOTAL_LABEL & set(texts))


def header_of(rows: list[Row], column_count: int) -> tuple[list[Row], list[Row]]:
    """The header rows and the rows of the body; a row that is both (类 款 项 beside 合计) is in both."""
    header: list[Row] = []
    for position, row in enumerate(rows):
        if is_banner(row, column_count) or is_heading(row):
            continue
        if is_body(row):
            split_code = [cell for cell in row.cells if squeeze(cell.text) in SPLIT_CODE_WORDS]
            if split_code:
                header.append(Row(row.page_no, row.grid_row, row.begins_part, split_code))
            return header, rows[position:]
        header.append(row)
    return header, []


def is_header(words: frozenset[str]) -> bool:
    """Whether the texts of rows are headings: at least two of them are words that only stand over columns."""
    return sum(bool(_HEADING_WORD.search(word)) for word in words) >= 2


def words_of(rows: list[Row]) -> frozenset[str]:
    """The squeezed texts of rows."""
    return frozenset(squeeze(cell.text) for row in rows for cell in row.cells)
