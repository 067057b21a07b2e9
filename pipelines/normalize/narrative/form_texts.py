"""What the words of a self-evaluation form say of its money.

Put here: sentences that state a budget, what was paid of it, and the ratio.
Keep out: the rows of the form (normalize.self_evaluation) and judging (sql/models/checks).
"""

from collections.abc import Iterator, Sequence

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.claims.flow import plain
from pipelines.normalize.narrative.mention import Mention
from pipelines.normalize.narrative.words import words
from pipelines.normalize.self_evaluation.records import SelfEvaluation


def form_texts(document: ExtractedDocument, forms: Sequence[SelfEvaluation]) -> Iterator[Mention]:
    """Statements of a budget and its execution in the cells of forms, in 万元.

    `subject_code` is the form's number, `value` the budget, `other_value` what was paid and the ratio, parted by /.
    """
    for page in document.pages:
        form = next((one for one in reversed(forms) if one.first_page <= page.page_no <= one.last_page), None)
        if form is None or sum(one.first_page <= page.page_no <= one.last_page for one in forms) > 1:
            continue
        for grid in page.grids:
            for region in grid.regions:
                match = words().form_execution.search(plain("".join(region.text.split())))
                if match and region.box:
                    yield Mention(
                        "form_execution",
                        match.group(),
                        page.page_no,
                        page.frame.box_to_shown(region.box),
                        subject_zh=form.project_zh,
                        subject_code=str(form.form_no),
                        value=match["budget"].replace(",", ""),
                        other_value=f"{match['paid'].replace(',', '')}/{match['ratio']}",
                    )
