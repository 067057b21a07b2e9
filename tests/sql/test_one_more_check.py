"""The recipe of CONTRIBUTING.md for one more check, followed from nothing: one SQL file, and nothing else touched."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest
from dagster import AssetKey
from dagster_dbt import build_dbt_asset_specs
from openpyxl import load_workbook

from pipelines.findings import read_findings
from pipelines.findings_workbook import write_workbook
from pipelines.settings import Settings, read_settings
from tests.warehouse.builds import example, write_inputs
from warehouse.build import SQL_FOLDER, build, dbt_environment
from warehouse.checks_page import checks_page
from warehouse.describe import describe
from warehouse.load import load
from warehouse.publish import publish

NEW_CHECK = """{%- set check = {
    "check_id": "X.99",
    "title_zh": "收入支出决算总表：年末结转不超过年初结转",
    "title_en": "Summary: closing carryover is not above opening carryover",
    "severity": "warn",
    "tolerance": "0.005 × (non-zero parts + 1) in the printed unit",
    "source": "an example of this test 本测试的示例",
    "tables": ["income_expenditure_summary"],
} -%}
{{ config(meta=check) }}

with

figures as (
    select * from {{ ref('int_figure') }} where table_id = 'income_expenditure_summary'
),

terms as (
    select {{ term('total', "'carryover.closing <= carryover.opening'") }}
    from figures where line_id = 'carryover.closing'
    union all
    select {{ term('part', "'carryover.closing <= carryover.opening'") }}
    from figures where line_id = 'carryover.opening'
)

{{ grade(check, relation='at_least') }}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the dbt project with one more file."""
    project = tmp_path_factory.mktemp("project") / "sql"
    shutil.copytree(SQL_FOLDER, project, ignore=shutil.ignore_patterns("target", "logs"))
    (project / "models" / "checks" / "chk_x_99.sql").write_text(NEW_CHECK, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def settings(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a release of that project: a department with 10 of opening and 20 of closing carryover."""
    settings = read_settings(home=tmp_path_factory.mktemp("home"))
    write_inputs(settings.home, [example(2024)])
    load(settings.home / "shards" / "test", settings.home / "sightings", settings.work_file)
    report = build(settings.work_file, project=project)
    assert report.blocking_failures == ()
    publish(settings.home, settings.work_file)
    return settings


def test_it_is_evaluated_and_catalogued(settings: Settings) -> None:
    with duckdb.connect(str((settings.current / "juesuan.duckdb").resolve()), read_only=True) as connection:
        states = connection.execute("select severity, state, page from fct_check where check_id = 'X.99'").fetchall()
        titles = connection.execute("select title_en from dim_check where check_id = 'X.99'").fetchall()
    assert states == [("warn", "fail", 1)]
    assert titles == [("Summary: closing carryover is not above opening carryover",)]


def test_it_is_an_asset_of_dagster_that_follows_from_the_figures(settings: Settings, project: Path) -> None:
    manifest = Path(dbt_environment(settings.work_file, project)["DBT_TARGET_PATH"]) / "manifest.json"
    (spec,) = (s for s in build_dbt_asset_specs(manifest=manifest) if s.key == AssetKey(["checks", "chk_x_99"]))
    assert AssetKey(["intermediate", "int_figure"]) in {dependency.asset_key for dependency in spec.deps}


def test_it_stands_in_both_generated_pages(settings: Settings) -> None:
    database = (settings.current / "juesuan.duckdb").resolve()
    for page in (checks_page(database), describe(database)):
        assert "年末结转不超过年初结转" in page


def test_its_finding_stands_in_the_workbook(settings: Settings, tmp_path: Path) -> None:
    findings = read_findings(settings, "山西省太原市示范局")
    write_workbook(findings, tmp_path / "check.xlsx")
    rows = list(load_workbook(tmp_path / "check.xlsx")["检查明细"].iter_rows(min_row=2, values_only=True))
    (row,) = (row for row in rows if row[0] == "X.99")
    assert row[1:3] == ("不符", "疑点")
    causes = load_workbook(tmp_path / "check.xlsx")["检查表"].iter_rows(min_row=2, max_col=1, values_only=True)
    assert any("X.99" in str(check_ids) for (check_ids,) in causes)


def test_the_project_itself_has_not_changed(project: Path) -> None:
    def names(folder: Path) -> set[str]:
        return {path.relative_to(folder).as_posix() for path in (folder / "models").rglob("*") if path.is_file()}

    assert names(project) - names(SQL_FOLDER) == {"models/checks/chk_x_99.sql"}
    assert "chk_x_99" not in os.environ.get("JUESUAN_CHECK_MODELS", "")
