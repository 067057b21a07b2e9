"""What a stated number is compared with, and its sign.

Put here: reading the words around a number as amount, change, share, budget, completion or count.
Keep out: the words (lexicon.yml) and what the number is about (subjects.py).
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from pipelines.normalize.claims.lexicon import any_of, lexicon
from pipelines.normalize.claims.numbers import Stated

Comparison = Literal[
    "yoy_change", "yoy_pct", "budget_change", "budget_change_pct", "share_pct", "budget", "completion_pct", "count"
]
Against = Literal["prior_year", "budget"]

_BRACKETS: Final = re.compile(r"\([^()]*\)")
_BOUNDARIES: Final = "，；;。:！？("
_NOT_BOTH: Final = "(?<!增)"  # 增减 is no decrease
_ENUMERATED: Final = re.compile(r"[、和及与,，]*(?:和|及)?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a number is meant: null comparison for a plain amount; `sign` is -1 for a decrease."""

    comparison: Comparison | None
    measure: str
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Around:
    """The words before a number: `clause` back to the last stop or number, `sentence` back to the last full stop."""

    clause: str
    sentence: str
    inherited: Against | None = None


def phrase_before(text: str, begin: int, start: int) -> str:
    """The words of `text` from `begin` to `start` after the last stop; a stop in closed brackets is none."""
    words = text[begin:start]
    masked = words
    while (hidden := _BRACKETS.sub(lambda match: "·" * len(match.group()), masked)) != masked:
        masked = hidden
    return words[max(masked.rfind(mark) for mark in _BOUNDARIES) + 1 :]


def without_brackets(words: str) -> str:
    """The words without what stands in closed brackets."""
    while (shorter := _BRACKETS.sub("", words)) != words:
        words = shorter
    return words


def against(words: str) -> Against | None:
    """What the last comparison in some words is made with."""
    basis = lexicon().basis
    places: dict[Against, int] = {
        "prior_year": max((match.end() for match in basis.prior_year.finditer(words)), default=-1),
        "budget": max((match.end() for match in basis.budget.finditer(words)), default=-1),
    }
    last: Against = "budget" if places["budget"] > places["prior_year"] else "prior_year"
    return last if places[last] >= 0 else None


def meaning_of(
    number: Stated, around: Around, previous: tuple[Stated, Meaning] | None, fiscal_year: int | None
) -> Meaning:
    """How a number is meant; `previous` is the number before it in the sentence, for an enumeration."""
    if previous is not None and _ENUMERATED.fullmatch(around.clause):
        before, meant = previous
        if before.family == number.family:
            return meant
        if number.family == "ratio" and meant.comparison in ("yoy_change", "budget_change"):
            return Meaning("yoy_pct" if meant.comparison == "yoy_change" else "budget_change_pct", "amount", meant.sign)
    direction = _direction(number, around)
    if number.family == "count":
        return _changed(number, around, direction) if direction and against(around.sentence) else _counted(number)
    if number.family == "ratio":
        return _ratio(number, around, direction)
    if number.family == "money":
        if lexicon().change.over.search(around.clause) or lexicon().change.under.search(around.clause):
            return _changed(number, around, direction)
        if lexicon().budget.before.search(around.clause):
            return Meaning("budget", _budget(around.clause))
        if direction:
            return _changed(number, around, direction)
    return Meaning(None, _measure(number, around.clause, fiscal_year))


def _ratio(number: Stated, around: Around, direction: int) -> Meaning:
    """A percentage: of the words that may explain it, the last one does."""
    words = lexicon()
    share = max((match.start() for match in words.share.finditer(around.clause)), default=-1)
    completion = max((match.start() for match in words.completion.finditer(around.clause)), default=-1)
    if direction and not _shared(around.clause):
        return _changed(number, around, direction)
    if words.budget_gap.search(around.clause):
        return Meaning("budget_change_pct", "amount")
    if words.share_of_budget.search(around.clause):
        return Meaning("completion_pct", _budget(around.clause))
    named_whole = share >= 0 and around.clause.endswith("的")
    if words.of_budget.search(around.clause) or (completion > share and not named_whole):
        return Meaning("completion_pct", _budget(around.clause))
    return Meaning("share_pct", "amount") if share >= 0 else Meaning(None, "ratio")


def _shared(clause: str) -> bool:
    """Whether a change in the clause is what the share is of (占增加额的), not what the number says."""
    return clause.startswith("占") and clause.endswith("的")


def _counted(number: Stated) -> Meaning:
    return Meaning("count", "count")


def _changed(number: Stated, around: Around, direction: int) -> Meaning:
    by_ratio = number.family == "ratio" or number.unit == "倍"
    if (against(around.sentence) or around.inherited) == "budget":
        return Meaning("budget_change_pct" if by_ratio else "budget_change", "amount", direction)
    return Meaning("yoy_pct" if by_ratio else "yoy_change", "amount", direction)


def _budget(clause: str) -> str:
    """Which budget a clause speaks of."""
    words = lexicon().budget
    if words.full_year.search(clause):
        return "full_year_budget"
    return "initial_budget" if words.initial.search(clause) else "budget"


def _measure(number: Stated, clause: str, fiscal_year: int | None) -> str:
    words = lexicon()
    if number.unit == "分":
        return "score"
    if number.family != "money":
        return "ratio"
    if words.average.search(clause):
        return "average"
    prior = words.basis.prior_amount.replace("PRIOR_YEAR", str(fiscal_year - 1) if fiscal_year else "上")
    if re.search(prior, clause):
        return "prior_amount"
    if words.opening.search(clause):
        return "opening_balance"
    return "closing_balance" if words.carryover.search(clause) else "amount"


@cache
def _directly(up: bool, weak: bool) -> re.Pattern[str]:
    change = lexicon().change
    increase, decrease = (change.weak_up, change.weak_down) if weak else (change.up, change.down)
    verbs = increase if up else decrease
    return re.compile(f"{'' if up else _NOT_BOTH}{any_of(verbs)}{change.filler}$")


@cache
def _leading(up: bool) -> re.Pattern[str]:
    change = lexicon().change
    return re.compile(
        f"^{change.connectors}{any_of(change.leading_up if up else change.leading_down)}(?!的|原因|到|至)"
    )


def _direction(number: Stated, around: Around) -> int:
    """1 for an increase, -1 for a decrease, 0 where the words before the number say neither."""
    clause = around.clause
    if lexicon().change.becomes.search(around.sentence):
        return 0
    for compared, sign in ((lexicon().change.over, 1), (lexicon().change.under, -1)):
        if number.family != "count" and compared.search(clause):
            return sign
    for up, sign in ((False, -1), (True, 1)):
        if _directly(up, False).search(clause):
            return sign
    if against(around.sentence) or around.inherited:
        for up, sign in ((False, -1), (True, 1)):
            if _directly(up, True).search(clause):
                return sign
    if number.family == "money":
        for up, sign in ((False, -1), (True, 1)):
            if _leading(up).search(clause):
                return sign
    return 0


@cache
def _flat() -> re.Pattern[str]:
    change = lexicon().change
    return re.compile(f"(?P<flat>{any_of(change.flat)})|(?P<compared>{any_of(change.flat_compared)})")


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Words that say "as before"; `compared` ones only mean it where their own clause says as what."""

    start: int
    end: int
    compared: bool


def flat_words(text: str, begin: int, end: int) -> list[Unchanged]:
    """The words between two places that say "as before", without "nearly as before"."""
    return [
        Unchanged(match.start(), match.end(), match["compared"] is not None)
        for match in _flat().finditer(text, begin, end)
        if not lexicon().change.not_flat.search(text[max(begin, match.start() - 4) : match.start()])
        and not lexicon().change.flat_named.match(text[match.end() : match.end() + 6])
    ]


def says_unchanged(found: Unchanged, clause: str, earlier: str, inherited: Against | None) -> bool:
    """Whether a clause that ends in "as before" means the prior year; `earlier` is the sentence before the clause."""
    words = lexicon()
    if words.reason.search(clause):
        return False
    own = against(clause)
    if found.compared or own:
        return own == "prior_year"
    if words.basis.budget_named.search(clause):
        return False
    return (against(earlier) or inherited) == "prior_year"
