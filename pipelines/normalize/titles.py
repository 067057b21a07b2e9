"""Titles of tables: which table a printed line announces.

Put here: how a line is compared with the titles of the layouts.
Keep out: the titles themselves (pipelines/layouts) and the headers that decide between two owners of one title.

Titles differ by place and year in words that say nothing (部门, 单位, 公开, 本年度, 收支 for 收入支出), in marks
(公开01表, Z01) and in remarks behind them; all of these are left out on both sides (spec/tables.md, section 3).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Final

from pipelines.normalize.layouts import known_layouts
from pipelines.normalize.text import squeeze

CONTENTS_TITLES: Final = 3
"""A page that names so many tables is a table of contents."""

_MARKS = re.compile(
    r"公开\w{0,3}\d+(?:-\d+)?表?|公开表\w+|财决\w*?\d+(?:-\d+)?表?|[ZzFf][A]?\d{2}(?:[-_]\d+)?表?|(?:金额|计量)?单位[::].*$"
)
_WHOSE = re.compile(r"(?:编制|填报)?(?:部门|单位)(?:名称|\(单位\)(?:名称)?)?[::].*$")
_SILENT = re.compile(r"部门|(?<!分)(?<!各)(?<!按)单位|本年度|公开")
_REMARK = re.compile(r"\((?![^()]*分单位|[^()]*按单位)[^()]*\)$|续表?$|\(\)|20[0-4]\d年度?$")
# What stands before a title may name a unit, a year or a number, but not narrow the title to another table's.
_NARROWING = re.compile(
    r"(财政拨款|项目|预算|支出|收入|基金|资本|资金|明细|专户|结转结余|结转和结余|情况|非税|经费|经营|事业|其他|上年|上级|基本)$"
)
_PROSE = re.compile(r"[,，。;；?]|详见|参见|如下|见附|附件?[::]?见")
_LONGEST_BEFORE: Final = 40
_TITLE_LIKE = re.compile(r"[\u4e00-\u9fff]{3,}表(?:\(.*\))?$")
_LONGEST_TITLE: Final = 60
_LONGEST_HALF: Final = 30


def title_key(text: str) -> str:
    """A title as it is compared: squeezed, without marks, remarks and the words that say nothing."""
    words = _MARKS.sub("", squeeze(text))
    words = _SILENT.sub("", words).replace("收支", "收入支出").replace("经费公共预算", "经费一般公共预算")
    while (shorter := _REMARK.sub("", words)) != words:
        words = shorter
    return words


@cache
def _titles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    owners: dict[str, list[str]] = defaultdict(list)
    for layout in (one for one in known_layouts() if one.beside is None):
        for title in layout.titles:
            if layout.table_id not in owners[title_key(title)]:
                owners[title_key(title)].append(layout.table_id)
    return tuple(sorted(((key, tuple(ids)) for key, ids in owners.items()), key=lambda pair: (-len(pair[0]), pair[0])))


def tables_announced(line: str) -> tuple[str, ...]:
    """The tables whose title a line of text is, by the longest title it ends with; none where it is no title.

    Several only where layouts of several tables give the same title: their headers decide.
    """
    if "表" not in line or _PROSE.search(squeezed := squeeze(line)):
        return ()
    for text in (squeezed, _WHOSE.sub("", squeezed)):
        words = title_key(text)
        for title, table_ids in _titles():
            if words.endswith(title):
                before = words.removesuffix(title)
                is_another = _NARROWING.search(before) or len(before) > _LONGEST_BEFORE
                return () if is_another else table_ids
    return ()


def other_table(line: str) -> str | None:
    """The table whose title a line is where the one that it announces has a title of its own; null where none is."""
    words = title_key(_WHOSE.sub("", squeeze(line)))
    longest = next((title for title, _ in _titles() if words.endswith(title)), None)
    for layout in known_layouts():
        if layout.beside is not None and longest in {title_key(title) for title in layout.titles}:
            return layout.table_id
    return None


def announced_at(texts: Sequence[str], place: int) -> tuple[str, ...]:
    """The tables announced by one of several lines, which may be the second half of a title broken over two."""
    if "表" not in texts[place]:
        return ()
    if place and len(squeeze(texts[place])) <= _LONGEST_HALF and not tables_announced(texts[place - 1]):
        joined = tables_announced(texts[place - 1] + texts[place])
        if joined:
            return joined
    return tables_announced(texts[place])


def table_announced(line: str) -> str | None:
    """The first table that a line of text announces; null where it is no title."""
    return next(iter(tables_announced(line)), None)


def is_title_like(line: str) -> bool:
    """Whether a line may be the title of a table, known or not: words that end in 表."""
    if "表" not in line:
        return False
    words = _WHOSE.sub("", _MARKS.sub("", squeeze(line)))
    return len(words) <= _LONGEST_TITLE and not _PROSE.search(words) and bool(_TITLE_LIKE.search(words))
