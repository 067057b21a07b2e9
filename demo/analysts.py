"""The answers in docs/analysts.md: each query run on a release, its answer written below it.

Put here: finding the queries in the page and setting their answers.
Keep out: the queries themselves (they stand in the page) and how a table looks (pipelines.summary).
"""

import argparse
import contextlib
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipelines.settings import Settings, read_settings
from pipelines.summary import fetch, print_table

PAGE: Final = Path(__file__).parents[1] / "docs" / "analysts.md"
_QUERY: Final = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n.*?```\n)?", re.S)


def queries(page: str) -> list[str]:
    """The queries of the page, in order."""
    return [match["sql"] for match in _QUERY.finditer(page)]


def answer(settings: Settings, sql: str) -> str:
    """What a query gives on the newest release, as text; raises as `pipelines.summary.fetch` does."""
    names, rows = fetch(settings, sql)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        print_table(names, rows)
    lines = [line.rstrip() for line in output.getvalue().splitlines()]
    return "\n".join([*lines, f"{len(rows)} row{'' if len(rows) == 1 else 's'}"]) + "\n"


def with_answers(page: str, settings: Settings) -> str:
    """The page with the answer of each query on the newest release."""
    return _QUERY.sub(
        lambda match: f"```sql\n{match['sql']}```\n\n```text\n{answer(settings, match['sql'])}```\n", page
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the answers of a release into the page."""
    parser = argparse.ArgumentParser(prog="python -m demo.analysts", description=main.__doc__)
    parser.add_argument(
        "--home", type=Path, help="the data folder of the demonstration (default: $JUESUAN_HOME or var)"
    )
    options = parser.parse_args(arguments)
    PAGE.write_text(with_answers(PAGE.read_text(encoding="utf-8"), read_settings(home=options.home)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
