"""From shards and sightings to the private work file: the schemas `raw` and `reference`.

Put here: reading what the stages before have written, and keeping facts unique.
Keep out: any meaning of the numbers (sql/), anything that readers see (warehouse.publish).

The rows of a document stay together and in the order in which they were read: facts are numbered by it.

The whole work file is written anew beside the old one and takes its place in one step: loading twice gives the same
relations, and a load that is killed leaves the old file as it was.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Final

import duckdb

from warehouse.errors import LoadError
from warehouse.memory import connect
from warehouse.packs import PACKS, RELATIONS, Sources, open_sources, pack_loose
from warehouse.schema import SHARDS

FACT_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "document": ("document_id",),
    "table": ("document_id", "table_no"),
    "amount": ("document_id", "table_no", "side", "row_order", "measure"),
}
"""What makes a row of a shard relation unique."""

SIGHTING_COLUMNS: Final[dict[str, str]] = {
    "portal_id": "VARCHAR",
    "run_id": "VARCHAR",
    "seen_at": "TIMESTAMPTZ",
    "region_code": "VARCHAR",
    "publisher_zh": "VARCHAR",
    "landing_url": "VARCHAR",
    "file_url": "VARCHAR",
    "title_zh": "VARCHAR",
    "listing_title_zh": "VARCHAR",
    "published_date": "DATE",
    "http_status": "INTEGER",
    "etag": "VARCHAR",
    "last_modified": "VARCHAR",
    "media_type": "VARCHAR",
    "byte_count": "BIGINT",
    "document_id": "VARCHAR",
    "outcome": "VARCHAR",
    "reason": "VARCHAR",
    "index_no": "VARCHAR",
    "issuing_body_zh": "VARCHAR",
    "social_credit_code": "VARCHAR",
}

CRAWL_COLUMNS: Final[dict[str, str]] = {
    "portal_id": "VARCHAR",
    "run_id": "VARCHAR",
    "outcome": "VARCHAR",
    "reason": "VARCHAR",
    "is_alarm": "BOOLEAN",
    "listed": "BIGINT",
    "fiscal_year": "INTEGER",
    "sample": "INTEGER",
    "ended_at": "TIMESTAMPTZ",
    "region_code": "VARCHAR",
    "publisher_zh": "VARCHAR",
    "window_opens": "VARCHAR",
    "window_closes": "VARCHAR",
}

_INTEGER_ENDINGS: Final = ("_year", "_no", "_count", "order")


@dataclass(frozen=True)
class PortalWindow:
    """When a portal's publisher promises the accounts of the year before: month-day, as in its file."""

    portal_id: str
    region_code: str
    publisher_zh: str
    window_opens: str
    window_closes: str


@dataclass(frozen=True)
class LoadReport:
    """What a load did: rows by relation, documents set aside, and lines that could not be read."""

    work_file: Path
    rows: dict[str, int] = field(default_factory=dict)
    quarantined_documents: tuple[str, ...] = ()
    unreadable_sighting_lines: int = 0


def load(
    shards: Path,
    sightings: Path,
    work_file: Path,
    *,
    crawls: Path | None = None,
    portals: Sequence[PortalWindow] = (),
) -> LoadReport:
    """Read all shards and sightings into a fresh work file, which then replaces the one before.

    Args:
        shards: the folder of one version of the reader, `<relation>/<sha256>.parquet` below it; may be empty.
        sightings: `<portal_id>/<run_id>.jsonl` below it; may be empty.
        work_file: the DuckDB file to write.
        crawls: outcomes of crawls, `<portal_id>/<run_id>.json` below it; None or an empty folder where none ran.
        portals: the portals that are described, for whose accounts are expected when. A portal that was crawled and is
            described no more stays as its last crawl knew it, or else as its sightings do, without a window.

    A document whose shards print one key twice is set aside: its amounts are left out, its state becomes
    `quarantined` with reason class `contract`, and a finding names the key.

    Raises:
        LoadError: when a shard or sighting does not have the shape of the contract, or the work file is in use.
    """
    work_file.parent.mkdir(parents=True, exist_ok=True)
    fresh = work_file.with_name(f".{work_file.name}.loading")
    _remove(fresh)
    try:
        with connect(fresh) as connection:
            connection.execute("create schema raw; create schema reference")
            pack_loose(shards, verify=True)
            with open_sources(shards) as sources:
                for relation, name in RELATIONS.items():
                    _load_relation(connection, sources, relation, name)
            unreadable = _load_sightings(connection, sightings)
            _load_crawls(connection, crawls)
            _load_portals(connection, portals)
            quarantined = tuple(_quarantine_duplicates(connection))
            _load_references(connection)
            rows = _count_rows(connection)
        if work_file.exists():
            _ensure_free(work_file)
        _remove(work_file)
        fresh.replace(work_file)
    finally:
        _remove(fresh)
    return LoadReport(work_file, rows, quarantined, unreadable)


def _load_relation(connection: duckdb.DuckDBPyConnection, sources: Sources, relation: str, name: str) -> None:
    empty = SHARDS[relation].empty_table()
    connection.register("empty_shard", empty)
    connection.execute(f"create table raw.{name} as select * from empty_shard")
    connection.unregister("empty_shard")
    advice = "extract the documents again: their shards may be of another version"
    if sources.packs:
        advice += f"; {sources.shards / PACKS} may be removed without loss"
    with _explained(f"the shards in {sources.shards / relation}", advice):
        for query, parameters in sources.queries(relation):
            connection.execute(f"insert into raw.{name} by name {query}", parameters)


def _load_sightings(connection: duckdb.DuckDBPyConnection, sightings: Path) -> int:
    columns = ", ".join(f"{column} {kind}" for column, kind in SIGHTING_COLUMNS.items())
    connection.execute(f"create table raw.sighting ({columns})")
    if not any(sightings.glob("*/*.jsonl")):
        return 0
    pattern = f"{sightings}/*/*.jsonl"
    values = ", ".join(
        f"try_cast(json_extract_string(line, '$.{column}') as {kind})" for column, kind in SIGHTING_COLUMNS.items()
    )
    with _explained(f"the sightings in {sightings}", "look at the newest file there and move it away"):
        # Lines are parsed one by one: a run that was killed leaves half a line, which must not hide the others.
        connection.execute(
            "create temp table sighting_line as select line, json_valid(line) as is_readable "
            "from (select unnest(string_split(content, chr(10))) as line from read_text(?)) where trim(line) <> ''",
            [pattern],
        )
        connection.execute(
            f"insert into raw.sighting select {values} from sighting_line where is_readable order by line"
        )
    (unreadable,) = _row(connection, "select count(*) from sighting_line where not is_readable")
    connection.execute("drop table sighting_line")
    return int(unreadable)


def _load_crawls(connection: duckdb.DuckDBPyConnection, crawls: Path | None) -> None:
    connection.execute(f"create table raw.crawl ({', '.join(f'{c} {kind}' for c, kind in CRAWL_COLUMNS.items())})")
    if crawls is None or not any(crawls.glob("*/[!.]*.json")):
        return
    with _explained(f"the outcomes of crawls in {crawls}", "look at the newest file there and move it away"):
        connection.execute(
            f"insert into raw.crawl by name select * from read_json(?, columns = {CRAWL_COLUMNS!r})",
            [f"{crawls}/*/*.json"],
        )


def _load_portals(connection: duckdb.DuckDBPyConnection, portals: Sequence[PortalWindow]) -> None:
    names = [each.name for each in fields(PortalWindow)]
    connection.execute(f"create table raw.portal ({', '.join(f'{name} varchar' for name in names)})")
    for portal in portals:
        marks = ", ".join("?" for _ in names)
        connection.execute(f"insert into raw.portal values ({marks})", list(astuple(portal)))
    # Read without its portals, a home would else say of their regions that no portal has been crawled.
    connection.execute(
        f"insert into raw.portal select {', '.join(names)} from raw.crawl anti join raw.portal using (portal_id) "
        "where region_code is not null "
        "qualify row_number() over (partition by portal_id order by ended_at desc, run_id desc) = 1 order by all"
    )
    connection.execute(
        "insert into raw.portal by name select portal_id, region_code, publisher_zh from raw.sighting "
        "semi join raw.crawl using (portal_id) anti join raw.portal using (portal_id) where region_code is not null "
        "qualify row_number() over (partition by portal_id order by seen_at desc, run_id desc, publisher_zh) = 1 "
        "order by all"
    )


def _quarantine_duplicates(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Set aside the documents whose facts are not unique, and yield their ids."""
    for relation, key in FACT_KEYS.items():
        name, columns = RELATIONS[relation], ", ".join(key)
        # Keys are long, and hardly any occurs twice: their hashes say first where to look.
        repeated = connection.execute(
            f"with suspect as (select hash({columns}) as key from raw.{name} group by key having count(*) > 1) "
            f"select {columns}, count(*) from raw.{name} semi join suspect on hash({columns}) = suspect.key "
            f"group by {columns} having count(*) > 1 order by all"
        ).fetchall()
        if repeated and relation == "document":
            raise LoadError(
                f"document {repeated[0][0]} has {repeated[0][-1]} rows in the shards of `document`, where it may have "
                "one: remove the folder of shards and extract again"
            )
        for document_id in dict.fromkeys(row[0] for row in repeated):
            keys = [row for row in repeated if row[0] == document_id]
            where = ", ".join(f"{column} {value}" for column, value in zip(key[1:], keys[0][1:-1], strict=True))
            message = (
                f"the key {where} occurs {keys[0][-1]} times ({len(keys)} such keys in `{relation}`): all amounts of "
                "the document are held back; correct the layout or normalization and extract it again"
            )
            connection.execute("delete from raw.amount where document_id = ?", [document_id])
            connection.execute(
                "update raw.document set state = 'quarantined', reason_class = 'contract', reason = ? "
                "where document_id = ?",
                [message, document_id],
            )
            connection.execute(
                "insert into raw.finding (document_id, finding_kind, message) values (?, 'duplicate_key', ?)",
                [document_id, message],
            )
            yield document_id


def _load_references(connection: duckdb.DuckDBPyConnection) -> None:
    """Create a table of the schema `reference` for every CSV file; the names of columns tell their types."""
    folder = resources.files("warehouse") / "reference"
    with resources.as_file(folder) as directory:
        for path in sorted(directory.glob("*.csv")):
            header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
            kinds = {column: "INTEGER" if column.endswith(_INTEGER_ENDINGS) else "VARCHAR" for column in header}
            with _explained(f"the reference file {path.name}", "correct the row that is named"):
                connection.execute(
                    f"create table reference.{path.stem} as select * from read_csv(?, header = true, delim = ',', "
                    f"quote = '\"', escape = '\"', nullstr = '', columns = {kinds!r})",
                    [str(path)],
                )


def _count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names = [*RELATIONS.values(), "sighting"]
    return {name: int(_row(connection, f"select count(*) from raw.{name}")[0]) for name in names}


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    row = connection.execute(query).fetchone()
    if row is None:
        raise LoadError(f"the query gave no row: {query}")
    return tuple(row)


def _ensure_free(work_file: Path) -> None:
    """Raise when another process is writing the work file: replacing it would lose what that process builds."""
    try:
        duckdb.connect(str(work_file), read_only=True).close()
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise LoadError(
                f"{work_file} is in use by another process: wait until it has finished, then load again"
            ) from error
        # Anything else is a damaged file, which the fresh one is about to replace.


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    shutil.rmtree(path.with_name(f"{path.name}.tmp"), ignore_errors=True)


@contextmanager
def _explained(what: str, advice: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise LoadError(f"{what} cannot be loaded ({str(error).splitlines()[0]}): {advice}") from error


__all__ = ["FACT_KEYS", "RELATIONS", "SIGHTING_COLUMNS", "LoadReport", "load"]
