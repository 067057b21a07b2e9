"""`make corruption`: the corruption test on the corpora, its figures printed and kept in the accuracy statement.

Put here: the options and the lines that a person reads.
Keep out: the test itself (run) and its figures (report).
"""

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from demo.corpora import Corpus, add_arguments, find_corpora, ingest
from demo.corruption.report import summarize
from demo.corruption.run import Sample, corrupt
from pipelines.summary import print_table
from pipelines.version import PIPELINE_VERSION
from warehouse.accuracy import record_measurement
from warehouse.accuracy_page import write_page


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when the test ran, whatever was noticed; the figures say how good the checks are."""
    parser = argparse.ArgumentParser(prog="python -m demo.corruption", description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--demo-every", type=int, default=1, help="change every n-th number of the demonstration only")
    options = parser.parse_args(arguments)
    corpora = find_corpora(options)
    if ingest(corpora):
        return 1
    figures = []
    for corpus in corpora:
        every = options.demo_every if corpus.name == "demonstration" else 1
        figures.append(measure(corpus, every))
    record_measurement(
        "corruption",
        {"corpora": figures},
        pipeline_version=PIPELINE_VERSION,
        measured_on=datetime.now(UTC).date(),
    )
    write_page()
    return 0


def measure(corpus: Corpus, every: int) -> dict[str, Any]:
    """Run the test on a corpus, print the figures and return them."""
    started = time.monotonic()
    sample = Sample(corpus.document_ids, every)
    plan, outcomes = corrupt(corpus.settings.work_file, sample, corpus.settings.home / "corruption")
    figures = summarize(plan, outcomes)
    seconds = time.monotonic() - started
    rows = [
        (
            group["number"],
            group["kind"],
            group["changed"],
            group["noticed"],
            _share(group),
            group["as_error"],
            group["rounding_only"],
        )
        for group in figures["by_kind"]
    ]
    rows += [
        (
            group["number"],
            "all",
            group["changed"],
            group["noticed"],
            _share(group),
            group["as_error"],
            group["rounding_only"],
        )
        for group in figures["totals"]
    ]
    print(f"\n{corpus.name}: {len(outcomes)} changes of {len(corpus.document_ids)} documents in {seconds:.0f} s\n")
    print_table(("number", "change", "changed", "noticed", "share", "as error", "only rounding"), rows)
    return {**corpus.facts, "every": every, **figures}


def _share(group: dict[str, Any]) -> str:
    return f"{group['noticed'] / group['changed']:.1%}"


if __name__ == "__main__":
    sys.exit(main())
