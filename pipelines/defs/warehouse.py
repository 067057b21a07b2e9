"""The private work file, as the SQL models find it.

Put here: the asset that loads shards and sightings. Its keys are dbt's sources, so that lineage has no gap.
Keep out: loading itself (warehouse.load).
"""

from collections.abc import Iterator
from typing import Any

from dagster import AssetSpec, MaterializeResult, multi_asset

from pipelines.dbt_project import source_keys
from pipelines.defs.documents import SHARD_KEYS
from pipelines.settings import read_settings
from pipelines.stages import load_work_file

SOURCE_KEYS = source_keys()


@multi_asset(
    specs=[
        AssetSpec(key, deps=SHARD_KEYS if key.path[0] == "raw" else (), skippable=True, group_name="warehouse")
        for key in SOURCE_KEYS
    ],
    pool="duckdb_writer",
)
def work_file() -> Iterator[MaterializeResult[Any]]:
    """Raw and reference relations in the work file. 工作库中的原始数据与参考资料。"""
    rows = load_work_file(read_settings()).rows
    for key in SOURCE_KEYS:
        name = key.path[-1]
        yield MaterializeResult(asset_key=key, metadata={"rows": rows[name]} if name in rows else {})
