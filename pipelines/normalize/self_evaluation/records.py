"""What a self-evaluation form says: the form, its fund lines and its indicator lines.

Put here: the records. A number is null where nothing, a dash or no number is printed; its text stands beside it.
Keep out: reading them (the modules beside) and the columns of the shards (frames.py).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.extract.frame import Box
from pipelines.normalize.findings import Finding

FUND_AMOUNTS = ("declared_budget", "original_budget", "full_year_budget", "executed_budget", "balance")
"""The amounts of a fund line, in the unit that the form prints."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A text and the number it is."""

    text: str | None = None
    number: Decimal | None = None


NOTHING = PrintedNumber()


@dataclass(slots=True)
class FundLine:
    """A line of the funds; `amounts` by name (`FUND_AMOUNTS`), `fund_kind` null for a label that we do not know."""

    line_no: int
    fund_kind: str | None
    label_zh: str | None
    amounts: dict[str, PrintedNumber]
    execution_ratio: PrintedNumber
    weight: PrintedNumber
    score: PrintedNumber
    deviation_zh: str | None
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class LabelApart:
    """The label of a fund line that the form prints in another row than its numbers."""

    label_zh: str
    page: int
    box: Box


@dataclass(slots=True)
class IndicatorLine:
    """An indicator with its levels (a merged level is repeated), what was aimed at and reached, and its score."""

    line_no: int
    texts: dict[str, str]  # level1, level2, level3, target, adjusted_target, actual, note, deviation
    weight: PrintedNumber
    score: PrintedNumber
    page: int
    box: Box


@dataclass(slots=True)
class SelfEvaluation:
    """A form; boxes in points of the page as it is shown, `box` is the form's part on its first page."""

    form_no: int
    title_zh: str | None
    fiscal_year: int | None  # as printed above the form
    first_page: int
    last_page: int
    box: Box
    project_zh: str | None = None
    department_code: str | None = None
    department_zh: str | None = None
    unit_code: str | None = None
    unit_zh: str | None = None
    published_unit: str | None = None
    total_weight: PrintedNumber = NOTHING
    total_score: PrintedNumber = NOTHING
    grade: str | None = None
    funds: list[FundLine] = field(default_factory=list)
    indicators: list[IndicatorLine] = field(default_factory=list)
    labels_apart: list[LabelApart] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add_finding(self, kind: str, message: str, page: int, box: Box, printed_text: str | None = None) -> None:
        """Record what could not be read; the message begins with the page."""
        text = f"page {page}: form {self.form_no} ({self.project_zh or 'project not read'}): {message}"
        self.findings.append(Finding(kind, text, None, printed_text, page, box=box))
