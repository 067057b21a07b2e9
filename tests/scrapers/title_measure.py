"""How well titles are classified, on real titles labelled by eye.

Put here: reading the labels and counting.
Keep out: the classifier.

`python -m tests.scrapers.title_measure` prints the tables of docs/portals.md.

The labels say what the title alone says, without its column: a kind by its words (a unit's accounts that are titled
部门决算 are department_accounts), the fiscal year, whose figures (scope), the unit's name. They were written before the
classifier was. `development` titles were looked at while its words were written; `held_out` ones were not looked at
again, but the same person wrote labels and words; `blind` ones were drawn, labelled and measured once, after the words
were finished.
"""

import csv
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scrapers.titles import classify

LABELS = Path(__file__).with_name("title_labels.csv")
SPLITS = ("development", "held_out", "blind")
FIELDS = ("kind", "fiscal_year", "scope", "unit_name_zh")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A title, what is expected of it and what was found, by field."""

    split: str
    title_zh: str
    expected: dict[str, str]
    found: dict[str, str]

    def is_right(self, field: str) -> bool:
        """Whether a field was found as expected; brackets may have another width."""
        return _plain(self.expected[field]) == _plain(self.found[field])


@cache
def labelled() -> tuple[Labelled, ...]:
    """All labelled titles with the classifier's answers."""
    rows = []
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            answer = classify(row["title_zh"])
            found = {
                "kind": answer.kind,
                "fiscal_year": str(answer.fiscal_year or ""),
                "scope": answer.scope,
                "unit_name_zh": answer.unit_name_zh,
            }
            rows.append(Labelled(row["split"], row["title_zh"], {field: row[field] for field in FIELDS}, found))
    return tuple(rows)


def share_right(split: str, field: str) -> float:
    """The share of titles of a split whose field is right."""
    rows = [row for row in labelled() if row.split == split]
    return sum(row.is_right(field) for row in rows) / len(rows)


def precision_and_recall(field: str, value: str, splits: tuple[str, ...] = SPLITS) -> tuple[int, int, int]:
    """For one value of a field: how many were found rightly, found at all, and expected."""
    rows = [row for row in labelled() if row.split in splits]
    right = sum(row.expected[field] == row.found[field] == value for row in rows)
    return right, sum(row.found[field] == value for row in rows), sum(row.expected[field] == value for row in rows)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def main() -> None:
    """Print the tables."""
    print("| split | titles | kind | fiscal year | scope | unit name |\n|---|---|---|---|---|---|")
    for split in SPLITS:
        count = sum(row.split == split for row in labelled())
        shares = " | ".join(f"{share_right(split, field):.3f}" for field in FIELDS)
        print(f"| {split} | {count} | {shares} |")
    for field in ("kind", "scope"):
        print(f"\n| {field} | expected | precision | recall |\n|---|---|---|---|")
        for value, _ in Counter(row.expected[field] for row in labelled()).most_common():
            right, found, expected = precision_and_recall(field, value)
            precision = f"{right / found:.3f}" if found else "–"
            print(f"| {value or '(none)'} | {expected} | {precision} | {right / expected:.3f} |")


if __name__ == "__main__":
    main()
