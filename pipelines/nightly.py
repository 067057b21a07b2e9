"""The nightly job without Dagster's daemon: `juesuan nightly`, or `python -m pipelines.nightly` from cron.

Put here: running the job once in this process, quietly, and telling how it ended.
Keep out: the stages (pipelines.defs) and what the release holds (summary).

Dagster is imported inside functions: children that read documents import this module again and must not pay for it.
"""

import logging
import os
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipelines.fingerprint import is_up_to_date
from pipelines.settings import Settings, read_settings

if TYPE_CHECKING:
    from dagster import DagsterInstance, ExecuteInProcessResult

KEPT_LOGS: Final = 30


@dataclass(frozen=True)
class NightlyReport:
    """How a night ended.

    `failures` are stages and blocking checks that failed, one line each; `warnings` are checks that failed without
    stopping the run; `is_skipped` is true when nothing was new and the later stages were left out. `crawl_counts` are
    the sums of the portals' counts: listed, stored, unchanged, not_modified, refused, ignored, failed, bytes.
    """

    failures: tuple[str, ...]
    warnings: tuple[str, ...]
    is_skipped: bool
    crawl_counts: Counter[str]
    log_file: Path

    @property
    def exit_status(self) -> int:
        """Return 0 when the night went well or had nothing to do, else 1."""
        return 1 if self.failures else 0


def execute_nightly(settings: Settings) -> NightlyReport:
    """Crawl all portals, and take what is new to a release; return how it ended.

    It is the job `nightly` in two runs: the SQL project, which takes seconds to load, is left alone when the crawl
    brings nothing new.

    Raises:
        NoPortalError: when there is no portal.
    """
    os.environ["JUESUAN_HOME"] = str(settings.home)  # the stages and their children read their settings from there
    log_file = _new_log_file(settings)
    with _quiet(log_file), _instance(settings) as instance:
        crawled = _crawl(instance, log_file)
        runs = [crawled]
        is_skipped = crawled.success and is_up_to_date(settings)
        if crawled.success and not is_skipped:
            runs.append(_refresh(instance, log_file))
        failures, warned = _problems(runs)
        return NightlyReport(failures, warned, is_skipped, _crawl_counts(crawled), log_file)


def _crawl(instance: "DagsterInstance", log_file: Path) -> "ExecuteInProcessResult":
    from dagster import Definitions, define_asset_job, in_process_executor

    from pipelines.defs.checks import crawl_checks
    from pipelines.defs.crawl import documents, partitions, portals
    from pipelines.partitions import whole_range_tags
    from pipelines.run_log import file_logger

    crawl_only = Definitions(
        assets=[portals, documents],
        asset_checks=[crawl_checks],
        jobs=[define_asset_job("crawl")],
        executor=in_process_executor,
        loggers={"file": file_logger},
    )
    return crawl_only.resolve_job_def("crawl").execute_in_process(
        instance=instance,
        tags=whole_range_tags(partitions),
        run_config=_log_into(log_file),
        raise_on_error=False,
    )


def _refresh(instance: "DagsterInstance", log_file: Path) -> "ExecuteInProcessResult":
    from pipelines.progress import working

    with working("loading the stages"):
        from pipelines.definitions import defs

        job = defs().resolve_job_def("refresh")
    return job.execute_in_process(instance=instance, run_config=_log_into(log_file), raise_on_error=False)


def _log_into(log_file: Path) -> dict[str, Any]:
    return {"loggers": {"file": {"config": {"path": str(log_file)}}}}


def run_nightly(settings: Settings) -> int:
    """Run the job once, print how it ended, and return the exit status."""
    report = execute_nightly(settings)
    for line in report.warnings:
        print(f"warning: {line}", file=sys.stderr)
    for line in report.failures:
        print(f"failed: {line}", file=sys.stderr)
    if report.failures:
        print(f"the release before stays; the whole log is {report.log_file}", file=sys.stderr)
    elif report.is_skipped:
        print("nothing new since the last release: nothing to read, build or publish")
    else:
        from pipelines.summary import print_release

        print_release(settings)
    return report.exit_status


def _problems(runs: "Sequence[ExecuteInProcessResult]") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the failures and the warnings of runs, one line each."""
    from dagster import AssetCheckSeverity

    failures: list[str] = []
    warned: list[str] = []
    for run in runs:
        for event in run.all_events:
            if event.is_step_failure:
                error = event.step_failure_data.error
                while error is not None and error.cause is not None:
                    error = error.cause
                failures.append(f"{event.step_key}: {error.message.strip() if error else event.message}")
        for check in run.get_asset_check_evaluations():
            if not check.passed:
                details = "; ".join(f"{name}: {value.value}" for name, value in check.metadata.items())
                line = f"check {check.check_name} of {check.asset_key.to_user_string()}: {details}"
                (failures if check.severity is AssetCheckSeverity.ERROR else warned).append(line)
        if not run.success and not failures:
            failures.append("a run failed outside its steps")
    return tuple(failures), tuple(warned)


def _crawl_counts(result: "ExecuteInProcessResult") -> Counter[str]:
    from pipelines.defs.crawl import documents
    from scrapers.outcomes import COUNTED

    counts: Counter[str] = Counter()
    for materialization in result.asset_materializations_for_node(documents.op.name)[:1]:  # all partitions say the same
        for word in COUNTED:
            counts[word] = int(str(materialization.metadata[word].value))
    return counts


@contextmanager
def _instance(settings: Settings) -> Iterator["DagsterInstance"]:
    """Dagster's state: the operator's where $DAGSTER_HOME says so, else in the home folder."""
    from dagster import DagsterInstance

    if os.environ.get("DAGSTER_HOME"):
        with DagsterInstance.get() as instance:
            yield instance
        return
    folder = settings.home / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    with DagsterInstance.local_temp(str(folder), overrides={"telemetry": {"enabled": False}}) as instance:
        yield instance


@contextmanager
def _quiet(log_file: Path) -> Iterator[None]:
    """Send what Dagster and dbt say into the log file; progress, results and warnings go to the terminal."""
    with log_file.open("a", encoding="utf-8") as stream:
        handler = logging.StreamHandler(stream)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root = logging.getLogger()
        root.addHandler(handler)
        try:
            with warnings.catch_warnings(), redirect_stdout(stream):
                warnings.simplefilter("ignore")
                yield
        finally:
            root.removeHandler(handler)


def _new_log_file(settings: Settings) -> Path:
    settings.logs.mkdir(parents=True, exist_ok=True)
    for old in sorted(settings.logs.glob("nightly-*.log"))[: -KEPT_LOGS + 1]:
        old.unlink()
    return settings.logs / f"nightly-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.log"


if __name__ == "__main__":
    sys.exit(run_nightly(read_settings()))
