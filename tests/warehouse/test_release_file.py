"""The file of a release has all public rows in an order that depends on nothing but the rows."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.builds import Built
from warehouse import release_file
from warehouse.release_file import write_database

Rows = list[tuple[Any, ...]]


def rows_of(file: Path) -> dict[str, Rows]:
    """The rows of every table in the order in which they are kept."""
    with duckdb.connect(str(file), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
        return {name: connection.execute(f'from "{name}"').fetchall() for (name,) in tables}


@pytest.fixture
def work_file(built: Built, tmp_path: Path) -> Path:
    """A copy of the built work file with a name that has a quote in it, and a document whose year is unknown."""
    work = built.copy(tmp_path / "home")
    with duckdb.connect(str(work)) as connection:
        connection.execute(
            "insert into intermediate.int_located_check "
            "select * replace ('it''s new' as check_id, null as fiscal_year) "
            "from (select distinct on (document_id, scope) * from intermediate.int_located_check) limit 3"
        )
        connection.execute(
            "update main.dim_document set fiscal_year = null "
            "where document_id = (select min(document_id) from main.fct_amount)"
        )
    return work


def test_rows_put_into_order_part_by_part_stand_as_if_at_once(
    work_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_database(work_file, tmp_path / "whole.duckdb")
    whole = rows_of(tmp_path / "whole.duckdb")
    monkeypatch.setattr(release_file, "_PART_ROWS", 100)  # some parts hold several checks or years, some one
    write_database(work_file, tmp_path / "parts.duckdb")
    assert rows_of(tmp_path / "parts.duckdb") == whole
    with duckdb.connect(str(tmp_path / "whole.duckdb"), read_only=True) as connection:
        keys = "select check_id, fiscal_year, table_id, document_id, scope from fct_check"
        checks = connection.execute(keys).fetchall()
        in_order = connection.execute(f"{keys} order by all").fetchall()
    assert checks == in_order  # documents too, which are ordered by their number among all
    assert any(check_id == "it's new" for check_id, *_ in checks)
    assert len(whole["fct_amount"]) > 100


def test_facts_that_a_build_keeps_as_views_are_tables_with_all_their_rows(work_file: Path, tmp_path: Path) -> None:
    write_database(work_file, tmp_path / "release.duckdb")
    released = rows_of(tmp_path / "release.duckdb")
    with duckdb.connect(str(work_file), read_only=True) as connection:
        views = connection.execute(
            "select view_name from duckdb_views() where schema_name = 'main' and not internal"
        ).fetchall()
        facts = {"fct_amount", "fct_claim", "fct_check", "indicators"}
        assert facts <= {name for (name,) in views}
        for name in facts:
            ((count,),) = connection.execute(f'select count(*) from "{name}"').fetchall()
            assert len(released[name]) == count
            assert count > 0 or name == "fct_claim"  # the documents of this build have no narrative
