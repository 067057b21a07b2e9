"""Self-evaluation forms as the rows of their shards.

Put here: the columns of the relations `self_evaluation*` of `warehouse.schema.SHARDS`.
Keep out: deciding anything (the modules beside).
"""

from typing import Any

from pipelines.extract.frame import Box
from pipelines.normalize.money import to_yuan
from pipelines.normalize.self_evaluation.records import FUND_AMOUNTS, FundLine, PrintedNumber, SelfEvaluation

Row = dict[str, Any]


def rows_of_forms(document_id: str, forms: list[SelfEvaluation]) -> dict[str, list[Row]]:
    """The rows of forms, fund lines and indicator lines; amounts in the printed unit and in yuan."""
    return {
        "self_evaluation": [_form_row(document_id, form) for form in forms],
        "self_evaluation_fund": [_fund_row(document_id, form, line) for form in forms for line in form.funds],
        "self_evaluation_indicator": [
            {
                "document_id": document_id,
                "form_no": form.form_no,
                "line_no": line.line_no,
                **{f"{level}_zh": line.texts.get(level) for level in ("level1", "level2", "level3", "note")},
                **{f"{aim}_text": line.texts.get(aim) for aim in ("target", "adjusted_target", "actual")},
                "deviation_zh": line.texts.get("deviation"),
                **_scored("weight", line.weight),
                **_scored("score", line.score),
                **_place(line.page, line.box),
            }
            for form in forms
            for line in form.indicators
        ],
    }


def _form_row(document_id: str, form: SelfEvaluation) -> Row:
    return {
        "document_id": document_id,
        "form_no": form.form_no,
        "title_zh": form.title_zh,
        "fiscal_year": form.fiscal_year,
        "project_zh": form.project_zh,
        "department_code": form.department_code,
        "department_zh": form.department_zh,
        "unit_code": form.unit_code,
        "unit_zh": form.unit_zh,
        "published_unit": form.published_unit,
        **_scored("total_weight", form.total_weight),
        **_scored("total_score", form.total_score),
        "grade": form.grade,
        "last_page": form.last_page,
        **_place(form.first_page, form.box),
    }


def _fund_row(document_id: str, form: SelfEvaluation, line: FundLine) -> Row:
    row: Row = {
        "document_id": document_id,
        "form_no": form.form_no,
        "line_no": line.line_no,
        "fund_kind": line.fund_kind,
        "label_zh": line.label_zh,
        "published_unit": form.published_unit,
        **_printed("execution_ratio", line.execution_ratio),
        **_scored("weight", line.weight),
        **_scored("score", line.score),
        "deviation_zh": line.deviation_zh,
        **_place(line.page, line.box),
    }
    for name in FUND_AMOUNTS:
        amount = line.amounts[name]
        unit = form.published_unit
        row |= _printed(name, amount)
        row[f"{name}_yuan"] = to_yuan(amount.number, unit) if amount.number is not None and unit else None
    return row


def _printed(name: str, value: PrintedNumber) -> Row:
    return {f"{name}_text": value.text, f"published_{name}": value.number}


def _scored(name: str, value: PrintedNumber) -> Row:
    return {f"{name}_text": value.text, name: value.number}


def _place(page: int, box: Box) -> Row:
    return {"page": page, **dict(zip(("x0", "y0", "x1", "y1"), box, strict=True))}
