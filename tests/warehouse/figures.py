"""Shards for tests, from hand figures or from the hand-verified amounts of real documents.

Put here: how a test says what a document prints.
Keep out: expectations; they stand in the tests.
"""

import csv
import hashlib
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.schema import SHARDS

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
TABLES = (
    "income_expenditure_summary",
    "income",
    "expenditure",
    "fiscal_appropriation_summary",
    "general_public_budget_expenditure",
    "basic_expenditure",
    "government_fund_budget",
    "state_capital_budget",
    "three_public_expenses",
    "disclosure_statistics",
)
FACTORS = {"万元": 10000, "元": 1}
Row = dict[str, object]


@dataclass
class Document:
    """A document as the stages before would hand it over; every table is filled unless said otherwise."""

    name: str
    unit_name_zh: str | None = "山西省数字政府服务中心"
    fiscal_year: int | None = 2024
    document_kind: str = "unit_final_accounts"
    state: str = "published"
    reason_class: str | None = None
    reason: str | None = None
    amounts: list[Row] = field(default_factory=list)
    table_states: dict[str, str] = field(default_factory=lambda: dict.fromkeys(TABLES, "filled"))
    findings: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    sha256: str | None = None

    @property
    def document_id(self) -> str:
        """The sha256 of the real document, or of the name."""
        return self.sha256 or hashlib.sha256(self.name.encode()).hexdigest()

    def prints(
        self,
        table_id: str,
        amount: str,
        *,
        line: str | None = None,
        code: str | None = None,
        measure: str = "amount",
        side: str | None = None,
        label: str = "",
        unit: str = "万元",
        page: int = 1,
        row_no: int | None = None,
    ) -> "Document":
        """Add one printed amount in `unit`; the box is made up."""
        order = len(self.amounts) + 1
        number = Decimal(amount)
        self.amounts.append(
            {
                "document_id": self.document_id,
                "table_no": TABLES.index(table_id) + 1,
                "table_id": table_id,
                "side": side,
                "row_order": order,
                "row_no": row_no,
                "subject_code": code,
                "line_id": line,
                "label_zh": label,
                "measure": measure,
                "published_text": amount,
                "published_amount": number,
                "published_unit": unit,
                "amount_yuan": number * FACTORS[unit] if unit in FACTORS else None,
                "page": page,
                "x0": 100.0,
                "y0": 10.0 * order,
                "x1": 150.0,
                "y1": 10.0 * order + 8,
                "source": "text",
                "second_reading": "agreed",
                "layout_id": f"{table_id}__test",
            }
        )
        return self

    def lists(self, *names: str) -> "Document":
        """Add units that the document lists as its members, in a sentence on page 3."""
        for number, name in enumerate(names, start=1):
            box = {"x0": 72.0, "y0": 20.0 * number, "x1": 200.0, "y1": 20.0 * number + 12}
            self.members.append(
                {
                    "document_id": self.document_id,
                    "member_no": number,
                    "name_zh": name,
                    "remark_zh": None,
                    "list_kind": "sentence",
                    "page": 3,
                    **box,
                }
            )
        return self

    def write(self, shards: Path) -> None:
        """Write the shards of the document, one of each relation but `cell`."""
        rows: dict[str, list[Row]] = {
            "document": [
                {
                    "document_id": self.document_id,
                    "media_type": "application/pdf",
                    "byte_count": 1000,
                    "page_count": 20,
                    "title_zh": f"{self.unit_name_zh}{self.fiscal_year}年度决算",
                    "unit_name_zh": self.unit_name_zh,
                    "fiscal_year": self.fiscal_year,
                    "document_kind": self.document_kind,
                    "state": self.state,
                    "reason_class": self.reason_class,
                    "reason": self.reason,
                    "pipeline_version": "test",
                }
            ],
            "table": [
                {
                    "document_id": self.document_id,
                    "table_no": TABLES.index(table_id) + 1,
                    "table_id": table_id,
                    "layout_id": f"{table_id}__test",
                    "first_page": 1,
                    "last_page": 1,
                    "state": state,
                    "amount_count": sum(row["table_id"] == table_id for row in self.amounts),
                }
                for table_id, state in self.table_states.items()
            ],
            "amount": self.amounts,
            "claim": [],
            "finding": self.findings,
            "member": self.members,
        }
        for relation, content in rows.items():
            folder = shards / relation
            folder.mkdir(parents=True, exist_ok=True)
            table = pa.Table.from_pylist(content, schema=SHARDS[relation])
            pq.write_table(table, folder / f"{self.document_id}.parquet")


def see(sightings: Path, document: Document, **fields: object) -> None:
    """Write one sighting of the document; `fields` go before the defaults."""
    line = {
        "portal_id": "shanxi_province",
        "run_id": "run-1",
        "seen_at": "2025-09-01T02:30:00+00:00",
        "region_code": "140000",
        "landing_url": "http://portal.test/1.html",
        "file_url": "http://portal.test/1.pdf",
        "published_date": "2025-08-29",
        "document_id": document.document_id,
        "outcome": "stored",
        **fields,
    }
    path = sightings / str(line["portal_id"]) / f"{line['run_id']}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


def from_corpus(folder: str) -> Document | None:
    """Return a document of the corpus with its hand-verified amounts, or None when the corpus is not here."""
    path = CORPUS / folder
    if not (path / "amounts.csv").is_file():
        return None
    with (path / "document.csv").open(encoding="utf-8") as file:
        facts = next(csv.DictReader(file))
    document = Document(
        folder,
        facts["unit_name"] or None,
        int(facts["fiscal_year"]),
        facts.get("doc_type") or "final_accounts",
        sha256=facts["sha256"],
    )
    with (path / "amounts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    meanings, seen = line_meanings(), set()
    for row in rows:
        line = None
        if not row["subject_code"] and row["table_id"] != "three_public_expenses":
            key = (row["table_id"], row["side"], plain(row["label"]))
            # The three kinds of budget are printed twice on one side: as income, then below the opening carryover.
            line = meanings[key][min(len(meanings[key]) - 1, int((*key, row["measure"]) in seen))]
            seen.add((*key, row["measure"]))
        document.prints(
            row["table_id"],
            row["published_amount"],
            line=line,
            code=row["subject_code"] or None,
            measure=row["measure"],
            side=row["side"] or None,
            label=row["label"],
            unit=row["published_unit"],
            page=int(row["page"] or 1),
            row_no=int(row["row_no"]) if row["row_no"] else None,
        )
    printed = {row["table_id"] for row in rows}
    missing = facts.get("missing_tables", "").startswith("statistics")
    document.table_states = {
        table_id: "filled" if table_id in printed else "blank"
        for table_id in TABLES
        if table_id in printed or not (missing and table_id == "disclosure_statistics")
    }
    return document


def plain(label: str) -> str:
    """Return a label without spaces, ordinal and bracketed remarks."""
    label = re.sub(r"\s", "", label).replace("(", "（").replace(")", "）")
    label = re.sub(r"^（?[一二三四五六七八九十]+[、）.]|^\d+[.、]", "", label)
    return re.sub(r"（含专用结余）$", "", label)


def line_meanings() -> dict[tuple[str, str, str], list[str]]:
    """Return the line ids of each (table, side, label) in their printed order, from reference/line_items.csv."""
    text = (resources.files("warehouse") / "reference" / "line_items.csv").read_text(encoding="utf-8")
    meanings: dict[tuple[str, str, str], list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        sides = {"income": "income", "expenditure": "expenditure"}
        side = sides.get(row["block"].removeprefix("balance_"), "")
        lines = meanings.setdefault((row["table_id"], side, plain(row["label_zh"])), [])
        if row["line_id"] not in lines:
            lines.append(row["line_id"])
    return meanings
