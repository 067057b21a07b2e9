"""The accuracy statement: what a release says of its own exactness, and when the figures are not its own."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from tests.warehouse.builds import Built
from warehouse.accuracy import SECTIONS, differences, models_version, read_statement, record_measurement
from warehouse.accuracy_page import PAGE, render, share
from warehouse.checks_page import checks_page

RELEASE = {"pipeline_versions": ["reader"], "models_version": "models", "check_count": 2}


def measured(pipeline_version: str = "reader", models: str = "models") -> dict[str, object]:
    section = {"pipeline_version": pipeline_version, "models_version": models, "check_count": 1}
    return dict.fromkeys(SECTIONS, section)


def test_a_release_of_the_measured_versions_differs_in_nothing() -> None:
    assert differences(measured(), RELEASE) == []


def test_another_reader_makes_every_figure_another_ones() -> None:
    assert len(differences(measured(pipeline_version="older"), RELEASE)) == len(SECTIONS)


def test_other_checks_leave_the_figures_of_reading_as_they_are() -> None:
    said = differences(measured(models="older"), RELEASE)
    assert [line.split()[0] for line in said] == ["checks", "corruption"]


def test_what_was_never_measured_is_said() -> None:
    assert differences({}, RELEASE) == [f"{name} was never measured" for name in SECTIONS]


def test_a_measurement_replaces_its_section_and_carries_its_versions(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.json"
    for name in ("corruption", "reading"):
        record_measurement(name, {"corpora": []}, pipeline_version="reader", measured_on=date(2026, 1, 2), path=path)
    statement = read_statement(path)
    assert list(statement) == ["reading", "corruption"]
    assert statement["reading"]["measured_on"] == "2026-01-02"
    assert statement["reading"]["models_version"] == models_version()
    with pytest.raises(ValueError, match="use one of"):
        record_measurement("speed", {}, pipeline_version="reader", measured_on=date(2026, 1, 2), path=path)


def test_a_release_carries_the_statement_and_its_data_package_names_it(built: Built) -> None:
    statement = json.loads(built.release.accuracy.read_text(encoding="utf-8"))
    measured_figures = read_statement()
    assert {name: statement[name] for name in measured_figures} == measured_figures
    assert statement["release"]["release_id"] == "first"
    assert any("read with test" in line for line in statement["release"]["differs_from_measured"])
    package = json.loads(built.release.datapackage.read_text(encoding="utf-8"))
    assert [r["path"] for r in package["resources"] if r["name"] == "accuracy"] == ["accuracy.json"]


def test_the_command_prints_the_statement_and_what_is_not_of_this_release(built: Built) -> None:
    result = CliRunner().invoke(app, ["accuracy", "--home", str(built.home)])
    assert result.exit_code == 0, result.output
    assert "release first" in result.stdout
    assert "The figures below are not of this release's versions" in result.stdout


def test_a_release_without_a_statement_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "juesuan.duckdb").write_bytes(b"")
    result = CliRunner().invoke(app, ["accuracy", "--home", str(tmp_path)])
    assert (result.exit_code, "publish again" in result.stderr) == (1, True)


def test_the_page_says_what_the_statement_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(read_statement()), "run `make docs`"


def test_a_page_without_measurements_claims_nothing() -> None:
    assert render({}).count("Not measured yet.") == len(SECTIONS)


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert (share(9999, 10000), share(10000, 10000), share(0, 0)) == ("99.9%", "100.0%", "–")


def test_the_page_of_checks_is_what_their_headers_say(built: Built) -> None:
    page = Path(__file__).parents[2] / "docs" / "checks.md"
    assert page.read_text(encoding="utf-8") == checks_page(built.release.database), "run `make docs`"
