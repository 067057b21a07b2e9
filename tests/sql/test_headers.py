"""Every check and indicator is one file that says everything about itself."""

import re
from pathlib import Path

import pytest

from tests.warehouse.builds import Built

MODELS = Path(__file__).parents[2] / "sql" / "models"
CHECKS = sorted((MODELS / "checks").glob("*.sql"))
INDICATORS = sorted((MODELS / "indicators").glob("*.sql"))
CHECK_KEYS = ("check_id", "title_zh", "title_en", "severity", "tolerance", "source", "tables")
INDICATOR_KEYS = (
    *("indicator_id", "title_zh", "title_en", "unit", "grain", "formula", "meaning", "source", "tables", "checks"),
)


def header(path: Path) -> dict[str, str]:
    return dict(re.findall(r'^    "(\w+)": (.+),$', path.read_text(encoding="utf-8"), flags=re.MULTILINE))


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_a_check_states_its_header_in_a_file_named_after_it(path: Path) -> None:
    keys = header(path)
    assert [key for key in CHECK_KEYS if keys.get(key) in (None, '""')] == []
    assert path.stem == "chk_" + keys["check_id"].strip('"').lower().replace(".", "_")


@pytest.mark.parametrize("path", INDICATORS, ids=lambda path: path.stem)
def test_an_indicator_states_its_header_in_a_file_named_after_it(path: Path) -> None:
    keys = header(path)
    assert [key for key in INDICATOR_KEYS if keys.get(key) in (None, '""')] == []
    assert path.stem == "ind_" + keys["indicator_id"].strip('"').lower()


def test_the_published_catalogues_hold_every_file_and_nothing_else(built: Built) -> None:
    checks = {str(name) for (name,) in built.rows("select check_id from dim_check")}
    assert checks == {header(path)["check_id"].strip('"') for path in CHECKS}
    indicators = {str(name) for (name,) in built.rows("select indicator_id from dim_indicator")}
    assert indicators == {header(path)["indicator_id"].strip('"') for path in INDICATORS}


def test_every_check_says_something_about_every_current_document(built: Built) -> None:
    silent = built.rows(
        "select check_id, document_id from dim_check cross join dim_document where is_current "
        "except select check_id, document_id from fct_check"
    )
    assert silent == []
