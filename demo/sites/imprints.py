"""What detail pages say of themselves: index number and issuing body, in the templates of real portals.

Put here: the generated social credit code of a unit, and the two templates.
Keep out: which family prints which (its own module).
"""

import hashlib
import html
from functools import cache

from demo.sites.manifest import Item

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@cache
def credit_code(region_code: str, unit_name_zh: str) -> str:
    """A made-up unified social credit code of a unit with right check digits, the same in every run."""
    digits = f"{int(hashlib.sha256(unit_name_zh.encode()).hexdigest()[:12], 16) % 10**8:08d}"
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, _ORGANISATION_WEIGHTS, strict=True))
    remainder = (11 - weighted % 11) % 11
    first = f"11{region_code}{digits}{'0123456789X'[remainder]}"
    weighted = sum(
        _CREDIT_CHARACTERS.index(character) * weight for character, weight in zip(first, _CREDIT_WEIGHTS, strict=True)
    )
    return first + _CREDIT_CHARACTERS[(31 - weighted % 31) % 31]


def index_no(item: Item) -> str:
    """The item's index number: the code of its unit, the year and a number."""
    code = credit_code(item.region_code, item.unit_name_zh)
    return f"{code}/{item.published_date.year}-{item.number % 100_000:05d}"


def imprint_table(item: Item) -> str:
    """The table above an article (温州): a label and its value in cells beside each other."""
    return (
        f'<table class="xxgk"><tr><td class="td_old">索引号</td><td colspan="3">{index_no(item)}</td></tr>'
        f'<tr><td class="td_old">发布机构</td><td>{html.escape(item.unit_name_zh)} </td>'
        f'<td class="td_old">生成日期</td><td>{item.published_date}</td></tr></table>'
    )


def imprint_card(item: Item) -> str:
    """The card above an article (郑州): the label in an attribute, beside a form with the same words."""
    return (
        '<form><input name="index" placeholder="索引号"><input name="publisher" placeholder="发布机构"></form>'
        f'<ul class="pubinfo-card"><li><i icon="h" title="索引号"></i><em>{index_no(item)}</em></li>'
        f'<li><i icon="V" title="发布机构"></i><em>{html.escape(item.unit_name_zh)}</em></li></ul>'
    )
