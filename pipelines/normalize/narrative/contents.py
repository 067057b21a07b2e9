"""The table of contents beside the body.

Put here: entries of the contents, and where their titles stand in the body.
Keep out: judging (sql/models/checks).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.extract.document import ExtractedDocument, Page, TextLine
from pipelines.normalize.narrative.mention import Mention
from pipelines.normalize.text import squeeze, without_ordinal

_ENTRY: Final = re.compile(r"^(?P<title>.+?)[.…·⋯]{3,}(?P<page>\d{1,3})$")
_PAGE_NUMBER: Final = re.compile(r"^[-—–~·]?(?:第)?(?P<page>\d{1,3})(?:页)?[-—–~·]?$")
_LEAST_ENTRIES: Final = 5
_EDGE_LINES: Final = 2
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    printed_page: int
    page: Page
    line: TextLine


def contents(document: ExtractedDocument) -> Iterator[Mention]:
    """The entries of the contents whose titles are found in the body.

    `value` is the page that the contents print, `other_value` the printed number of the page in the body (where pages
    are numbered); the text carries the title.
    """
    entries = [entry for page in document.pages for entry in _entries(page)]
    if len(entries) < _LEAST_ENTRIES:
        return
    last = max(entry.page.page_no for entry in entries)
    shift = _numbering(document)
    places = _titles(document, last)
    for entry in entries:
        found = places.get(_bare(entry.title))
        if found is None or shift is None:
            continue
        yield Mention(
            "contents_entry",
            entry.title,
            entry.page.page_no,
            entry.page.frame.box_to_shown(entry.line.box),
            value=str(entry.printed_page),
            other_value=str(found - shift),
        )


def _entries(page: Page) -> Iterator[_Entry]:
    for line in page.lines:
        match = _ENTRY.match(squeeze(line.text))
        if match:
            yield _Entry(match["title"], int(match["page"]), page, line)


def _numbering(document: ExtractedDocument) -> int | None:
    """How many pages come before the page numbered 1; null where too few pages are numbered, or not steadily."""
    shifts: Counter[int] = Counter()
    for page in document.pages:
        for line in [*page.lines[:_EDGE_LINES], *page.lines[-_EDGE_LINES:]]:
            match = _PAGE_NUMBER.match(squeeze(line.text))
            if match:
                shifts[page.page_no - int(match["page"])] += 1
                break
    if not shifts:
        return None
    shift, count = shifts.most_common(1)[0]
    return shift if count >= _LEAST_ENTRIES and count * 2 > sum(shifts.values()) else None


def _titles(document: ExtractedDocument, last_contents_page: int) -> dict[str, int]:
    """The first page after the contents on which each short line stands."""
    places: dict[str, int] = {}
    for page in document.pages[last_contents_page:]:
        for line in page.lines:
            text = squeeze(line.text)
            if 3 < len(text) <= _LONGEST:
                places.setdefault(_bare(text), page.page_no)
    return places


def _bare(title: str) -> str:
    return without_ordinal(squeeze(title))
