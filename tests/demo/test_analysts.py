"""docs/analysts.md and README.md: every query runs, every answer is the one it gives, every snippet of Python works."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow as pa
import pytest

from demo.analysts import PAGE, PAGES, queries, shown_of, with_answers
from tests.demo.demo_run import DemoRun, demo_run

__all__ = ["demo_run"]

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in PAGES}
SNIPPETS = [
    pytest.param(code, id=f"{name}-{number}")
    for name, text in TEXTS.items()
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", text, re.S), start=1)
]


def test_there_are_25_questions_each_with_one_query_and_its_answer() -> None:
    text = TEXTS[PAGE.name]
    questions = re.findall(r"^## (\d+)\. ", text, re.M)
    assert [int(number) for number in questions] == list(range(1, 26))
    assert len(queries(text)) == 25
    assert len(re.findall(r"```\n\n```text\n", text)) == 25


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_answer_is_what_the_demonstration_gives(demo_run: DemoRun, name: str) -> None:
    written = with_answers(TEXTS[name], demo_run.settings, demo_run.printed)
    assert TEXTS[name] == written, "run `make docs`"


def test_the_readme_shows_what_make_run_prints(demo_run: DemoRun) -> None:
    shown = shown_of(demo_run.printed)
    assert "Indicators by unit and year" in shown
    assert f"```text\n{shown}```\n" in TEXTS["README.md"], "run `make docs`"


@pytest.mark.parametrize("code", SNIPPETS)
def test_a_snippet_of_python_works_and_keeps_money_exact(
    demo_run: DemoRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    (tmp_path / "var").symlink_to(demo_run.settings.home)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(code, "snippet", "exec"), names)
    tables = [value for value in names.values() if isinstance(value, (pandas.DataFrame, polars.DataFrame, pa.Table))]
    assert tables
    for table in tables:
        column = next(name for name in columns_of(table) if name.endswith("_yuan"))
        values = table[column].to_pylist() if isinstance(table, pa.Table) else list(table[column])
        known = [value for value in values if value is not None and value is not pandas.NA]
        assert known
        assert all(isinstance(value, Decimal) for value in known)
        assert {-value.as_tuple().exponent for value in known} == {2}


def columns_of(table: Any) -> list[str]:
    return list(table.column_names if isinstance(table, pa.Table) else table.columns)
