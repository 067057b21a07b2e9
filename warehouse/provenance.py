"""Where a release comes from and how to cite it, as its data package says it.

Put here: sources by portal, versions, the hash over all documents, the citation.
Keep out: the documents one by one (dim_document), and how exact they were read (accuracy).
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import duckdb
import yaml

from warehouse.accuracy import RELEASED_NAME
from warehouse.terms import Terms, find_licence

CITATION_FILE: Final = Path(__file__).resolve().parents[1] / "CITATION.cff"
"""How to cite the project; a release adds its identifier and date."""


def sources(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Return the portals that showed the published documents, with the address of each and how many it showed."""
    rows = connection.execute(
        "select portal_id, min(coalesce(landing_url, file_url)), count(*) from dim_document "
        "where state = 'published' group by portal_id order by portal_id nulls last"
    ).fetchall()
    found = []
    for portal_id, url, count in rows:
        parts = urlsplit(url or "")
        address = {"path": f"{parts.scheme}://{parts.netloc}/"} if parts.netloc else {}
        found.append({"title": f"Portal {portal_id or 'unknown'} 门户", **address, "documentCount": count})
    return found


def provenance(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, Any]:
    """Return the versions that made a release, and one hash over the hashes of all its documents.

    Args:
        connection: to the published file.
        folder: of the release, with its accuracy statement.
    """
    release = json.loads((folder / RELEASED_NAME).read_text(encoding="utf-8"))["release"]
    documents = connection.execute(
        "select document_id from dim_document where state = 'published' order by document_id"
    ).fetchall()
    digest = hashlib.sha256("".join(f"{name}\n" for (name,) in documents).encode()).hexdigest()
    return {
        "release": release["release_id"],
        "codeVersion": release["juesuan_version"],
        "readerVersions": release["pipeline_versions"],
        "modelsVersion": release["models_version"],
        "documentCount": len(documents),
        "documentsHash": f"sha256:{digest}",
        "documentsHashOf": "the values of dim_document.document_id with state published, sorted, a line feed behind "
        "each. 状态为 published 的 document_id 排序后逐行相连。",
        "documents": "dim_document has address, dates, hash, version and reader of each document; those that were "
        "refused or set aside have the reason. 每份文件的网址、日期、哈希、版本与读取程序见 dim_document。",
    }


def citation(*, release_id: str, created_at: datetime, terms: Terms) -> str:
    """Return how to cite a release, as a line of text."""
    project = _project()
    publisher = f" {terms.publisher}." if terms.publisher else ""
    return (
        f"{', '.join(_names(project))} ({created_at.year}): {project['title']}. Data release {release_id}, "
        f"{created_at:%Y-%m-%d}, made with juesuan {project['version']}.{publisher} "
        f"Licence: {find_licence(terms.licence)['path']}."
    )


def citation_file(*, release_id: str, created_at: datetime, terms: Terms) -> str:
    """Return the citation of a release in the Citation File Format, for tools that read CITATION.cff."""
    licence = find_licence(terms.licence)
    content = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "Please cite this release.",
        "title": _project()["title"],
        "authors": _project()["authors"],
        "version": release_id,
        "date-released": f"{created_at:%Y-%m-%d}",
        **({"license-url": licence["path"]} if licence["name"] == "other" else {"license": licence["name"]}),
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def _project() -> dict[str, Any]:
    project: dict[str, Any] = yaml.safe_load(CITATION_FILE.read_text(encoding="utf-8"))
    return project


def _names(project: dict[str, Any]) -> list[str]:
    return [author.get("name") or f"{author['family-names']} {author['given-names']}" for author in project["authors"]]
