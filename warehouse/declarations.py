"""What the files of the models say of their relations beside types and descriptions: units, words, unique columns.

Put here: reading sql/models/{marts,views}/*.yml, and the units that follow from a column's name.
Keep out: types, keys and descriptions, which the published file itself has.

A column's name says its unit where DESIGN's rules for names do (`*_yuan`, `*_ratio`); any other unit stands in the
column's `meta`: `unit`, or `unit_column` for the column that holds it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from warehouse.build import SQL_FOLDER

_FOLDERS: Final = ("marts", "views")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C where it was built: ten times as fast
_UNIT_OF_NAME: Final = (
    (re.compile(r"published_\w+"), {"unitColumn": "published_unit"}),
    (re.compile(r"(\w+_)?yuan"), {"unit": "yuan"}),
    (re.compile(r"\w+_ratio"), {"unit": "ratio"}),
    (re.compile(r"[xy][01]"), {"unit": "point"}),
    (re.compile(r"byte_count"), {"unit": "byte"}),
)


@dataclass(frozen=True)
class Column:
    """What is declared of a column, tested at every build: in full, or where the test's `where` says."""

    meta: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    """The only values, empty where any may stand."""
    is_required: bool = False


@dataclass(frozen=True)
class Declaration:
    """What is declared of a relation."""

    unique_columns: tuple[str, ...] = ()
    """No two rows agree in all of them."""
    columns: Mapping[str, Column] = field(default_factory=dict)


def read_declarations(project: Path = SQL_FOLDER) -> dict[str, Declaration]:
    """Return the declarations of the public relations by name."""
    found: dict[str, Declaration] = {}
    for folder in _FOLDERS:
        for path in sorted((project / "models" / folder).glob("*.yml")):
            for model in yaml.load(path.read_text(encoding="utf-8"), _LOADER).get("models", []):
                found[model["name"]] = _declaration(model)
    return found


def declared_tables(project: Path = SQL_FOLDER) -> set[str]:
    """Return the names of the facts and dimensions, which are tables in a release, also where a build has a view."""
    return {path.stem for path in (project / "models" / "marts").glob("*.sql")}


def unit_of(name: str, column: Column) -> dict[str, str]:
    """Return in what a number is measured: `unit`, or `unitColumn` for the column that says so; empty where in nothing.

    Args:
        name: the column's.
        column: what is declared of it, which goes before its name.
    """
    if "unit" in column.meta:
        return {"unit": column.meta["unit"]}
    if "unit_column" in column.meta:
        return {"unitColumn": column.meta["unit_column"]}
    return next((dict(unit) for pattern, unit in _UNIT_OF_NAME if pattern.fullmatch(name)), {})


def _declaration(model: Mapping[str, Any]) -> Declaration:
    unique = _arguments(model, "unique_together").get("columns", ())
    return Declaration(tuple(unique), {column["name"]: _column(column) for column in model.get("columns", [])})


def _column(column: Mapping[str, Any]) -> Column:
    words = _arguments(column, "accepted_values").get("values", ())
    # A test is its name, or a mapping from its name where it has a setting.
    is_required = any(
        "not_null" in ([test] if isinstance(test, str) else test) for test in column.get("data_tests", [])
    )
    return Column(column.get("config", {}).get("meta", {}), tuple(map(str, words)), is_required)


def _arguments(owner: Mapping[str, Any], test: str) -> Mapping[str, Any]:
    """The arguments of a test of a relation or column; none where there is no such test or it only warns."""
    for each in owner.get("data_tests", []):
        if isinstance(each, Mapping) and test in each:
            is_warning = each[test].get("config", {}).get("severity") == "warn"
            return {} if is_warning else each[test]["arguments"]
    return {}
