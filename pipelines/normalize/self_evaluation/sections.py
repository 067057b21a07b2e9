"""The sections of a form: who and what, the funds, the indicators, the total.

Put here: the order in which sections follow each other and the headings of each.
Keep out: reading the lines of a section (identity.py, funds.py, indicators.py).
"""

from dataclasses import dataclass, field

from pipelines.normalize.grid_rows import Row
from pipelines.normalize.self_evaluation.forms import FormRows, fund_columns, is_indicator_header
from pipelines.normalize.self_evaluation.placing import Heading, headings_of, with_parts
from pipelines.normalize.self_evaluation.words import known_words


@dataclass(slots=True)
class Sections:
    """The rows of a form by section; indicator rows come with the headings that hold for them."""

    identity: list[Row] = field(default_factory=list)
    fund_header: list[Row] = field(default_factory=list)
    fund_headings: list[Heading] = field(default_factory=list)
    funds: list[Row] = field(default_factory=list)
    indicators: list[tuple[Row, list[Heading], bool]] = field(default_factory=list)  # whether on a new page
    total: Row | None = None
    total_headings: list[Heading] = field(default_factory=list)
    after: list[Row] = field(default_factory=list)


def sections_of(form: FormRows) -> Sections:
    """The rows of a form, each in its section."""
    words = known_words()
    sections = Sections()
    section = "identity"
    headings: list[Heading] = []
    page_no = form.parts[0].first_page
    for row in form.rows:
        is_new_page, page_no = row.page_no != page_no, row.page_no
        if sections.total is not None:
            sections.after.append(row)
        elif is_indicator_header(row):
            section, headings = "indicators", headings_of(row, words.indicator_column)
        elif section == "identity" and len(fund_columns(row)) >= 2:
            section, sections.fund_headings = "funds", headings_of(row, words.fund_column)
            sections.fund_header.append(row)
        elif section == "identity":
            sections.identity.append(row)
        elif section == "funds" and not sections.funds and all(words.fund_part(cell.text) for cell in row.cells):
            sections.fund_headings = with_parts(sections.fund_headings, row, words.fund_part)
        elif section == "funds" and any(words.is_goals(cell.text) for cell in row.cells):
            section = "goals"
        elif section == "funds":
            sections.funds.append(row)
        elif section == "indicators" and any(words.is_total(cell.text) for cell in row.cells):
            sections.total, sections.total_headings = row, headings
        elif section == "indicators":
            sections.indicators.append((row, headings, is_new_page))
    return sections
