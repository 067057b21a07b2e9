"""Crawls as `pipelines` sees them: the command that runs one, and what it came to.

Put here: calling the crawler in a process of its own, which outcomes are an alarm, and which stop the night.
Keep out: the crawler and its counting (scrapers), and how a check is shown (pipelines.defs.checks).
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipelines.settings import Settings
from scrapers.outcomes import COUNTED
from scrapers.portal import Portal

NOT_ANSWERED: Final = frozenset({"blocked", "outage", "drift"})


def crawl_command(
    settings: Settings,
    portals: Sequence[str] = (),
    year: int | None = None,
    *,
    sample: int | None = None,
    with_links: bool = False,
) -> list[str]:
    """Return the command that crawls portals (all without a name) in a process of its own.

    A process of its own, because the reactor of the crawler cannot be started twice in one. `sample` limits each
    portal to so many disclosures; `with_links` has the crawler tell what it decided about each link.
    """
    command = [sys.executable, "-m", "scrapers.run", "--home", str(settings.home)]
    for portal in portals:
        command += ["--portal", portal]
    if year is not None:
        command += ["--year", str(year)]
    if sample is not None:
        command += ["--sample", str(sample)]
    if with_links:
        command.append("--links")
    return command


def crawl_portals(
    settings: Settings, portals: Sequence[str] = (), year: int | None = None, sample: int | None = None
) -> int:
    """Crawl portals, telling what is decided about each link, and print what each came to.

    Returns the exit status of the crawl: 1 when an outcome is an alarm, 2 for wrong input.
    """
    command = crawl_command(settings, portals, year, sample=sample, with_links=True)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as crawl:
        for line in crawl.stdout or ():
            print(sentence_of(json.loads(line)), flush=True)
    return crawl.returncode


def sentence_of(summary: Mapping[str, Any]) -> str:
    """What a crawl came to, as a line for a person."""
    counts = ", ".join(f"{summary[word]} {word.replace('_', ' ')}" for word in COUNTED if summary[word])
    reason = f" ({summary['reason']})" if summary["reason"] else ""
    return f"{summary['portal_id']}: {summary['outcome']}{reason}: {counts or 'nothing seen'}"


@dataclass(frozen=True)
class CrawlJudgement:
    """What has to be said of a night's crawls.

    `unanswered` are portals that were blocked, out or changed beyond recognition, with the reason; `short` are portals
    that list none though they had some, fewer than their file expects, or are late; `is_lost` is true when no portal
    answered at all.
    """

    unanswered: dict[str, str]
    short: dict[str, str]
    is_lost: bool


def judge_crawl(summaries: Iterable[Mapping[str, Any]], portals: Mapping[str, Portal]) -> CrawlJudgement:
    """Judge crawls by their summaries (`scrapers.outcomes.Summary` as mappings)."""
    by_portal = {str(summary["portal_id"]): summary for summary in summaries}
    unanswered = {
        portal_id: f"{summary['outcome']}: {summary['reason']}"
        for portal_id, summary in by_portal.items()
        if summary["outcome"] in NOT_ANSWERED
    }
    short = {}
    for portal_id, summary in by_portal.items():
        expected = portals[portal_id].expectations.min_documents if portal_id in portals else 0
        if portal_id in unanswered:
            continue
        if summary["is_alarm"] or summary["outcome"] == "late":
            short[portal_id] = f"{summary['outcome']}: {summary['reason']}"
        elif summary["listed"] < expected:
            short[portal_id] = f"{summary['listed']} disclosures are listed, {expected} are expected at least"
    return CrawlJudgement(unanswered, short, is_lost=len(unanswered) == len(by_portal))
