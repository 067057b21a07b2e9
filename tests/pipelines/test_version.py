"""The reader's version: it changes with what reading a document opens, and with nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from demo.document import TypesetDocument
from pipelines import version

REFERENCE = Path(__file__).parents[2] / "warehouse" / "reference"
WATCH = """
import json, sys
from pathlib import Path

opened = set()
sys.addaudithook(lambda event, details: opened.add(str(details[0])) if event == "open" else None)
from pipelines.normalize.run import read_document

read_document(Path(sys.argv[1]), "0" * 64)
print(json.dumps(sorted(opened)))
"""


def test_reading_a_document_opens_exactly_the_reference_files_that_the_version_names(
    disclosure: TypesetDocument,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(disclosure.path)], capture_output=True, text=True, check=True
    )
    opened = {Path(name) for name in json.loads(done.stdout.splitlines()[-1])}
    used = {path.name for path in opened if path.parent == REFERENCE}
    assert used == set(version.READER_REFERENCES)


def test_only_those_reference_files_change_the_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reference = tmp_path / "reference"
    reference.mkdir()
    for path in REFERENCE.glob("*.csv"):
        (reference / path.name).write_bytes(path.read_bytes())
    groups = [(reference if folder == REFERENCE else folder, pattern) for folder, pattern in version._READER_FILES]
    before = version.hash_files(groups)
    with (reference / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("990000,某区,county,000000,2026,,a test\n")
    assert version.hash_files(groups) == before
    with (reference / "line_items.csv").open("a", encoding="utf-8") as file:
        file.write("income,national,2026,,total,,某行,total,,unverified,,\n")
    assert version.hash_files(groups) != before
