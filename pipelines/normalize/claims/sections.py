"""Where the narrative of a document begins and ends, and the section of each paragraph.

Put here: titles, tables of contents, page furniture, headings.
Keep out: the statements inside a section.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.extract.document import ExtractedDocument, Page
from pipelines.normalize.claims.flow import Line, Paragraph, is_heading, paragraphs
from pipelines.normalize.claims.lexicon import lexicon

_CONTENTS_AHEAD = 6
_CONTENTS_TITLES = 4  # so many headings among the lines ahead: a table of contents
_TITLE_LINES = 3  # a title may be set in so many lines
_FURNITURE_PAGES = 3  # a first or last line that so many pages share is no text
_DIGITS = re.compile(r"\d+")
_LEVELS = re.compile(r"\((?:类|款|项)\)")
_CONTENTS_LINE = re.compile(r"[.·]{4,}|…{2,}|[说明况](?:\d{1,3}|\(\d{1,3}\))$")
_LEADERS = re.compile(r"(?:[.…·]{2,}\d*|\d{1,3})$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the narrative and the headings above it, joined by /; `start` is where its text begins."""

    section: str
    paragraph: Paragraph
    start: int = 0


def passages(document: ExtractedDocument) -> list[Passage]:
    """The paragraphs of the narrative; none where the document has no narrative."""
    lines = _narrative_lines(document)
    return list(_with_sections(paragraphs(lines))) if lines else []


def _narrative_lines(document: ExtractedDocument) -> list[Line]:
    """The lines of the narrative, found by the first way of looking for its beginning that yields sentences."""
    lines = _text_lines(document)
    texts = [line.text for line in lines]
    for beginnings in (_titles(texts), _first_sections(texts), _first_sentences(texts)):
        kept = [
            line
            for begins, ends in _parts(texts, beginnings)
            for line in lines[begins:ends]
            if not (line.page.grids and lexicon().beside_a_table.match(line.text))
        ]
        if any(_is_sentence(line.text) for line in kept):
            return kept
    return []


def _is_sentence(text: str) -> bool:
    return "，" in text or "。" in text


def _parts(texts: list[str], beginnings: list[int]) -> Iterator[tuple[int, int]]:
    """The first line and the line after the last of each part of the document that is a narrative."""
    ends = 0
    for begins in beginnings:
        if begins >= ends:
            ends = next((index for index in range(begins + 1, len(texts)) if _ends(texts[index])), len(texts))
            yield begins, ends


def _ends(text: str) -> bool:
    titles = lexicon().titles
    return bool(titles.end.search(text)) or bool(titles.part.match(text) and not _is_sentence(text))


def _titles(texts: list[str]) -> list[int]:
    """The lines with which a part begins that is called a narrative."""
    return [index for index in range(len(texts)) if _is_title(texts, index) and not _in_contents(texts, index)]


def _first_sections(texts: list[str]) -> list[int]:
    """The headings that may be the first of a narrative without a title."""
    first = lexicon().titles.first_section
    return [
        index
        for index, text in enumerate(texts)
        if first.match(text) and is_heading_like(text) and not _in_contents(texts, index)
    ]


def _first_sentences(texts: list[str]) -> list[int]:
    """The line that sums up, in a narrative without a heading."""
    first = lexicon().titles.first_sentence
    return [index for index, text in enumerate(texts) if first.search(text)][:1]


def _is_title(texts: list[str], index: int) -> bool:
    """Whether the title of a part that is a narrative begins on a line; it may go on in the next ones."""
    titles = lexicon().titles
    if not titles.part.match(texts[index]) or _is_sentence(texts[index]):
        return False
    title = texts[index]
    for line in texts[index + 1 : index + _TITLE_LINES]:
        if is_heading(line) or titles.part.match(line) or _is_sentence(line):
            break
        title += line
    return bool(titles.narrative.search(title)) and not titles.not_narrative.search(title)


def is_heading_like(text: str) -> bool:
    """Whether a line may be a heading: short and without a sentence's marks."""
    return len(text) <= lexicon().headings.longest and not _is_sentence(text) and not text.endswith("表")


def _in_contents(texts: list[str], index: int) -> bool:
    """Whether a title stands in a table of contents: headings follow it, not sentences."""
    part, titles = lexicon().titles.part, 0
    for line in texts[index + 1 : index + 1 + _CONTENTS_AHEAD]:
        text = _LEADERS.sub("", line)
        if _is_sentence(text):
            break
        titles += bool(is_heading(text) or part.match(text))
    return titles >= _CONTENTS_TITLES or bool(_CONTENTS_LINE.search(texts[index]))


def _text_lines(document: ExtractedDocument) -> list[Line]:
    """All lines outside tables that are no page numbers and no running titles."""
    edges: Counter[str] = Counter()
    for page in document.pages:
        edges.update({_shape(page.lines[index].text) for index in (0, -1) if page.lines})
    lines: list[Line] = []
    for page in document.pages:
        lines.extend(_page_lines(page, edges))
    return lines


def _page_lines(page: Page, edges: Counter[str]) -> Iterator[Line]:
    last = len(page.lines) - 1
    for index, source in enumerate(page.lines):
        if not source.text.strip():
            continue
        line = Line(page, source)
        at_the_edge = index in (0, 1, last - 1, last)
        if at_the_edge and any(pattern.fullmatch(line.text) for pattern in lexicon().page_furniture):
            continue
        if index in (0, last) and edges[_shape(source.text)] >= _FURNITURE_PAGES and not _is_sentence(line.text):
            continue
        yield line


def _shape(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _with_sections(found: list[Paragraph]) -> Iterator[Passage]:
    words = lexicon().headings
    section, subsection = "", ""
    for paragraph in found:
        head = re.split(r"[。:]", paragraph.text, maxsplit=1)[0]
        start = 0
        if is_heading(head) and not _LEVELS.search(head):
            printed, start = paragraph.printed[: len(head)], len(head) + 1
            if not words.subsection.match(head):
                section, subsection = printed, ""
            else:
                subsection = printed
        if start < len(paragraph.text):
            yield Passage("/".join(part for part in (section, subsection) if part), paragraph, start)
