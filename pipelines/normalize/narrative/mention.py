"""Something that the text says besides its numbers.

Put here: the record and its row. Keep out: finding any (the modules beside).
"""

from dataclasses import dataclass
from typing import Any

from pipelines.extract.frame import Box
from pipelines.normalize.claims.flow import Paragraph


@dataclass(frozen=True, slots=True)
class Mention:
    """Something printed; `value` is what it comes to (a year, a direction, a page), `other_value` what stands beside
    it (the page of the body, the item a purpose was copied from); claims are named by their numbers. The box is in
    points from the top left of the page as it is shown."""

    mention_kind: str
    text: str
    page: int
    box: Box
    section: str | None = None
    subject_zh: str | None = None
    subject_code: str | None = None
    value: str | None = None
    other_value: str | None = None
    claim_no: int | None = None
    other_claim_no: int | None = None

    def row(self, document_id: str, mention_no: int) -> dict[str, Any]:
        """The row of the shard relation `mention`."""
        return {
            "document_id": document_id,
            "mention_no": mention_no,
            "mention_kind": self.mention_kind,
            "section": self.section,
            "subject_zh": self.subject_zh,
            "subject_code": self.subject_code,
            "text": self.text,
            "value": self.value,
            "other_value": self.other_value,
            "claim_no": self.claim_no,
            "other_claim_no": self.other_claim_no,
            "page": self.page,
            **dict(zip(("x0", "y0", "x1", "y1"), self.box, strict=True)),
        }


def mention_in(paragraph: Paragraph, kind: str, start: int, end: int, **facts: Any) -> Mention:
    """A mention of the characters of a paragraph from `start` to `end`."""
    page, box = paragraph.place_of(start, end)
    return Mention(kind, paragraph.printed[start:end], page, box, **facts)
