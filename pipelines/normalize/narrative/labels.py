"""How the document calls itself: the label of the name above its tables, and the dates that some covers print.

Put here: looking for those in the lines outside the grids. Keep out: the words (words.yml).
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.claims.flow import plain
from pipelines.normalize.narrative.mention import Mention
from pipelines.normalize.narrative.words import words

_COVER_PAGES: Final = 3


def unit_labels(document: ExtractedDocument) -> Iterator[Mention]:
    """The first 部门名称 and the first 单位名称 that stand above a table."""
    seen: set[str] = set()
    for page in document.pages:
        if not page.grids:
            continue
        for line in page.lines:
            match = words().unit_label.search(plain("".join(line.text.split())))
            if match and match["scope"] not in seen:
                seen.add(match["scope"])
                box = page.frame.box_to_shown(line.box)
                yield Mention("unit_label", "".join(line.text.split()), page.page_no, box, value=match["scope"])


def cover_dates(document: ExtractedDocument) -> Iterator[Mention]:
    """The dates of approval and disclosure, where the first pages print them; a date that is none is left out."""
    for page in document.pages[:_COVER_PAGES]:
        for line in page.lines:
            text = plain("".join(line.text.split()))
            for kind, pattern in words().cover_dates.items():
                for match in pattern.finditer(text):
                    try:
                        printed = date(int(match["year"]), int(match["month"]), int(match["day"]))
                    except ValueError:
                        continue
                    box = page.frame.box_to_shown(line.box)
                    yield Mention(kind, match.group(), page.page_no, box, value=printed.isoformat())
