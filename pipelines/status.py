"""`juesuan status`: what is in the home folder, from the documents to the last release.

Put here: reading and printing that state.
Keep out: what a release holds inside (summary), and changing anything.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from pipelines.fingerprint import is_up_to_date, read_published
from pipelines.settings import Settings
from pipelines.shards import COMPLETION_RELATION, shards_folder, stored_documents, without_shards
from pipelines.summary import print_table
from pipelines.version import PIPELINE_VERSION
from scrapers.storage import Sighting, read_sightings
from warehouse.schema import DOCUMENT

SHOWN_REFUSALS = 20


@dataclass
class PortalState:
    """The last run at one portal: when, and how its looks came out."""

    portal_id: str
    run_id: str = ""
    seen_at: datetime | None = None
    outcomes: Counter[str] = field(default_factory=Counter)

    def note(self, sighting: Sighting) -> None:
        """Take one look into account; looks of a later run replace those of an earlier one."""
        if sighting.run_id != self.run_id:
            self.run_id, self.outcomes = sighting.run_id, Counter()
        self.seen_at = sighting.seen_at
        self.outcomes[sighting.outcome] += 1


@dataclass(frozen=True)
class HomeState:
    """Everything that `juesuan status` shows."""

    documents: Counter[str]
    unread_count: int
    refused: list[dict[str, Any]]
    """Rows of the document relation that are not published, with `name`: how the document was last called."""
    portals: list[PortalState]
    release_id: str | None
    is_up_to_date: bool


def read_state(settings: Settings) -> HomeState:
    """Read the state of the home folder; an empty or missing one gives an empty state."""
    portals: dict[str, PortalState] = {}
    names: dict[str, str] = {}
    for sighting in read_sightings(settings.home):
        portals.setdefault(sighting.portal_id, PortalState(sighting.portal_id)).note(sighting)
        if sighting.document_id:
            names[sighting.document_id] = sighting.file_url or sighting.title_zh or sighting.document_id
    rows = _document_rows(settings)
    refused = [
        {**row, "name": names.get(row["document_id"], row["document_id"])}
        for row in rows
        if row["state"] != "published"
    ]
    published = read_published(settings)
    return HomeState(
        Counter(row["state"] for row in rows),
        len(without_shards(settings.home, PIPELINE_VERSION, stored_documents(settings.home))),
        sorted(refused, key=lambda row: (row["reason_class"], row["name"])),
        sorted(portals.values(), key=lambda portal: portal.portal_id),
        published.release_id if published else None,
        is_up_to_date(settings),
    )


def print_status(settings: Settings) -> None:
    """Print the state of the home folder."""
    state = read_state(settings)
    print(f"home: {settings.home}")
    counts = ", ".join(f"{count} {name}" for name, count in sorted(state.documents.items())) or "none read"
    print(f"documents: {counts}" + (f", {state.unread_count} stored but not read" if state.unread_count else ""))
    _print_release_line(settings, state)
    if not state.portals:
        print("last run: none yet; try `juesuan ingest` with some PDF files, or `juesuan nightly`")
        return
    last = max(state.portals, key=lambda portal: (portal.seen_at is not None, portal.seen_at))
    print(f"last run: {last.run_id}, {_when(last.seen_at)}\n")
    print_table(
        ["portal", "last look", "outcomes of its last run"],
        [
            [
                portal.portal_id,
                _when(portal.seen_at),
                ", ".join(f"{n} {word}" for word, n in portal.outcomes.most_common()),
            ]
            for portal in state.portals
        ],
    )
    _print_refused(state.refused)


def _print_release_line(settings: Settings, state: HomeState) -> None:
    if state.release_id is None:
        print("last release: none")
    elif state.is_up_to_date:
        print(f"last release: {state.release_id}, up to date, {settings.current}")
    else:
        print(f"last release: {state.release_id}, older than what is here: run `juesuan build`, then `juesuan publish`")


def _print_refused(refused: Sequence[dict[str, Any]]) -> None:
    if not refused:
        return
    print(f"\nnot usable: {len(refused)}")
    for row in refused[:SHOWN_REFUSALS]:
        print(f"  {row['name']}: {row['reason_class']}: {row['reason']}")
    if len(refused) > SHOWN_REFUSALS:
        print(f"  … and {len(refused) - SHOWN_REFUSALS} more: query dim_document where state <> 'published'")


def _document_rows(settings: Settings) -> list[dict[str, Any]]:
    folder = shards_folder(settings.home, PIPELINE_VERSION) / COMPLETION_RELATION
    files: list[Path] = sorted(folder.glob("*.parquet"))
    if not files:
        return []
    columns = ["document_id", "state", "reason_class", "reason"]
    rows: list[dict[str, Any]] = ds.dataset(files, schema=DOCUMENT).to_table(columns=columns).to_pylist()
    return rows


def _when(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else ""
