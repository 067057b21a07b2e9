"""The version of the reader: it changes when a change of ours could change what is read in a document.

Put here: which files and libraries decide what a shard contains, and their hash.
Keep out: the version of the distribution (pyproject.toml) and of the published schema (CHANGELOG).
"""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

_PIPELINES: Final = Path(__file__).parent
_WAREHOUSE: Final = _PIPELINES.parent / "warehouse"
READER_REFERENCES: Final = (
    "economic_subjects.csv",
    "functional_subjects.csv",
    "line_items.csv",
    "reading_decisions.csv",
)
"""The reference files that reading a document opens. The others (regions, units, bindings …) decide about relations in
the warehouse: a change of them builds a new release and reads no document again."""
_READER_FILES: Final = (
    (_PIPELINES / "extract", "**/*.py"),
    (_PIPELINES / "normalize", "**/*.py"),
    (_PIPELINES / "normalize", "**/*.yml"),
    (_PIPELINES / "layouts", "*.yml"),
    *((_WAREHOUSE / "reference", name) for name in READER_REFERENCES),
    (_WAREHOUSE, "schema.py"),
)
_READER_LIBRARIES: Final = ("camelot-py", "pypdfium2", "tablers")


def hash_files(groups: Iterable[tuple[Path, str]], also: Iterable[str] = ()) -> str:
    """Return 12 hexadecimal digits over the names and bytes of the files, and over the words in `also`.

    Args:
        groups: pairs of a folder and a glob pattern below it; a folder that does not exist adds nothing.
        also: further words that decide, for instance versions of libraries.
    """
    digest = hashlib.sha256()
    for folder, pattern in groups:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                digest.update(f"{folder.name}/{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for word in also:
        digest.update(f"{word}\0".encode())
    return digest.hexdigest()[:12]


PIPELINE_VERSION: Final[str] = hash_files(
    _READER_FILES, also=[f"{library}=={version(library)}" for library in _READER_LIBRARIES]
)
"""Names the folder of the shards; computed once, when this module is imported."""
