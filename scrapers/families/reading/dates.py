"""Dates in listings and addresses, in all the spellings of portals.

Put here: how a date is written.
Keep out: which element of a page the date of an entry stands in (entries.py).

Dates in addresses are those of the upload, sometimes of a migration; a date that is shown is believed more.
"""

import re
from datetime import date
from urllib.parse import urlsplit

_FULL = re.compile(r"(?<!\d)(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
# Day, month and year in elements of their own: "20 2025-08", "2025.08 20", "08-20 2025", "2025 08/20".
_DAY_YEAR_MONTH = re.compile(r"(?<!\d)(?P<d>\d{1,2})日?\s+(?P<y>20\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})(?:月|(?![-/.\d]))")
_YEAR_MONTH_DAY = re.compile(r"(?<!\d)(?P<y>20\d{2})\s*[-/.年]\s*(?P<m>\d{1,2})月?\s+(?P<d>\d{1,2})日?(?!\d)")
_MONTH_DAY_YEAR = re.compile(
    r"(?<![\d.-])(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})日?\s*[,，]?\s*(?P<y>20\d{2})(?![-/.\d])"
)
_YEAR_THEN_MONTH_DAY = re.compile(r"(?<!\d)(?P<y>20\d{2})年?\s+(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?![-/.\d])")
_SPLIT = (_DAY_YEAR_MONTH, _YEAR_MONTH_DAY, _MONTH_DAY_YEAR, _YEAR_THEN_MONTH_DAY)
_MONTH_DAY = re.compile(r"(?<![\d.年-])(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?![-/.\d%])")
_ONLY_DATE = re.compile(
    r"[\[(（【]?\s*(?:20\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?"
)
_TRAILING = re.compile(
    r"(?:\s+|(?=[\[(（【]))(?:发布(?:时间|日期)[:：]\s*)?[\[(（【]?\s*(?:20\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|\d{1,2}\s*[-/]\s*\d{1,2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）】]?$"
)
_LEADING = re.compile(
    r"^(?:[\[(（【]\s*(?:20\d{2}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s*[\])）】]|20\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\s|"
    r"\d{1,2}\s+20\d{2}[-/.]\d{1,2}\s|20\d{2}[-/.]\d{1,2}\s+\d{1,2}\s)\s*"
)
_IN_ADDRESS = (
    re.compile(r"/t(20\d{2})(\d{2})(\d{2})_\d+\.s?html?$"),
    re.compile(r"/(?:art|doc|system|content)/(20\d{2})[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/(20\d{2})-?(\d{2})[/-](\d{2})/(?!$)"),
    re.compile(r"/(20\d{2})/(\d{1,2})/(\d{1,2})/(?!$)"),
    re.compile(r"/(20\d{2})/(\d{2})-(\d{2})/(?!$)"),
    re.compile(r"/(20\d{2})(\d{2})(\d{2})/[a-z]?[0-9a-fA-F]{4,}\.s?html?$"),
    re.compile(r"/(20\d{2})/(\d{2})(\d{2})/c\d+a\d+/"),
    re.compile(r"/(20\d{2})(0[1-9]|1[0-2])([0-3]\d)\d{4,12}/index\.s?html?$"),
    re.compile(r"/[PW]0(20\d{2})(\d{2})(\d{2})\d{8,}(?:_\w+)?\.\w+$"),
)
_MONTH_IN_ADDRESS = re.compile(r"/(20\d{2})[-/]?(0?[1-9]|1[0-2])/")


def _valid(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def date_in(text: str) -> date | None:
    """The first date written out in a text (2025-08-20, 2025年8月20日, 2025/8/20, 2025.08.20)."""
    for match in _FULL.finditer(text):
        if (found := _valid(*match.groups())) is not None:
            return found
    return None


def shown_date(text: str, address: str) -> date | None:
    """The date of a line of a listing, from the text beside its link.

    Knows parts in elements of their own, and a month with a day without a year ([08-20]); the year then is the one in
    the address of the link, and without one there the date stays unknown.
    """
    if (found := date_in(text)) is not None:
        return found
    for pattern in _SPLIT:
        if (match := pattern.search(text)) and (found := _valid(match["y"], match["m"], match["d"])) is not None:
            return found
    for match in _MONTH_DAY.finditer(text):
        if (year := _year_in_address(address)) is not None and (found := _valid(year, *match.groups())) is not None:
            return found
    return None


def _year_in_address(address: str) -> int | None:
    if (day := date_in_address(address)) is not None:
        return day.year
    match = _MONTH_IN_ADDRESS.search(urlsplit(address).path)
    return int(match[1]) if match else None


def date_in_address(address: str) -> date | None:
    """The date in the address of a detail page or file. It is the upload date, sometimes that of a migration."""
    path = urlsplit(address).path
    for pattern in _IN_ADDRESS:
        if match := pattern.search(path):
            return _valid(*match.groups())
    return None


def is_only_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    return _ONLY_DATE.fullmatch(text.strip()) is not None


def without_dates(title: str) -> str:
    """A title without the date that the listing puts before or after it; a year that is part of it stays."""
    return _LEADING.sub("", _TRAILING.sub("", title)).strip()
