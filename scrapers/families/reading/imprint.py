"""What a detail page says of itself beside its text: index number, issuing body, social credit code.

Put here: finding a labelled value in a page's text; the labels are scrapers/page_labels.yml.
Keep out: what an index number says about its publisher (sql/models/staging/stg_page_identifier.sql).
"""

import re
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from scrapers.families.base import Imprint

_LABELS: Final = Path(__file__).parents[2] / "page_labels.yml"
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|textarea|select|option)\b.*?</\1\s*>", re.S | re.I)
# A label may stand in a title attribute, with its value in the next element (郑州).
_TAG = re.compile(r"""<[^>]*?\btitle=(["'])(?P<title>[^"'>]*)\1[^>]*>|<[^>]*>|&(?:nbsp|emsp|ensp|#160|#12288);""")
_BLANK = r"[\s\u3000\xa0]*"
_AFTER_LABEL = rf"{_BLANK}[\]】)）]?{_BLANK}[:：]?{_BLANK}"
_INDEX_NO = re.compile(r"[0-9A-Za-z][0-9A-Za-z/_.\-—－]{5,79}")
_NAME = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff（）()、·]{1,39}")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Za-z])")
_VALUES: Final = {"index_no": _INDEX_NO, "issuing_body_zh": _NAME, "social_credit_code": _CREDIT_CODE}
_LEAST_DIGITS: Final = 4


def read_imprint(html: str) -> Imprint:
    """The labelled values of a page, each the first that is no label itself; null where a page prints none."""
    text = _TAG.sub(lambda match: f" {match['title'] or ''} ", _UNSEEN.sub(" ", html))
    return Imprint(**{name: _value(text, name) for name in _VALUES})


def _value(text: str, name: str) -> str | None:
    labels, value_of = _patterns()[name], _VALUES[name]
    for label in labels.finditer(text):
        found = value_of.match(text, label.end())
        if found is None or text[found.end() : found.end() + 4].lstrip().startswith((":", "：")):
            continue
        value = found[0].strip("-—－._/")
        if _is_label(value) or (name == "index_no" and sum(map(str.isdigit, value)) < _LEAST_DIGITS):
            continue
        return value
    return None


def _is_label(value: str) -> bool:
    return _spaceless(value) in _all_labels()


@cache
def _words() -> dict[str, list[str]]:
    content: dict[str, list[str]] = yaml.safe_load(_LABELS.read_text(encoding="utf-8"))
    return content


@cache
def _all_labels() -> frozenset[str]:
    return frozenset(word for words in _words().values() for word in words)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    # A label stands alone: behind another character of Chinese it is a part of a sentence.
    return {
        name: re.compile(
            rf"(?<![\u4e00-\u9fff])(?:信{_BLANK}息{_BLANK})?(?:公{_BLANK}开{_BLANK}|监{_BLANK}督{_BLANK})?(?:"
            + "|".join(_BLANK.join(word) for word in sorted(_words()[name], key=len, reverse=True))
            + rf"){_AFTER_LABEL}"
        )
        for name in _VALUES
    }


def _spaceless(text: str) -> str:
    return re.sub(r"\s", "", text)
