"""Documents read into shards: cells, amounts, claims, findings.

Put here: the asset that reads what is stored and not yet read.
Keep out: reading itself (process), partitions a document (there are too many).
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from dagster import AssetExecutionContext, AssetKey, AssetSpec, MaterializeResult, multi_asset

from pipelines.defs.crawl import documents
from pipelines.fingerprint import is_up_to_date
from pipelines.process import read_stored
from pipelines.settings import read_settings
from pipelines.version import PIPELINE_VERSION
from warehouse.schema import SHARDS

SHARD_KEYS = [AssetKey(["shards", relation]) for relation in SHARDS]
_COUNTS = {"table": "table_count", "amount": "amount_count", "finding": "finding_count"}


@multi_asset(
    specs=[
        AssetSpec(key, deps=[documents], skippable=True, group_name="read", code_version=PIPELINE_VERSION)
        for key in SHARD_KEYS
    ]
)
def shards(context: AssetExecutionContext) -> Iterator[MaterializeResult[Any]]:
    """What is read in the documents, a shard a document. 从文档读出的表格、金额、陈述与问题。

    When nothing is new since the last release, nothing is materialized and the later stages are skipped.
    """
    settings = read_settings()
    if is_up_to_date(settings):
        context.log.info("nothing new since the last release")
        return
    reports = read_stored(settings)
    states = Counter(report.state for report in reports)
    for key in SHARD_KEYS:
        count = _COUNTS.get(key.path[-1])
        rows = {"rows": sum(getattr(report, count) for report in reports)} if count else {}
        yield MaterializeResult(asset_key=key, metadata={"documents": len(reports), **states, **rows})
