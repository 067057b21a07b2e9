"""Titles are classified as well as docs/portals.md says, on real titles labelled by eye."""

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from scrapers.titles import OF_UNITS, Kind, Scope, classify, decide
from tests.scrapers.title_measure import FIELDS, SPLITS, labelled, precision_and_recall, share_right

LEAST = {"kind": 0.97, "fiscal_year": 0.99, "scope": 0.98, "unit_name_zh": 0.96}
DOCS = Path(__file__).parents[2] / "docs" / "portals.md"


def test_at_least_400_titles_are_labelled_with_kinds_and_scopes_that_exist() -> None:
    assert len(labelled()) >= 400
    assert len({row.title_zh for row in labelled()}) == len(labelled())
    assert {row.expected["kind"] for row in labelled()} <= set(get_args(Kind))
    assert {row.expected["scope"] for row in labelled()} <= set(get_args(Scope))
    for row in labelled():
        assert bool(row.expected["scope"]) == (row.expected["kind"] in OF_UNITS), row.title_zh
        assert row.expected["unit_name_zh"] in row.title_zh


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_right_on_titles_that_were_not_looked_at_while_words_were_written(split: str, field: str) -> None:
    assert share_right(split, field) >= LEAST[field]


def test_accounts_are_found_and_nothing_else_is_taken_for_them() -> None:
    accounts = ("department_accounts", "unit_accounts")
    wanted = {row.title_zh for row in labelled() if row.expected["kind"] in accounts}
    taken = {row.title_zh for row in labelled() if decide(row.title_zh).is_taken and row.found["kind"] in accounts}
    assert len(taken & wanted) / len(wanted) >= 0.98
    assert len(taken & wanted) / len(taken) >= 0.98


@pytest.mark.parametrize("kind", ["department_accounts", "budget", "audit_report", "government_level"])
def test_frequent_kinds_are_precise_and_complete(kind: str) -> None:
    right, found, expected = precision_and_recall("kind", kind)
    assert right / found >= 0.98
    assert right / expected >= 0.98


def test_the_documentation_states_the_measured_figures() -> None:
    text = DOCS.read_text(encoding="utf-8")
    counts = Counter(row.split for row in labelled())
    for split in SPLITS:
        shares = " | ".join(f"{share_right(split, field):.3f}" for field in FIELDS)
        assert f"| {split} | {counts[split]} | {shares} |" in text


@pytest.mark.parametrize(
    ("title", "column", "kind", "year", "scope", "unit"),
    [
        ("长沙市司法局（本级）2023年部门决算公开", "", "department_accounts", 2023, "own_level", "长沙市司法局"),
        ("2024年度威海市审计局所属单位决算", "", "unit_accounts", 2024, "subordinate", "威海市审计局"),
        ("某局2024年部门决算（汇总）", "", "department_accounts", 2024, "consolidated", "某局"),
        ("某局部门决算（汇总、本级、二级单位）", "2023年度", "department_accounts", 2023, "several", "某局"),
        ("市交通运输委员会", "2019年部门决算公开目录", "department_accounts", 2019, "department", "市交通运输委员会"),
        ("晋源区本级2024年财政决算", "", "government_level", 2024, "", ""),
        ("某县2024年一般公共预算支出决算表", "", "government_level", 2024, "", ""),
        ("某局一般公共预算财政拨款支出决算表", "2024年度部门决算", "department_accounts", 2024, "unknown", "某局"),
        ("2024年度部门决算公开（市发改委）", "", "department_accounts", 2024, "department", "市发改委"),
        ("2024年度太原市本级部门决算", "", "department_accounts", 2024, "own_level", ""),
        ("遵义市2025年部门预算调整公开表", "", "adjustment", 2025, "", ""),
        ("关于某市2025年预算执行情况和2026年预算草案的报告", "", "government_level", None, "", ""),
        ("某局2022-2024年预算执行和决算（草案）审计结果", "", "audit_report", None, "", ""),
        ("某局2024年度部门整体支出绩效自评报告", "", "performance", 2024, "", "某局"),
        ("154-418044004-某市不动产登记中心-2026年单位预算.pdf", "", "budget", 2026, "unit", "某市不动产登记中心"),
    ],
)  # fmt: skip
def test_a_title_and_its_column_say_kind_year_scope_and_name(
    title: str, column: str, kind: str, year: int | None, scope: str, unit: str
) -> None:
    found = classify(title, column)
    assert (found.kind, found.fiscal_year, found.scope, found.unit_name_zh) == (kind, year, scope, unit)
