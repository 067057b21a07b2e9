"""A document understood: which grids are statutory tables, whose accounts they are, and what is missing.

Put here: the order in which a document is understood, and the findings about the document as a whole.
Keep out: the rules of each step (the modules beside) and the columns of the shards (frames.py).
"""

from dataclasses import dataclass, field

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.agreement import SecondReading
from pipelines.normalize.claims.run import Claim, printed_codes, read_claims
from pipelines.normalize.claims.subjects import Naming
from pipelines.normalize.decisions import decisions
from pipelines.normalize.findings import Finding
from pipelines.normalize.header import BoundTable, bind
from pipelines.normalize.headings import Cover, Heading, most_common, read_cover, read_heading
from pipelines.normalize.layouts import table_announced
from pipelines.normalize.lines import match_lines
from pipelines.normalize.narrative.read import Narrative, read_narrative
from pipelines.normalize.rows import PrintedAmount, ReadTable, read_rows
from pipelines.normalize.self_evaluation.forms import look_for_unread_forms, part_forms
from pipelines.normalize.self_evaluation.read import findings_of, read_forms
from pipelines.normalize.self_evaluation.records import SelfEvaluation
from pipelines.normalize.stitch import StitchedTable, stitch
from pipelines.normalize.subjects import is_called, is_known, names_in
from pipelines.normalize.text import squeeze

_CONTENTS_TITLES = 3  # a page that names so many tables is a table of contents


@dataclass(slots=True)
class StatutoryTable:
    """A recognized table with everything read of it."""

    bound: BoundTable
    heading: Heading
    read: ReadTable
    published_unit: str | None = None
    lines: dict[tuple[str | None, int, str], str | None] = field(default_factory=dict)

    def functional(self) -> list[PrintedAmount]:
        """Its amounts by functional subject; none of a table by economic subject."""
        return [] if self.bound.layout.table_id == "basic_expenditure" else self.read.amounts

    def line_of(self, amount: PrintedAmount) -> str | None:
        """The line of an amount whose row has no code."""
        if amount.subject_code is not None:
            return None
        return self.lines.get((amount.side, amount.row_order, amount.label_zh))


@dataclass(slots=True)
class Reading:
    """A document being read."""

    document: ExtractedDocument
    cover: Cover
    stitched: list[StitchedTable]
    statutory: dict[int, StatutoryTable]
    unit_name_zh: str | None
    fiscal_year: int | None
    self_evaluations: list[SelfEvaluation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    narrative: Narrative = field(default_factory=Narrative)


def understand(document: ExtractedDocument) -> Reading:
    """Stitch, recognize and read the tables of a document, and say what it does not tell."""
    cover = read_cover(document)
    stitched, forms = part_forms(stitch(document))
    parts_of_forms = {id(part) for form in forms for part in form.parts}
    statutory: dict[int, StatutoryTable] = {}
    for table_no, table in enumerate(stitched, start=1):
        bound = None if id(table) in parts_of_forms else bind(table)
        if bound is not None:
            statutory[table_no] = StatutoryTable(bound, read_heading(table), read_rows(bound))
    headings = [table.heading for table in statutory.values()]
    unit_name = cover.unit_name_zh or most_common([heading.unit_name_zh for heading in headings])
    year = cover.fiscal_year or most_common([heading.fiscal_year for heading in headings])
    reading = Reading(document, cover, stitched, statutory, unit_name, year, read_forms(forms))
    reading.findings.extend(findings_of(reading.self_evaluations))
    first_page = min((table.bound.table.first_page for table in statutory.values()), default=1)
    reading.findings.extend(look_for_unread_forms(document, forms, first_page))
    named = ((amount.label_zh, amount.subject_code) for table in statutory.values() for amount in table.functional())
    codes = printed_codes(named)
    reading.claims = read_claims(document, year, unit_name, codes)
    names = [name for name in (unit_name, *(heading.unit_name_zh for heading in headings)) if name]
    reading.narrative = read_narrative(document, reading.claims, Naming(year, codes), names, reading.self_evaluations)
    _settle_units(reading)
    _look_for_gaps(reading)
    second = SecondReading(document.second_cells)
    for statutory_table in statutory.values():
        _hold_back_disagreements(reading, statutory_table, second)
        _find_lines(reading, statutory_table)
        for amount in statutory_table.read.amounts:
            _look_at_code(reading, statutory_table, amount)
    return reading


def _settle_units(reading: Reading) -> None:
    """Give each table its own unit of measure, else the one that all other tables of the document share."""
    declared = {table.heading.published_unit for table in reading.statutory.values()} - {None}
    for table in reading.statutory.values():
        table.published_unit = table.heading.published_unit or (declared.copy().pop() if len(declared) == 1 else None)
        if table.published_unit is None and table.read.amounts:
            page = table.bound.table.first_page
            reading.findings.append(
                Finding(
                    "unknown_money_unit",
                    f"page {page}: the table does not say in which unit it counts (单位：…); its "
                    f"{len(table.read.amounts)} amounts are held back",
                    table_id=table.bound.layout.table_id,
                    page=page,
                )
            )


def _look_for_gaps(reading: Reading) -> None:
    """Record what the document does not tell, or tells twice in different words."""
    if reading.cover.has_placeholder:
        reading.findings.append(
            Finding("placeholder_name", "page 1: the cover names its unit with a placeholder", page=1)
        )
    elif reading.unit_name_zh is None:
        reading.findings.append(Finding("unknown_unit_name", "neither the cover nor a table names the unit", page=1))
    if reading.fiscal_year is None:
        reading.findings.append(Finding("unknown_year", "neither the cover nor a table names the fiscal year", page=1))
    found = {table.bound.layout.table_id for table in reading.statutory.values()}
    for page in reading.document.pages:
        titles = [(line, table_id) for line in page.lines if (table_id := table_announced(line.text))]
        if len(titles) < _CONTENTS_TITLES:
            for line, table_id in titles:
                if table_id not in found:
                    reading.findings.append(
                        Finding(
                            "announced_without_table",
                            f"page {page.page_no}: {line.text!r} is announced and no such table was found",
                            table_id=table_id,
                            printed_text=line.text,
                            page=page.page_no,
                            box=page.frame.box_to_shown(line.box),
                        )
                    )
        _look_for_lost_text(reading, page.page_no)
    for statutory in reading.statutory.values():
        reading.findings.extend(statutory.read.findings)
        named = statutory.heading.unit_name_zh
        if named and reading.unit_name_zh and squeeze(named) != squeeze(reading.unit_name_zh):
            message = (
                f"page {statutory.bound.table.first_page}: the table names {named}, the cover {reading.unit_name_zh}"
            )
            table_id, page_no = statutory.bound.layout.table_id, statutory.bound.table.first_page
            reading.findings.append(Finding("unit_name_differs", message, table_id, named, page_no))


def _look_for_lost_text(reading: Reading, page_no: int) -> None:
    page = reading.document.pages[page_no - 1]
    for grid in page.grids:
        if grid.lost_characters:
            message = f"page {page_no}: {grid.lost_characters} characters inside a table are in none of its cells"
            box = page.frame.box_to_shown(grid.box)
            reading.findings.append(Finding("lost_characters", message, page=page_no, box=box))
        for run in grid.unplaced:
            message = f"page {page_no}: {run.text!r} lies in a table and in none of its cells"
            box = page.frame.box_to_shown(run.box)
            reading.findings.append(Finding("text_outside_cells", message, None, run.text, page_no, box=box))


def _hold_back_disagreements(reading: Reading, table: StatutoryTable, second: SecondReading) -> None:
    """Keep the amounts that no independent reader contradicts, or that a person has decided on."""
    kept = []
    for amount in table.read.amounts:
        amount.second_reading, seen = second.compare(amount.page, amount.published_text, amount.box, amount.cell_box)
        decision = (
            reading.document.document_id,
            amount.page,
            table.bound.layout.table_id,
            amount.subject_code or amount.label_zh,
            amount.measure,
            amount.published_text,
        )
        if amount.second_reading == "disagreed" and decision in decisions():
            amount.second_reading = "decided"
        if amount.second_reading != "disagreed":
            kept.append(amount)
            continue
        reading.findings.append(
            Finding(
                "readers_disagree",
                f"page {amount.page}: {amount.published_text} ({amount.label_zh}, {amount.measure}): {seen}",
                table.bound.layout.table_id,
                amount.published_text,
                amount.page,
                box=amount.box,
            )
        )
    table.read.amounts = kept


def _find_lines(reading: Reading, table: StatutoryTable) -> None:
    """Find the line of each labelled row, by side, order and label."""
    for side in {side for side, _, _ in table.read.labels}:
        rows = [row for row in table.read.labels if row[0] == side and row[2]]
        labels = [label for _, _, label in rows]
        matched = match_lines(table.bound.layout.table_id, side, reading.fiscal_year, labels)
        table.lines.update(zip(rows, matched, strict=True))


def _is_called_so(reading: Reading, table_id: str, amount: PrintedAmount) -> bool:
    """Whether a code is printed with the name that it has in the document's year."""
    if amount.subject_code is None:
        return False
    return is_called(amount.label_zh, names_in(table_id, amount.subject_code, reading.fiscal_year))


def _look_at_code(reading: Reading, table: StatutoryTable, amount: PrintedAmount) -> None:
    table_id = table.bound.layout.table_id
    if amount.subject_code is not None and not is_known(table_id, amount.subject_code):
        kind, what = "unknown_code", f"code {amount.subject_code} ({amount.label_zh}) is in no classification we hold"
    elif amount.subject_code is not None and not _is_called_so(reading, table_id, amount):
        names = names_in(table_id, amount.subject_code, reading.fiscal_year) or names_in(
            table_id, amount.subject_code, None
        )
        kind = "subject_name_differs"
        what = f"code {amount.subject_code} is printed as {amount.label_zh!r}, its name is {' or '.join(names)}"
    elif amount.subject_code is None and table.line_of(amount) is None and table.bound.layout.has_labels:
        kind, what = "unknown_line", f"{amount.label_zh!r} is no line of the form we hold"
    else:
        return
    message = f"page {amount.page}: {what}"
    if not any(finding.message == message for finding in reading.findings):
        reading.findings.append(Finding(kind, message, table_id, amount.published_text, amount.page, box=amount.box))
