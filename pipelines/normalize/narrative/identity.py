"""Years and units that the text names as its own.

Put here: which year a phrase speaks of, and names in the place of the unit's own.
Keep out: whose accounts they are (headings.py) and judging (sql/models/checks).
"""

from collections.abc import Iterable, Iterator, Sequence

from pipelines.extract.document import ExtractedDocument, Page, TextLine
from pipelines.normalize.claims.flow import plain
from pipelines.normalize.claims.sections import Passage
from pipelines.normalize.narrative.mention import Mention, mention_in
from pipelines.normalize.narrative.words import words


def years(document: ExtractedDocument, found: Sequence[Passage]) -> Iterator[Mention]:
    """Years that the narrative and the titles of parts name as the year of the accounts or the year before."""
    for page in document.pages:
        for line in page.lines:
            match = words().title_year.search(plain("".join(line.text.split())))
            if match:
                yield _of_line(page, line, "current_year", match["year"])
    for passage in found:
        kinds = {"current_year": words().current_year, "prior_year": words().prior_year}
        for kind, patterns in kinds.items():
            for low, high in _sentences(passage):
                for pattern in patterns:
                    for match in pattern.finditer(passage.paragraph.text[low:high]):
                        start, end = match.span("year")
                        yield mention_in(
                            passage.paragraph,
                            kind,
                            low + start,
                            low + end,
                            section=passage.section,
                            value=match["year"],
                        )


def other_units(document: ExtractedDocument, found: Sequence[Passage], own_names: Iterable[str]) -> Iterator[Mention]:
    """Units named where the document's own stands, that none of its names and nothing before its tables explains."""
    known = [bare for name in own_names if (bare := plain("".join(name.split())))]
    if not known:
        return
    front = _front_matter(document, found)
    for passage in found:
        for low, high in _sentences(passage):
            for pattern in words().unit_named:
                for match in pattern.finditer(passage.paragraph.text[low:high]):
                    if _is_other(match["name"], known, front):
                        start, end = match.span("name")
                        yield mention_in(
                            passage.paragraph,
                            "other_unit",
                            low + start,
                            low + end,
                            section=passage.section,
                            value=match["name"],
                        )
    for page in document.pages:
        for line in page.lines if page.grids else []:
            text = plain("".join(line.text.split()))
            beside = words().unit_named[-1].search(text)
            if beside and _is_other(beside["name"], known, front):
                yield _of_line(page, line, "other_unit", beside["name"])


def _is_other(name: str, known: list[str], front: str) -> bool:
    if not words().unit_ending.search(name) or words().own_words.match(name):
        return False
    return name not in front and not any(name in own or own in name for own in known)


def _front_matter(document: ExtractedDocument, found: Sequence[Passage]) -> str:
    """What stands before the first table and the narrative: the organization names its members there."""
    narrative = min((passage.paragraph.lines[0].page.page_no for passage in found), default=len(document.pages) + 1)
    texts: list[str] = []
    for page in document.pages:
        if page.grids or page.page_no >= narrative:
            break
        texts.extend(plain("".join(line.text.split())) for line in page.lines)
    return "".join(texts)


def _sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    text, low = passage.paragraph.text, passage.start
    while low < len(text):
        ends = [end for mark in "。:" if (end := text.find(mark, low)) >= 0]
        high = min(ends, default=len(text) - 1) + 1
        yield low, high
        low = high


def _of_line(page: Page, line: TextLine, kind: str, value: str) -> Mention:
    return Mention(kind, "".join(line.text.split()), page.page_no, page.frame.box_to_shown(line.box), value=value)
