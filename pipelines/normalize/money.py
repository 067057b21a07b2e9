"""Printed numbers and units of measure.

Put here: what counts as an amount, a dash or a blank, and what a unit is worth in yuan.
Keep out: which cell is read (rows.py).
"""

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MINUS = re.compile(r"[−－﹣‐‑‒–—―]")
_DASH = re.compile(r"[-−－﹣‐‑‒–—―─━_.·…⋯/\\]+")
_UNIT_ALONE = re.compile(r"[(\[]?(?:人民币)?(万元|千元|亿元|元)[)\]]?")
_UNIT = re.compile(r"(?:金额)?单位[::](?:人民币)?(万元|千元|亿元|元)")

YUAN: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
"""What one of each money unit is worth in yuan."""


MOST_YUAN = Decimal(10) ** 14
"""No amount is as large: the whole state receives a quarter of it a year. What looks so is an account number."""
MOST_DECIMALS = 6
"""Printed amounts are kept with so many (warehouse.schema.PUBLISHED_AMOUNT); none has been seen with more than four."""


def is_dash(text: str) -> bool:
    """Whether a cell says "not applicable" with dashes or dots (blank and 0.00 are two other things)."""
    squeezed = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return bool(squeezed) and bool(_DASH.fullmatch(squeezed))


def parse_amount(text: str) -> Decimal | None:
    """The number a cell prints, in the printed unit; null where the text is not one whole number.

    Thousands separators, spaces between groups, full-width digits, every minus sign and bracketed negatives are read.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("，", ",")
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    plain = _MINUS.sub("-", plain)
    if "," in plain:
        if not _GROUPED.fullmatch(plain):
            return None
        plain = plain.replace(",", "")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None


def can_be_amount(number: Decimal, unit: str | None) -> bool:
    """Whether a number may be an amount in this unit (null: not known): not too large, not too many decimals."""
    exponent = number.as_tuple().exponent
    is_short = isinstance(exponent, int) and exponent >= -MOST_DECIMALS
    return is_short and abs(number) * YUAN.get(unit or "", Decimal(1)) < MOST_YUAN


def money_unit(squeezed: str) -> str | None:
    """The unit of measure that a squeezed heading line declares, such as 万元 in 金额单位：万元."""
    match = _UNIT.search(squeezed) or _UNIT_ALONE.fullmatch(squeezed)
    return match.group(1) if match else None


def to_yuan(amount: Decimal, unit: str) -> Decimal | None:
    """The amount in yuan, to the cent; null where the unit is not money."""
    worth = YUAN.get(unit)
    return None if worth is None else (amount * worth).quantize(Decimal("0.01"))
