"""Which change a stated reason explains a part of.

Put here: the outline of a list of reasons: its steps, and what opens a list of parts.
Keep out: whether the parts come to the whole (sql/models/checks).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.normalize.narrative.places import PlacedClaim
from pipelines.normalize.narrative.words import words

_STOPS: Final = re.compile(r"[，;。:：!]")
_REASON: Final = "原因"
_GOES_ON: Final = (":", "原因是", "原因为", "如下")
_BETWEEN: Final = 0.5  # of a step: parts without a step of their own


@dataclass(frozen=True, slots=True)
class _Open:
    """A claim whose parts may follow; `level` 0 is the change that the section states."""

    level: float
    claim_no: int


def wholes_of(placed: Sequence[PlacedClaim]) -> dict[int, int]:
    """The claim that each reason is a part of, by claim number; only reasons that belong to a stated change."""
    wholes: dict[int, int] = {}
    outline: list[_Open] = []
    root, previous = None, None
    level = 0.0
    for one in placed:
        if not _may_be_part(one):
            continue
        if root is None or previous is None or not _is_part(one, root):
            root, outline, level = one, [_Open(0, one.claim_no)], 0.0
        else:
            level = _level(one, previous, level)
            while outline[-1].level >= level:
                outline.pop()
            wholes[one.claim_no] = outline[-1].claim_no
            outline.append(_Open(level, one.claim_no))
        previous = one
    return wholes


def _may_be_part(one: PlacedClaim) -> bool:
    """A change of money, or a balance that makes up a part of one."""
    claim = one.claim
    if not claim.published_unit.endswith("元"):
        return False
    return claim.comparison == "yoy_change" or (claim.comparison is None and claim.measure == "closing_balance")


def _is_part(one: PlacedClaim, root: PlacedClaim) -> bool:
    """Whether a number stands in the reasons for the change `root`: after that word, before other things."""
    if one.claim.section != root.claim.section or one.claim.published_amount == 0:
        return False
    text = root.passage.paragraph.text
    if one.passage_no == root.passage_no:
        between = text[root.end : one.start]
        return _REASON in between and not words().not_reasons.search(between)
    return text.rstrip("。").endswith(_GOES_ON) and root.claim.comparison == "yoy_change"


def _level(one: PlacedClaim, previous: PlacedClaim, level: float) -> float:
    anew = one.passage_no != previous.passage_no
    between = one.passage.paragraph.text[0 if anew else previous.end : one.start]
    for depth, step in enumerate(words().steps, start=1):
        if any(step.match(clause) for clause in _STOPS.split(between)):
            return float(depth)
    if anew or level == 0:
        return 1.0
    if "。" in between:
        return 1.0
    opened = words().parts.search(between.lstrip("万亿千元"))
    return level + _BETWEEN if opened and level == int(level) else level
