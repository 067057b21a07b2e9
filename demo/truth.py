"""The truth beside each PDF: what it prints, on which page, and what is wrong in it on purpose.

Put here: the files of a folder of the demonstration's corpus and the portals' manifest.
Keep out: how a document is drawn (`demo.document`).

The files have the columns of the corpus of real documents, so that the same scorer reads both.
"""

import csv
import io
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from demo.defects import Defect
from demo.document import TypesetDocument
from demo.grids import PrintedAmount
from demo.histories import Publication
from demo.tables import TABLE_IDS

AMOUNT_COLUMNS: Final = (
    *("table_id", "side", "row_no", "subject_code", "label", "measure"),
    *("published_amount", "published_unit", "page"),
)
DEFECT_COLUMNS: Final = (
    *("table_id", "page", "code", "name", "measure"),
    *("printed_value", "expected_value", "identity", "note"),
)
DOCUMENT_COLUMNS: Final = (
    *("sha256", "unit_name", "department", "member_units", "fiscal_year", "doc_type", "amount_unit", "pages"),
    *("table_pages", "blank_tables", "missing_tables", "narrative_none_statements", "quirks"),
)
DOCUMENT_KINDS: Final = {"部门": "department_final_accounts", "单位": "unit_final_accounts"}


def write_text(path: Path, text: str) -> None:
    """Replace a text file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8", newline="")
    os.replace(temporary, path)


def _write_csv(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_text(path, buffer.getvalue())


def amount_rows(document: TypesetDocument) -> list[dict[str, object]]:
    """A row for each printed amount, in the columns of the corpus."""
    return [
        {
            "table_id": amount.table_id,
            "side": amount.side or "",
            "row_no": "" if amount.row_no is None else amount.row_no,
            "subject_code": amount.subject_code or "",
            "label": amount.label_zh,
            "measure": amount.measure,
            "published_amount": amount.text.replace(",", ""),
            "published_unit": amount.unit,
            "page": amount.place.page if amount.place else "",
        }
        for amount in document.amounts
    ]


def defect_rows(document: TypesetDocument) -> list[dict[str, object]]:
    """A row for each cell that is not what it should be, in the columns of the corpus."""
    return [
        {
            "table_id": defect.table_id,
            "page": amount.place.page if amount.place else "",
            "code": amount.subject_code or "",
            "name": amount.label_zh,
            "measure": defect.measure,
            "printed_value": f"{defect.printed:.2f}",
            "expected_value": f"{defect.expected:.2f}",
            "identity": "; ".join(defect.identities),
            "note": f"[{defect.grade}] {defect.note_zh}",
        }
        for defect in document.defects
        for amount in [_printed_cell(document, defect)]
    ]


def _printed_cell(document: TypesetDocument, defect: Defect) -> PrintedAmount:
    wanted = (defect.table_id, defect.side, defect.key, defect.measure)
    return next(a for a in document.amounts if (a.table_id, a.side, a.key, a.measure) == wanted)


def document_row(document: TypesetDocument) -> dict[str, object]:
    """The one row of document.csv."""
    figures = document.figures
    return {
        "sha256": document.sha256,
        "unit_name": figures.unit_name_zh,
        "department": figures.unit_name_zh if figures.scope_zh == "部门" else "",
        "member_units": ";".join(figures.member_units_zh),
        "fiscal_year": figures.fiscal_year,
        "doc_type": DOCUMENT_KINDS[figures.scope_zh],
        "amount_unit": "万元",
        "pages": document.page_count,
        "table_pages": "; ".join(
            f"{table}:{first}" if first == last else f"{table}:{first}-{last}"
            for table, (first, last) in document.table_pages.items()
        ),
        "blank_tables": "; ".join(f"{table}（{text}）" for table, text in document.blank_tables.items()),
        "missing_tables": "; ".join(t for t in TABLE_IDS if t not in document.table_pages),
        "narrative_none_statements": "",
        "quirks": f"house style {document.style_id}",
    }


def write_truth(document: TypesetDocument) -> None:
    """Write document.csv, amounts.csv and defects.csv beside the PDF."""
    folder = document.path.parent
    _write_csv(folder / "document.csv", DOCUMENT_COLUMNS, [document_row(document)])
    _write_csv(folder / "amounts.csv", AMOUNT_COLUMNS, amount_rows(document))
    _write_csv(folder / "defects.csv", DEFECT_COLUMNS, defect_rows(document))


def manifest_entry(publication: Publication, path: Path, folder: Path) -> dict[str, object]:
    """What a portal needs to publish a document; `file` is relative to the manifest in `folder`."""
    return {
        "site": publication.site,
        "portal_id": publication.portal_id,
        "publisher_zh": publication.publisher_zh,
        "region_code": publication.region_code,
        "unit_name_zh": publication.figures.unit_name_zh,
        "fiscal_year": publication.figures.fiscal_year,
        "title_zh": publication.title_zh,
        "published_date": publication.published_date.isoformat(),
        "file": path.relative_to(folder).as_posix(),
    }


def write_manifest(folder: Path, entries: list[dict[str, object]]) -> None:
    """Write manifest.json, the list of what the portals publish."""
    write_text(folder / "manifest.json", json.dumps(entries, ensure_ascii=False, indent=1) + "\n")
