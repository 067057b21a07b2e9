"""`make dbtdocs`: one page that says of every relation and column what it is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.builds import Built
from warehouse.dbt_docs import describe_model, write_documentation


@pytest.fixture(scope="module")
def folder(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation of the shared build."""
    home = tmp_path_factory.mktemp("dbt-docs")
    (home / "work.duckdb").write_bytes(built.work_file.read_bytes())
    return write_documentation(home / "docs", home / "work.duckdb").parent


def content(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


def is_in_both_languages(text: str) -> bool:
    return bool(re.search("[a-z]", text) and re.search("[\u4e00-\u9fff]", text))


def test_every_model_is_described_and_every_public_one_in_both_languages(folder: Path) -> None:
    models = [node for node in content(folder, "manifest")["nodes"].values() if node["resource_type"] == "model"]
    assert len(models) > 200
    assert [node["name"] for node in models if not node["description"]] == []
    both = [node for node in models if node["schema"] in ("main", "checks", "indicators")]
    assert [node["name"] for node in both if not is_in_both_languages(node["description"])] == []


def test_every_source_is_described_in_both_languages(folder: Path) -> None:
    sources = list(content(folder, "manifest")["sources"].values())
    assert len(sources) > 30
    assert [source["name"] for source in sources if not is_in_both_languages(source["description"])] == []


def test_every_column_of_a_published_relation_is_in_the_catalogue_with_its_description(
    built: Built, folder: Path
) -> None:
    described = {
        (node["name"], column["name"])
        for node in content(folder, "manifest")["nodes"].values()
        if node["resource_type"] == "model"
        for column in node["columns"].values()
        if is_in_both_languages(column["description"])
    }
    found = {
        (node["metadata"]["name"], column)
        for node in content(folder, "catalog")["nodes"].values()
        for column in node["columns"]
    }
    published = set(
        built.rows("select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal")
    )
    assert len(published) > 500
    assert published <= found
    assert published <= described


def test_the_sql_of_every_model_is_rendered_as_for_another_work_file(built: Built, folder: Path) -> None:
    rendered = {
        home: {path.name: path.read_text(encoding="utf-8") for path in home.glob("dbt/target/compiled/**/*.sql")}
        for home in (built.work_file.parent, folder.parent)
    }
    first, again = rendered.values()
    assert len(first) > 350
    assert first == again


def test_the_page_needs_no_server(folder: Path) -> None:
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "INLINE DATA" not in page
    assert "model.juesuan.fct_amount" in page


def test_a_model_without_a_description_says_what_its_comment_says() -> None:
    code = "{{ config(materialized='view') }}\n-- What it is,\n-- and why.\nselect 1\n-- not this\n"
    assert describe_model({"config": {}, "raw_code": code}) == "What it is, and why."
    check = {"config": {"meta": {"title_en": "It adds up", "title_zh": "相加相符"}}, "raw_code": "select 1"}
    assert describe_model(check) == "It adds up. 相加相符。"
