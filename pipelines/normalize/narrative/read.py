"""What the text of a document says besides its numbers.

Put here: the order in which it is read. Keep out: the rules of each step (the modules beside).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.claims.run import Claim
from pipelines.normalize.claims.sections import passages
from pipelines.normalize.claims.subjects import Naming
from pipelines.normalize.narrative.contents import contents
from pipelines.normalize.narrative.declarations import declarations
from pipelines.normalize.narrative.form_texts import form_texts
from pipelines.normalize.narrative.identity import other_units, years
from pipelines.normalize.narrative.items import named_items
from pipelines.normalize.narrative.labels import cover_dates, unit_labels
from pipelines.normalize.narrative.mention import Mention
from pipelines.normalize.narrative.places import PlacedClaim, place_claims
from pipelines.normalize.narrative.purposes import against_budget, movements, purposes
from pipelines.normalize.narrative.reasons import wholes_of
from pipelines.normalize.narrative.wording import leftovers, slips
from pipelines.normalize.self_evaluation.records import SelfEvaluation


@dataclass(slots=True)
class Narrative:
    """What was read: mentions in no particular order of kinds, the claims in their places, and the wholes of parts."""

    mentions: list[Mention] = field(default_factory=list)
    placed: list[PlacedClaim] = field(default_factory=list)
    wholes: dict[int, int] = field(default_factory=dict)


def read_narrative(
    document: ExtractedDocument,
    claims: Sequence[Claim],
    naming: Naming,
    own_names: Iterable[str],
    forms: Sequence[SelfEvaluation] = (),
) -> Narrative:
    """Read the text of a document whose claims and self-evaluation forms are known.

    `own_names` are the names that its cover and tables give its unit, `naming` what names of items mean.
    """
    found = passages(document)
    placed = place_claims(found, claims)
    mentions = [
        *named_items(found, naming.fiscal_year),
        *purposes(found, naming),
        *against_budget(placed, found),
        *movements(placed, found),
        *leftovers(document),
        *slips(found),
        *unit_labels(document),
        *cover_dates(document),
        *years(document, found),
        *other_units(document, found, own_names),
        *contents(document),
        *declarations(document, found),
        *form_texts(document, forms),
    ]
    return Narrative(mentions, placed, wholes_of(placed))


def rows_of_narrative(document_id: str, narrative: Narrative) -> dict[str, list[dict[str, Any]]]:
    """The rows of the shard relations `mention` and `claim_context`."""
    return {
        "mention": [mention.row(document_id, number) for number, mention in enumerate(narrative.mentions, start=1)],
        "claim_context": [
            {
                "document_id": document_id,
                "claim_no": one.claim_no,
                "passage_no": one.passage_no,
                "words_before_zh": one.words_before,
                "words_after_zh": one.words_after,
                "whole_claim_no": narrative.wholes.get(one.claim_no),
            }
            for one in narrative.placed
        ],
    }
