"""What Dagster watches of a run.

Put here: checks of a run's course: did the portals answer, did they list what their files promise.
Keep out: rules about the data, which are dbt tests and check models (sql).
"""

from collections.abc import Iterator

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    multi_asset_check,
)

from pipelines.crawling import judge_crawl
from pipelines.defs.crawl import documents, last_summaries
from scrapers.portal import load_portals


@multi_asset_check(
    specs=[
        AssetCheckSpec("portals_answered", asset=documents, blocking=True),
        AssetCheckSpec("portals_listed_enough", asset=documents),
    ]
)
def crawl_checks(context: AssetCheckExecutionContext) -> Iterator[AssetCheckResult]:
    """A portal that is blocked or out, or lists too little, is a warning; no portal at all stops the run."""
    judged = judge_crawl(last_summaries(context.instance, context.run.run_id), load_portals())
    yield AssetCheckResult(
        check_name="portals_answered",
        passed=not judged.unanswered,
        severity=AssetCheckSeverity.ERROR if judged.is_lost else AssetCheckSeverity.WARN,
        metadata=judged.unanswered,
    )
    yield AssetCheckResult(
        check_name="portals_listed_enough",
        passed=not judged.short,
        severity=AssetCheckSeverity.WARN,
        metadata=judged.short,
    )
