"""What a release holds, as a person reads it: counts, checks by state, indicators, one query.

Put here: queries on a published release for printing, and their tables.
Keep out: the state of the home folder around it (status), and rules about numbers (sql).
"""

import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from pipelines.errors import PipelineError
from pipelines.settings import Settings


class NoReleaseError(PipelineError):
    """Nothing has been published in this home folder."""


class QueryError(PipelineError):
    """A query that DuckDB refuses; the message is DuckDB's."""


def release_file(settings: Settings) -> Path:
    """Return the DuckDB file of the newest release, with the link resolved: a release stays as it is while it is read.

    Raises:
        NoReleaseError: when there is none.
    """
    path = settings.current / "juesuan.duckdb"
    if not path.exists():
        raise NoReleaseError(
            f"no release in {settings.home}: run `juesuan ingest` with some PDF files, or `juesuan nightly`"
        )
    return path.resolve()


def fetch(settings: Settings, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run a query on the newest release and return its column names and rows.

    Raises:
        NoReleaseError: when there is no release.
        QueryError: when DuckDB refuses the query.
    """
    try:
        with duckdb.connect(str(release_file(settings)), read_only=True) as connection:
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description or ()]
            return names, cursor.fetchall()
    except duckdb.Error as problem:
        raise QueryError(str(problem)) from problem


def print_table(names: Sequence[str], rows: Sequence[Sequence[Any]], title: str | None = None) -> None:
    """Print rows as a table: numbers to the right, nulls empty."""
    table = Table(title=title, title_justify="left", box=None, header_style="bold", pad_edge=False)
    for position, name in enumerate(names):
        is_number = any(isinstance(row[position], (int, float, Decimal)) for row in rows)
        table.add_column(name, justify="right" if is_number else "left", no_wrap=not is_number and position == 0)
    for row in rows:
        table.add_row(*(_shown(value) for value in row))
    console = Console(file=sys.stdout, soft_wrap=False)
    if not console.is_terminal:  # a log has no width: nothing is cut or wrapped in it
        console = Console(file=sys.stdout, width=240)
    console.print(table)


def print_query(settings: Settings, sql: str) -> None:
    """Run a query on the newest release and print its result; raises as `fetch` does."""
    names, rows = fetch(settings, sql)
    if not names:
        return
    print_table(names, rows)
    print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def print_release(settings: Settings) -> None:
    """Print what the newest release holds: documents and checks by state, the number of amounts, indicators."""
    print_table(*fetch(settings, "SELECT state, count(*) AS documents FROM dim_document GROUP BY ALL ORDER BY ALL"))
    ((amounts,),) = fetch(settings, "SELECT count(*) FROM fct_amount")[1]
    print(f"\n{amounts} amounts\n")
    print_table(
        *fetch(settings, "SELECT state AS checks, count(*) AS evaluated FROM fct_check GROUP BY ALL ORDER BY ALL")
    )


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, float):
        return f"{value:.4f}"
    return str(value)
