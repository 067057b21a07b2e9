"""docs/analysts.md: every question has a query that runs, and an answer."""

import re

import duckdb
import pytest

from demo.analysts import PAGE, queries
from tests.warehouse.builds import Built, built

__all__ = ["built"]

TEXT = PAGE.read_text(encoding="utf-8")


def test_there_are_25_questions_each_with_one_query_and_its_answer() -> None:
    questions = re.findall(r"^## (\d+)\. ", TEXT, re.M)
    assert [int(number) for number in questions] == list(range(1, 26))
    assert len(queries(TEXT)) == 25
    assert len(re.findall(r"```\n\n```text\n", TEXT)) == 25


@pytest.mark.parametrize("query", queries(TEXT), ids=range(1, 26))
def test_the_query_runs_on_a_release(built: Built, query: str) -> None:
    with duckdb.connect(str(built.release.database), read_only=True) as connection:
        assert connection.execute(query).description
