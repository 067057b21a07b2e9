"""Write the data package of a release: every file, every column, in the Frictionless form (Data Package 2.0).

Put here: how relations, types, keys and files are said in a Frictionless descriptor.
Keep out: descriptions (comments of the published file, from sql/models), units (declarations), terms, provenance.

Beside what the standard knows, a number has `unit` or `unitColumn`, and a relation of several files has `parts`:
`bytes` and `hash` of a resource are those of its files one after the other.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from warehouse.accuracy import RELEASED_NAME
from warehouse.declarations import Column, Declaration, read_declarations, unit_of
from warehouse.keys import ForeignKey, foreign_keys, primary_keys
from warehouse.provenance import citation, citation_file, provenance, sources
from warehouse.terms import Terms, find_licence, rights

PACKAGE_NAME: Final = "datapackage.json"
CITATION_NAME: Final = "CITATION.cff"

_TYPES: Final = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}
_ENUM_WORD: Final = re.compile("'([^']*)'")

_ACCURACY: Final = {
    "name": "accuracy",
    "title": "Accuracy statement 准确性说明",
    "description": "How exact the reading is, what the checks find and what they notice when one number is changed, as "
    "measured, with versions. 读数准确性、检查的查准与查全以及改动一个数能否被发现的实测结果及其版本。",
    "format": "json",
    "mediatype": "application/json",
}
_DATABASE: Final = {
    "name": "juesuan",
    "title": "All relations and views in one DuckDB file 全部表与视图（DuckDB 文件）",
    "description": "What the Parquet files hold, with comments, keys and views; DuckDB 1.5 and later open it. "
    "内容与 Parquet 相同，另含注释、主键和视图；DuckDB 1.5 及以上版本可打开。",
    "format": "duckdb",
    "mediatype": "application/vnd.duckdb",
}


def write_datapackage(
    database: Path, folder: Path, *, release_id: str, created_at: datetime, terms: Terms | None = None
) -> None:
    """Write `datapackage.json` and `CITATION.cff` into the folder of a release that holds everything else already.

    Raises:
        ValueError: when a column has a type that Frictionless has no word for, or the licence is unknown.
    """
    terms = terms or Terms()
    declarations = read_declarations()
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute(
            "select table_name, comment from duckdb_tables() where schema_name = 'main' order by table_name"
        ).fetchall()
        keys, references = primary_keys(connection), foreign_keys(connection, declarations)
        resources = []
        for name, comment in tables:
            declared = declarations.get(name, Declaration())
            schema = _schema(connection, name, declared, keys.get(name), references.get(name, ()))
            resources.append(_table(folder, name, comment, schema))
        origin, versions = sources(connection), provenance(connection, folder)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "juesuan",
        "title": "Published departmental final accounts of China 中国部门决算公开数据",
        "description": "Amounts, claims, checks and indicators from published final accounts, each with its document, "
        "page and box. 取自公开决算文档的金额、陈述、检查与指标，均可追溯到文档、页码与位置。",
        "version": release_id,
        "created": created_at.isoformat().replace("+00:00", "Z"),
        "keywords": ["public finance", "departmental final accounts", "China", "部门决算公开", "财政"],
        "licenses": [find_licence(terms.licence)],
        "rights": rights(),
        "citation": citation(release_id=release_id, created_at=created_at, terms=terms),
        "sources": origin,
        "provenance": versions,
        "contributors": _contributors(terms),
        "resources": [
            *resources,
            {**_DATABASE, **_files(folder, [database])},
            {**_ACCURACY, **_files(folder, [folder / RELEASED_NAME])},
        ],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / PACKAGE_NAME).write_text(text, encoding="utf-8")
    cited = citation_file(release_id=release_id, created_at=created_at, terms=terms)
    (folder / CITATION_NAME).write_text(cited, encoding="utf-8")


def _contributors(terms: Terms) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [{"title": "The juesuan authors", "roles": ["creator"]}]
    if terms.publisher or terms.contact_url:
        address = {"path": terms.contact_url} if terms.contact_url else {}
        made.append({"title": terms.publisher or "Contact 联系方式", **address, "roles": ["publisher", "contact"]})
    return made


def _table(folder: Path, name: str, comment: str | None, schema: dict[str, Any]) -> dict[str, Any]:
    files = sorted(folder.glob(f"parquet/{name}.parquet")) + sorted(folder.glob(f"parquet/{name}/*.parquet"))
    return {
        "name": name,
        "type": "table",
        "title": (comment or name).split(". ")[0],
        "description": comment or "",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **_files(folder, files),
        "schema": schema,
    }


def _files(folder: Path, files: Sequence[Path]) -> dict[str, Any]:
    """Path, size and hash of the files of a resource, and of each where there are several."""
    whole, parts = hashlib.sha256(), []
    for path in files:
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as file:
            while block := file.read(2**20):
                size += len(block)
                digest.update(block)
                whole.update(block)
        parts.append(
            {"path": path.relative_to(folder).as_posix(), "bytes": size, "hash": f"sha256:{digest.hexdigest()}"}
        )
    if len(parts) == 1:
        return parts[0]
    return {
        "path": [part["path"] for part in parts],
        "bytes": sum(part["bytes"] for part in parts),
        "hash": f"sha256:{whole.hexdigest()}",
        "parts": parts,
    }


def _schema(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    declared: Declaration,
    primary_key: list[str] | None,
    references: Sequence[ForeignKey],
) -> dict[str, Any]:
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() where schema_name = 'main' and table_name = ? "
        "order by column_index",
        [name],
    ).fetchall()
    fields = [
        _field(column, data_type, comment, declared.columns.get(column, Column()), is_key=column in (primary_key or ()))
        for column, data_type, comment in columns
    ]
    schema: dict[str, Any] = {"fields": fields}
    if primary_key:
        schema["primaryKey"] = primary_key
    elif declared.unique_columns:
        schema["uniqueKeys"] = [list(declared.unique_columns)]
    if references:
        # A relation that refers to itself is named too: readers of version 1 of the standard need a name.
        schema["foreignKeys"] = [
            {"fields": [key.column], "reference": {"resource": key.dimension, "fields": [key.key]}}
            for key in references
        ]
    return schema


def _field(name: str, data_type: str, comment: str | None, declared: Column, *, is_key: bool) -> dict[str, Any]:
    words = declared.words
    if data_type.endswith("[]"):
        kind: str | None = "array"
    elif data_type.startswith("ENUM("):
        kind, words = "string", tuple(_ENUM_WORD.findall(data_type))
    else:
        kind = "number" if data_type.startswith("DECIMAL") else _TYPES.get(data_type)
    if kind is None:
        raise ValueError(f"column {name} has the type {data_type}, which the data package cannot say")
    unit = unit_of(name, declared) if kind == "number" or name == "byte_count" else {}
    constraints = {
        **({"required": True} if is_key or declared.is_required else {}),
        **({"enum": list(words)} if words and kind == "string" else {}),
    }
    return {
        "name": name,
        "type": kind,
        "description": comment or "",
        **unit,
        **({"constraints": constraints} if constraints else {}),
        "duckdbType": data_type,
    }
