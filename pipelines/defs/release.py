"""The published release.

Put here: the asset that publishes.
Keep out: what a release consists of and when it is refused (warehouse.publish).
"""

from typing import Any

from dagster import MaterializeResult, asset

from pipelines.defs.sql import sql_models
from pipelines.settings import read_settings
from pipelines.stages import publish_release


@asset(deps=[sql_models], pool="duckdb_writer", group_name="publish", kinds={"duckdb", "parquet"})
def release() -> MaterializeResult[Any]:
    """juesuan.duckdb, Parquet and datapackage.json, swapped in at once. 发布版本。"""
    settings = read_settings()
    published = publish_release(settings)
    return MaterializeResult(metadata={"release_id": published.release_id, "folder": str(settings.current)})
