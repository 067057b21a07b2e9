"""The member units that a department's document lists: a small grid, a numbered list or a sentence.

Put here: finding the list and its names, as printed.
Keep out: which unit a name belongs to (sql/models/marts/fct_unit_member.sql) and the words themselves (members.yml).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

import yaml

from pipelines.extract.document import ExtractedDocument, Page, TextLine
from pipelines.extract.frame import Box
from pipelines.extract.lattice import Grid, Region
from pipelines.normalize.text import squeeze, tidy
from pipelines.normalize.titles import table_announced

_WORDS: Final = Path(__file__).with_name("members.yml")
_HEADER_ROWS: Final = 2
_LONGEST_SENTENCE: Final = 40  # lines; a list that goes on for longer is no sentence


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that a document names as part of its account; `box` in points from the top left of the page."""

    member_no: int
    name_zh: str
    remark_zh: str | None
    list_kind: Literal["grid", "list", "sentence"]
    page: int
    box: Box


@cache
def _words() -> dict[str, re.Pattern[str]]:
    content = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {name: re.compile(pattern) for name, pattern in content.items()}


def read_members(document: ExtractedDocument) -> list[Member]:
    """Read the list of member units; a grid is believed before a numbered list, a list before a sentence.

    Only what stands before the first statutory table is looked at, the table of contents aside: later grids with a
    column 单位名称 are project forms.
    """
    pages = _opening_pages(document)
    for read in (_of_grids, _of_lists, _of_sentences):
        found = list(read(pages))
        if found:
            return [Member(number, *rest) for number, rest in enumerate(found, start=1)]
    return []


_Found = tuple[str, str | None, Literal["grid", "list", "sentence"], int, Box]


def _opening_pages(document: ExtractedDocument) -> list[Page]:
    """The pages before the first one on which a grid stands below an announced table."""
    pages = []
    for page in document.pages:
        if page.grids and any(table_announced(line.text) for line in page.lines):
            break
        pages.append(page)
    return pages


def _of_grids(pages: list[Page]) -> Iterator[_Found]:
    """Rows of a grid with a heading 单位名称; a grid that goes on at the top of the next page has no heading."""
    columns: tuple[int, int | None, int] | None = None
    for page in pages:
        for grid in page.grids:
            heading = _name_column(grid)
            if heading is not None:
                columns = heading
            elif columns is None or len(grid.column_edges) != columns[2]:
                columns = None
                continue
            name_column, remark_column, _ = columns
            for row in _rows(grid, first=0 if heading is None else 1):
                name = row.get(name_column)
                text = tidy(name.text) if name else ""
                if name is None or name.box is None or not _is_unit(text):
                    continue
                remark = row.get(remark_column) if remark_column is not None else None
                yield (
                    text,
                    (tidy(remark.text) or None) if remark else None,
                    "grid",
                    page.page_no,
                    page.frame.box_to_shown(name.box),
                )


def _name_column(grid: Grid) -> tuple[int, int | None, int] | None:
    """The columns of names and remarks and how many edges the grid has; null when it is no list of members."""
    words = _words()
    header = [region for region in grid.regions if region.row < _HEADER_ROWS]
    if any(words["money_heading"].search(squeeze(region.text)) for region in header):
        return None
    names = [region.column for region in header if words["name_heading"].search(squeeze(region.text))]
    remarks = [region.column for region in header if words["remark_heading"].search(squeeze(region.text))]
    if not names:
        return None
    return names[0], remarks[0] if remarks else None, len(grid.column_edges)


def _rows(grid: Grid, first: int) -> Iterator[dict[int, Region]]:
    rows: dict[int, dict[int, Region]] = {}
    for region in grid.regions:
        if region.row >= first:
            rows.setdefault(region.row, {})[region.column] = region
    for number in sorted(rows):
        yield rows[number]


def _of_lists(pages: list[Page]) -> Iterator[_Found]:
    """Numbered lines after a sentence that announces the list."""
    words = _words()
    is_open = False
    for page, line in _lines(pages):
        text = squeeze(line.text)
        numbered = words["numbered"].match(text)
        if is_open and numbered:
            name = _plain(numbered["name"])
            if _is_unit(name):
                yield name, None, "list", page.page_no, page.frame.box_to_shown(line.box)
                continue
        announced = words["sentence"].search(text)
        is_open = bool(announced and announced.end() >= len(text) - 1)


def _of_sentences(pages: list[Page]) -> Iterator[_Found]:
    """Names in a sentence that lists them, which may be broken over lines."""
    words = _words()
    lines = list(_lines(pages))
    for start, (page, line) in enumerate(lines):
        text = squeeze(line.text)
        following = "".join(squeeze(other.text) for _, other in lines[start + 1 : start + _LONGEST_SENTENCE])
        sentence = (text + following).partition("。")[0]
        announced = words["sentence"].search(sentence)
        if announced is None or announced.start() >= len(text):
            continue
        names = [_plain(name) for name in words["separators"].split(sentence[announced.end() :])]
        units = [name for name in names if _is_unit(name)]
        if len(units) >= 1 and len(units) * 2 >= len(names):
            for name in units:
                yield name, None, "sentence", page.page_no, page.frame.box_to_shown(line.box)
            return


def _lines(pages: list[Page]) -> Iterator[tuple[Page, TextLine]]:
    for page in pages:
        for line in page.lines:
            yield page, line


def _plain(name: str) -> str:
    """A name without the words of its sentence."""
    return _words()["after_name"].sub("", name.strip("。；;，,：:"))


def _is_unit(name: str) -> bool:
    words = _words()
    plain = squeeze(name)
    return bool(2 < len(plain) <= 40 and words["unit"].search(plain) and not words["several"].search(plain))
