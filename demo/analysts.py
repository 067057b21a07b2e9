"""The answers in docs/analysts.md and README.md: what `make run` prints, and each query with what it gives.

Put here: running the demonstration in a folder of its own, finding the queries in a page and setting their answers.
Keep out: the queries themselves (they stand in the pages) and how a table looks (pipelines.summary).
"""

import argparse
import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipelines.settings import Settings, read_settings
from pipelines.summary import fetch, print_table

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "analysts.md"
PAGES: Final = (PAGE, ROOT / "README.md")
"""The pages with answers."""
_QUERY: Final = re.compile(r"```sql\n(?P<sql>.*?)```\n(?:\n```text\n.*?```\n)?", re.S)
_RUN: Final = re.compile(r"```text\ndocuments found: .*?```\n", re.S)


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


def run_demonstration(home: Path) -> str:
    """Do what `make run` does, in a data folder of its own, and return what it printed.

    Raises:
        subprocess.CalledProcessError: when the demonstration fails.
    """
    environment = {name: value for name, value in os.environ.items() if name != "DAGSTER_HOME"}
    run = subprocess.run(
        [sys.executable, "-m", "demo.run"],
        cwd=ROOT,
        env=environment | {"JUESUAN_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return run.stdout


def shown_of(printed: str) -> str:
    """What a page shows of a run: from the count of documents to the table of indicators."""
    begin, end = printed.index("documents found: "), printed.index("\nDuckDB: ")
    return "\n".join(line.rstrip() for line in printed[begin:end].splitlines()).rstrip() + "\n"


def with_answers(page: str, settings: Settings, printed: str | None = None) -> str:
    """The page with the answer of each query on the newest release, and with what the run printed."""
    if printed is not None:
        shown = f"```text\n{shown_of(printed)}```\n"
        page = _RUN.sub(lambda _: shown, page)
    return _QUERY.sub(
        lambda match: f"```sql\n{match['sql']}```\n\n```text\n{answer(settings, match['sql'])}```\n", page
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what the demonstration prints, and the answers of its release, into the pages."""
    parser = argparse.ArgumentParser(prog="python -m demo.analysts", description=main.__doc__)
    parser.add_argument("--home", type=Path, help="a data folder to ask (default: one of its own, after a new run)")
    options = parser.parse_args(arguments)
    with TemporaryDirectory() as temporary:
        home = options.home or Path(temporary)
        printed = None if options.home else run_demonstration(home)
        for page in PAGES:
            text = with_answers(page.read_text(encoding="utf-8"), read_settings(home=home), printed)
            page.write_text(text, encoding="utf-8")
            print(f"written: {page}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
