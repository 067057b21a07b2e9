"""A document understood: which grids are statutory tables, whose accounts they are, and what is missing.

Put here: the order in which a document is understood, and the findings about the document as a whole.
Keep out: the rules of each step (the modules beside) and the columns of the shards (frames.py).
"""

from dataclasses import dataclass, field

from pipelines.extract.document import ExtractedDocument, Page
from pipelines.normalize.agreement import SecondReading
from pipelines.normalize.claims.run import Claim, printed_codes, read_claims
from pipelines.normalize.claims.subjects import Naming
from pipelines.normalize.decisions import decisions
from pipelines.normalize.findings import Finding
from pipelines.normalize.header import BoundTable, bind
from pipelines.normalize.headings import Cover, Heading, most_common, read_cover, read_heading
from pipelines.normalize.identities import ReadAmount, settled
from pipelines.normalize.layouts import known_layouts
from pipelines.normalize.lines import match_lines
from pipelines.normalize.members import Member, read_members
from pipelines.normalize.money import parse_amount
from pipelines.normalize.narrative.read import Narrative, read_narrative
from pipelines.normalize.narrative.row_numbers import jumps_of_row_numbers
from pipelines.normalize.rows import PrintedAmount, ReadTable, hold_back_impossible, read_rows
from pipelines.normalize.self_evaluation.forms import look_for_unread_forms, part_forms
from pipelines.normalize.self_evaluation.read import findings_of, read_forms
from pipelines.normalize.self_evaluation.records import SelfEvaluation
from pipelines.normalize.stitch import StitchedTable, stitch
from pipelines.normalize.subjects import is_called, is_known, names_in
from pipelines.normalize.text import squeeze
from pipelines.normalize.titles import CONTENTS_TITLES, announced_at, other_table, table_announced

_READ_TABLES = frozenset(layout.table_id for layout in known_layouts() if layout.is_read)
_CODES_OF_A_TABLE = 2  # a grid with amounts, no total and so many subject codes may be a statutory table


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
    members: list[Member] = field(default_factory=list)
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
    _set_apart(statutory)
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
    reading.narrative.mentions.extend(jumps_of_row_numbers(table.bound for table in statutory.values()))
    reading.members = read_members(document)
    _settle_units(reading)
    for statutory_table in statutory.values():
        hold_back_impossible(statutory_table.read, statutory_table.bound, statutory_table.published_unit)
    _look_for_gaps(reading)
    _look_for_unread_tables(reading, parts_of_forms)
    for statutory_table in statutory.values():
        _find_lines(reading, statutory_table)
    _hold_back_disagreements(reading)
    for statutory_table in statutory.values():
        for amount in statutory_table.read.amounts:
            _look_at_code(reading, statutory_table, amount)
    return reading


def _set_apart(statutory: dict[int, StatutoryTable]) -> None:
    """Leave out tables under a title that may be another table's, where the document prints theirs under its own.

    财政拨款支出决算表 is the table of the general public budget in most places, and in some another one before it.
    """
    others: dict[int, str] = {}
    for number, table in statutory.items():
        titles = (line.text for line in table.bound.table.heading if table_announced(line.text))
        other = next((name for title in titles if (name := other_table(title)) is not None), None)
        if other is not None:
            others[number] = other
    own = {table.bound.layout.table_id for number, table in statutory.items() if number not in others}
    for number, other in others.items():
        if statutory[number].bound.layout.table_id in own:
            statutory.pop(number).bound.table.table_ids = (other,)


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
                    box=table.bound.table.box,
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
    for page in reading.document.pages:
        _look_for_announced(reading, page)
        _look_for_lost_text(reading, page.page_no)
    for statutory in reading.statutory.values():
        reading.findings.extend(statutory.read.findings)
        named = statutory.heading.unit_name_zh
        if named and reading.unit_name_zh and squeeze(named) != squeeze(reading.unit_name_zh):
            message = (
                f"page {statutory.bound.table.first_page}: the table names {named}, the cover {reading.unit_name_zh}"
            )
            table_id, page_no = statutory.bound.layout.table_id, statutory.bound.table.first_page
            box = statutory.bound.table.box
            reading.findings.append(Finding("unit_name_differs", message, table_id, named, page_no, box=box))


def _look_for_announced(reading: Reading, page: Page) -> None:
    """A finding for each title on a page without such a table on it or at the head of the next."""
    texts = [line.text for line in page.lines]
    titles = [(line, ids) for place, line in enumerate(page.lines) if (ids := announced_at(texts, place))]
    if len(titles) >= CONTENTS_TITLES:
        return
    for line, table_ids in titles:
        if not any(_stands_at(reading, table, table_ids, page.page_no) for table in enumerate(reading.stitched, 1)):
            reading.findings.append(
                Finding(
                    "announced_without_table",
                    f"page {page.page_no}: {line.text!r} is announced and no such table was found",
                    table_id=table_ids[0],
                    printed_text=line.text,
                    page=page.page_no,
                    box=page.frame.box_to_shown(line.box),
                )
            )


def _stands_at(reading: Reading, numbered: tuple[int, StitchedTable], table_ids: tuple[str, ...], page_no: int) -> bool:
    """Whether a grid is a table of those names and stands on a page, or begins the next."""
    table_no, table = numbered
    bound = reading.statutory.get(table_no)
    names = {bound.bound.layout.table_id} if bound is not None else set(table.table_ids)
    names |= {layout.beside for layout in known_layouts() if layout.beside and layout.table_id in names}
    return bool(names & set(table_ids)) and table.first_page - 1 <= page_no <= table.last_page


def _look_for_unread_tables(reading: Reading, parts_of_forms: set[int]) -> None:
    """A finding for each grid that is announced as a statutory table, or looks like one, and that no layout reads."""
    for table_no, table in enumerate(reading.stitched, start=1):
        if table_no in reading.statutory or id(table) in parts_of_forms:
            continue
        if set(table.table_ids) & _READ_TABLES:
            what = "its header is none that a layout of its table reads"
        elif not table.table_ids and _looks_statutory(table):
            what = "amounts beside subject codes stand under no title and header that a layout knows"
        else:
            continue
        message = f"page {table.first_page}: {what}; nothing was read of it: add a layout to pipelines/layouts"
        finding = Finding("unread_table", message, table.table_id, None, table.first_page, box=table.box)
        reading.findings.append(finding)


def _looks_statutory(table: StitchedTable) -> bool:
    texts = [squeeze(cell.text) for row in table.rows for cell in row.cells]
    codes = {text for text in texts if is_known("expenditure", text) or is_known("basic_expenditure", text)}
    has_total = "合计" in texts
    return len(codes) >= (1 if has_total else _CODES_OF_A_TABLE) and any(
        "." in text and parse_amount(text) is not None for text in texts
    )


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


def _hold_back_disagreements(reading: Reading) -> None:
    """Keep the amounts that no independent reader contradicts, a person has decided on, or the identities settle."""
    second = SecondReading(reading.document.second_cells)
    seen_instead: dict[int, str] = {}
    for table in reading.statutory.values():
        for amount in table.read.amounts:
            amount.second_reading, seen = second.compare(
                amount.page, amount.published_text, amount.box, amount.cell_box
            )
            seen_instead[id(amount)] = seen
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
    for amount in settled(_read_amounts(reading)):
        amount.second_reading = "identity"
    for table in reading.statutory.values():
        for amount in table.read.amounts:
            if amount.second_reading == "disagreed":
                what = f"{amount.published_text} ({amount.label_zh}, {amount.measure}): {seen_instead[id(amount)]}"
                reading.findings.append(
                    Finding(
                        "readers_disagree",
                        f"page {amount.page}: {what}",
                        table.bound.layout.table_id,
                        amount.published_text,
                        amount.page,
                        box=amount.box,
                    )
                )
        table.read.amounts = [amount for amount in table.read.amounts if amount.second_reading != "disagreed"]


def _read_amounts(reading: Reading) -> list[ReadAmount]:
    """All amounts of tables that say in which unit they count."""
    return [
        ReadAmount(table.bound.layout.table_id, table.line_of(amount), table.published_unit, amount)
        for table in reading.statutory.values()
        if table.published_unit is not None
        for amount in table.read.amounts
    ]


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
