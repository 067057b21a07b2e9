"""`juesuan accuracy`: the accuracy statement of the newest release, readable.

Put here: the tables that a person reads.
Keep out: measuring (demo), and what the statement consists of (warehouse.accuracy).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.settings import Settings
from pipelines.summary import NoReleaseError, print_table, release_file
from warehouse.accuracy import RELEASED_NAME, SECTIONS
from warehouse.accuracy_page import share

Figures = Mapping[str, Any]


def print_accuracy(settings: Settings) -> None:
    """Print the statement that was published with the newest release.

    Raises:
        NoReleaseError: when there is no release, or it was published before releases carried a statement.
    """
    path = release_file(settings).with_name(RELEASED_NAME)
    if not path.is_file():
        raise NoReleaseError(f"{path.parent} has no {RELEASED_NAME}: publish again, `juesuan publish`")
    statement = json.loads(path.read_text(encoding="utf-8"))
    release = statement["release"]
    print(f"release {release['release_id']}, juesuan {release['juesuan_version']}, {release['check_count']} checks")
    for name in SECTIONS:
        if name in statement:
            section = statement[name]
            print(
                f"{name}: measured on {section['measured_on']} with reader {section['pipeline_version']}, models "
                f"{section['models_version']}"
            )
    if release["differs_from_measured"]:
        print("\nThe figures below are not of this release's versions:")
        for difference in release["differs_from_measured"]:
            print(f"  {difference}")
    for name, show in (("reading", _reading), ("checks", _checks), ("corruption", _corruption)):
        if name in statement:
            print()
            show(statement[name]["corpora"])
    print("\nAll figures, and every number whose change stays unnoticed with the reason, are in " + str(path))


def _reading(corpora: Iterable[Figures]) -> None:
    rows: list[tuple[object, ...]] = []
    for corpus in corpora:
        amounts, claims = _sums(corpus["amounts"]), _sums(corpus["claims"])
        rows.append(
            (
                corpus["corpus"],
                corpus["documents"],
                f"{amounts['exact']} of {amounts['printed']}",
                amounts["wrong"],
                amounts["missing"],
                amounts["spurious"],
                f"{claims['found']} of {claims['stated']}" if claims["stated"] else "not verified",
                claims["unmatched"] if claims["stated"] else "",
            )
        )
    names = ("corpus", "documents", "amounts exact", "wrong", "missing", "spurious", "claims found", "unmatched")
    print_table(names, rows, title="Reading")


def _checks(corpora: Iterable[Figures]) -> None:
    rows: list[tuple[object, ...]] = []
    for corpus in corpora:
        for grade in ("error", "seeded", "rounding", "text", "info"):
            sums = _sums(document[grade] for document in corpus["checks"])
            if sums["listed"]:
                found = sums["found_once_as_rounding"] if grade == "rounding" else sums["found"]
                rows.append((corpus["corpus"], grade, sums["listed"], found, share(found, sums["listed"])))
        sums = _sums(corpus["checks"])
        rows.append(
            (
                corpus["corpus"],
                "reported",
                sums["reported"],
                sums["reported_true"],
                share(sums["reported_true"], sums["reported"]),
            )
        )
    names = ("corpus", "defects found by hand", "listed", "found", "share")
    print_table(names, rows, title="Checks (the last row of a corpus: what they report, and how much of it is true)")


def _corruption(corpora: Iterable[Figures]) -> None:
    rows = [
        (
            corpus["corpus"],
            row["number"],
            row["changed"],
            row["noticed"],
            share(row["noticed"], row["changed"]),
            row["rounding_only"],
        )
        for corpus in corpora
        for row in corpus["totals"]
    ]
    names = ("corpus", "number", "changed", "noticed", "share", "only a rounding note")
    print_table(names, rows, title="Corruption test: one printed number is changed, does a check fail?")


def _sums(rows: Iterable[Figures]) -> defaultdict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for name, value in row.items():
            if isinstance(value, int):
                sums[name] += value
    return sums
