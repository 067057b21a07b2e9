"""Words that a finished text does not hold, and words it lacks.

Put here: looking through the lines outside tables. Keep out: the words (words.yml).
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.claims.flow import plain
from pipelines.normalize.claims.sections import Passage
from pipelines.normalize.narrative.mention import Mention, mention_in
from pipelines.normalize.narrative.words import words

_SENTENCE: Final = "。;"


def leftovers(document: ExtractedDocument) -> Iterator[Mention]:
    """Template text and marks to be filled in, in any line outside the grids, one a line and kind."""
    kinds = {"template_residue": words().template_residue, "placeholder": words().placeholder}
    for page in document.pages:
        for line in page.lines:
            text = plain("".join(line.text.split()))
            for kind, patterns in kinds.items():
                match = next((match for pattern in patterns if (match := pattern.search(text))), None)
                if match is not None:
                    box = page.frame.box_to_shown(line.box)
                    yield Mention(kind, "".join(line.text.split()), page.page_no, box, value=match.group())


def slips(found: Sequence[Passage]) -> Iterator[Mention]:
    """Words that the narrative lacks, and shares without their sign."""
    for passage in found:
        text = passage.paragraph.text
        for pattern in words().missing_word:
            for match in pattern.finditer(text, passage.start):
                stop = min((end for mark in "，。;" if (end := text.find(mark, match.end())) >= 0), default=len(text))
                yield mention_in(
                    passage.paragraph, "missing_word", match.start(), stop, section=passage.section, value="是"
                )
        for pattern in words().share_without_sign:
            for match in pattern.finditer(text, passage.start):
                yield mention_in(
                    passage.paragraph,
                    "share_without_sign",
                    match.start(),
                    match.end(),
                    section=passage.section,
                    value=match["number"],
                )
