"""The outcomes of the test as figures: noticed by kind of number, by kind of change, by table; what was not, and why.

Put here: counting.
Keep out: where the figures are kept and shown (warehouse.accuracy, warehouse.accuracy_page).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from demo.corruption.outcomes import Outcome
from demo.corruption.plan import Plan

Figures = dict[str, Any]


def summarize(plan: Plan, outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures of one corpus: `totals`, `by_kind`, `by_place`, `skipped`, `unnoticed`, `noticed_by`."""
    return {
        "totals": _counted(outcomes, lambda o: {"number": o.corruption.number_kind}),
        "by_kind": _counted(outcomes, lambda o: {"number": o.corruption.number_kind, "kind": o.corruption.kind}),
        "by_place": _counted(outcomes, lambda o: {"place": o.corruption.place, "number": o.corruption.number_kind}),
        "skipped": [
            {"kind": kind, "reason": reason, "count": count} for (kind, reason), count in sorted(plan.skipped.items())
        ],
        "noticed_by": dict(sorted(Counter(check for o in outcomes for check in o.noticed_by).items())),
        "unnoticed": _unnoticed(outcome for outcome in outcomes if not outcome.is_noticed),
    }


def _counted(outcomes: Iterable[Outcome], key: Callable[[Outcome], dict[str, str]]) -> list[Figures]:
    groups: dict[tuple[tuple[str, str], ...], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[tuple(key(outcome).items())].append(outcome)
    return [
        {
            **dict(group),
            "changed": len(members),
            "noticed": sum(outcome.is_noticed for outcome in members),
            "as_error": sum(outcome.severity == "error" for outcome in members),
            "rounding_only": sum(not outcome.is_noticed and bool(outcome.rounded_by) for outcome in members),
        }
        for group, members in sorted(groups.items())
    ]


def _unnoticed(outcomes: Iterable[Outcome]) -> list[Figures]:
    """One entry a reason and place in the form: table, line, measure; with the kinds of change and one example."""
    groups: dict[tuple[str, ...], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        corruption = outcome.corruption
        place = (corruption.number_kind, corruption.place, corruption.line, corruption.measure)
        groups[(str(outcome.reason), *place)].append(outcome)
    return [
        {
            **dict(zip(("reason", "number", "place", "line", "measure"), group, strict=True)),
            "kinds": dict(sorted(Counter(outcome.corruption.kind for outcome in members).items())),
            "checks": sorted({check for outcome in members for check in outcome.near}),
            "example": f"{members[0].corruption.printed} → {members[0].corruption.changed}",
        }
        for group, members in sorted(groups.items())
    ]
