"""The data dictionary: what stands in the comments of a published file, as a page to read.

Put here: the page's form.
Keep out: descriptions (sql/models/marts/*.yml) and meanings of checks and indicators (their own files).
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from warehouse.declarations import read_declarations
from warehouse.keys import ForeignKey, foreign_keys, primary_keys

_OPENING = """# Data dictionary 数据字典

This page is generated from the comments of a published file (`python -m warehouse.describe DATABASE OUTPUT`); do not
edit it. The same text is in the file itself:
`select table_name, column_name, comment from duckdb_columns() where not internal`.
"""


def describe(database: Path) -> str:
    """Return the data dictionary of a published file as Markdown: relations, columns, checks and indicators.

    Raises:
        duckdb.Error: when the file is not a published one.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'main' union all "
            "select view_name, comment from duckdb_views() where schema_name = 'main' and not internal order by 1"
        ).fetchall()
        columns = connection.execute(
            "select table_name, column_name, data_type, comment from duckdb_columns() where not internal "
            "order by table_name, column_index"
        ).fetchall()
        keys = {(name, key) for name, columns_of in primary_keys(connection).items() for key in columns_of}
        references = [key for held in foreign_keys(connection, read_declarations()).values() for key in held]
        checks = connection.execute(
            "select check_id, severity, title_en, title_zh from dim_check order by check_id"
        ).fetchall()
        indicators = connection.execute(
            "select indicator_id, unit, title_en, title_zh, formula from dim_indicator order by indicator_id"
        ).fetchall()
    parts = [_OPENING, _star(references)]
    for name, comment in tables:
        rows = [
            (f"`{column}`{' (key)' if (name, column) in keys else ''}", data_type, text)
            for table, column, data_type, text in columns
            if table == name
        ]
        parts.append(f"## {name}\n\n{comment}\n\n{_table(('column', 'type', 'meaning'), rows)}")
    parts.append(f"## Checks 检查\n\n{_table(('check', 'severity', 'English', '中文'), checks)}")
    parts.append(f"## Indicators 指标\n\n{_table(('indicator', 'unit', 'English', '中文', 'formula'), indicators)}")
    return "\n".join(parts)


def _star(references: Iterable[ForeignKey]) -> str:
    """The star as a diagram: a line from each relation to the dimensions whose key it carries."""
    lines = sorted(
        f"    {key.dimension} ||--o{{ {key.relation} : {key.column}"
        for key in references
        if key.relation.startswith(("dim_", "fct_", "indicators"))
    )
    return "## The star 星型结构\n\n```mermaid\nerDiagram\n" + "\n".join(lines) + "\n```\n"


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def main(arguments: list[str] | None = None) -> int:
    """Write the data dictionary of DATABASE to OUTPUT."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.describe", description=main.__doc__)
    parser.add_argument("database", type=Path, help="a published juesuan.duckdb")
    parser.add_argument("output", type=Path, help="the Markdown file to write")
    options = parser.parse_args(arguments)
    if not options.database.is_file():
        parser.error(f"{options.database} does not exist: publish a release first")
    options.output.write_text(describe(options.database), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
