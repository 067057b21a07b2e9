"""Documents made of lines, for what is said in them to be read back.

Put here: laying sentences out as the lines of pages. Keep out: assertions.
"""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from pipelines.extract.document import ExtractedDocument, Page, TextLine
from pipelines.extract.frame import Frame
from pipelines.normalize.claims.run import Claim, read_claims

TITLE = "第三部分 示例单位2024年度部门决算情况说明"
SECTION = "一、收入支出决算总体情况说明"
GLOSSARY = "第四部分 名词解释"
LETTER = 12.0
LEFT, TOP, WIDTH = 72.0, 780.0, 36  # of a page: in points, and in letters
PITCH = 20.0


def line(text: str, y: float) -> TextLine:
    """A line of square letters; white space is as wide as a letter."""
    boxes = [(LEFT + LETTER * place, y, LEFT + LETTER * (place + 1), y + LETTER) for place in range(len(text))]
    black = [box for letter, box in zip(text, boxes, strict=True) if not letter.isspace()]
    return TextLine(text, (black[0][0], y, black[-1][2], y + LETTER), np.array(black))


def page(page_no: int, lines: Sequence[str]) -> Page:
    """A page of lines, top to bottom, with its number at the foot."""
    made = Page(page_no, Frame(0, 0, (0, 0, 595, 842)))
    made.lines = [line(text, TOP - PITCH * place) for place, text in enumerate(lines)]
    made.lines.append(line(f"- {page_no} -", 40))
    return made


def wrapped(text: str, width: int = WIDTH) -> list[str]:
    """A paragraph cut into lines of `width` letters."""
    return [text[start : start + width] for start in range(0, len(text), width)]


def document(*pages: Sequence[str]) -> ExtractedDocument:
    """A document of pages of lines."""
    return ExtractedDocument("example", 0, [page(number, lines) for number, lines in enumerate(pages, start=1)])


def claims_of(*paragraphs: str, section: str = SECTION, fiscal_year: int = 2024) -> list[Claim]:
    """The claims of a narrative with one section."""
    lines = [text for paragraph in paragraphs for text in wrapped(paragraph)]
    return read_claims(document([TITLE, section, *lines, GLOSSARY]), fiscal_year, "示例单位")


def said(*paragraphs: str, section: str = SECTION) -> list[tuple[str, str, str]]:
    """Comparison ('' for an amount), value and unit of each claim."""
    return [
        (claim.comparison or "", plainly(claim.published_amount), claim.published_unit)
        for claim in claims_of(*paragraphs, section=section)
    ]


def plainly(value: Decimal) -> str:
    """A number with the decimals it is printed with."""
    return format(value, "f")
