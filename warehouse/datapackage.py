"""Write the data package of a release: every file, every column, in the Frictionless form.

Put here: how relations, types and keys of DuckDB are said in a Frictionless descriptor.
Keep out: descriptions (they are comments of the published file, from sql/models/marts/*.yml).
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from warehouse.accuracy import RELEASED_NAME, distribution_version

_TYPES: Final = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}

_ACCURACY: Final = {
    "name": "accuracy",
    "title": "Accuracy statement 准确性说明",
    "description": "How exact the reading is, what the checks find and what they notice when one number is changed, as "
    "measured, with versions. 读数准确性、检查的查准与查全以及改动一个数能否被发现的实测结果及其版本。",
    "path": [RELEASED_NAME],
    "format": "json",
    "mediatype": "application/json",
}


def write_datapackage(database: Path, folder: Path, *, release_id: str, created_at: datetime) -> None:
    """Write `datapackage.json` into the folder of a release that holds `parquet/` and the accuracy statement.

    Raises:
        ValueError: when a column has a type that Frictionless has no word for.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'main' order by table_name"
        ).fetchall()
        resources = [_resource(connection, folder, name, comment) for name, comment in tables]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "juesuan",
        "title": "Published departmental final accounts of China 中国部门决算公开数据",
        "description": "Amounts, claims, checks and indicators from published final accounts, each with its document, "
        "page and box. 取自公开决算文档的金额、陈述、检查与指标，均可追溯到文档、页码与位置。",
        "version": release_id,
        "created": created_at.isoformat().replace("+00:00", "Z"),
        "licenses": [{"name": "other-open", "title": "To be stated by whoever publishes the data 由发布者注明"}],
        "sources": [{"title": "Public disclosures of their publishers, see dim_document 各公开单位，见 dim_document"}],
        "contributors": [{"title": f"juesuan {distribution_version()}", "roles": ["creator"]}],
        "resources": [*resources, _ACCURACY],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _resource(connection: duckdb.DuckDBPyConnection, folder: Path, name: str, comment: str | None) -> dict[str, Any]:
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() where schema_name = 'main' and table_name = ? "
        "order by column_index",
        [name],
    ).fetchall()
    keys = connection.execute(
        "select unnest(constraint_column_names) from duckdb_constraints() "
        "where table_name = ? and constraint_type = 'PRIMARY KEY'",
        [name],
    ).fetchall()
    files = sorted(folder.glob(f"parquet/{name}.parquet")) + sorted(folder.glob(f"parquet/{name}/*.parquet"))
    schema: dict[str, Any] = {"fields": [_field(*column) for column in columns]}
    if keys:
        schema["primaryKey"] = [key for (key,) in keys]
    return {
        "name": name,
        "title": (comment or name).split(". ")[0],
        "description": comment or "",
        "path": [path.relative_to(folder).as_posix() for path in files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _field(name: str, data_type: str, comment: str | None) -> dict[str, Any]:
    if data_type.endswith("[]"):
        kind: str | None = "array"
    else:
        kind = "number" if data_type.startswith("DECIMAL") else _TYPES.get(data_type)
    if kind is None:
        raise ValueError(f"column {name} has the type {data_type}, which the data package cannot say")
    return {"name": name, "type": kind, "description": comment or "", "duckdbType": data_type}
