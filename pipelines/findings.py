"""What the checks say of a document or a unit.

Put here: which documents are meant, and their findings as rows.
Keep out: evaluating checks (sql), how findings are shown and exported (findings_command, findings_workbook).
"""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.errors import PipelineError
from pipelines.settings import Settings
from pipelines.summary import release_file

STATES_ZH: Final = {"fail": "不符", "rounding": "尾数差", "not_testable": "无法检查"}
SEVERITIES_ZH: Final = {"error": "错误", "warn": "疑点", "info": "提示", "blocking": "我方保证"}
COMPARISONS_ZH: Final = {
    "yoy_change": "增减额",
    "yoy_pct": "增减率",
    "share_pct": "占比",
    "budget": "预算数",
    "completion_pct": "完成率",
    "count": "数量",
}
_NEAREST: Final = 5
_HASH: Final = re.compile(r"[0-9a-f]{6,64}")
Row = dict[str, Any]


class UnknownTargetError(PipelineError):
    """No document or unit of the release has this name, id or hash; the message offers the nearest."""


@dataclass(frozen=True)
class Findings:
    """The findings of some documents, each list in the order in which a reader wants it.

    `reported`: what differs, a row a cause, with the columns of `REPORTED`.
    `comparisons`: the checks with state fail or rounding, a row each, in the same columns.
    `untested`: checks that could not be tested, and why. `excused`: differences with a lawful reason, and which.
    `ours`: what we noticed about our own reading.
    `counts`: how many evaluations came to which state. `documents`: what was looked at.
    """

    target: str
    release_id: str
    documents: list[Row]
    reported: list[Row]
    comparisons: list[Row]
    untested: list[Row]
    excused: list[Row]
    ours: list[Row]
    counts: dict[str, int] = field(default_factory=dict)


REPORTED: Final = (
    *("check_id", "title_zh", "title_en", "state", "severity", "unit_zh", "fiscal_year", "place", "scope"),
    *("published_text", "is_sum", "measured_in", "printed", "expected", "difference", "tolerance"),
    *("explanation", "sentence_zh", "page", "document_title_zh", "address", "document_id", "cause_id"),
)
"""`printed`, `expected`, `difference` and `tolerance` are in what `measured_in` says: yuan, percent or count.

`published_text` is the first number that is judged; where `is_sum` is true, `printed` is the sum of several."""

_DOCUMENTS: Final = """
select
    documents.document_id, documents.title_zh, documents.fiscal_year, documents.unit_id, units.name_zh as unit_zh,
    documents.document_kind, documents.is_current, documents.state, documents.reason,
    coalesce(documents.file_url, documents.landing_url) as address, documents.landing_url
from dim_document as documents left join dim_unit as units using (unit_id)
"""

_CHECKS: Final = """
with judged as (
    select * from fct_check_evidence where evidence_no = 1
),

claims as (
    select document_id, page, x0, y0, published_text, min(section) as section, min(sentence_zh) as sentence_zh
    from fct_claim
    group by all
)

select
    checks.check_id, checks.cause_id, titles.title_zh, titles.title_en, checks.state, checks.severity,
    checks.document_id, checks.fiscal_year, checks.scope, checks.measured_in, checks.published_text,
    checks.expected, checks.observed, checks.tolerance, checks.explanation, checks.page, judged.role,
    judged.origin, judged.amount, tables.name_zh as table_zh, judged.side, judged.subject_code,
    judged.label_zh, measures.name_zh as measure_zh, judged.comparison, claims.section, claims.sentence_zh
from fct_check as checks
inner join dim_check as titles using (check_id)
left join judged using (document_id, check_id, scope)
left join dim_table as tables on judged.table_id = tables.table_id
left join dim_measure as measures on judged.measure = measures.measure
left join claims
    on judged.origin = 'claim' and judged.document_id = claims.document_id and judged.page = claims.page
    and judged.x0 = claims.x0 and judged.y0 = claims.y0 and judged.published_text = claims.published_text
where
    checks.document_id in (select unnest(?))
    and (checks.state in ('fail', 'rounding', 'not_testable') or checks.state = 'not_applicable' and residual <> 0)
order by
    array_position(['fail', 'rounding', 'not_testable', 'not_applicable'], checks.state),
    array_position(['blocking', 'error', 'warn', 'info'], checks.severity),
    checks.fiscal_year desc, checks.document_id, checks.page, checks.check_id, checks.scope
"""

_NOTES: Final = """
select
    notes.cause_id, notes.check_ids, notes.comparison_count, notes.explanation, notes.printed_amount,
    notes.fitting_amount, notes.published_text, notes.page, notes.label_zh, tables.name_zh as table_zh,
    measures.name_zh as measure_zh
from fct_note as notes
left join dim_table as tables on notes.table_id = tables.table_id
left join dim_measure as measures on notes.measure = measures.measure
where notes.document_id in (select unnest(?))
"""

_OURS: Final = """
select findings.document_id, finding_kind, message, tables.name_zh as table_zh, printed_text, page
from fct_finding as findings left join dim_table as tables using (table_id)
where findings.document_id in (select unnest(?))
order by all
"""


def read_findings(settings: Settings, target: str, year: int | None = None) -> Findings:
    """Return the findings of a document or of the current documents of a unit in the newest release.

    Args:
        settings: the home folder.
        target: a unit's name, id or code, a document's sha256 or its first digits (six at least), or a PDF file.
        year: only this fiscal year.

    Raises:
        NoReleaseError: when nothing has been published.
        UnknownTargetError: when nothing of that name is in the release, or not in that year.
    """
    database = release_file(settings)
    with duckdb.connect(str(database), read_only=True) as connection:
        documents = _documents(connection, target, year)
        ids = [document["document_id"] for document in documents]
        by_id = {document["document_id"]: document for document in documents}
        checks = [_described(row, by_id[row["document_id"]]) for row in _fetch(connection, _CHECKS, ids)]
        notes = {note["cause_id"]: note for note in _fetch(connection, _NOTES, ids)}
        ours = [{**row, **_document_facts(by_id[row["document_id"]])} for row in _fetch(connection, _OURS, ids)]
        counts = _fetch(
            connection,
            "select state, count(*) as count from fct_check where document_id in (select unnest(?)) group by all "
            "order by all",
            ids,
        )
    publishers = [row for row in checks if row["severity"] != "blocking"]
    comparisons = [row for row in publishers if row["state"] in ("fail", "rounding")]
    return Findings(
        target,
        database.parent.name,
        documents,
        _by_cause(comparisons, notes),
        comparisons,
        [row for row in publishers if row["state"] == "not_testable"],
        [row for row in publishers if row["state"] == "not_applicable"],
        [*ours, *(_guarantee(row) for row in checks if row["severity"] == "blocking")],
        {row["state"]: row["count"] for row in counts},
    )


def _documents(connection: duckdb.DuckDBPyConnection, target: str, year: int | None) -> list[Row]:
    documents = _fetch(connection, _DOCUMENTS + "order by documents.fiscal_year desc, documents.document_id")
    chosen = _chosen(documents, target)
    in_year = [document for document in chosen if year is None or document["fiscal_year"] == year]
    if not in_year:
        years = ", ".join(sorted({str(document["fiscal_year"]) for document in chosen}))
        raise UnknownTargetError(f"{target} has no document of {year} in the release; there are: {years}")
    return in_year


def _chosen(documents: Sequence[Row], target: str) -> list[Row]:
    path = Path(target)
    if path.is_file():
        document_id = hashlib.sha256(path.read_bytes()).hexdigest()
        if not (found := [document for document in documents if document["document_id"] == document_id]):
            raise UnknownTargetError(f"{target} is not in the release: run `juesuan ingest {target}` first")
        return found
    current = [document for document in documents if document["is_current"]]
    plain = _plain(target)
    for named in (
        [document for document in current if document["unit_id"] == target],
        [document for document in current if _plain(document["unit_zh"] or "") == plain],
    ):
        if named:
            return named
    if _HASH.fullmatch(target):
        found = [document for document in documents if document["document_id"].startswith(target)]
        if len(found) > 1:
            raise UnknownTargetError(f"{target} begins {len(found)} hashes: give more digits")
        if found:
            return found
    raise UnknownTargetError(_unknown(documents, target, plain))


def _unknown(documents: Sequence[Row], target: str, plain: str) -> str:
    names = list(dict.fromkeys(document["unit_zh"] for document in documents if document["unit_zh"]))
    containing = [name for name in names if plain and plain in _plain(name)]
    nearest = containing or difflib.get_close_matches(target, names, n=_NEAREST, cutoff=0.3)
    advice = f"did you mean {', '.join(nearest[:_NEAREST])}?" if nearest else "see `juesuan query 'from dim_unit'`"
    return f"{target} is no unit, document or file that the release knows; {advice}"


def _plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def _described(row: Row, document: Row) -> Row:
    """The row as it is exported. What is printed is the judged side; what it should be is the other one."""
    is_total = row["role"] in ("total", None)
    printed, expected = (row["expected"], row["observed"]) if is_total else (row["observed"], row["expected"])
    if row["origin"] == "other" and row["amount"] is None:  # words are judged: the two sides only say so in figures
        printed = expected = None
    known = {
        **row,
        **_document_facts(document),
        "place": _place(row),
        "printed": printed,
        "expected": expected,
        "difference": None if printed is None or expected is None else printed - expected,
        "is_sum": printed is not None and row["amount"] is not None and abs(row["amount"]) != abs(printed),
    }
    return {column: known[column] for column in REPORTED}


def _by_cause(comparisons: Sequence[Row], notes: Mapping[str, Row]) -> list[Row]:
    """One row a cause, at the place of its first comparison: that of the number that explains them, where one does."""
    rows: dict[str, Row] = {}
    for row in comparisons:
        note = notes.get(row["cause_id"], {})
        if row["cause_id"] in rows:
            continue
        rows[row["cause_id"]] = row
        if note.get("comparison_count", 1) == 1:
            continue
        said = {"check_id": note["check_ids"], "explanation": note["explanation"]}
        if note["printed_amount"] is not None:
            place = (note["table_zh"] or "情况说明", note["label_zh"], note["measure_zh"])
            said |= {
                "place": " · ".join(part for part in place if part),
                "published_text": note["published_text"],
                "page": note["page"],
                "is_sum": False,
                "printed": note["printed_amount"],
                "expected": note["fitting_amount"],
                "difference": note["printed_amount"] - note["fitting_amount"],
            }
        rows[row["cause_id"]] = {**row, **said}
    return list(rows.values())


def _document_facts(document: Row) -> Row:
    return {
        "unit_zh": document["unit_zh"],
        "fiscal_year": document["fiscal_year"],
        "document_title_zh": document["title_zh"],
        "address": document["address"],
    }


def _place(row: Row) -> str:
    """Table, row and column of an amount; section, subject and kind of a statement; else the scope."""
    if row["origin"] == "amount":
        side = {"income": "收入", "expenditure": "支出"}.get(row["side"] or "")
        line = " ".join(part for part in (row["subject_code"], row["label_zh"]) if part)
        parts = (row["table_zh"], side, line, row["measure_zh"])
    elif row["origin"] == "claim":
        parts = (row["section"] or "情况说明", None, row["label_zh"], COMPARISONS_ZH.get(row["comparison"] or ""))
    else:
        parts = (row["table_zh"] or "正文", None, row["label_zh"], None)
    return " · ".join(part for part in parts if part) if any(parts[1:]) else str(row["scope"])


def _guarantee(row: Row) -> Row:
    return {
        "document_id": row["document_id"],
        "finding_kind": row["check_id"],
        "message": row["explanation"] or row["title_en"],
        "table_zh": None,
        "printed_text": row["published_text"],
        "page": row["page"],
        **{column: row[column] for column in ("unit_zh", "fiscal_year", "document_title_zh", "address")},
    }


def _fetch(connection: duckdb.DuckDBPyConnection, query: str, ids: Sequence[str] | None = None) -> list[Row]:
    cursor = connection.execute(query, [] if ids is None else [list(ids)])
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
