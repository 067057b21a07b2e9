"""When which stages run.

Put here: jobs and schedules, for those who run Dagster's daemon; `juesuan nightly` needs none.
Keep out: what a stage does.
"""

from dagster import AssetSelection, RunRequest, ScheduleEvaluationContext, define_asset_job, schedule

from pipelines.defs.crawl import documents
from pipelines.partitions import crawl_partitions, whole_range_tags

nightly = define_asset_job(
    "nightly", selection=AssetSelection.all(), description="From the portals to a release. 每夜任务。"
)
refresh = define_asset_job(
    "refresh",
    selection=AssetSelection.all() - AssetSelection.assets(documents),
    description="From the stored documents to a release, without asking the portals. 不访问门户，仅重建。",
)


@schedule(job=nightly, cron_schedule="30 2 * * *", execution_timezone="Asia/Shanghai")
def every_night(context: ScheduleEvaluationContext) -> RunRequest:
    """One run over all portals and years, when the portals are quiet."""
    return RunRequest(tags=whole_range_tags(crawl_partitions()))
