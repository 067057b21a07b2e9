"""Between the families' records and Scrapy's: a request from what a family asks for, a page and a word from an answer.

Put here: translating requests, responses and failures.
Keep out: deciding what to ask for (spiders.py).
"""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from scrapers.families.base import Detail, Page, PageRequest
from scrapers.families.pages import decode
from scrapers.storage import Outcome

PAGE_BYTES: Final = 32 * 2**20
"""The largest page; files have DOWNLOAD_MAXSIZE."""
IS_FILE: Final = "juesuan_is_file"
"""Key of a request's meta: what is asked for is a file, whose first bytes decide (middlewares.py)."""


def page_request(asked: PageRequest, **kwargs: Any) -> Request:
    """The request for a page."""
    return Request(
        asked.url,
        method=asked.method,
        body=asked.body,
        headers={**dict(asked.headers), **kwargs.pop("headers", {})},
        meta={"download_maxsize": PAGE_BYTES, **kwargs.pop("meta", {})},
        **kwargs,
    )


def page_of(response: Response, asked: PageRequest) -> Page:
    """The page that was received."""
    charset = (header(response, "Content-Type") or "").partition("charset=")[2].split(";")[0].strip(" \"'") or None
    return Page(response.url, decode(response.body, charset), asked)


def header(response: Response, name: str) -> str | None:
    """A header's value, or None."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def final_url(response: Response, asked_url: str) -> str | None:
    """Where redirects led, None where they led nowhere else."""
    return response.url if response.request is not None and response.url != asked_url else None


def meaning(failure: Failure) -> tuple[Outcome, str, int | None]:
    """Outcome, reason and HTTP status of a failed request: `refused` where we did not want it, else `failed`."""
    error = failure.value
    if isinstance(error, HttpError):
        response = error.response
        location = header(response, "Location")
        if 300 <= response.status < 400 and location and urlsplit(location).scheme not in ("", "http", "https"):
            return "refused", f"a redirect to {location} is not followed, only http and https are", response.status
        return "failed", f"HTTP {response.status}", response.status
    if isinstance(error, IgnoreRequest):
        is_of_server = getattr(error, "is_block", False) or "redirections" in str(error)
        return ("failed" if is_of_server else "refused"), str(error), None
    first_line = str(error).partition("\n")[0]
    return "failed", f"{type(error).__name__}: {first_line}".rstrip(": "), None


def is_about_something_else(page: Page, detail: Detail, listed_title: str) -> bool:
    """Whether a page does not speak of what the listing promised: many servers answer 200 with their home page.

    The listed title has to stand in the page, or the page's own title has to hold half of it.
    """
    if listed_title in page.text or not (wanted := _plain(listed_title).rstrip(".…")) or wanted in _plain(page.text):
        return False
    blocks = SequenceMatcher(None, wanted, _plain(detail.title_zh), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) * 2 < len(wanted)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
