"""What a crawl came to, as data: one outcome a portal and run, kept in `<home>/crawls/<portal_id>/<run_id>.json`.

Put here: how an outcome follows from what was seen and counted, and its record.
Keep out: counting (items.py, survey.py), and telling people (monitors.py, pipelines).

| outcome | |
|---|---|
| `ok` | every listing page was read and at least one disclosure is listed |
| `late` | the same, but the accounts that the publication window promises are not among them |
| `empty` | all read, none listed |
| `drift` | the pages do not look as the family knows them, or far fewer disclosures are listed than last time |
| `outage` | some listing page could not be read, so the crawl does not know all there is |
| `blocked` | a wall, with the marker that was seen, or a robots.txt that forbids |

`is_alarm` says that a person has to look: always for the last three, and for `empty` where the portal had disclosures
before or its file promises some. A silent zero is never `ok`.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from scrapers.portal import Portal
from scrapers.storage import SightingError
from scrapers.survey import Survey

CrawlOutcome = Literal["ok", "late", "empty", "drift", "outage", "blocked"]
COUNTED: Final = ("listed", "stored", "unchanged", "not_modified", "refused", "ignored", "failed", "bytes")


@dataclass(frozen=True, slots=True)
class Summary:
    """One portal's crawl. `listed` counts disclosures on listing pages, the rest looks by outcome; `bytes` received.

    `fiscal_year` and `sample` say what the crawl was limited to, `ended_at` is ISO 8601 in UTC. The last four say what
    the portal's file said then, for a day when the portal is described no more; older records have none of them.
    """

    portal_id: str
    run_id: str
    outcome: CrawlOutcome
    reason: str | None
    is_alarm: bool
    listed: int
    stored: int
    unchanged: int
    not_modified: int
    refused: int
    ignored: int
    failed: int
    bytes: int
    seconds: float
    fiscal_year: int | None
    sample: int | None
    ended_at: str
    region_code: str | None = None
    publisher_zh: str | None = None
    window_opens: str | None = None
    window_closes: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the crawl was meant to see everything."""
        return self.fiscal_year is None and self.sample is None

    def as_dict(self) -> dict[str, Any]:
        """The summary as one JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Ending:
    """How the walk ended: Scrapy's reason, the wall that was met (None for none), and whether all was to be seen."""

    finish_reason: str
    wall: str | None
    is_whole: bool
    today: date


def judge(
    portal: Portal, survey: Survey, ending: Ending, listed: int, before: Summary | None, known_documents: int
) -> tuple[CrawlOutcome, str | None, bool]:
    """Outcome, reason and whether it is an alarm. `before` is the last crawl that was meant to see everything."""
    if ending.wall is not None:
        return "blocked", ending.wall, True
    if survey.is_forbidden_by_robots:
        return "blocked", f"robots.txt forbids: {'; '.join(survey.listing_failures)}", True
    if survey.listing_failures:
        return "outage", "; ".join(survey.listing_failures), True
    if ending.finish_reason != "finished":
        return "outage", f"stopped before the end: {ending.finish_reason}", True
    signs = survey.signs_of_change(is_whole=ending.is_whole)
    if ending.is_whole and before is not None and 0 < listed < before.listed / 2:
        signs.append(f"{listed} disclosures are listed, {before.listed} were in run {before.run_id}")
    if signs:
        return "drift", "; ".join(signs), True
    if listed == 0:
        expected = portal.expectations.min_documents if ending.is_whole else 0
        is_alarm = ending.is_whole and bool(expected or known_documents)
        reason = "the listing was read and shows no final accounts"
        if is_alarm:
            reason += f", though {known_documents} documents were seen before and at least {expected} are expected"
        return "empty", reason, is_alarm
    if ending.is_whole and (reason_late := lateness(portal, survey, ending.today)):
        return "late", reason_late, False
    return "ok", None, False


def lateness(portal: Portal, survey: Survey, today: date) -> str | None:
    """Why a portal is late: its publication window has closed and the accounts it is for are not listed.

    The window of a year is for the accounts of the year before. A title without a year counts by its date.
    """
    closed = _closed_window(portal, today)
    expected = closed.year - 1
    last = portal.expectations.last_fiscal_year
    if last is not None:
        expected = min(expected, last)
    if survey.newest_year is not None and survey.newest_year >= expected:
        return None
    if survey.newest_date is not None and survey.newest_year is None and survey.newest_date.year > expected:
        return None
    newest = f"of {survey.newest_year}" if survey.newest_year else f"dated {survey.newest_date or 'nowhere'}"
    return f"the accounts of {expected} were expected by {closed}, the newest listed are {newest}"


def _closed_window(portal: Portal, today: date) -> date:
    """The day on which the last publication window closed."""
    month, day = map(int, portal.publication_window.closes.split("-"))
    for year in (today.year, today.year - 1):
        closes = date(year, month, min(day, 28) if month == 2 else day)
        if closes < today:
            return closes
    raise AssertionError("one of two years has closed before today")


def write_summary(home: Path, summary: Summary) -> None:
    """Keep a crawl's outcome: the mark that the run has ended."""
    path = home / "crawls" / summary.portal_id / f"{summary.run_id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    temporary.write_text(json.dumps(summary.as_dict(), ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def read_summaries(home: Path, portal_id: str) -> list[Summary]:
    """The outcomes of a portal's crawls, oldest first. Raises SightingError naming a file that cannot be read."""
    summaries = [_read(path) for path in (home / "crawls" / portal_id).glob("[!.]*.json")]
    return sorted(summaries, key=lambda summary: (summary.ended_at, summary.run_id))


def summary_of(home: Path, portal_id: str, run_id: str) -> Summary | None:
    """The outcome of one run at a portal, None where it has not ended there. Raises SightingError too."""
    path = home / "crawls" / portal_id / f"{run_id}.json"
    return _read(path) if path.exists() else None


def _read(path: Path) -> Summary:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Summary(**{field.name: content[field.name] for field in fields(Summary) if field.name in content})
    except (ValueError, TypeError) as error:
        raise SightingError(f"{path}: not the outcome of a crawl ({error}); move it away") from error


def last_whole(home: Path, portal_id: str) -> Summary | None:
    """The last crawl of a portal that saw everything it was meant to."""
    seen = [each for each in read_summaries(home, portal_id) if each.is_whole and each.outcome in ("ok", "late")]
    return seen[-1] if seen else None
