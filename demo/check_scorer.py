"""Precision and recall of the checks: what they report, compared with the defects that were found by hand.

Put here: reading reports and defects, and the score of each document of a corpus folder.
Keep out: when a report is about a defect (defect_matching), and any decision on what a check should say (sql).

A report that matches no listed defect is not false by that: a person reads it and writes the verdict into the file of
reviewed reports, keyed by document, check and scope.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from demo.defect_matching import Defect, Report, matches, numbers_of, read_rows


def _fetch(connection: duckdb.DuckDBPyConnection, query: str, document_id: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query, [document_id])
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


GRADES: Final = ("error", "rounding", "seeded", "text", "info")
REVIEW_COLUMNS: Final = ("document_id", "check_id", "scope", "state", "verdict", "note")
_UNITS: Final = (Decimal(1), Decimal(10_000))


@dataclass
class DocumentScore:
    """One document: its defects with the reports that match, and the reports that match none."""

    name: str
    document_id: str
    matches: list[tuple[Defect, list[Report]]] = field(default_factory=list)
    unmatched: list[Report] = field(default_factory=list)
    reported: list[Report] = field(default_factory=list)
    """Every report with state `fail` that says the publisher is wrong: severity `error` or `warn`."""
    verdicts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def verdict(self, report: Report) -> str:
        """Return `listed` for a report of a known defect, else what a person wrote, else `unreviewed`."""
        if report not in self.unmatched:
            return "listed"
        return self.verdicts.get((report.check_id, report.scope), ("unreviewed", ""))[0]


def score_corpus(database: Path, corpus: Path, reviewed: Path | None = None) -> list[DocumentScore]:
    """Score every document of a corpus folder that the database knows.

    Args:
        database: a published file or a work file that has been built.
        corpus: a folder a document, with document.csv (its sha256) and, where it has any, defects.csv.
        reviewed: a CSV file with `REVIEW_COLUMNS`, the verdicts of people; verdict is `true` or `false`.
    """
    verdicts: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
    for row in read_rows(reviewed) if reviewed else []:
        verdicts.setdefault(row["document_id"], {})[row["check_id"], row["scope"]] = (row["verdict"], row["note"])
    scores = []
    with duckdb.connect(str(database), read_only=True) as connection:
        for path in sorted(corpus.glob("*/document.csv")):
            document_id = next(iter(read_rows(path)))["sha256"]
            reports = read_reports(connection, document_id)
            score = DocumentScore(path.parent.name, document_id, verdicts=verdicts.get(document_id, {}))
            score.reported = [r for r in reports if r.state == "fail" and r.severity in ("error", "warn")]
            defects = [_defect(row) for row in read_rows(path.parent / "defects.csv")]
            score.matches = [(defect, [r for r in reports if matches(defect, r)]) for defect in defects]
            known = {report for _, found in score.matches for report in found}
            score.unmatched = [report for report in score.reported if report not in known]
            scores.append(score)
    return scores


def read_reports(connection: duckdb.DuckDBPyConnection, document_id: str) -> list[Report]:
    """Return what the checks report of a document; a guarantee of ours (`blocking`) says nothing about a publisher."""
    evidence: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in _fetch(
        connection,
        "select * from fct_check_evidence where document_id = ? and printed_in_document_id = document_id "
        "order by evidence_no",
        document_id,
    ):
        evidence[row["check_id"], row["scope"]].append(row)
    rows = _fetch(
        connection,
        "select * from fct_check where document_id = ? and state in ('fail', 'rounding') and severity <> 'blocking' "
        "order by check_id, scope",
        document_id,
    )
    return [_report(row, evidence[row["check_id"], row["scope"]]) for row in rows]


def summarize(score: DocumentScore) -> dict[str, Any]:
    """Return the figures of one document, for the accuracy statement."""
    found = {
        grade: {
            "listed": sum(defect.grade == grade for defect, _ in score.matches),
            "found": sum(defect.grade == grade and bool(reports) for defect, reports in score.matches),
        }
        for grade in GRADES
    }
    found["rounding"]["found_once_as_rounding"] = sum(
        defect.grade == "rounding" and _is_noted_once(defect, score) for defect, _ in score.matches
    )
    found["rounding"]["found_as_error"] = sum(
        defect.grade == "rounding" and any(report.state == "fail" for report in reports)
        for defect, reports in score.matches
    )
    verdicts = [score.verdict(report) for report in score.reported]
    return {
        "document": score.name,
        "document_id": score.document_id,
        **found,
        "reported": len(score.reported),
        "reported_true": sum(verdict in ("listed", "true") for verdict in verdicts),
        "reported_false": verdicts.count("false"),
        "unreviewed": verdicts.count("unreviewed"),
    }


def _is_noted_once(defect: Defect, score: DocumentScore) -> bool:
    """Tell whether there is one rounding note and no error; of a cell listed twice, one for each of its identities."""
    alike = [reports for other, reports in score.matches if replace(other, note=defect.note) == defect]
    causes = {report.cause for report in alike[0]}
    return {report.state for report in alike[0]} == {"rounding"} and len(causes) <= len(alike)


def describe(score: DocumentScore) -> Iterable[str]:
    """Yield the lines that a reviewer reads: what was missed, and what was reported beyond the list."""
    figures = summarize(score)
    counts = ", ".join(f"{grade} {figures[grade]['found']} of {figures[grade]['listed']}" for grade in GRADES)
    yield f"{score.name}: {counts}; {figures['reported']} reported, {figures['reported_true']} of them true"
    for defect, reports in score.matches:
        place = f"{defect.table_id} page {defect.page} {defect.code} {defect.name} {defect.measure}"
        if not reports:
            yield f"    missed [{defect.grade}] {place}: {defect.printed} instead of {defect.expected}"
        elif defect.grade == "rounding" and not _is_noted_once(defect, score):
            said = ", ".join(f"{report.check_id} {report.state}" for report in reports)
            yield f"    reported {len(reports)} times {place}: {said}"
    for report in score.unmatched:
        yield (
            f"    {score.verdict(report)} {report.check_id} ({report.severity}) {report.scope}: {report.words[:160]}"
        )


def _report(row: Mapping[str, Any], evidence: Sequence[Mapping[str, Any]]) -> Report:
    explanation = row["explanation"] or ""
    judged = evidence[0] if evidence else {}
    words = " ".join(str(part) for part in (row["scope"], explanation, judged.get("label_zh") or "") if part)
    compared = {
        abs(value) / unit for value in (row["expected"], row["observed"]) if value is not None for unit in _UNITS
    }
    printed = {number for part in evidence for number in numbers_of(part["published_text"] or "")}
    pages = {row["page"], *(part["page"] for part in evidence)}
    residual = abs(row["residual"] or Decimal(0))
    return Report(
        row["check_id"],
        row["severity"],
        row["state"],
        row["scope"],
        frozenset(page for page in pages if page is not None),
        frozenset(part["table_id"] for part in evidence if part["table_id"]),
        frozenset((residual / unit).normalize() for unit in _UNITS if residual),
        frozenset(number.normalize() for number in compared | numbers_of(explanation)),
        frozenset(printed),
        words,
        row["cause_id"],
    )


def _defect(row: Mapping[str, str]) -> Defect:
    grade = re.match(r"\[(\w+)\]", row["note"])
    return Defect(
        grade.group(1) if grade else "info",
        row["table_id"],
        int(row["page"]) if row["page"] else None,
        row["code"],
        row["name"],
        row["measure"],
        row["printed_value"],
        row["expected_value"],
        row["note"],
    )
