"""Lists that come as JSON or JSONP: which of its values is the list, and which keys are title, address and date.

Put here: the key names of the search endpoints and interfaces that were seen.
Keep out: how the next page is asked for (each family's own).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from scrapers.families.base import Entry, Page
from scrapers.families.pages import absolute, file_extension, read_json
from scrapers.families.reading.dates import date_in, date_in_address
from scrapers.families.reading.links import clean_title

_TITLES = ("title", "doctitle", "infotitle", "articletitle", "doc_title", "subject", "headline", "name")
_ADDRESSES = ("url", "puburl", "docpuburl", "post_url", "link", "href", "linkurl", "detailurl", "infourl", "visiturl")
_DATES = (
    "publishedtimestr", "published_time_format", "publishtime", "publish_time", "display_publish_time", "pubdate",
    "docreltime", "releasedate", "dates", "publishdate", "publisheddate", "date", "first_publish_time", "created_at",
    "create_time", "publishedtime", "time", "savedate",
)  # fmt: skip
_COUNTS = ("total", "totalelements", "allrow", "totalcount", "recordcount", "totalrecord", "num", "count")
_PAGES = ("totalpage", "totalpages", "npage", "pagecount", "pages")
_CHINA = timezone(timedelta(hours=8))
_LEAST_INSTANT = 10**9


def entries_of(page: Page, answer: Any) -> tuple[Entry, ...]:
    """The entries of the answer's list of records; records without title or address are no entries."""
    found: dict[str, Entry] = {}
    for record in records_of(answer):
        flat = {**_lowered(record.get("tip")), **_lowered(record)}
        title = clean_title(re.sub(r"<[^>]*>", "", str(_first(flat, _TITLES) or "")))
        address = str(_first(flat, _ADDRESSES) or "")
        if not title or not address:
            continue
        url = absolute(page.url, address)
        published = _day(_first(flat, _DATES)) or date_in_address(url)
        found.setdefault(url, Entry(url, title, published, bool(file_extension(url))))
    return tuple(found.values())


def records_of(answer: Any) -> list[dict[str, Any]]:
    """The longest list of records in an answer, at any depth."""
    lists = [value for value in _values(answer) if isinstance(value, list)]
    records: list[list[dict[str, Any]]] = [[record for record in found if isinstance(record, dict)] for found in lists]
    return max(records, key=len, default=[])


def records_under(answer: Any, key: str, identity: str) -> list[dict[str, Any]]:
    """The records of a list under a key (or of the answer itself, with an empty one) that have an identity."""
    found = answer if not key else answer.get(key) if isinstance(answer, dict) else None
    records = found if isinstance(found, list) else []
    return [record for record in records if isinstance(record, dict) and record.get(identity) not in (None, "")]


def stated_count_of(answer: Any) -> int | None:
    """How many entries the whole list has, where the answer says it."""
    return _number(answer, _COUNTS)


def stated_pages_of(answer: Any) -> int | None:
    """How many pages the list has, where the answer says it."""
    return _number(answer, _PAGES)


def read_answer(page: Page) -> Any:
    """The answer as JSON, with or without a callback; None where it is something else."""
    return read_json(page.text)


def _values(answer: Any) -> Iterator[Any]:
    yield answer
    if isinstance(answer, dict):
        for value in answer.values():
            yield from _values(value)


def _number(answer: Any, names: tuple[str, ...]) -> int | None:
    for level in _values(answer):
        if isinstance(level, dict):
            value = _first(_lowered(level), names)
            if isinstance(value, int | str) and str(value).isdigit():
                return int(value)
    return None


def _lowered(record: Any) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in record.items()} if isinstance(record, dict) else {}


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def _day(value: Any) -> date | None:
    """The day of a date text or of an instant in seconds or milliseconds, as it is in China."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.isdigit() and len(value) >= 10):
        instant = int(value)
        if instant < _LEAST_INSTANT:
            return None
        seconds = instant // 1000 if instant > _LEAST_INSTANT * 100 else instant
        return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date()
    return date_in(str(value)) if value else None
