"""A home folder with as many documents as wanted, made of the demonstration's, to measure the warehouse at full size.

Put here: how a document is copied so that its copies are units of their own, and how copies become packs and shards.
Keep out: measuring (subjects).

A copy is a unit of its own, with a number in its name, and its money is a whole multiple of the model's: identities
that hold in the model hold in the copy, percentages and counts stay, and amounts differ between units. The
distributions of tables, codes, missing lines, statements and findings are those of the demonstration.
"""

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.shards import COMPLETION_RELATION, shards_folder
from pipelines.version import PIPELINE_VERSION
from warehouse.packs import DOCUMENTS_A_PACK, PACKS, RELATIONS, Query, write_pack
from warehouse.schema import SHARDS

_MULTIPLES: Final = 9
_NAMED_IN: Final = frozenset(
    {"unit_name_zh", "title_zh", "name_zh", "unit_zh", "department_zh", "text", "value", "other_value"}
)
"""Columns in which a unit's name may stand."""
_MONEY: Final = frozenset({"amount", "claim"})
_SCALED: Final = frozenset({"published_amount", "amount_yuan"})


def enlarge(model: Path, home: Path, amount_count: int) -> Iterator[int]:
    """Write packs and sightings of so many copies that `amount_count` amounts are reached, and yield those so far.

    Of loose shards only those of `document` are written, which prove the packs: loading opens no others of documents
    in packs.

    Args:
        model: the shards of the demonstration, one folder a relation.
        home: the home folder to write.
        amount_count: how many amounts are wanted; the last copy goes beyond.
    """
    shards = shards_folder(home, PIPELINE_VERSION)
    with duckdb.connect() as connection:
        _prepare(connection, model)
        ((in_model,),) = connection.execute("select count(*) from model_amount").fetchall()
        ((documents,),) = connection.execute("select count(*) from model_document").fetchall()
        copies, step = -(-amount_count // in_model), max(1, DOCUMENTS_A_PACK // documents)
        for first in range(0, copies, step):
            last = min(first + step, copies)
            rows = partial(_copies, first=first, last=last)
            query, _ = rows(COMPLETION_RELATION)
            names = _write_shards(connection.sql(query).to_arrow_table(), COMPLETION_RELATION, shards)
            files = {name: (shards / COMPLETION_RELATION / f"{name}.parquet").stat() for name in names}
            stamps = {name: (state.st_mtime_ns, state.st_size) for name, state in files.items()}
            write_pack(connection, shards, stamps, rows)
            yield last * in_model
    _write_sightings(home)


def packed_rows(home: Path, relation: str) -> list[Path]:
    """The files with the rows of a relation, some thousand documents in each."""
    return sorted((shards_folder(home, PIPELINE_VERSION) / PACKS).glob(f"*/{relation}.parquet"))


def unpack(home: Path) -> None:
    """Write the rows of all packs as reading first writes them: one file a document and relation."""
    shards = shards_folder(home, PIPELINE_VERSION)
    files = [path for relation in RELATIONS if relation != COMPLETION_RELATION for path in packed_rows(home, relation)]
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(_unpack, files, [shards] * len(files)):
            pass


def _prepare(connection: duckdb.DuckDBPyConnection, model: Path) -> None:
    connection.execute(
        "create macro copied(document_id, copy) as md5(document_id || '/' || copy) || md5(copy || '/' || document_id)"
    )
    connection.execute("create macro named(words, copy) as replace(words, '示例', '示例第' || copy || '号')")
    for relation in RELATIONS:
        connection.register("rows_of_none", SHARDS[relation].empty_table())
        connection.execute(f"create table model_{relation} as from rows_of_none")
        if files := sorted(str(path) for path in (model / relation).glob("*.parquet")):
            connection.execute(f"insert into model_{relation} by name from read_parquet(?)", [files])
    # The documents of a unit have one multiple. Those with forms, whose sums are also written in words, keep theirs.
    connection.execute(
        "create table multiple as select document_id, if(document_id in (select document_id from "
        "model_self_evaluation), null, hash(unit_name_zh)) as seed from model_document"
    )


def _copies(relation: str, *, first: int, last: int) -> Query:
    """The rows of the copies from `first` to before `last`; rows of a document together and in the model's order."""
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
    query = (
        f"select {', '.join(columns)} from (select model.*, model.rowid as place, copy, "
        f"cast(coalesce(1 + hash(seed, copy) % {_MULTIPLES}, 1) as integer) as times "
        f"from model_{relation} as model inner join multiple using (document_id) "
        f"cross join range({first}, {last}) as copies (copy)) as rows order by copy, rows.document_id, place"
    )
    return query, []


def _unpack(rows_of_many: Path, shards: Path) -> None:
    _write_shards(pq.read_table(rows_of_many), rows_of_many.stem, shards)


def _write_shards(rows: pa.Table, relation: str, shards: Path) -> list[str]:
    """Write rows as reading would, one file a document, and return the documents. Rows of a document stand together."""
    (shards / relation).mkdir(parents=True, exist_ok=True)
    rows = rows.cast(SHARDS[relation])
    runs = pc.run_end_encode(rows.column("document_id").combine_chunks())
    names = runs.values.to_pylist()
    start = 0
    for document_id, end in zip(names, runs.run_ends.to_pylist(), strict=True):
        pq.write_table(rows.slice(start, end - start), shards / relation / f"{document_id}.parquet", compression="zstd")
        start = end
    return [str(name) for name in names]


def _write_sightings(home: Path) -> None:
    folder = home / "sightings" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection, (folder / "1.jsonl").open("w", encoding="utf-8") as file:
        documents = connection.execute(
            "select document_id, unit_name_zh, fiscal_year from read_parquet(?) order by all",
            [[str(path) for path in packed_rows(home, "document")]],
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
