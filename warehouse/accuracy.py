"""The accuracy statement: how exact the reading is and what the checks notice, as measured, with its versions.

Put here: where the measured figures are kept, how a measurement is added, and what a release says of them.
Keep out: measuring (demo.accuracy, demo.corruption) and showing (warehouse.accuracy_page, pipelines.accuracy).

The figures are a file of the project, `reference/accuracy.json`, because the documents that they are measured on are
not. A release carries them as `accuracy.json` and says whether its own reader and checks are the measured ones.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import duckdb

from warehouse.build import SQL_FOLDER

STATEMENT_FILE: Final = Path(__file__).resolve().parent / "reference" / "accuracy.json"
"""The figures as they were measured last."""
RELEASED_NAME: Final = "accuracy.json"
"""The statement in the folder of a release."""
SECTIONS: Final = ("reading", "checks", "corruption")
"""What is measured, each with the date and the versions of its own measurement."""
Statement = dict[str, Any]


def distribution_version() -> str:
    """Return the version of juesuan, `unreleased` where it runs from a folder that is not installed."""
    try:
        return version("juesuan")
    except PackageNotFoundError:
        return "unreleased"


def models_version(project: Path = SQL_FOLDER) -> str:
    """Return 12 hexadecimal digits over the SQL of the checks and of everything below them."""
    digest = hashlib.sha256()
    paths = sorted([*(project / "models").rglob("*.sql"), *(project / "macros").rglob("*.sql")])
    for path in paths:
        digest.update(f"{path.relative_to(project).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def read_statement(path: Path = STATEMENT_FILE) -> Statement:
    """Return the figures as they were measured last; a section that was never measured is absent."""
    if not path.is_file():
        return {}
    statement: Statement = json.loads(path.read_text(encoding="utf-8"))
    return statement


def record_measurement(
    section: str, figures: Mapping[str, Any], *, pipeline_version: str, measured_on: date, path: Path = STATEMENT_FILE
) -> Statement:
    """Replace one section of the statement and return the whole.

    Args:
        section: a word of `SECTIONS`.
        figures: what was measured; only what JSON can say.
        pipeline_version: of the reader that was measured.
        measured_on: the day.
        path: the file of the statement, another one only in tests.

    Raises:
        ValueError: for another section.
    """
    if section not in SECTIONS:
        raise ValueError(f"section {section!r} of the accuracy statement: use one of {', '.join(SECTIONS)}")
    statement = read_statement(path)
    statement[section] = {
        "measured_on": measured_on.isoformat(),
        "juesuan_version": distribution_version(),
        "pipeline_version": pipeline_version,
        "models_version": models_version(),
        "check_count": len(list((SQL_FOLDER / "models" / "checks").glob("chk_*.sql"))),
        **figures,
    }
    ordered = {name: statement[name] for name in SECTIONS if name in statement}
    _write(path, ordered)
    return ordered


def write_released_statement(
    database: Path, folder: Path, *, release_id: str, created_at: datetime, path: Path = STATEMENT_FILE
) -> None:
    """Write `accuracy.json` into the folder of a release: the figures, and whether they are those of its versions."""
    statement = read_statement(path)
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select distinct pipeline_version from dim_document where state = 'published' order by 1"
        ).fetchall()
        counts = connection.execute("select count(*) from dim_check").fetchall()
    pipeline_versions = [name for (name,) in rows]
    release = {
        "release_id": release_id,
        "created": created_at.isoformat().replace("+00:00", "Z"),
        "juesuan_version": distribution_version(),
        "pipeline_versions": pipeline_versions,
        "models_version": models_version(),
        "check_count": counts[0][0],
    }
    release["differs_from_measured"] = differences(statement, release)
    _write(folder / RELEASED_NAME, {"release": release, **statement})


def differences(statement: Mapping[str, Any], release: Mapping[str, Any]) -> list[str]:
    """Return in which versions a release differs from what was measured, as sentences; none when it is the same.

    Args:
        statement: the measured sections.
        release: `pipeline_versions`, `models_version` and `check_count` of the release.
    """
    found = [f"{name} was never measured" for name in SECTIONS if name not in statement]
    for name, section in statement.items():
        if name not in SECTIONS:
            continue
        others = [version for version in release["pipeline_versions"] if version != section["pipeline_version"]]
        if others:
            found.append(
                f"{name} was measured with reader {section['pipeline_version']}, the release was read with "
                f"{', '.join(others)}"
            )
        if name != "reading" and section["models_version"] != release["models_version"]:
            found.append(
                f"{name} was measured with models {section['models_version']} ({section['check_count']} checks), the "
                f"release was built with {release['models_version']} ({release['check_count']} checks)"
            )
    return found


def _write(path: Path, content: Mapping[str, Any]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, path)
