"""The data package of a release says what is in its files, and whoever reads only it is told the truth."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from frictionless import Package, Schema

from pipelines.export import export_release
from pipelines.settings import read_settings
from tests.warehouse.builds import Built
from warehouse.accuracy import distribution_version, models_version
from warehouse.declarations import Column, unit_of
from warehouse.provenance import citation
from warehouse.publish import publish
from warehouse.terms import Terms, find_licence, rights

Resource = dict[str, Any]
ARROW: dict[str, Any] = {
    "string": pa.types.is_string,
    "integer": pa.types.is_integer,
    "number": lambda kind: pa.types.is_decimal(kind) or pa.types.is_float64(kind),
    "boolean": pa.types.is_boolean,
    "date": pa.types.is_date,
    "datetime": pa.types.is_timestamp,
    "array": pa.types.is_list,
}


@pytest.fixture(scope="module")
def package(built: Built) -> Resource:
    content: Resource = json.loads(built.release.datapackage.read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def tables(package: Resource) -> dict[str, Resource]:
    return {resource["name"]: resource for resource in package["resources"] if resource["format"] == "parquet"}


def parts(resource: Resource) -> list[Resource]:
    return resource.get("parts") or [resource]


def test_it_names_every_file_and_column(built: Built, package: Resource, tables: dict[str, Resource]) -> None:
    listed = {part["path"] for resource in package["resources"] for part in parts(resource)}
    files = {path.relative_to(built.release.folder).as_posix() for path in built.release.folder.rglob("*.*")}
    assert listed == files - {"datapackage.json", "CITATION.cff"}
    fields = {(r["name"], f["name"]) for r in tables.values() for f in r["schema"]["fields"] if f["description"]}
    columns = built.rows(
        "select table_name, column_name from duckdb_columns() "
        "where table_name in (select table_name from duckdb_tables())"
    )
    assert fields == set(columns)


def test_every_file_has_the_size_and_hash_that_are_stated(built: Built, package: Resource) -> None:
    for resource in package["resources"]:
        content = [(built.release.folder / part["path"]).read_bytes() for part in parts(resource)]
        for part, data in zip(parts(resource), content, strict=True):
            assert (part["bytes"], part["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        whole = b"".join(content)
        assert (resource["bytes"], resource["hash"]) == (len(whole), f"sha256:{hashlib.sha256(whole).hexdigest()}")


def test_frictionless_reads_it_and_every_schema_in_it(package: Resource) -> None:
    assert Package.from_descriptor(json.loads(json.dumps(package))).name == "juesuan"
    for resource in package["resources"]:
        if "schema" in resource:
            schema = Schema.from_descriptor(json.loads(json.dumps(resource["schema"])))
            assert len(schema.fields) == len(resource["schema"]["fields"])


@pytest.fixture
def csv_package(built: Built, tables: dict[str, Resource], tmp_path: Path) -> Path:
    """All tables as `juesuan export` writes them for Excel, with the schemas of the data package."""
    export_release(read_settings(home=built.home), tmp_path / "csv", file_format="csv")
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "encoding": "utf-8-sig",
            "schema": {
                **resource["schema"],
                # DuckDB writes an instant with a space and a short offset, which the standard's default is not.
                "fields": [
                    {**field, "format": "any"} if field["type"] == "datetime" else field
                    for field in resource["schema"]["fields"]
                ],
            },
        }
        for name, resource in tables.items()
    ]
    path = tmp_path / "csv" / "datapackage.json"
    path.write_text(json.dumps({"name": "csv", "resources": resources}), encoding="utf-8")
    return path


def test_frictionless_finds_types_words_and_keys_to_hold_in_every_row(csv_package: Path) -> None:
    report = Package(str(csv_package)).validate()
    assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"]) == []
    assert report.valid


def test_frictionless_would_notice_a_unit_that_is_missing(csv_package: Path) -> None:
    units = csv_package.with_name("dim_unit.csv")
    units.write_text("\n".join(units.read_text(encoding="utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
    report = Package(str(csv_package)).validate()
    assert "foreign-key" in {kind for (kind,) in report.flatten(["type"])}


def test_types_are_those_of_the_parquet_files(built: Built, tables: dict[str, Resource]) -> None:
    for resource in tables.values():
        for part in parts(resource):
            schema = pq.read_schema(built.release.folder / part["path"])
            assert schema.names == [field["name"] for field in resource["schema"]["fields"]]
            for field in resource["schema"]["fields"]:
                kind = schema.field(field["name"]).type
                assert ARROW[field["type"]](kind), (part["path"], field["name"], kind)
                if field["duckdbType"].startswith("DECIMAL"):
                    assert field["duckdbType"] == f"DECIMAL({kind.precision},{kind.scale})"


@pytest.fixture(scope="module")
def parquet(built: Built, tables: dict[str, Resource]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The Parquet files alone, a view a relation."""
    with duckdb.connect() as connection:
        for name, resource in tables.items():
            files = [str(built.release.folder / part["path"]) for part in parts(resource)]
            listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            connection.execute(f'create view "{name}" as select * from read_parquet([{listed}])')
        yield connection


def test_foreign_keys_hold_in_the_parquet_files(
    parquet: duckdb.DuckDBPyConnection, tables: dict[str, Resource]
) -> None:
    checked = set()
    for name, resource in tables.items():
        for key in resource["schema"].get("foreignKeys", []):
            (column,), (target,) = key["fields"], key["reference"]["fields"]
            dimension = key["reference"]["resource"]
            outside = parquet.execute(
                f'select "{column}" from "{name}" where "{column}" is not null '
                f'and "{column}" not in (select "{target}" from "{dimension}")'
            ).fetchall()
            assert outside == [], (name, column)
            checked.add((name, column, dimension))
    assert {
        ("fct_amount", "document_id", "dim_document"),
        ("fct_amount", "unit_id", "dim_unit"),
        ("fct_amount", "measure", "dim_measure"),
        ("fct_check", "check_id", "dim_check"),
        ("indicators", "indicator_id", "dim_indicator"),
        ("dim_unit", "parent_unit_id", "dim_unit"),
        ("dim_unit", "region_code", "dim_region"),
    } <= checked
    assert not {key for key in checked if key[:2] == ("fct_claim", "measure")}


def test_a_relation_with_a_unit_a_document_or_a_year_refers_to_its_dimension(tables: dict[str, Resource]) -> None:
    dimensions = {"document_id": "dim_document", "unit_id": "dim_unit", "fiscal_year": "dim_fiscal_year"}
    for name, resource in tables.items():
        referred = {key["fields"][0]: key["reference"]["resource"] for key in resource["schema"].get("foreignKeys", [])}
        for field in resource["schema"]["fields"]:
            if field["name"] in dimensions and name != dimensions[field["name"]]:
                assert referred.get(field["name"]) == dimensions[field["name"]], (name, field["name"])


def test_an_enumeration_of_the_database_is_a_text_with_its_words(tables: dict[str, Resource]) -> None:
    fields = {field["name"]: field for field in tables["fct_check"]["schema"]["fields"]}
    assert fields["state"]["type"] == "string"
    assert fields["state"]["constraints"]["enum"] == ["exact", "fail", "not_applicable", "not_testable", "rounding"]
    assert fields["state"]["duckdbType"].startswith("ENUM(")


def test_keys_are_unique_and_required_words_are_there(
    parquet: duckdb.DuckDBPyConnection, tables: dict[str, Resource]
) -> None:
    for name, resource in tables.items():
        schema = resource["schema"]
        for columns in [schema["primaryKey"]] if "primaryKey" in schema else schema.get("uniqueKeys", []):
            listed = ", ".join(f'"{column}"' for column in columns)
            twice = f'select {listed} from "{name}" group by all having count(*) > 1'
            assert parquet.execute(twice).fetchall() == [], name
        for field in schema["fields"]:
            constraints = field.get("constraints", {})
            if field["type"] == "array":
                assert "enum" not in constraints, (name, field["name"])
                continue
            values = {v for (v,) in parquet.execute(f'select distinct "{field["name"]}" from "{name}"').fetchall()}
            if constraints.get("required"):
                assert None not in values, (name, field["name"])
            if "enum" in constraints:
                assert values - {None} <= set(constraints["enum"]), (name, field["name"])
    assert tables["dim_subject"]["schema"]["primaryKey"] == ["classification", "subject_code", "valid_from_year"]
    assert tables["fct_check"]["schema"]["uniqueKeys"] == [["check_id", "document_id", "scope"]]
    keyless = {name for name in tables if name.startswith("dim_")} - {
        name for name, resource in tables.items() if {"primaryKey", "uniqueKeys"} & resource["schema"].keys()
    }
    assert keyless == set()


def test_every_number_says_in_what_it_is_measured(tables: dict[str, Resource]) -> None:
    units = {"yuan", "ratio", "percent", "point", "score", "byte"}
    for name, resource in tables.items():
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for field in fields.values():
            if field["type"] != "number":
                continue
            assert ("unit" in field) != ("unitColumn" in field), (name, field["name"])
            if "unit" in field:
                assert field["unit"] in units
                continue
            relation, _, column = field["unitColumn"].rpartition(".")
            named = {each["name"] for each in tables[relation or name]["schema"]["fields"]}
            assert column in named, (name, field["name"])
    amount = {field["name"]: field for field in tables["fct_amount"]["schema"]["fields"]}
    assert (amount["amount_yuan"]["unit"], amount["published_amount"]["unitColumn"]) == ("yuan", "published_unit")


def test_what_is_declared_of_a_column_goes_before_what_its_name_says() -> None:
    assert unit_of("published_execution_ratio", Column({"unit": "percent"})) == {"unit": "percent"}
    assert unit_of("execution_ratio", Column()) == {"unit": "ratio"}
    assert unit_of("value", Column({"unit_column": "dim_indicator.unit"})) == {"unitColumn": "dim_indicator.unit"}
    assert unit_of("page", Column()) == {}


def test_it_says_where_the_data_come_from_and_what_made_them(built: Built, package: Resource) -> None:
    documents = [
        name for (name,) in built.rows("select document_id from dim_document where state = 'published' order by 1")
    ]
    provenance = package["provenance"]
    assert provenance["documentCount"] == len(documents) == sum(s["documentCount"] for s in package["sources"])
    lines = "".join(f"{name}\n" for name in documents).encode()
    assert provenance["documentsHash"] == f"sha256:{hashlib.sha256(lines).hexdigest()}"
    assert (provenance["release"], provenance["codeVersion"]) == ("first", distribution_version())
    assert (provenance["modelsVersion"], provenance["readerVersions"]) == (models_version(), ["test"])
    portal = next(source for source in package["sources"] if "shanxi_province" in source["title"])
    assert portal["path"] == "http://portal.test/"


def test_by_default_the_compilation_is_under_cc_by_and_the_documents_stay_their_publishers(package: Resource) -> None:
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-4.0"]
    assert "政府信息公开条例" in package["rights"]["en"]
    assert "政府信息公开条例" in package["rights"]["zh"]
    assert package["contributors"] == [{"title": "The juesuan authors", "roles": ["creator"]}]


def test_whoever_publishes_says_under_which_terms(built: Built, tmp_path: Path) -> None:
    (tmp_path / "work.duckdb").write_bytes(built.work_file.read_bytes())
    terms = Terms("https://example.org/terms", "示范数据中心", "https://example.org/contact")
    release = publish(tmp_path, tmp_path / "work.duckdb", terms=terms)
    package = json.loads(release.datapackage.read_text(encoding="utf-8"))
    assert package["licenses"][0]["path"] == "https://example.org/terms"
    assert package["contributors"][1] == {
        "title": "示范数据中心",
        "path": "https://example.org/contact",
        "roles": ["publisher", "contact"],
    }
    cited = yaml.safe_load((release.folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["type"], cited["version"]) == ("dataset", release.release_id)
    assert cited["license-url"] == "https://example.org/terms"
    assert "示范数据中心" in package["citation"]


def test_the_citation_names_the_release_and_its_day() -> None:
    text = citation(release_id="r1", created_at=datetime(2026, 5, 4, tzinfo=UTC), terms=Terms())
    assert re.search(r"The juesuan authors \(2026\).*release r1, 2026-05-04, made with juesuan \d", text)


def test_a_licence_is_found_by_its_name_in_any_case_and_another_word_is_refused() -> None:
    assert find_licence("cc0-1.0")["name"] == "CC0-1.0"
    with pytest.raises(ValueError, match=r"use CC-BY-4\.0, "):
        find_licence("free")
    assert rights().keys() == {"en", "zh"}
