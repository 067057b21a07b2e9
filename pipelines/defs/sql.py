"""The SQL models: each dbt model an asset, each dbt test an asset check.

Put here: the asset that runs dbt.
Keep out: models and tests (sql), calling dbt without Dagster (warehouse.build).
"""

from collections.abc import Iterator
from typing import Any

from dagster import AssetExecutionContext
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from pipelines.dbt_project import LocalDbt, prepared_project, record_finished_build
from pipelines.progress import working
from pipelines.settings import read_settings

project = prepared_project()
translator = DagsterDbtTranslator(
    settings=DagsterDbtTranslatorSettings(enable_asset_checks=True, enable_source_tests_as_checks=True)
)


@dbt_assets(manifest=project.manifest_path, project=project, pool="duckdb_writer", dagster_dbt_translator=translator)
def sql_models(context: AssetExecutionContext, dbt: LocalDbt) -> Iterator[Any]:
    """Staging, marts, checks and indicators. 暂存、集市、勾稽检查与指标。"""
    settings = read_settings()
    folder = settings.work_file.parent / "dbt" / "dagster"  # one folder, so that runs leave no trail of them
    invocation = dbt.cli(["build"], context=context, target_path=folder)
    with working("building models and checks"):
        yield from invocation.stream()
    record_finished_build(settings, invocation)
