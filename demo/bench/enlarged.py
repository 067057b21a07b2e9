"""A home folder with as many documents as wanted, made of the demonstration's, to measure the warehouse at full size.

Put here: how a document is copied so that its copies are units of their own, and how copies become shards.
Keep out: measuring (subjects).

A copy is a unit of its own, with a number in its name, and its money is a whole multiple of the model's: identities
that hold in the model hold in the copy, percentages and counts stay, and amounts differ between units. The
distributions of tables, codes, missing lines, statements and findings are those of the demonstration.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.shards import shards_folder
from pipelines.version import PIPELINE_VERSION
from warehouse.load import RELATIONS
from warehouse.schema import SHARDS

SLICES: Final = "slices"
"""The folder with the same rows as the shards, one file for some thousand documents: quick to read into memory."""
_COPIES_IN_A_SLICE: Final = 200
_MULTIPLES: Final = 9
_NAMED_IN: Final = frozenset(
    {"unit_name_zh", "title_zh", "name_zh", "unit_zh", "department_zh", "text", "value", "other_value"}
)
"""Columns in which a unit's name may stand."""
_MONEY: Final = frozenset({"amount", "claim"})
_SCALED: Final = frozenset({"published_amount", "amount_yuan"})


def enlarge(model: Path, home: Path, amount_count: int) -> Iterator[int]:
    """Write shards and sightings of so many copies that `amount_count` amounts are reached, and yield those so far.

    Args:
        model: the shards of the demonstration, one folder a relation.
        home: the home folder to write; shards are one file a document and relation, as reading leaves them.
        amount_count: how many amounts are wanted; the last copy goes beyond.
    """
    with duckdb.connect() as connection:
        _prepare(connection, model)
        (in_model,) = connection.execute(f"select count(*) from '{model}/amount/*.parquet'").fetchone() or (0,)
        copies = -(-amount_count // in_model)
        for first in range(0, copies, _COPIES_IN_A_SLICE):
            last = min(first + _COPIES_IN_A_SLICE, copies)
            for relation in RELATIONS:
                target = home / SLICES / relation / f"{first:06}.parquet"
                target.parent.mkdir(parents=True, exist_ok=True)
                connection.execute(f"copy ({_selection(relation, model, first, last)}) to '{target}' (format parquet)")
            yield last * in_model
    _write_sightings(home)
    slices = sorted(path for relation in RELATIONS for path in (home / SLICES / relation).glob("*.parquet"))
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(_write_shards, slices, [shards_folder(home, PIPELINE_VERSION)] * len(slices)):
            pass


def _prepare(connection: duckdb.DuckDBPyConnection, model: Path) -> None:
    connection.execute(
        "create macro copied(document_id, copy) as md5(document_id || '/' || copy) || md5(copy || '/' || document_id)"
    )
    connection.execute("create macro named(words, copy) as replace(words, '示例', '示例第' || copy || '号')")
    # The documents of a unit have one multiple. Those with forms, whose sums are also written in words, keep theirs.
    connection.execute(
        "create table multiple as select document_id, if(forms.document_id is null, hash(unit_name_zh), null) as seed "
        f"from '{model}/document/*.parquet' left join (select distinct document_id from "
        f"read_parquet({_files(model, 'self_evaluation')})) as forms using (document_id)"
        if any((model / "self_evaluation").glob("*.parquet"))
        else "create table multiple as select document_id, hash(unit_name_zh) as seed "
        f"from '{model}/document/*.parquet'"
    )


def _files(model: Path, relation: str) -> str:
    return f"'{model}/{relation}/*.parquet'"


def _selection(relation: str, model: Path, first: int, last: int) -> str:
    is_money = "published_unit in ('万元', '元')"
    columns = []
    for column in SHARDS[relation].names:
        kind = SHARDS[relation].field(column).type
        if column == "document_id":
            columns.append("copied(rows.document_id, copy) as document_id")
        elif column in _NAMED_IN:
            columns.append(f"named({column}, copy) as {column}")
        elif relation in _MONEY and column in _SCALED:
            columns.append(
                f"cast({column} * if({is_money}, times, 1) as decimal({kind.precision}, {kind.scale})) as {column}"
            )
        elif relation in _MONEY and column == "published_text":
            columns.append(
                f"if({is_money} and times > 1, cast(cast(published_amount * times as decimal(20, 2)) as varchar), "
                "published_text) as published_text"
            )
        else:
            columns.append(f"rows.{column}")
    if not any((model / relation).glob("*.parquet")):
        empty = ", ".join(f"null as {column}" for column in SHARDS[relation].names)
        return f"select {empty} where false"
    return (
        f"select {', '.join(columns)} from (select model.*, copy, row_number() over () as place, "
        f"cast(coalesce(1 + hash(seed, copy) % {_MULTIPLES}, 1) as integer) as times "
        f"from read_parquet({_files(model, relation)}) as model inner join multiple using (document_id) "
        f"cross join range({first}, {last}) as copies (copy)) as rows order by copy, document_id, place"
    )


def _write_shards(rows_of_many: Path, shards: Path) -> None:
    """Write the rows of a slice as reading would: one file a document. Rows of a document stand together."""
    rows = pq.read_table(rows_of_many)
    relation = rows_of_many.parent.name
    (shards / relation).mkdir(parents=True, exist_ok=True)
    rows = rows.cast(SHARDS[relation])
    runs = pc.run_end_encode(rows.column("document_id").combine_chunks())
    start = 0
    for document_id, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        pq.write_table(rows.slice(start, end - start), shards / relation / f"{document_id}.parquet", compression="zstd")
        start = end


def _write_sightings(home: Path) -> None:
    folder = home / "sightings" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection, (folder / "1.jsonl").open("w", encoding="utf-8") as file:
        documents = connection.execute(
            f"select document_id, unit_name_zh, fiscal_year from '{home / SLICES}/document/*.parquet' order by all"
        ).fetchall()
        for document_id, unit_zh, year in documents:
            sighting = {
                "portal_id": "bench",
                "run_id": "1",
                "seen_at": "2026-09-01T00:00:00Z",
                "region_code": "310107" if unit_zh.startswith("上海") else "140000",
                "publisher_zh": "示例",
                "landing_url": f"http://127.0.0.1/{document_id}.html",
                "file_url": f"http://127.0.0.1/{document_id}.pdf",
                "title_zh": unit_zh,
                "published_date": f"{year + 1}-08-20",
                "media_type": "application/pdf",
                "byte_count": 1,
                "document_id": document_id,
                "outcome": "stored",
            }
            file.write(json.dumps(sighting, ensure_ascii=False) + "\n")
