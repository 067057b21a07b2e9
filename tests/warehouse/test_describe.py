"""The data dictionary and the files of the repository agree."""

from pathlib import Path

from tests.warehouse.builds import Built
from warehouse.describe import describe

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_data_dictionary_is_what_the_published_file_says(built: Built) -> None:
    written = DICTIONARY.read_text(encoding="utf-8")
    assert written == describe(built.release.database), "run `make docs`"
