"""`make accuracy`: what is read and what the checks report, compared with what people verified by hand.

Put here: calling the scorers, printing what they say, keeping the figures in the accuracy statement.
Keep out: comparing amounts, claims and defects (the scorers), and anything that a real run needs.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from demo.check_scorer import describe, score_corpus, summarize
from demo.corpora import Corpus, add_arguments, find_corpora, ingest
from pipelines.summary import release_file
from pipelines.version import PIPELINE_VERSION
from warehouse.accuracy import record_measurement
from warehouse.accuracy_page import write_page

LEAST_EXACT: Final = 1.0
"""The share of amounts of each document that has to be exact, for the exit status."""
LEAST_CLAIMS: Final = 0.97
"""The recall and the precision of claims of each corpus, where they were verified."""
LAYOUTS: Final = Path(__file__).parents[1] / "pipelines" / "layouts"

_AMOUNTS: Final = re.compile(
    r"^(?P<document>\S+): (?P<exact>\d+) of (?P<printed>\d+) exact, (?P<wrong>\d+) wrong, (?P<missing>\d+) missing, "
    r"(?P<spurious>\d+) spurious; page right (?P<page_right>\d+), with a box (?P<boxed>\d+)$",
    re.M,
)
_CLAIMS: Final = re.compile(r"^(?P<document>\S+): (?P<found>\d+) of (?P<stated>\d+) found, (?P<unmatched>\d+) ", re.M)
_COMPARISONS: Final = re.compile(
    r"^  (?P<comparison>\w+): recall (?P<found>\d+)/(?P<stated>\d+), unmatched (?P<unmatched>\d+)$", re.M
)
Figures = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when everything is good enough, as `judge` says."""
    parser = argparse.ArgumentParser(prog="python -m demo.accuracy", description="Compare what is read with the truth.")
    add_arguments(parser)
    parser.add_argument("--tools", type=Path, required=True, help="the folder of score_amounts.py and score_claims.py")
    parser.add_argument("--reviewed", type=Path, help="the verdicts of people on reports of the checks, a CSV file")
    options = parser.parse_args(arguments)
    if not (options.tools / "score_amounts.py").is_file():
        print(
            f"{options.tools} has no score_amounts.py: nothing is compared; name another with `make accuracy TOOLS=…`"
        )
        return 0
    corpora = find_corpora(options)
    if ingest(corpora):
        return 1
    reading = [measure_reading(corpus, options.tools) for corpus in corpora]
    checks = [measure_checks(corpus, options.reviewed) for corpus in corpora]
    today = datetime.now(UTC).date()
    layout_count = len(list(LAYOUTS.glob("*.yml")))
    record_measurement(
        "reading",
        {"layout_count": layout_count, "corpora": reading},
        pipeline_version=PIPELINE_VERSION,
        measured_on=today,
    )
    record_measurement("checks", {"corpora": checks}, pipeline_version=PIPELINE_VERSION, measured_on=today)
    write_page()
    return max(judge(*figures) for figures in zip(reading, checks, strict=True))


def measure_reading(corpus: Corpus, tools: Path) -> Figures:
    """Score the amounts and claims of a corpus, print what the scorers say, and return the figures."""
    print(f"\n{corpus.folder}:", flush=True)
    amounts, claims = (_score(tools / f"score_{what}.py", corpus) for what in ("amounts", "claims"))
    return {
        **corpus.facts,
        "amounts": [_figures(match) for match in _AMOUNTS.finditer(amounts) if match["document"] != "all"],
        "claims": [_figures(match) for match in _CLAIMS.finditer(claims) if match["document"] != "all"],
        "claims_by_comparison": [_figures(match) for match in _COMPARISONS.finditer(claims)],
    }


def measure_checks(corpus: Corpus, reviewed: Path | None) -> Figures:
    """Score the checks on a corpus, print what a reviewer needs, and return the figures."""
    scores = score_corpus(release_file(corpus.settings), corpus.folder, reviewed)
    for score in scores:
        print("\n".join(describe(score)))
    return {**corpus.facts, "checks": [summarize(score) for score in scores]}


def judge(reading: Figures, checks: Figures) -> int:
    """Return 1 when a corpus is not read well enough or a check is known to blame wrongly, and say which."""
    problems = [
        f"{row['document']}: {LEAST_EXACT:.0%} of the amounts exact and none spurious are required"
        for row in reading["amounts"]
        if row["exact"] < LEAST_EXACT * row["printed"] or row["spurious"]
    ]
    stated, found, unmatched = (
        sum(row[name] for row in reading["claims"]) for name in ("stated", "found", "unmatched")
    )
    if stated and min(found / stated, found / max(found + unmatched, 1)) < LEAST_CLAIMS:
        problems.append(f"{reading['corpus']}: recall and precision of claims of {LEAST_CLAIMS:.0%} are required")
    problems += [
        f"{row['document']}: {row['reported_false']} reports are false, as people have judged"
        for row in checks["checks"]
        if row["reported_false"]
    ]
    if not reading["amounts"]:
        problems.append(f"{reading['corpus']}: the scorer gave no result")
    for problem in problems:
        print(f"not good enough: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _score(scorer: Path, corpus: Corpus) -> str:
    command = [sys.executable, str(scorer), str(release_file(corpus.settings)), str(corpus.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    if "all: " not in done.stdout:
        print(f"{scorer} gave no result (exit status {done.returncode})", file=sys.stderr)
    return done.stdout


def _figures(match: re.Match[str]) -> Figures:
    return {name: int(text) if text.isdigit() else text for name, text in match.groupdict().items()}


if __name__ == "__main__":
    sys.exit(main())
