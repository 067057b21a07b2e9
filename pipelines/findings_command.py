"""`juesuan findings` from its target to its exit status: a table on the terminal, a workbook, JSON.

Put here: what a person reads, and the JSON file.
Keep out: which findings there are (findings), the workbook's form (findings_workbook).
"""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Final

from pipelines.findings import Findings, read_findings
from pipelines.findings_workbook import write_workbook
from pipelines.settings import Settings
from pipelines.summary import print_table

SHOWN_REASONS: Final = 5


def print_findings(findings: Findings) -> None:
    """Print the findings as a table, and in words what was not testable."""
    for document in findings.documents:
        superseded = "" if document["is_current"] else " (a newer version is current: it is not checked)"
        print(f"{document['fiscal_year']} {document['title_zh']}, {document['document_id'][:12]}{superseded}")
    print()
    if findings.reported:
        names = ["check", "state", "severity", "year", "page", "place", "printed", "expected", "explanation"]
        rows = [
            [
                row["check_id"],
                row["state"],
                row["severity"] if row["state"] == "fail" else "",
                row["fiscal_year"],
                row["page"],
                row["place"],
                shown(row["printed"], row["measured_in"]) if row["is_sum"] else row["published_text"],
                shown(row["expected"], row["measured_in"]),
                row["explanation"],
            ]
            for row in findings.reported
        ]
        print_table(names, rows)
    states = ", ".join(f"{count} {state}" for state, count in findings.counts.items()) or "nothing was checked"
    print(f"\nevaluated: {states}; about our own reading: {len(findings.ours)}")
    reasons = dict.fromkeys(f"{row['check_id']}: {row['explanation']}" for row in findings.untested)
    for reason in list(reasons)[:SHOWN_REASONS]:
        print(f"  not testable: {reason}")
    if len(reasons) > SHOWN_REASONS:
        print(f"  … and {len(reasons) - SHOWN_REASONS} more: --xlsx FILE or --json FILE has all")


def write_json(findings: Findings, path: Path) -> None:
    """Write the same rows as JSON; amounts are texts, so that no reader makes them inexact."""
    content = {
        "release_id": findings.release_id,
        "target": findings.target,
        "counts": findings.counts,
        "documents": findings.documents,
        "findings": findings.reported,
        "comparisons": findings.comparisons,
        "not_testable": findings.untested,
        "excused": findings.excused,
        "about_our_reading": findings.ours,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")


def run_findings(
    settings: Settings, target: str, *, year: int | None, workbook: Path | None, json_file: Path | None
) -> int:
    """Print the findings, write the files that are asked for, and return the exit status."""
    findings = read_findings(settings, target, year)
    print_findings(findings)
    for path, write in ((workbook, write_workbook), (json_file, write_json)):
        if path is None:
            continue
        try:
            write(findings, path)
        except OSError as problem:
            print(f"{path} cannot be written: {problem.strerror}", file=sys.stderr)
            return 1
        print(f"written: {path}")
    return 0


def shown(amount: Decimal | None, measured_in: str) -> str:
    """Return an amount as a reader expects it: yuan in 万元, a percentage with its sign, a count as it is."""
    if amount is None:
        return ""
    if measured_in == "yuan":
        return f"{amount / 10_000:,.6f}".rstrip("0").rstrip(".") + "万元"
    text = f"{amount:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text}%" if measured_in == "percent" else text
