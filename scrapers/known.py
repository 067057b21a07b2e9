"""What earlier runs saw at a portal: the basis of asking only for what may have changed, and of going on after a kill.

Put here: the state that follows from past sightings, and what this run has seen so far.
Keep out: writing sightings, and deciding what to request (spiders.py).

The state lies in `<home>/known/<portal_id>.sqlite`, because a portal of 50,000 files must not fill the memory and years
of sightings must not be read again every night. It only repeats the sighting logs: each log is taken in once, in one
transaction, and a file that is missing, damaged or of another version is made anew from the logs.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, Self

from scrapers.storage import Outcome, Sighting, adopt_partial_logs, log_files, read_log

CONTINUED_HOURS: Final = 12
"""A run that was killed is continued by the next one when it began less than this long ago."""

_VERSION: Final = 2
_TABLES: Final = """
create table log (name text primary key, byte_count integer not null) without rowid;
create table file (
    address text primary key, title_zh text, etag text, last_modified text, document_id text, byte_count integer
) without rowid;
create table page (
    address text primary key, listing_title_zh text, published_date text, read_at text not null, run_id text not null
) without rowid;
create table file_of_page (
    page text not null, run_id text not null, file text not null, primary key (page, run_id, file)
);
create table document (document_id text primary key) without rowid;
create table member (
    archive_id text not null, member_zh text not null, document_id text not null, media_type text,
    byte_count integer, primary key (archive_id, member_zh)
) without rowid;
"""
_RUN_TABLES: Final = """
create temp table seen (word text, address text, primary key (word, address)) without rowid;
create temp table looked (page text, file text, member text, outcome text, primary key (page, file, member, outcome));
create index temp.looked_file on looked (file);
create temp table new_document (document_id text primary key) without rowid;
"""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """The last useful look at a file address. Validators belong to the bytes of `document_id`."""

    title_zh: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    document_id: str | None = None
    byte_count: int | None = None


@dataclass(frozen=True, slots=True)
class KnownPage:
    """The last complete reading of a detail page: its line in the listing then, and the addresses of its files."""

    listing_title_zh: str | None
    published_date: date | None
    read_at: datetime
    file_urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownMember:
    """A document that came out of an archive."""

    member_zh: str
    document_id: str
    media_type: str | None
    byte_count: int | None


class Known:
    """What is known of one portal, and what this run has seen. To be closed, or used with `with`.

    Adopts the logs of killed runs first. `continued_run_id` names the run to go on with: the last one, when it has not
    ended (no outcome was written) and began less than `CONTINUED_HOURS` ago; what it looked at is not looked at again.
    """

    def __init__(self, home: Path, portal_id: str) -> None:
        self._folder = home / "sightings" / portal_id
        adopt_partial_logs(self._folder)
        path = home / "known" / f"{portal_id}.sqlite"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = self._open(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._connection = self._open(path)
        self._connection.executescript(_RUN_TABLES)
        self.continued_run_id = self._unfinished_run(home / "crawls" / portal_id)
        if self.continued_run_id is not None:
            self._take_as_looked(self.continued_run_id)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    @property
    def document_count(self) -> int:
        """How many documents earlier runs saw."""
        (count,) = self._connection.execute("select count(*) from document").fetchone()
        return int(count)

    def file(self, address: str | None) -> KnownFile | None:
        """What is known of a file address."""
        row = self._connection.execute(
            "select title_zh, etag, last_modified, document_id, byte_count from file where address = ?", (address,)
        ).fetchone()
        return KnownFile(*row) if row else None

    def page(self, address: str) -> KnownPage | None:
        """The last complete reading of a detail page."""
        row = self._connection.execute(
            "select listing_title_zh, published_date, read_at, run_id from page where address = ?", (address,)
        ).fetchone()
        if row is None:
            return None
        title, published, read_at, run_id = row
        files = self._connection.execute(
            "select file from file_of_page where page = ? and run_id = ? order by rowid", (address, run_id)
        )
        return KnownPage(
            title,
            date.fromisoformat(published) if published else None,
            datetime.fromisoformat(read_at),
            tuple(file for (file,) in files),
        )

    def has_document(self, document_id: str) -> bool:
        """Whether the portal has shown these bytes before, in an earlier run or in this one."""
        query = (
            "select 1 from document where document_id = :id union all "
            "select 1 from new_document where document_id = :id"
        )
        return self._connection.execute(query, {"id": document_id}).fetchone() is not None

    def add_document(self, document_id: str) -> None:
        """Note that this run saw these bytes."""
        self._connection.execute("insert or ignore into new_document values (?)", (document_id,))

    def members(self, archive_id: str) -> list[KnownMember]:
        """The documents that came out of an archive."""
        rows = self._connection.execute(
            "select member_zh, document_id, media_type, byte_count from member where archive_id = ? order by member_zh",
            (archive_id,),
        )
        return [KnownMember(*row) for row in rows]

    def is_new(self, word: str, address: str) -> bool:
        """Whether this run sees an address for the first time in this role (`entry`, `file`); notes it."""
        return self._connection.execute("insert or ignore into seen values (?, ?)", (word, address)).rowcount == 1

    def is_seen(self, word: str, address: str) -> bool:
        """Whether `is_new` was asked for it in this run."""
        query = "select 1 from seen where word = ? and address = ?"
        return self._connection.execute(query, (word, address)).fetchone() is not None

    def outcome_of(self, page: str | None, file: str | None, member: str | None = None) -> Outcome | None:
        """What the look of the run that is continued came to, at a file or, without one, at a link; None for none."""
        if self.continued_run_id is None:
            return None
        query = "select outcome from looked where page = ? and file = ? and member = ? and outcome <> 'read'"
        row = self._connection.execute(query, (page or "", file or "", member or "")).fetchone()
        outcome: Outcome | None = row[0] if row else None
        return outcome

    def is_done(self, page: str) -> bool:
        """Whether the run that is continued has read a detail page to its end, or failed to."""
        query = "select 1 from looked where page = ? and file = '' and outcome in ('read', 'failed')"
        return self._is_there(query, page)

    def is_looked_at_from_elsewhere(self, page: str, file: str) -> bool:
        """Whether the run that is continued has looked at a file because another page links it."""
        query = "select 1 from looked where file = ? and page <> ? and outcome <> 'ignored'"
        return self._is_there(query, file, page)

    def _is_there(self, query: str, *values: str) -> bool:
        return self.continued_run_id is not None and self._connection.execute(query, values).fetchone() is not None

    def _open(self, path: Path) -> sqlite3.Connection:
        # autocommit, because temporary tables are written all the time and must not hold a transaction open
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            connection.execute("pragma temp_store = file")
            self._take_in_logs(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _take_in_logs(self, connection: sqlite3.Connection) -> None:
        logs = {path.name: path for path in log_files(self._folder)}
        (version,) = connection.execute("pragma user_version").fetchone()
        taken: dict[str, int] = {}
        if version == _VERSION:
            taken = dict(connection.execute("select name, byte_count from log").fetchall())
        if version != _VERSION or any(
            name not in logs or logs[name].stat().st_size != byte_count for name, byte_count in taken.items()
        ):
            taken = {}
            _make_tables(connection)
        for name, path in logs.items():
            if name not in taken:
                with _transaction(connection):
                    _learn(connection, path)
                    connection.execute("insert into log values (?, ?)", (name, path.stat().st_size))

    def _unfinished_run(self, outcomes: Path) -> str | None:
        firsts = [next(read_log(path)) for path in log_files(self._folder)]
        if not firsts or (outcomes / f"{firsts[-1].run_id}.json").exists():
            return None
        run_id = firsts[-1].run_id
        begun_at = min(first.seen_at for first in firsts if first.run_id == run_id)
        return run_id if datetime.now(UTC) - begun_at < timedelta(hours=CONTINUED_HOURS) else None

    def _take_as_looked(self, run_id: str) -> None:
        for path in log_files(self._folder):
            for sighting in read_log(path):
                if sighting.run_id != run_id:
                    break
                words = (sighting.landing_url or "", sighting.file_url or "", sighting.member_zh or "")
                self._connection.execute("insert or ignore into looked values (?, ?, ?, ?)", (*words, sighting.outcome))


def _make_tables(connection: sqlite3.Connection) -> None:
    names = connection.execute("select name from sqlite_master where type = 'table'").fetchall()
    with _transaction(connection):
        for (name,) in names:
            connection.execute(f"drop table {name}")
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"pragma user_version = {_VERSION}")


class _transaction:  # noqa: N801 - used like a function
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("begin immediate")

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        self._connection.execute("commit" if kind is None else "rollback")


def _learn(connection: sqlite3.Connection, log: Path) -> None:
    run_id = None
    for sighting in read_log(log):
        run_id = sighting.run_id
        if sighting.document_id is not None and sighting.outcome != "refused":
            connection.execute("insert or ignore into document values (?)", (sighting.document_id,))
        if sighting.archive_id is not None:
            _learn_member(connection, sighting)
        elif sighting.file_url is not None and sighting.outcome != "ignored":
            _learn_file(connection, sighting)
        elif sighting.outcome == "read":
            values = (
                sighting.landing_url,
                sighting.listing_title_zh,
                sighting.published_date and sighting.published_date.isoformat(),
                sighting.seen_at.isoformat(),
                sighting.run_id,
            )
            connection.execute("insert or replace into page values (?, ?, ?, ?, ?)", values)
    # The files of a page are those of the run in which it was read; a run that may be continued keeps its own.
    connection.execute(
        "delete from file_of_page where run_id <> ? and not exists "
        "(select 1 from page where page.address = file_of_page.page and page.run_id = file_of_page.run_id)",
        (run_id,),
    )


def _learn_member(connection: sqlite3.Connection, sighting: Sighting) -> None:
    if sighting.document_id is not None:
        connection.execute(
            "insert or ignore into member values (?, ?, ?, ?, ?)",
            (sighting.archive_id, sighting.member_zh, sighting.document_id, sighting.media_type, sighting.byte_count),
        )


def _learn_file(connection: sqlite3.Connection, sighting: Sighting) -> None:
    connection.execute(
        "insert into file (address, title_zh) values (?, ?) on conflict (address) do update "
        "set title_zh = coalesce(nullif(excluded.title_zh, ''), title_zh)",
        (sighting.file_url, sighting.title_zh),
    )
    if sighting.document_id is not None and sighting.outcome != "refused":
        connection.execute(
            "update file set byte_count = case when document_id = ?3 then coalesce(byte_count, ?4) else ?4 end, "
            "etag = ?1, last_modified = ?2, document_id = ?3 where address = ?5",
            (sighting.etag, sighting.last_modified, sighting.document_id, sighting.byte_count, sighting.file_url),
        )
    if sighting.landing_url is not None:
        connection.execute(
            "insert or ignore into file_of_page values (?, ?, ?)",
            (sighting.landing_url, sighting.run_id, sighting.file_url),
        )
