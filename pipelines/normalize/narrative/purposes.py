"""What an item was used for, how its final amount compares with its budget, and which way things moved, in words.

Put here: reading those words. Keep out: the numbers they speak of (sql/models/checks compares them).
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from pipelines.normalize.claims.lexicon import lexicon
from pipelines.normalize.claims.sections import Passage
from pipelines.normalize.claims.subjects import Above, Naming, item_in
from pipelines.normalize.narrative.mention import Mention, mention_in
from pipelines.normalize.narrative.places import PlacedClaim
from pipelines.normalize.narrative.words import words

_NAMES_A_LEVEL: Final = re.compile(r"^.{0,40}\((?:类|款)\)")
_HEADING: Final = 160  # the most characters that the names of an item take
_NAMES_IT: Final = 4  # so many characters in a row of an item's name: the text speaks of that item
_SHORTEST: Final = 6
_FULL_WIDTH: Final = str.maketrans("()", "（）")


def purposes(found: Sequence[Passage], naming: Naming) -> Iterator[Mention]:
    """The items that the text details with their names, what they were used for, and purposes copied from others."""
    details: list[tuple[Mention, str]] = []
    above = Above()
    for passage in found:
        text = passage.paragraph.text
        head = text[passage.start : passage.start + _HEADING]
        if not (lexicon().headings.item.match(text) or _NAMES_A_LEVEL.match(head)):
            continue
        item = item_in(head, naming, above)
        if item is None:
            continue
        subject, length = item
        facts = {"section": passage.section, "subject_zh": subject.name_zh, "subject_code": subject.code}
        end = passage.start + length
        yield mention_in(passage.paragraph, "item_name", passage.start, end, **facts)
        used = words().purpose.search(text, end)
        if used is None:
            continue
        start, stop = used.span("purpose")
        for usage, pattern in words().usage.items():
            others = [other for name, other in words().usage.items() if name != usage]
            if pattern.search(used["purpose"]) and not any(other.search(used["purpose"]) for other in others):
                yield mention_in(passage.paragraph, "usage", start, stop, value=usage, **facts)
        purpose = mention_in(passage.paragraph, "purpose", start, stop, **facts)
        details.append((purpose, subject.name_zh.rsplit("/", 1)[-1]))
    yield from _copied(details)


def _copied(details: list[tuple[Mention, str]]) -> Iterator[Mention]:
    """Purposes that another item has word for word, and that speak of the other one's name."""
    for purpose, name in details:
        yield purpose
        for other, other_name in details:
            same = other.text == purpose.text and other.subject_code != purpose.subject_code
            if not same or len(purpose.text) < _SHORTEST:
                continue
            if _common(purpose.text, other_name) >= _NAMES_IT > _common(purpose.text, name):
                yield Mention(
                    "copied_purpose",
                    purpose.text,
                    purpose.page,
                    purpose.box,
                    purpose.section,
                    purpose.subject_zh,
                    purpose.subject_code,
                    other_value=other.subject_code,
                )
                break


def _common(text: str, name: str) -> int:
    """How many characters in a row two texts share."""
    return SequenceMatcher(None, text, name, autojunk=False).find_longest_match().size


def against_budget(placed: Sequence[PlacedClaim], found: Sequence[Passage]) -> Iterator[Mention]:
    """Sentences that say how the final amount compares with the budget, with the numbers of both claims."""
    for passage_no, passage in enumerate(found):
        here = [one for one in placed if one.passage_no == passage_no]
        for match in words().against_budget.finditer(passage.paragraph.text):
            value = _relation(match["verb"], match["flat"])
            earlier = [one for one in here if one.start < match.start()]
            final = _spoken_of(passage.paragraph.text[: match.start()], [o for o in earlier if _is_final(o)])
            if value is None or final is None:
                continue
            budgets = [one for one in earlier if _is_budget(one) and one.claim.subject_zh == final.claim.subject_zh]
            if budgets:
                yield mention_in(
                    passage.paragraph,
                    "against_budget",
                    match.start(),
                    match.end(),
                    section=passage.section,
                    subject_zh=final.claim.subject_zh,
                    subject_code=final.claim.subject_code,
                    value=value,
                    claim_no=final.claim_no,
                    other_claim_no=_named_budget(match.group(), budgets).claim_no,
                )


def _relation(verb: str | None, flat: str | None) -> str | None:
    if verb and words().above.search(verb):
        return "above"
    if verb and words().below.search(verb):
        return "below"
    if flat and flat.startswith("基本"):
        return "nearly"
    return "equal" if flat or verb else None


def _is_final(one: PlacedClaim) -> bool:
    claim = one.claim
    return claim.measure == "amount" and claim.comparison is None and claim.published_unit.endswith("元")


def _is_budget(one: PlacedClaim) -> bool:
    return one.claim.comparison == "budget" and one.claim.published_unit.endswith("元")


def _spoken_of(before: str, finals: list[PlacedClaim]) -> PlacedClaim | None:
    """The final amount that a clause names, else the last one."""
    clause = before[max(before.rfind(mark) for mark in "。;，") + 1 :]
    named = [one for one in finals if one.claim.subject_zh and one.claim.subject_zh in clause.translate(_FULL_WIDTH)]
    chosen = named or finals
    return chosen[-1] if chosen else None


def _named_budget(phrase: str, budgets: list[PlacedClaim]) -> PlacedClaim:
    wanted = "initial_budget" if "年初" in phrase else "full_year_budget" if "全年" in phrase else None
    return next((one for one in reversed(budgets) if one.claim.measure == wanted), budgets[-1])


def movements(placed: Sequence[PlacedClaim], found: Sequence[Passage]) -> Iterator[Mention]:
    """What the stated reasons say has risen or fallen, and reasons that all point the other way."""
    for passage_no, passage in enumerate(found):
        text = passage.paragraph.text
        here = [one for one in placed if one.passage_no == passage_no]
        for match in words().reason.finditer(text):
            start, stop = match.span("reason")
            for pattern in words().moved:
                for moved in pattern.finditer(text, start, stop):
                    value = "up" if moved.groupdict().get("up") else "down"
                    yield mention_in(
                        passage.paragraph,
                        "movement",
                        *moved.span(),
                        section=passage.section,
                        subject_zh=moved["what"],
                        value=value,
                    )
            change = next((o for o in reversed(here) if o.start < start and o.claim.comparison == "yoy_change"), None)
            direction = _direction(match["reason"])
            if change is not None and direction is not None and "预算" not in text[change.end : start]:
                yield mention_in(
                    passage.paragraph,
                    "reason",
                    start,
                    stop,
                    section=passage.section,
                    subject_zh=change.claim.subject_zh,
                    value=direction,
                    claim_no=change.claim_no,
                )


def _direction(reason: str) -> str | None:
    """Which way a reason points, where it points only one way."""
    up, down = bool(words().rising.search(reason)), bool(words().falling.search(reason))
    return None if up == down else "up" if up else "down"
