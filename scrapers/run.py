"""Crawl portals, all in one process: `python -m scrapers.run --home DIR [--portal ID …] [--year Y] [--sample N]`.

Put here: the command, the process with one crawler a portal, the report to Dagster.
Keep out: everything a single crawl decides.

Prints one JSON object a portal. Exit code 0 when no outcome is an alarm and no error was logged, else 1; 2 when the
portal files or arguments cannot be used. Portals that share a host are crawled one after the other, so that a host has
one request at a time; the others side by side, `_MOST_AT_ONCE` at most.
"""

import argparse
import json
import logging
import os
import re
import secrets
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dagster_pipes import PipesContext, open_dagster_pipes
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from scrapers.known import Known
from scrapers.monitors import PortalMonitor
from scrapers.outcomes import COUNTED, Summary, summary_of
from scrapers.portal import Portal, PortalFileError, load_portals
from scrapers.progress import Board, board_for
from scrapers.spiders import PortalSpider
from scrapers.storage import DocumentStore, SightingError
from scrapers.turns import Turns

_MOST_AT_ONCE = 32


class _ErrorCounter(logging.Handler):
    """Counts what was logged at ERROR or above."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def new_run_id() -> str:
    """A run id that sorts by time: 20261123T021500Z-3fa9."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be crawled: one fiscal year or all (None), and at most so many disclosures a portal (None: all)."""

    fiscal_year: int | None = None
    sample: int | None = None


def crawl(
    portals: Sequence[Portal], home: Path, run_id: str | None, wish: Wish, board: Board
) -> tuple[list[Summary], int]:
    """Crawl portals, each once, in this process. Returns their summaries and how many errors were logged.

    A portal whose last run was killed is gone on with under the id of that run; the others have `run_id`, or a new one.
    A portal that has ended under `run_id` is not crawled again: a run that is started again under its id is completed.
    Can be called once a process: Twisted's reactor does not start twice. Raises SightingError when the record of
    earlier runs cannot be read.
    """
    settings = Settings()
    settings.setmodule("scrapers.settings")
    DocumentStore(home).sweep()
    process = AsyncCrawlerProcess(settings)
    # Scrapy makes a record of each request before it looks whether anybody wants it.
    logging.getLogger("scrapy").setLevel(settings["LOG_LEVEL"])
    errors = _ErrorCounter()
    logging.getLogger().addHandler(errors)
    crawlers = []
    fresh_run_id, turns = run_id or new_run_id(), Turns(_MOST_AT_ONCE)
    done = [summary for portal in portals if (summary := summary_of(home, portal.portal_id, fresh_run_id))]
    ended = {summary.portal_id for summary in done}
    for portal in (each for each in portals if each.portal_id not in ended):
        known = Known(home, portal.portal_id)
        crawler = Crawler(PortalSpider, _settings_of(portal, settings))
        process.crawl(
            crawler,
            portal=portal,
            home=home,
            run_id=known.continued_run_id or fresh_run_id,
            known=known,
            board=board,
            turns=turns,
            fiscal_year=wish.fiscal_year,
            sample=wish.sample,
        )
        crawlers.append(crawler)
        board.begun(portal.portal_id)
    if crawlers:
        process.start()
    logging.getLogger().removeHandler(errors)
    summaries = done + [
        monitor.summary
        for crawler in crawlers
        if (monitor := crawler.get_extension(PortalMonitor)) is not None and monitor.summary is not None
    ]
    return summaries, errors.count + (len(portals) - len(summaries))


def _settings_of(portal: Portal, general: Settings) -> Settings:
    settings = general.copy()
    delay = portal.delay_seconds
    for name, value in {
        "JUESUAN_ALLOWED_HOSTS": portal.allowed_hosts,
        "DOWNLOAD_DELAY": delay,
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": delay,
        "HTTPPROXY_ENABLED": not portal.is_on_loopback,
        "CONCURRENT_REQUESTS_PER_DOMAIN": general.getint("JUESUAN_LOOPBACK_REQUESTS") if portal.is_on_loopback else 1,
        "DOWNLOAD_VERIFY_CERTIFICATES": portal.certificate_problem is None,
    }.items():
        settings.set(name, value, priority="cmdline")
    return settings


def report(pipes: PipesContext, summaries: Sequence[Summary]) -> None:
    """Tell Dagster: a message a portal, and the counts of all as metadata of the asset."""
    metadata: dict[str, str | int] = {word: sum(getattr(each, word) for each in summaries) for word in COUNTED}
    for summary in summaries:
        pipes.report_custom_message(summary.as_dict())
        metadata[f"{summary.portal_id}.outcome"] = summary.outcome
        for word in COUNTED:
            metadata[f"{summary.portal_id}.{word}"] = getattr(summary, word)
    pipes.report_asset_materialization(metadata=metadata)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m scrapers.run", description="Collect documents from portals.")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("JUESUAN_HOME", "var")), help="data folder")
    parser.add_argument("--portal", action="append", metavar="ID", help="only this portal; may be repeated")
    parser.add_argument("--year", type=int, metavar="Y", help="only disclosures of this fiscal year")
    parser.add_argument("--sample", type=int, metavar="N", help="at most N disclosures a portal")
    parser.add_argument("--links", action="store_true", help="tell what was decided about each link and file")
    parser.add_argument("--run-id", metavar="ID", help="name of the run (default: time and a random part)")
    options = parser.parse_args(arguments)
    if options.run_id is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", options.run_id):
        parser.error(f"--run-id {options.run_id!r}: use letters, digits, '.', '_' and '-'")
    try:
        portals = _chosen(load_portals(), options.portal)
    except PortalFileError as error:
        print(error, file=sys.stderr)
        return 2
    with warnings.catch_warnings():
        # Without Dagster the calls do nothing, which is what is wanted here.
        warnings.filterwarnings("ignore", message="This process was not launched by a Dagster")
        pipes_context = open_dagster_pipes()
    with pipes_context as pipes, board_for(with_links=options.links) as board:
        try:
            wish = Wish(options.year, options.sample)
            summaries, errors = crawl(portals, options.home.resolve(), options.run_id, wish, board)
        except SightingError as error:
            print(error, file=sys.stderr)
            return 2
        report(pipes, summaries)
    for summary in summaries:
        print(json.dumps(summary.as_dict(), ensure_ascii=False), flush=True)
    return int(errors > 0 or any(summary.is_alarm for summary in summaries))


def _chosen(portals: dict[str, Portal], portal_ids: Sequence[str] | None) -> list[Portal]:
    if portal_ids is None:
        return list(portals.values())
    unknown = sorted(set(portal_ids) - portals.keys())
    if unknown:
        raise PortalFileError(
            f"no portal {each!r}; there are: {', '.join(sorted(portals)) or 'none'}" for each in unknown
        )
    return [portals[portal_id] for portal_id in dict.fromkeys(portal_ids)]


if __name__ == "__main__":
    sys.exit(main())
