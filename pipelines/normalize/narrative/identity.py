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
    kinds = {"current_year": words().current_year, "prior_year": words().prior_year}
    for page in document.pages:
        for line in page.lines:
            match = words().title_year.search(plain("".join(line.text.split())))
            if match:
                yield _of_line(page, line, "current_year", match["year"])
    for passage in found:
        for low, high in _sentences(passage):
            for kind, patterns in kinds.items():
                for pattern in patterns:
                    for match in pattern.finditer(passage.paragraph.text[low:high]):
                        start, end = match.span("year")
                        if kind == "prior_year" or not _is_aside(passage, low + start):
                            yield mention_in(
                                passage.paragraph,
                                kind,
                                low + start,
                                low + end,
                                section=passage.section,
                                value=match["year"],
                                other_value=_doubt(kind, match.group(), passage.paragraph.text[low:high]),
                            )


def _is_aside(passage: Passage, place: int) -> bool:
    """Whether the words before a year in its sentence make it another than that of the accounts."""
    text = passage.paragraph.text
    before = text[max(text.rfind("。", 0, place), passage.start - 1) + 1 : place]
    return bool(words().not_of_accounts.search(before))


def _doubt(kind: str, phrase: str, sentence: str) -> str | None:
    """Why a year may be another than that of the accounts, or the one before, and right: a word; null where it may not.

    `base` where the sentence chose it to compare with, `date` where it is the end of something else than the accounts.
    """
    if kind == "prior_year":
        return "base" if words().base_year.search(sentence) else None
    return "date" if phrase.startswith("截") and not words().own_date.search(sentence) else None


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
