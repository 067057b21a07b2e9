"""Documents of one or two drawn tables, read to shards.

Put here: the header of a statutory table that many tests use, and reading what was drawn.
Keep out: drawing (tests/pipelines/ruled.py) and what a test expects.
"""

from pathlib import Path

from pipelines.normalize.run import read_document
from tests.pipelines.ruled import RuledPage, ruled_pdf

COVER = RuledPage(heading=["某省示例局", "2024年度部门决算"], rows=[], widths=[])
EXPENDITURE_HEADER = [
    ["项目", None, "本年支出合计", "基本支出", "项目支出"],
    ["科目编码", "科目名称", None, None, None],
]
EXPENDITURE_MERGED = [(0, 0, 1, 2), (0, 2, 2, 3), (0, 3, 2, 4), (0, 4, 2, 5)]
EXPENDITURE_WIDTHS = [60, 120, 80, 80, 80]


def read(tmp_path: Path, *pages: RuledPage) -> dict[str, list[dict[str, object]]]:
    path = ruled_pdf(tmp_path / "document.pdf", [COVER, *pages])
    return {relation: table.to_pylist() for relation, table in read_document(path, "0" * 64).items()}


def amounts(shards: dict[str, list[dict[str, object]]]) -> list[tuple[object, ...]]:
    columns = ("table_id", "side", "subject_code", "label_zh", "measure")
    return [
        (*(row[column] for column in columns), str(row["published_amount"].normalize())) for row in shards["amount"]
    ]


def expenditure(rows: list[list[str | None]], **changes: object) -> RuledPage:
    facts: dict[str, object] = {
        "heading": ["支出决算表", "金额单位：万元"],
        "rows": EXPENDITURE_HEADER + rows,
        "widths": EXPENDITURE_WIDTHS,
        "merged": EXPENDITURE_MERGED,
        "right_aligned_from": 2,
    }
    return RuledPage(**{**facts, **changes})
