"""What a document itself declares as the lawful reason of a difference, or of a table that it does not print.

Put here: looking for such sentences in the narrative and beside the tables.
Keep out: the words (words.yml), which checks a cause excuses (warehouse/reference/exception_causes.csv), and judging.
"""

from collections.abc import Iterator, Sequence

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.claims.flow import plain
from pipelines.normalize.claims.sections import Passage
from pipelines.normalize.narrative.mention import Mention, mention_in
from pipelines.normalize.narrative.words import Pattern, words


def declarations(document: ExtractedDocument, found: Sequence[Passage]) -> Iterator[Mention]:
    """The first sentence of each cause (`declaration`), and of each table said to hold nothing (`declared_empty`)."""
    kinds = {"declaration": words().declarations, "declared_empty": words().declared_empty}
    for kind, patterns in kinds.items():
        for value, alternatives in patterns.items():
            mention = next(_sentences(document, found, kind, value, alternatives), None)
            if mention is not None:
                yield mention


def _sentences(
    document: ExtractedDocument, found: Sequence[Passage], kind: str, value: str, patterns: tuple[Pattern, ...]
) -> Iterator[Mention]:
    for passage in found:
        for pattern in patterns:
            for match in pattern.finditer(passage.paragraph.text, passage.start):
                yield mention_in(
                    passage.paragraph, kind, match.start(), match.end(), section=passage.section, value=value
                )
    for page in document.pages:
        for line in page.lines if page.grids else []:
            text = plain("".join(line.text.split()))
            if any(pattern.search(text) for pattern in patterns):
                box = page.frame.box_to_shown(line.box)
                yield Mention(kind, "".join(line.text.split()), page.page_no, box, value=value)
