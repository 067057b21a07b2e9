"""What the words of a self-evaluation form say of its money and its counts.

Put here: sentences that state a budget, what was paid of it and the ratio, counts of what is named in quotation marks,
and labels that stand apart from their numbers.
Keep out: the rows of the form (normalize.self_evaluation) and judging (sql/models/checks).
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from pipelines.extract.document import ExtractedDocument, Page
from pipelines.extract.frame import Box
from pipelines.normalize.claims.flow import plain
from pipelines.normalize.narrative.mention import Mention
from pipelines.normalize.narrative.words import words
from pipelines.normalize.self_evaluation.records import SelfEvaluation

_COUNTS: Final = {digit: number for number, digit in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}


def form_texts(document: ExtractedDocument, forms: Sequence[SelfEvaluation]) -> Iterator[Mention]:
    """Statements in the cells of forms, and labels apart from their numbers; `subject_code` is the form's number.

    A `form_execution` is a budget in 万元 as `value`, what was paid and the ratio, parted by /, as `other_value`; a
    `form_count` says how often (`value`) something happened, its unit and name as `other_value`.
    """
    for one in forms:
        for label in one.labels_apart:
            yield _mention(one, "form_label_apart", label.label_zh, label.page, label.box)
    for page in document.pages:
        on_page = [one for one in forms if one.first_page <= page.page_no <= one.last_page]
        if len(on_page) != 1:
            continue
        for grid in page.grids:
            for region in grid.regions:
                if region.box:
                    text = plain("".join(region.text.split()))
                    yield from _statements(on_page[0], text, page, page.frame.box_to_shown(region.box))


def _statements(form: SelfEvaluation, text: str, page: Page, box: Box) -> Iterator[Mention]:
    match = words().form_execution.search(text)
    if match:
        paid = f"{match['paid'].replace(',', '')}/{match['ratio']}"
        budget = match["budget"].replace(",", "")
        yield _mention(form, "form_execution", match.group(), page.page_no, box, value=budget, other_value=paid)
    for match in words().form_count.finditer(text):
        if words().not_yet_done.search(text[: match.start()]):
            continue
        count = _COUNTS.get(match["count"]) or int(match["count"])
        what = f"{match['unit']}“{match['name']}”"
        yield _mention(form, "form_count", match.group(), page.page_no, box, value=str(count), other_value=what)


def _mention(form: SelfEvaluation, kind: str, text: str, page_no: int, box: Box, **facts: Any) -> Mention:
    return Mention(kind, text, page_no, box, subject_zh=form.project_zh, subject_code=str(form.form_no), **facts)
