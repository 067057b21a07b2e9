"""What the checks say of corrupted copies, compared with what they say of the document as it is.

Put here: who noticed a corruption, and if nobody did, why not.
Keep out: counting outcomes (report).
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from demo.corruption.copies import Copy
from demo.corruption.plan import Corruption

UNTOUCHED: Final = "no identity touches it"
INEQUALITY: Final = "only touched by a rule that still holds"
TOLERANCE: Final = "within the rounding tolerance"
ALREADY: Final = "the check that touches it fails in the original too"
UNTESTABLE: Final = "the check that touches it cannot be tested"
VANISHED: Final = "the identities that touch it have nothing left to compare"

_SEVERITIES: Final = ("error", "warn", "info")
_DIFFERENCES: Final = """
with checked as (
    select
        copy_no, original_id, check_id, scope, severity, state, expected, observed, residual, tolerance,
        row_number() over (
            partition by copy_no, original_id, check_id, scope order by expected, observed, state
        ) as occurrence
    from ({{checks}}) inner join corruption.member using (document_id)
    where severity <> 'blocking'
),

pairs as (
    select member.copy_no, plain.*
    from (
        select distinct copy_no, original_id from corruption.member where copy_no not in (select unnest(?))
    ) as member
    inner join twin using (copy_no)
    inner join checked as plain on plain.copy_no = twin.plain_no and plain.original_id = member.original_id
)

select
    coalesce(changed.copy_no, pairs.copy_no) as copy_no,
    coalesce(changed.check_id, pairs.check_id) as check_id,
    coalesce(changed.severity, pairs.severity) as severity,
    pairs.state as state_before,
    changed.state as state_after,
    pairs.residual is distinct from changed.residual as has_other_residual
from pairs
full join (select * from checked where copy_no not in (select unnest(?))) as changed
    using (copy_no, original_id, check_id, scope, occurrence)
where
    (pairs.state, pairs.expected, pairs.observed, pairs.residual, pairs.tolerance)
    is distinct from (changed.state, changed.expected, changed.observed, changed.residual, changed.tolerance)
"""


@dataclass(frozen=True)
class Outcome:
    """What became of a corruption: the checks with a new `fail`, those with a new `rounding`, or why there are none."""

    corruption: Corruption
    noticed_by: tuple[str, ...]
    rounded_by: tuple[str, ...]
    reason: str | None
    """None when noticed."""
    near: tuple[str, ...]
    """The checks that the reason is about."""
    severity: str | None
    """The worst severity of a check that noticed."""

    @property
    def is_noticed(self) -> bool:
        """Tell whether a check fails that did not fail before."""
        return bool(self.noticed_by)


def judge(work_file: Path, copies: Sequence[Copy]) -> list[Outcome]:
    """Compare each copy with the unchanged one of the same family in the work file, whose checks have been built."""
    plain = {copy.family: copy.number for copy in copies if copy.corruption is None}
    changed = [copy for copy in copies if copy.corruption is not None]
    differences: dict[int, list[dict[str, Any]]] = defaultdict(list)
    with duckdb.connect(os.path.realpath(work_file)) as connection:
        connection.execute("create temp table twin (copy_no integer, plain_no integer)")
        connection.executemany("insert into twin values (?, ?)", [(c.number, plain[c.family]) for c in changed])
        numbers = list(plain.values())
        cursor = connection.execute(_DIFFERENCES.replace("{{checks}}", _all_checks(connection)), [numbers, numbers])
        names = [column[0] for column in cursor.description or ()]
        for row in cursor.fetchall():
            difference = dict(zip(names, row, strict=True))
            differences[difference["copy_no"]].append(difference)
    return [_outcome(copy.corruption, differences[copy.number]) for copy in changed if copy.corruption is not None]


def _all_checks(connection: duckdb.DuckDBPyConnection) -> str:
    columns = "document_id, check_id, scope, severity, state, expected, observed, residual, tolerance"
    names = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'checks' order by table_name"
    ).fetchall()
    return " union all ".join(f"select {columns} from checks.{name}" for (name,) in names)


def _outcome(corruption: Corruption, differences: Sequence[dict[str, Any]]) -> Outcome:
    noticed = [d for d in differences if d["state_after"] == "fail" and d["state_before"] != "fail"]
    rounded = [d for d in differences if d["state_after"] == "rounding" and d["state_before"] != "rounding"]
    reason, near = (None, noticed) if noticed else _reason(differences)
    severity = min((d["severity"] for d in noticed), key=_SEVERITIES.index, default=None)
    return Outcome(corruption, _ids(noticed), _ids(rounded), reason, _ids(near), severity)


def _reason(differences: Sequence[dict[str, Any]]) -> tuple[str, Sequence[dict[str, Any]]]:
    """The most telling reason: a check that did look and let it pass, before one that could not look."""
    already = [d for d in differences if d["state_after"] == d["state_before"] == "fail"]
    tolerated = [d for d in differences if d["state_after"] in ("rounding", "exact") and d["has_other_residual"]]
    untestable = [d for d in differences if d["state_after"] == "not_testable"]
    for reason, rows in ((TOLERANCE, tolerated), (ALREADY, already), (UNTESTABLE, untestable)):
        if rows:
            return reason, rows
    if differences and all(d["state_after"] in (None, "not_applicable") for d in differences):
        return VANISHED, differences
    return (INEQUALITY, differences) if differences else (UNTOUCHED, ())


def _ids(rows: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({row["check_id"] for row in rows}))
