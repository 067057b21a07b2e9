"""`make dbtdocs`: dbt's documentation of all models, their columns and what follows from what, as one page.

Put here: descriptions for models that have none of their own, and the page in one file, which needs no server.
Keep out: what dbt writes itself, and the pages of docs/ (pages).

Public relations are described in sql/models/{marts,views}/*.yml. A check or indicator says what it is in its header,
and an intermediate model in the comment that it begins with.
"""

import argparse
import json
import re
import sys
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from warehouse.build import build, generate_documentation
from warehouse.load import load

_PAGE: Final = ("dbt.task.docs", "index.html")
_INLINE: Final = {"manifest": '"MANIFEST.JSON INLINE DATA"', "catalog": '"CATALOG.JSON INLINE DATA"'}
"""Where dbt's page takes the two files from, when it is to be read without a server."""
_COMMENT: Final = re.compile(r"(?:\{\{.*?\}\}\s*)?((?:--[^\n]*\n)+)", re.S)


def write_documentation(folder: Path, work_file: Path | None = None) -> Path:
    """Write `index.html`, `manifest.json` and `catalog.json` into the folder and return the page.

    Args:
        folder: what to write.
        work_file: a built one to describe; by default an empty one is built, whose relations are the same.

    Raises:
        WarehouseError: when the models cannot be built.
    """
    with TemporaryDirectory() as temporary:
        target = generate_documentation(work_file or _build_empty(Path(temporary)))
        content = {name: json.loads((target / f"{name}.json").read_text(encoding="utf-8")) for name in _INLINE}
    for node in content["manifest"]["nodes"].values():
        if node["resource_type"] == "model":
            node["description"] = node["description"] or describe_model(node)
    folder.mkdir(parents=True, exist_ok=True)
    page = resources.files(_PAGE[0]).joinpath(_PAGE[1]).read_text(encoding="utf-8")
    for name, mark in _INLINE.items():
        text = json.dumps(content[name], ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
        page = page.replace(mark, text.replace("</", "<\\/"))  # a script must not end inside a text
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder / "index.html"


def _build_empty(home: Path) -> Path:
    work_file = home / "work.duckdb"
    load(home / "shards", home / "sightings", work_file)
    build(work_file)
    return work_file


def describe_model(node: dict[str, Any]) -> str:
    """Return what a model without a description says of itself: the titles of its header, or its first comment."""
    meta = node["config"].get("meta") or {}
    if "title_en" in meta:
        parts = [f"{meta['title_en']}. {meta['title_zh']}。", meta.get("formula"), meta.get("meaning")]
        return "\n\n".join(part for part in parts if part)
    comment = _COMMENT.match(node["raw_code"].lstrip())
    return " ".join(line.removeprefix("--").strip() for line in comment[1].splitlines()) if comment else ""


def main(arguments: list[str] | None = None) -> int:
    """Write dbt's documentation of the project."""
    parser = argparse.ArgumentParser(prog="python -m warehouse.dbt_docs", description=main.__doc__)
    parser.add_argument("--output", type=Path, required=True, help="the folder to write")
    print(f"written: {write_documentation(parser.parse_args(arguments).output)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
