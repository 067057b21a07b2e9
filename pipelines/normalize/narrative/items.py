"""Items of expenditure that the section on basic expenditure names as having been spent.

Put here: parting the list into names, and the code that a name means.
Keep out: whether an amount is printed for the code (sql/models/checks).
"""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from pipelines.normalize.claims.sections import Passage
from pipelines.normalize.narrative.mention import Mention, mention_in
from pipelines.normalize.narrative.words import words

_SUBJECTS: Final = Path(__file__).resolve().parents[3] / "warehouse" / "reference" / "economic_subjects.csv"
_NO_WORD: Final = re.compile(r"[()“”\"'、\s]")
_NEVER_BASIC: Final = ("309", "311")  # capital construction is never basic expenditure
_LATEST: Final = 9999


def named_items(found: Sequence[Passage], fiscal_year: int | None) -> Iterator[Mention]:
    """Each name of the lists of economic items, with its code where it has one."""
    listed = words().named_items
    for passage in found:
        if not listed.section.search(passage.section):
            continue
        text, begin = passage.paragraph.text, passage.start
        while opened := listed.opening.search(text, begin):
            closed = listed.closing.search(text, opened.end())
            begin = closed.end() if closed else len(text)
            yield from _names(passage, opened.end(), closed.start() if closed else len(text), fiscal_year)


def _names(passage: Passage, start: int, end: int, fiscal_year: int | None) -> Iterator[Mention]:
    text, listed = passage.paragraph.text, words().named_items
    for low, high in _pieces(text, start, end):
        tail = listed.trailing.search(text[low:high])
        stop = low + tail.start() if tail else high
        codes = codes_of(text[low:stop], fiscal_year)
        if codes and not (len(codes[0]) == 3 and text[high : high + 1] == ":"):
            yield mention_in(
                passage.paragraph,
                "named_item",
                low,
                stop,
                section=passage.section,
                subject_zh=passage.paragraph.printed[low:stop],
                subject_code=codes[0],
            )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for match in words().named_items.separators.finditer(text, start, end):
        if match.start() > low:
            yield low, match.start()
        low = match.end()
    if low < end:
        yield low, end


def codes_of(name: str, fiscal_year: int | None) -> list[str]:
    """The codes of basic expenditure that a name means in a year, in order."""
    rows = _by_name().get(_bare(name), ())
    return [
        code
        for code, first, last in rows
        if not code.startswith(_NEVER_BASIC) and (fiscal_year is None or first <= fiscal_year <= last)
    ]


def _bare(name: str) -> str:
    return _NO_WORD.sub("", name.replace("（", "(").replace("）", ")")).removesuffix("支出")


@cache
def _by_name() -> dict[str, tuple[tuple[str, int, int], ...]]:
    found: dict[str, list[tuple[str, int, int]]] = {}
    with _SUBJECTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            span = (row["subject_code"], int(row["valid_from_year"] or 0), int(row["valid_to_year"] or _LATEST))
            if row["scheme"] == "department":
                found.setdefault(_bare(row["name_zh"]), []).append(span)
    return {name: tuple(sorted(rows)) for name, rows in found.items()}
