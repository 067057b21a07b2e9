"""Crawls as `pipelines` sees them: the command that runs one, and what it came to.

Put here: calling the crawler in a process of its own, which outcomes are an alarm, and which stop the night.
Keep out: the crawler and its counting (scrapers), and how a check is shown (pipelines.defs.checks).
"""

import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipelines.settings import Settings
from scrapers.portal import Portal

NOT_ANSWERED: Final = frozenset({"blocked", "outage"})


def crawl_command(settings: Settings, portals: Sequence[str] = (), year: int | None = None) -> list[str]:
    """Return the command that crawls portals (all without a name) in a process of its own.

    A process of its own, because the reactor of the crawler cannot be started twice in one.
    """
    command = [sys.executable, "-m", "scrapers.run", "--home", str(settings.home)]
    for portal in portals:
        command += ["--portal", portal]
    if year is not None:
        command += ["--year", str(year)]
    return command


def crawl_portals(settings: Settings, portals: Sequence[str] = (), year: int | None = None) -> int:
    """Crawl portals and return the exit status of the crawl: 1 when a portal is blocked or out, 2 for wrong input."""
    return subprocess.run(crawl_command(settings, portals, year), check=False).returncode


@dataclass(frozen=True)
class CrawlJudgement:
    """What has to be said of a night's crawls.

    `unanswered` are portals that were blocked or out, with the reason; `short` are portals that listed fewer documents
    than their file expects, with both numbers; `is_lost` is true when no portal answered at all.
    """

    unanswered: dict[str, str]
    short: dict[str, str]
    is_lost: bool


def judge_crawl(summaries: Iterable[Mapping[str, Any]], portals: Mapping[str, Portal]) -> CrawlJudgement:
    """Judge crawls by their summaries (`scrapers.monitors.Summary` as mappings)."""
    by_portal = {str(summary["portal_id"]): summary for summary in summaries}
    unanswered = {
        portal_id: f"{summary['outcome']}: {summary['reason']}"
        for portal_id, summary in by_portal.items()
        if summary["outcome"] in NOT_ANSWERED
    }
    short = {}
    for portal_id, summary in by_portal.items():
        expected = portals[portal_id].expectations.min_documents if portal_id in portals else 0
        if portal_id not in unanswered and summary["listed"] < expected:
            short[portal_id] = f"{summary['listed']} disclosures are listed, {expected} are expected at least"
    return CrawlJudgement(unanswered, short, is_lost=len(unanswered) == len(by_portal))
