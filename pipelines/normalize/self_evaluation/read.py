"""All self-evaluation forms of a document.

Put here: the order in which a form is read.
Keep out: its sections (the modules beside).
"""

from pipelines.extract.frame import union
from pipelines.normalize.findings import Finding
from pipelines.normalize.self_evaluation.forms import FormRows, title_of, year_of
from pipelines.normalize.self_evaluation.funds import read_funds, read_money_unit
from pipelines.normalize.self_evaluation.identity import read_identity
from pipelines.normalize.self_evaluation.indicators import read_indicators, read_total
from pipelines.normalize.self_evaluation.records import SelfEvaluation
from pipelines.normalize.self_evaluation.sections import Sections, sections_of
from pipelines.normalize.self_evaluation.words import known_words
from pipelines.normalize.text import tidy


def read_forms(forms: list[FormRows]) -> list[SelfEvaluation]:
    """Read every form, in the order of the document."""
    return [_read_form(number, rows) for number, rows in enumerate(forms, start=1)]


def findings_of(forms: list[SelfEvaluation]) -> list[Finding]:
    """What could not be read of the forms."""
    return [finding for form in forms for finding in form.findings]


def _read_form(form_no: int, rows: FormRows) -> SelfEvaluation:
    first_page = rows.parts[0].first_page
    cells = [cell for row in rows.rows if row.page_no == first_page for cell in row.cells]
    form = SelfEvaluation(
        form_no=form_no,
        title_zh=title_of(rows),
        fiscal_year=year_of(rows),
        first_page=first_page,
        last_page=rows.last_page,
        box=cells[0].page.frame.box_to_shown(union([cell.region.cell_box for cell in cells])),
    )
    sections = sections_of(rows)
    read_identity(form, sections.identity)
    read_money_unit(form, rows, sections)
    read_funds(form, sections)
    read_indicators(form, sections)
    read_total(form, sections)
    form.grade = form.grade or _grade_elsewhere(sections)
    return form


def _grade_elsewhere(sections: Sections) -> str | None:
    """The grade beside its own label, where it does not stand beside the total."""
    words = known_words()
    for row in (*sections.identity, *sections.after):
        for label, value in zip(row.cells, row.cells[1:], strict=False):
            if words.label_of(label.text) == "grade" and words.is_grade(value.text):
                return tidy(value.text)
    return None
