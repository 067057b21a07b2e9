"""What is printed above a table and on the cover: unit of measure, year, and whose accounts they are.

Put here: reading those facts from lines of text.
Keep out: titles of tables (layouts.py), and matching a name to a unit over time (sql/models/marts/dim_unit.sql).
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeGuard, TypeVar

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.grid_rows import is_heading
from pipelines.normalize.money import money_unit
from pipelines.normalize.stitch import StitchedTable
from pipelines.normalize.text import squeeze, tidy, years_in

_UNIT_NAME = re.compile(
    r"(?:编制)?(?:部门|单位)(?:名称|\(单位\)名称)?[::](?!人民币|万元|千元|元|亿元)(.+?)(?=20\d\d年|金额单位|单位[::]|$)"
)
_COVER = re.compile(
    r"^(?P<before>.*?)(?P<year>20[0-4]\d)年?度?(?P<between>.*?)(?P<scope>部门|单位|本级)?(?P<kind>决算|预算)"
)
_PLACEHOLDER = re.compile(r"[XxＸ×✕*＊]{2,}|[〇○]{2,}|\{.*?\}|某某")
_CONTENTS = re.compile(r"^目录")
_BEFORE_NAME = re.compile(r"^(附件\d*[::]?|第[一二三四五]部分)")
_UNIT_IN_HEADER = re.compile(r"\((?:单位:)?(万元|千元|亿元|元)\)$")
_COVER_LINES = 12
_LONGEST_NAME = 40
_PROSE = re.compile(r"[,，。;；]|[本我](?:单位|部门)|现将|根据|按照")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Heading:
    """The facts above one table; each null where it is not printed there."""

    unit_name_zh: str | None
    fiscal_year: int | None
    published_unit: str | None


@dataclass(frozen=True, slots=True)
class Cover:
    """The facts of a document's first page."""

    title_zh: str | None
    unit_name_zh: str | None
    fiscal_year: int | None
    document_kind: str
    has_placeholder: bool


def read_heading(table: StitchedTable) -> Heading:
    """The facts printed above a table, nearest line first, or in the first rows of its grid."""
    inside = [row for row in table.rows[:4] if len(row.cells) == 1 or is_heading(row)]
    banners = [cell.text for row in inside for cell in row.cells]
    texts = [squeeze(text) for text in (*banners, *(line.text for line in reversed(table.heading)))]
    unit = next((unit for text in texts if (unit := money_unit(text))), None) or _unit_in_header(table)
    name = next((match.group(1) for text in texts if (match := _UNIT_NAME.search(text))), None)
    year = next((years[-1] for text in texts if (years := years_in(text))), None)
    return Heading(name, year, unit)


def _unit_in_header(table: StitchedTable) -> str | None:
    """The unit that the header itself gives, as in 决算数（万元）."""
    for row in table.rows[:4]:
        for cell in row.cells:
            match = _UNIT_IN_HEADER.search(squeeze(cell.text))
            if match:
                return match.group(1)
    return None


def read_cover(document: ExtractedDocument) -> Cover:
    """The title, unit, year and kind that the first pages print before the table of contents."""
    texts: list[str] = []
    for page in document.pages[:3]:
        for line in page.lines:
            if _CONTENTS.match(squeeze(line.text)):
                return _cover_of(texts)
            texts.append(tidy(line.text))
        if texts and _COVER.search(squeeze("".join(texts))):
            break
    return _cover_of(texts)


def _cover_of(texts: list[str]) -> Cover:
    joined = "".join(texts[:_COVER_LINES])
    candidates = [joined, *texts[:_COVER_LINES]]
    title = next((text for text in candidates if _names_a_unit(_COVER.search(squeeze(text)))), joined)
    squeezed = squeeze(title)
    match = _COVER.search(squeezed)
    if not _names_a_unit(match):
        match = None
    if match is None:
        return Cover(title or None, None, None, "final_accounts" if "决算" in squeezed else "other", False)
    before = _BEFORE_NAME.sub("", match.group("before"))
    name = before or match.group("between")
    has_placeholder = bool(_PLACEHOLDER.search(name))
    return Cover(
        title_zh=_as_printed(title, squeezed[: match.end()]),
        unit_name_zh=None if has_placeholder or not name else _as_printed(title, name),
        fiscal_year=int(match.group("year")),
        document_kind=_kind(match.group("scope"), match.group("kind"), name),
        has_placeholder=has_placeholder,
    )


def _names_a_unit(match: re.Match[str] | None) -> TypeGuard[re.Match[str]]:
    """Whether what stands around the year may be a name: a first page may hold prose instead."""
    if match is None:
        return False
    name = match.group("before") or match.group("between")
    return len(name) <= _LONGEST_NAME and not _PROSE.search(name)


def _as_printed(title: str, squeezed: str) -> str:
    """The part of a printed title that squeezes to `squeezed`; the squeezed text where none does."""
    for start in range(len(title)):
        if not squeezed.startswith(squeeze(title[start]) or " "):
            continue
        for end in range(start + 1, len(title) + 1):
            if squeeze(title[start:end]) == squeezed:
                return title[start:end]
    return squeezed


def _kind(scope: str | None, kind: str, name: str) -> str:
    if kind == "预算":
        return "budget"
    if scope == "本级" or name.endswith(("本级", "(本级)")):
        return "own_level_final_accounts"
    return {"部门": "department_final_accounts", "单位": "unit_final_accounts"}.get(scope or "", "final_accounts")


def most_common(values: list[Value | None]) -> Value | None:
    """The value that occurs most often (the first of equals), nulls aside."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None
