"""Printed text made comparable.

Put here: normalization that every matcher shares.
Keep out: numbers (money.py) and any list of words that belongs to one table (layouts).
"""

import re
import unicodedata
from functools import lru_cache

_WHITE = re.compile(r"\s+")
_QUOTES = re.compile(r"[\"'“”‘’«»《》〈〉「」『』]")
_ORDINAL = re.compile(r"^(?:[(（][一二三四五六七八九十]+[)）][、.]?|[一二三四五六七八九十]+[、.．]|\d+[.、．])")
_CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)年?度?")
_CHINESE_YEAR = re.compile(r"二[〇○零Oo][〇○零Oo一二三四][〇○零Oo一二三四五六七八九](?=年)")


def tidy(text: str) -> str:
    """The printed text without line breaks and spaces; its characters stay as printed."""
    return _WHITE.sub("", text)


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The text for matching: NFKC (Kangxi radicals, full-width forms), no white space, no quotation marks."""
    return _QUOTES.sub("", _WHITE.sub("", unicodedata.normalize("NFKC", text)))


def without_ordinal(text: str) -> str:
    """A squeezed label without its leading ordinal (一、 (一) 1.)."""
    return _ORDINAL.sub("", text)


def years_in(text: str) -> list[int]:
    """The years a text names, in order: 2024年度, 2024, 二〇二四年."""
    digits = _CHINESE_YEAR.sub(lambda match: match.group().translate(_CHINESE_DIGITS), squeeze(text))
    return [int(year) for year in _YEAR.findall(digits)]
