"""The reference files keep their promises."""

import csv
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "warehouse" / "reference"
KEYS = {
    "claim_bindings": ("binding_no",),
    "cofog": ("subject_code",),
    "earlier_functional_subjects": ("subject_code", "valid_from_year"),
    "declared_exceptions": ("document_id", "region_code", "unit_name_zh", "cause", "check_id", "scope"),
    "exception_causes": ("cause", "check_id"),
    "economic_subjects": ("subject_code", "valid_from_year"),
    "expected_publishers": ("region_code", "name_zh", "unit_level", "valid_from_year"),
    "functional_subjects": ("subject_code", "valid_from_year"),
    "government_accounts": ("region_code", "fiscal_year", "subject_code"),
    "imf_ftc_dimensions": ("dimension_code", "evidence_kind", "evidence_id"),
    "line_items": ("table_id", "template", "valid_from_year", "block", "label_zh", "line_id"),
    "measures": ("measure",),
    "published_units": ("published_unit",),
    "region_aliases": ("alias_zh",),
    "reading_decisions": ("document_id", "page", "table_id", "row_name", "measure", "published_text"),
    "region_changes": ("from_region_code", "from_name_zh", "to_region_code"),
    "regions": ("region_code", "valid_from_year"),
    "tables": ("table_id",),
    "unit_aliases": ("region_code", "alias_zh"),
    "unit_decisions": ("document_id",),
    "unit_events": ("region_code", "event_date", "event_kind", "from_name_zh", "to_name_zh"),
    "unit_identifiers": ("scheme", "value", "region_code"),
    "corrections": ("document_id", "table_id", "subject_code", "label_zh", "measure"),
}


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_reference_file_has_a_known_key() -> None:
    assert {path.stem for path in REFERENCE.glob("*.csv")} == set(KEYS)


@pytest.mark.parametrize("name", sorted(KEYS))
def test_the_key_of_a_reference_file_is_unique(name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows(name)]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize("name", ["functional_subjects", "economic_subjects"])
def test_one_code_means_one_thing_in_a_year(name: str) -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows(name):
        span = (int(row["valid_from_year"]), int(row["valid_to_year"] or 9999))
        spans.setdefault(row["subject_code"], []).append(span)
    overlaps = [
        code
        for code, several in spans.items()
        for first, second in zip(sorted(several), sorted(several)[1:], strict=False)
        if second[0] <= first[1]
    ]
    assert overlaps == []


def test_every_region_belongs_to_one_that_is_listed() -> None:
    regions = {row["region_code"]: row for row in rows("regions")}
    assert regions["000000"]["name_zh"] == "中央"
    assert regions["310107"]["parent_region_code"] == "310000"
    assert all(row["parent_region_code"] in regions for row in regions.values() if row["level"] != "national")


def test_a_region_code_has_one_name_a_year() -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in rows("regions"):
        span = (int(row["valid_from_year"]), int(row["valid_to_year"] or 9999))
        assert span[0] <= span[1], row
        spans.setdefault(row["region_code"], []).append(span)
    overlaps = [
        code
        for code, several in spans.items()
        for first, second in zip(sorted(several), sorted(several)[1:], strict=False)
        if second[0] <= first[1]
    ]
    assert overlaps == []


def test_a_change_of_regions_ends_one_name_and_leads_to_one_that_is_valid_in_that_year() -> None:
    names = {(row["region_code"], row["name_zh"]): row for row in rows("regions")}
    ended = {key for key, row in names.items() if row["valid_to_year"]}
    for change in rows("region_changes"):
        year = int(change["change_year"])
        before = names[change["from_region_code"], change["from_name_zh"]]
        after = names[change["to_region_code"], change["to_name_zh"]]
        assert int(before["valid_to_year"]) == year - 1, change
        assert int(after["valid_from_year"]) <= year <= int(after["valid_to_year"] or 9999), change
        same_name = change["from_name_zh"] == change["to_name_zh"]
        same_code = change["from_region_code"] == change["to_region_code"]
        assert (change["change_kind"] == "renamed") == same_code, change
        assert change["change_kind"] != "recoded" or (same_name and before["level"] == after["level"]), change
        assert change["source"], change
    assert {(row["from_region_code"], row["from_name_zh"]) for row in rows("region_changes")} == ended


def test_a_region_is_recoded_to_one_code_only() -> None:
    recoded = [row["from_region_code"] for row in rows("region_changes") if row["change_kind"] == "recoded"]
    assert len(recoded) == len(set(recoded))


def test_every_binding_of_a_claim_leads_to_a_line_and_measure_that_tables_have() -> None:
    lines = {(row["table_id"], row["line_id"]) for row in rows("line_items")}
    measures = {row["measure"] for row in rows("measures")}
    tables = {row["table_id"] for row in rows("tables")}
    for row in rows("claim_bindings"):
        for place in ("", "base_"):
            table, line, measure = (row[f"{place}{column}"] for column in ("table_id", "line_id", "measure"))
            if table:
                assert table in tables, row["binding_no"]
                assert measure in measures, row["binding_no"]
            if line and "{" not in line:
                assert (table, line) in lines, row["binding_no"]
