"""Shards of as many documents as wanted, made of the demonstration's: for measuring the warehouse at full size.

Put here: how a document is copied so that its copies are units of their own.
Keep out: measuring (subjects).

A copy is a unit of its own, with a number in its name, and its money is a whole multiple of the model's: identities
that hold in the model hold in the copy, percentages and counts stay, and no two columns of amounts are alike. The
distributions of tables, codes, missing lines, statements and findings are those of the demonstration.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb

from warehouse.load import RELATIONS
from warehouse.schema import SHARDS

_SLICE: Final = 200
"""Copies that are made at a time, which bounds the memory."""
_MULTIPLES: Final = 9
_NAMED_IN: Final = ("unit_name_zh", "title_zh", "name_zh", "unit_zh", "department_zh", "text", "value", "other_value")
"""Columns in which a unit's name may stand."""
_MONEY: Final = {"amount": ("amount_yuan",), "claim": ()}


def enlarge(shards: Path, folder: Path, copies: int) -> Iterator[int]:
    """Write `copies` copies of the documents in `shards` into `folder`, and yield how many are written.

    One Parquet file a relation and slice of copies, with the rows of a document together.
    """
    with duckdb.connect() as connection:
        connection.execute(
            "create macro copied(document_id, copy) as "
            "md5(document_id || '/' || copy) || md5(copy || '/' || document_id)"
        )
        connection.execute("create macro named(words, copy) as replace(words, '示例', '示例第' || copy || '号')")
        _find_multiples(connection, shards)
        for first in range(0, copies, _SLICE):
            last = min(first + _SLICE, copies)
            for relation in RELATIONS:
                (folder / relation).mkdir(parents=True, exist_ok=True)
                target = folder / relation / f"{first:06}.parquet"
                connection.execute(
                    f"copy ({_selection(relation, shards, first, last)}) to '{target}' (format parquet)"
                )
            yield last


def _find_multiples(connection: duckdb.DuckDBPyConnection, shards: Path) -> None:
    """A unit's documents have one multiple; those with forms, whose sums are also written in words, keep theirs."""
    connection.execute(
        "create table multiple as select document_id, "
        "case when forms.document_id is null then hash(unit_name_zh) end as seed "
        f"from read_parquet('{shards}/document/*.parquet') "
        f"left join (select distinct document_id from read_parquet('{shards}/self_evaluation/*.parquet')) as forms "
        "using (document_id)"
    )


def _selection(relation: str, shards: Path, first: int, last: int) -> str:
    columns = []
    for column in SHARDS[relation].names:
        if column == "document_id":
            columns.append("copied(model.document_id, copy) as document_id")
        elif column in _NAMED_IN and relation != "claim":
            columns.append(f"named({column}, copy) as {column}")
        elif relation in _MONEY and column in ("published_amount", "amount_yuan"):
            kind = SHARDS[relation].field(column).type
            columns.append(
                f"cast({column} * if(published_unit in ('万元', '元'), times, 1) as "
                f"decimal({kind.precision}, {kind.scale})) as {column}"
            )
        elif relation in _MONEY and column == "published_text":
            columns.append(
                "if(published_unit in ('万元', '元') and times > 1, format('{:.2f}', cast(published_amount * times as "
                "double)), published_text) as published_text"
            )
        else:
            columns.append(f"model.{column}")
    return (
        f"select {', '.join(columns)} from (select model.*, copy, "
        f"coalesce(1 + hash(seed, copy) % {_MULTIPLES}, 1)::integer as times "
        f"from read_parquet('{shards}/{relation}/*.parquet') as model inner join multiple using (document_id) "
        f"cross join range({first}, {last}) as copies (copy)) as model order by copy, document_id"
    )
