"""Portals and the documents that a crawl of them stores.

Put here: the asset that runs the crawler through Dagster Pipes.
Keep out: judging what came (checks), and the crawler itself (scrapers).
"""

import os
import subprocess
from typing import Any

from dagster import (
    AssetExecutionContext,
    AssetSpec,
    BackfillPolicy,
    DagsterEventType,
    DagsterInstance,
    Failure,
    MaterializeResult,
    MetadataValue,
    PipesEnvContextInjector,
    PipesTempFileMessageReader,
    asset,
    open_pipes_session,
)

from pipelines.crawling import crawl_command
from pipelines.partitions import crawl_partitions, crawls_of
from pipelines.settings import read_settings
from scrapers.outcomes import COUNTED

WRONG_INPUT = 2  # the crawler's exit status; 1 says that a portal is blocked or out, which the checks judge

SUMMARIES = "summaries"
"""Metadata of a materialization: what each crawl came to, as the crawler tells it."""

portals = AssetSpec("portals", group_name="collect", description="The portal files. 门户文件 scrapers/portals/*.yml。")
partitions = crawl_partitions()


@asset(
    deps=[portals],
    partitions_def=partitions,
    backfill_policy=BackfillPolicy.single_run(),
    group_name="collect",
    kinds={"scrapy"},
)
def documents(context: AssetExecutionContext) -> MaterializeResult[Any]:
    """The stored documents and sightings of portals. 各门户的文档及查看记录。

    Metadata: how many disclosures are listed, stored, unchanged, refused, for all portals and for each.
    """
    summaries: list[dict[str, Any]] = []
    for portal_ids, year in crawls_of(context.partition_keys, partitions):
        with open_pipes_session(context, PipesEnvContextInjector(), PipesTempFileMessageReader()) as session:
            environment = {**os.environ, **session.get_bootstrap_env_vars()}
            command = crawl_command(read_settings(), portal_ids, year)
            done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode not in (0, 1):
            raise Failure(f"the crawler stopped with exit status {done.returncode}; its messages are above")
        summaries += session.get_custom_messages()
    totals = {word: sum(summary[word] for summary in summaries) for word in COUNTED}
    return MaterializeResult(metadata={**totals, SUMMARIES: MetadataValue.json(summaries)})


def last_summaries(instance: DagsterInstance, run_id: str) -> list[dict[str, Any]]:
    """Return the summaries, one a portal, that the crawl of a run has left as metadata."""
    records = instance.get_records_for_run(run_id, of_type=DagsterEventType.ASSET_MATERIALIZATION).records
    for record in reversed(records):
        materialization = record.event_log_entry.asset_materialization
        if materialization is not None and SUMMARIES in materialization.metadata:
            summaries: Any = materialization.metadata[SUMMARIES].value
            return list(summaries)
    return []
