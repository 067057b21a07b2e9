"""Claims found again in their paragraphs.

Put here: which paragraph a claim stands in, and the words around it. Keep out: what the words mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.normalize.claims.run import Claim
from pipelines.normalize.claims.sections import Passage


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim, its number in the document (from 1), its paragraph, and where its digits stand in that."""

    claim_no: int
    claim: Claim
    passage_no: int
    passage: Passage
    start: int
    end: int
    words_before: str
    words_after: str


def place_claims(found: Sequence[Passage], claims: Sequence[Claim]) -> list[PlacedClaim]:
    """The claims that stand in a paragraph, in the order of the text; one whose words are not found is left out."""
    placed: list[PlacedClaim] = []
    first = 0
    spans: dict[int, list[tuple[int, int]]] = {}
    for claim_no, claim in enumerate(claims, start=1):
        for passage_no in range(first, len(found)):
            span = _span_of(claim, found[passage_no], spans.setdefault(passage_no, []))
            if span is not None:
                spans[passage_no].append(span)
                first = passage_no
                placed.append(PlacedClaim(claim_no, claim, passage_no, found[passage_no], *span, "", ""))
                break
    placed.sort(key=lambda one: (one.passage_no, one.start))
    return [_with_words(placed, index) for index in range(len(placed))]


def _span_of(claim: Claim, passage: Passage, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first place of a claim's digits in its sentence that no other claim has taken."""
    text = passage.paragraph.printed
    if claim.section != passage.section:
        return None
    sentence = text.find(claim.sentence_zh)
    if sentence < 0:
        return None
    start, stop = sentence, sentence + len(claim.sentence_zh)
    while (start := text.find(claim.published_text, start, stop)) >= 0:
        end = start + len(claim.published_text)
        whole = not (_is_number(text[start - 1 : start]) or _is_number(text[end : end + 1]))
        if whole and (start, end) not in taken:
            return start, end
        start += 1
    return None


def _is_number(letter: str) -> bool:
    return letter.isdigit() or letter == "."


def _with_words(placed: list[PlacedClaim], index: int) -> PlacedClaim:
    one = placed[index]
    text = one.passage.paragraph.text
    before = placed[index - 1] if index else None
    after = placed[index + 1] if index + 1 < len(placed) else None
    start = before.end if before and before.passage_no == one.passage_no else 0
    end = after.start if after and after.passage_no == one.passage_no else len(text)
    return PlacedClaim(
        one.claim_no,
        one.claim,
        one.passage_no,
        one.passage,
        one.start,
        one.end,
        text[start : one.start],
        text[one.end : end],
    )
