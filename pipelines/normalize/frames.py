"""A document that was understood as the rows of its shards.

Put here: the columns of each relation of `warehouse.schema.SHARDS`.
Keep out: deciding anything (reading.py) and writing files (pipelines.shards).
"""

from typing import Any

from pipelines.extract.document import ExtractedDocument
from pipelines.normalize.claims.run import Claim
from pipelines.normalize.findings import Finding
from pipelines.normalize.layouts import table_announced
from pipelines.normalize.money import to_yuan
from pipelines.normalize.narrative.read import rows_of_narrative
from pipelines.normalize.reading import Reading
from pipelines.normalize.self_evaluation.frames import rows_of_forms
from pipelines.normalize.text import squeeze
from pipelines.version import PIPELINE_VERSION

_BOX = ("x0", "y0", "x1", "y1")
Row = dict[str, Any]


def rows_of(reading: Reading) -> dict[str, list[Row]]:
    """The rows of every relation, amounts in the printed unit and in yuan, boxes in points from the top left."""
    return {
        "document": [_document_row(reading)],
        "table": _table_rows(reading),
        "cell": _cell_rows(reading.document),
        "amount": _amount_rows(reading),
        "claim": [
            {"claim_no": number, **_claim_row(reading.document.document_id, claim)}
            for number, claim in enumerate(reading.claims, start=1)
        ],
        **rows_of_narrative(reading.document.document_id, reading.narrative),
        "finding": [_finding_row(reading.document.document_id, finding) for finding in reading.findings],
        **rows_of_forms(reading.document.document_id, reading.self_evaluations),
    }


def _amount_rows(reading: Reading) -> list[Row]:
    rows = []
    for table_no, table in reading.statutory.items():
        if table.published_unit is None:
            continue
        for amount in table.read.amounts:
            unit = table.bound.layout.unit_of(squeeze(amount.label_zh)) or table.published_unit
            rows.append(
                {
                    "document_id": reading.document.document_id,
                    "table_no": table_no,
                    "table_id": table.bound.layout.table_id,
                    "line_id": table.line_of(amount),
                    "published_unit": unit,
                    "amount_yuan": to_yuan(amount.published_amount, unit),
                    "source": "text",
                    "layout_id": table.bound.layout.layout_id,
                    "second_reading": amount.second_reading,
                    "side": amount.side,
                    "row_order": amount.row_order,
                    "row_no": amount.row_no,
                    "subject_code": amount.subject_code,
                    "label_zh": amount.label_zh,
                    "measure": amount.measure,
                    "published_text": amount.published_text,
                    "published_amount": amount.published_amount,
                    "page": amount.page,
                    **dict(zip(_BOX, amount.box, strict=True)),
                }
            )
    return rows


def _claim_row(document_id: str, claim: Claim) -> Row:
    return {
        "document_id": document_id,
        "section": claim.section,
        "statement_kind": claim.statement_kind,
        "subject_zh": claim.subject_zh,
        "subject_code": claim.subject_code,
        "measure": claim.measure,
        "comparison": claim.comparison,
        "published_text": claim.published_text,
        "published_amount": claim.published_amount,
        "published_unit": claim.published_unit,
        "sentence_zh": claim.sentence_zh,
        "page": claim.page,
        **dict(zip(_BOX, claim.box, strict=True)),
    }


def _table_rows(reading: Reading) -> list[Row]:
    rows: list[Row] = []
    for table_no, stitched in enumerate(reading.stitched, start=1):
        table = reading.statutory.get(table_no)
        count = len(table.read.amounts) if table is not None and table.published_unit is not None else 0
        rows.append(
            {
                "document_id": reading.document.document_id,
                "table_no": table_no,
                "table_id": table.bound.layout.table_id if table else None,
                "layout_id": table.bound.layout.layout_id if table else None,
                "title_zh": next((line.text for line in stitched.heading if table_announced(line.text)), None),
                "unit_name_zh": table.heading.unit_name_zh if table else None,
                "fiscal_year": table.heading.fiscal_year if table else None,
                "published_unit": table.published_unit if table else None,
                "first_page": stitched.first_page,
                "last_page": stitched.last_page,
                "state": "unrecognized" if table is None else ("filled" if table.read.amounts else "blank"),
                "amount_count": count,
            }
        )
    return rows


def _cell_rows(document: ExtractedDocument) -> list[Row]:
    rows: list[Row] = []
    for page in document.pages:
        for grid_no, grid in enumerate(page.grids, start=1):
            for region in grid.regions:
                box = page.frame.box_to_shown(region.box) if region.box else (None, None, None, None)
                rows.append(
                    {
                        "document_id": document.document_id,
                        "page": page.page_no,
                        "grid_no": grid_no,
                        "row_no": region.row,
                        "column_no": region.column,
                        "text": region.text,
                        **dict(zip(_BOX, box, strict=True)),
                    }
                )
    return rows


def _document_row(reading: Reading) -> Row:
    return {
        "document_id": reading.document.document_id,
        "media_type": "application/pdf",
        "byte_count": reading.document.byte_count,
        "page_count": len(reading.document.pages),
        "title_zh": reading.cover.title_zh,
        "unit_name_zh": reading.unit_name_zh,
        "fiscal_year": reading.fiscal_year,
        "document_kind": reading.cover.document_kind,
        "state": "published",
        "reason_class": None,
        "reason": None,
        "pipeline_version": PIPELINE_VERSION,
    }


def _finding_row(document_id: str, finding: Finding) -> Row:
    return {
        "document_id": document_id,
        "finding_kind": finding.finding_kind,
        "message": finding.message,
        "table_id": finding.table_id,
        "printed_text": finding.printed_text,
        "page": finding.page,
        "row_no": finding.row_no,
        "column_no": finding.column_no,
        **dict(zip(_BOX, finding.box or (None, None, None, None), strict=True)),
    }
