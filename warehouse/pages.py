"""`make docs`: the pages that are generated from the models: docs/data-dictionary.md and docs/checks.md.

Put here: building an empty warehouse, of which the pages are then written. What they say does not depend on documents.
Keep out: the form of a page (describe, checks_page); the accuracy page, whose figures are measured (accuracy_page).
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from warehouse.accuracy_page import write_page
from warehouse.build import build
from warehouse.checks_page import checks_page
from warehouse.describe import describe
from warehouse.load import load
from warehouse.publish import publish

DOCS: Final = Path(__file__).resolve().parents[1] / "docs"


def write_pages(folder: Path = DOCS) -> list[Path]:
    """Write the pages into the folder and return their paths.

    Raises:
        WarehouseError: when the models cannot be built.
    """
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        work_file = home / "work.duckdb"
        load(home / "shards", home / "sightings", work_file)
        build(work_file)
        database = publish(home, work_file).database
        pages = {"data-dictionary.md": describe(database), "checks.md": checks_page(database)}
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    write_page(folder / "accuracy.md")
    return [*(folder / name for name in pages), folder / "accuracy.md"]


def main() -> int:
    """Write all generated pages and say which."""
    for path in write_pages():
        print(f"written: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
