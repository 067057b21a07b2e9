"""Four indicators from a release, in SQL on its database and with pandas and polars on its Parquet files.

Put here: the same four results written three ways, each as its users would write it, and the clock around them.
Keep out: what is made of the figures (subjects).

Each way reads what an indicator needs and computes it: reading is most of the work. Decimals become floats in pandas,
whose sums of decimals are objects; the others keep them.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import polars as pl

from demo.bench.measure import peak_bytes
from warehouse.publish import DATABASE_NAME

Values = tuple[int, float]
"""How many values there are, and what they sum up to: enough to see that the three ways agree."""

_SQL: Final[Mapping[str, str]] = {
    "B5": """
        with figures as (
            select document_id, line_id, amount_yuan from fct_amount
            where is_current and table_id = 'income_expenditure_summary' and measure = 'amount'
        )
        select spent.amount_yuan::double / whole.amount_yuan::double as value
        from figures as spent inner join figures as whole using (document_id)
        where spent.line_id = 'expenditure.current_total' and whole.line_id = 'total.income_side'
            and whole.amount_yuan <> 0
    """,
    "C1": """
        with figures as (
            select document_id, measure, amount_yuan from fct_amount
            where is_current and table_id = 'expenditure' and line_id = 'total'
        )
        select part.amount_yuan::double / whole.amount_yuan::double as value
        from figures as part inner join figures as whole using (document_id)
        where part.measure in ('basic', 'project') and whole.measure = 'total' and whole.amount_yuan <> 0
    """,
    "C5": """
        with figures as (
            select document_id, line_id, subject_code, amount_yuan from fct_amount
            where is_current and table_id = 'expenditure' and measure = 'total'
        )
        select sum(pow(class.amount_yuan::double / whole.amount_yuan::double, 2)) as value
        from figures as class inner join figures as whole using (document_id)
        where length(class.subject_code) = 3 and whole.line_id = 'total' and whole.amount_yuan <> 0
        group by document_id
    """,
    "A1": """
        with figures as (
            select unit_id, fiscal_year, amount_yuan from fct_amount
            where is_current and table_id = 'income_expenditure_summary' and measure = 'amount'
                and line_id = 'expenditure.current_total'
        )
        select (later.amount_yuan - earlier.amount_yuan)::double / earlier.amount_yuan::double as value
        from figures as later inner join figures as earlier
            on later.unit_id = earlier.unit_id and later.fiscal_year = earlier.fiscal_year + 1
        where earlier.amount_yuan <> 0
    """,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What one way took for each indicator, what came out, and the most memory it held."""

    seconds: Mapping[str, float]
    values: Mapping[str, Values]
    peak_bytes: int


def measure(way: str, release: Path) -> Taken:
    """Compute the four indicators in one way of WAYS, in a process of its own.

    Raises:
        CalledProcessError: when it failed.
    """
    command = [sys.executable, "-m", "demo.bench.frames", way, str(release)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    taken = json.loads(output.splitlines()[-1])
    return Taken(taken["seconds"], {name: (n, total) for name, (n, total) in taken["values"].items()}, taken["peak"])


def row_counts(release: Path) -> dict[str, int]:
    """Return how many rows the facts of a release have."""
    with duckdb.connect(str(release / DATABASE_NAME), read_only=True) as connection:
        rows = connection.execute(
            "select table_name, estimated_size from duckdb_tables() where schema_name = 'main'"
        ).fetchall()
    return dict(rows)


@cache
def _database(release: Path) -> duckdb.DuckDBPyConnection:
    """The release's database, opened once in the process as a user would: the first indicator pays for it."""
    return duckdb.connect(str(release / DATABASE_NAME), read_only=True)


@cache
def _parquet(release: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"create view fct_amount as from '{release}/parquet/fct_amount/*.parquet'")
    return connection


def _duckdb(release: Path, indicator: str) -> Values:
    return _in_sql(_database(release), indicator)


def _duckdb_parquet(release: Path, indicator: str) -> Values:
    return _in_sql(_parquet(release), indicator)


def _in_sql(connection: duckdb.DuckDBPyConnection, indicator: str) -> Values:
    return connection.execute(f"select count(*), sum(value) from ({_SQL[indicator]})").fetchone() or (0, 0.0)


def _pandas_rows(release: Path, columns: Sequence[str], table: str, **equal: str) -> pd.DataFrame:
    rows = pd.read_parquet(
        release / "parquet" / "fct_amount",
        columns=[*columns, "amount_yuan"],
        filters=[("is_current", "==", True), ("table_id", "==", table), *((k, "==", v) for k, v in equal.items())],
        dtype_backend="pyarrow",
    )
    return rows.assign(amount_yuan=rows["amount_yuan"].astype("float64"))


def _pandas(release: Path, indicator: str) -> Values:
    if indicator == "B5":
        rows = _pandas_rows(release, ["document_id", "line_id"], "income_expenditure_summary", measure="amount")
        whole = rows[rows["line_id"] == "total.income_side"]
        pairs = rows[rows["line_id"] == "expenditure.current_total"].merge(whole, on="document_id")
    elif indicator == "C1":
        rows = _pandas_rows(release, ["document_id", "measure"], "expenditure", line_id="total")
        whole = rows[rows["measure"] == "total"]
        pairs = rows[rows["measure"].isin(["basic", "project"])].merge(whole, on="document_id")
    elif indicator == "C5":
        rows = _pandas_rows(release, ["document_id", "line_id", "subject_code"], "expenditure", measure="total")
        whole = rows[rows["line_id"] == "total"]
        pairs = rows[rows["subject_code"].str.len() == 3].merge(whole, on="document_id")
        pairs = pairs[pairs["amount_yuan_y"] != 0]
        squares = (pairs["amount_yuan_x"] / pairs["amount_yuan_y"]) ** 2
        shares = squares.groupby(pairs["document_id"]).sum()
        return len(shares), float(shares.sum())
    else:
        rows = _pandas_rows(
            release, ["unit_id", "fiscal_year"], "income_expenditure_summary",
            measure="amount", line_id="expenditure.current_total",
        )  # fmt: skip
        earlier = rows.assign(fiscal_year=rows["fiscal_year"] + 1)
        pairs = rows.merge(earlier, on=["unit_id", "fiscal_year"])
        pairs["amount_yuan_x"] -= pairs["amount_yuan_y"]
    pairs = pairs[pairs["amount_yuan_y"] != 0]
    ratio = pairs["amount_yuan_x"] / pairs["amount_yuan_y"]
    return len(ratio), float(ratio.sum())


def _polars(release: Path, indicator: str) -> Values:
    current = pl.scan_parquet(f"{release}/parquet/fct_amount/*.parquet").filter(pl.col("is_current"))
    summary = current.filter(pl.col("table_id") == "income_expenditure_summary", pl.col("measure") == "amount")
    expenditure = current.filter(pl.col("table_id") == "expenditure")
    part, whole = pl.col("amount_yuan").cast(pl.Float64), pl.col("amount_yuan_right").cast(pl.Float64)
    value = part / whole
    if indicator == "B5":
        spent = summary.filter(pl.col("line_id") == "expenditure.current_total")
        pairs = spent.join(summary.filter(pl.col("line_id") == "total.income_side"), on="document_id")
    elif indicator == "C1":
        totals = expenditure.filter(pl.col("line_id") == "total")
        parts = totals.filter(pl.col("measure").is_in(["basic", "project"]))
        pairs = parts.join(totals.filter(pl.col("measure") == "total"), on="document_id")
    elif indicator == "C5":
        totals = expenditure.filter(pl.col("measure") == "total")
        classes = totals.filter(pl.col("subject_code").str.len_chars() == 3)
        pairs = classes.join(totals.filter(pl.col("line_id") == "total"), on="document_id")
        pairs = pairs.filter(whole != 0).group_by("document_id").agg(value=(value**2).sum())
        return _polars_sum(pairs.select("value"))
    else:
        spent = summary.filter(pl.col("line_id") == "expenditure.current_total")
        earlier = spent.with_columns(pl.col("fiscal_year") + 1)
        pairs = spent.join(earlier, on=["unit_id", "fiscal_year"])
        value = (part - whole) / whole
    return _polars_sum(pairs.filter(whole != 0).select(value=value))


def _polars_sum(values: pl.LazyFrame) -> Values:
    count, total = values.select(pl.len(), pl.col("value").sum().alias("total")).collect().row(0)
    return count, total


WAYS: Final[Mapping[str, Callable[[Path, str], Values]]] = {
    "SQL on the database": _duckdb,
    "SQL on Parquet": _duckdb_parquet,
    "polars": _polars,
    "pandas": _pandas,
}


def main() -> None:
    """Compute all indicators in the way that the arguments name and print what they took as one line of JSON."""
    way, release = WAYS[sys.argv[1]], Path(sys.argv[2])
    seconds: dict[str, float] = {}
    values: dict[str, Any] = {}
    for indicator in _SQL:
        started = time.perf_counter()
        values[indicator] = way(release, indicator)
        seconds[indicator] = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "values": values, "peak": peak_bytes()}))


if __name__ == "__main__":
    main()
