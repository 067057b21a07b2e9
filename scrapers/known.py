"""What earlier runs saw at a portal: the basis of asking only for what may have changed.

Put here: the state that is derived from past sightings. It is never written down a second time.
Keep out: writing sightings, and deciding what to request (spiders.py).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from scrapers.storage import Sighting, read_sightings


@dataclass(slots=True)
class KnownFile:
    """The last useful look at a file address. Validators belong to the bytes of `document_id`."""

    title_zh: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    document_id: str | None = None


@dataclass(slots=True)
class KnownPage:
    """The last complete reading of a detail page: its line in the listing then, and the addresses of its files."""

    listing_title_zh: str | None
    published_date: date | None
    read_at: datetime
    file_urls: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """What is known of one portal: files and pages by address, and the ids of all documents it has shown."""

    files: dict[str, KnownFile] = field(default_factory=dict)
    pages: dict[str, KnownPage] = field(default_factory=dict)
    document_ids: set[str] = field(default_factory=set)


def known_of(home: Path, portal_id: str) -> Known:
    """Derive what is known of a portal from its past sightings."""
    known = Known()
    files_of_page: dict[str, tuple[str, list[str]]] = {}
    for sighting in read_sightings(home, portal_id):
        if sighting.file_url is not None:
            _learn_file(known, sighting)
            if sighting.landing_url is not None and sighting.outcome != "ignored":
                run_id, urls = files_of_page.get(sighting.landing_url, ("", []))
                if run_id != sighting.run_id:
                    urls = []
                urls.append(sighting.file_url)
                files_of_page[sighting.landing_url] = (sighting.run_id, urls)
        elif sighting.outcome == "read" and sighting.landing_url is not None:
            run_id, urls = files_of_page.pop(sighting.landing_url, ("", []))
            known.pages[sighting.landing_url] = KnownPage(
                sighting.listing_title_zh,
                sighting.published_date,
                sighting.seen_at,
                tuple(urls) if run_id == sighting.run_id else (),
            )
    return known


def _learn_file(known: Known, sighting: Sighting) -> None:
    if sighting.file_url is None or sighting.outcome == "ignored":
        return
    file = known.files.setdefault(sighting.file_url, KnownFile())
    file.title_zh = sighting.title_zh or file.title_zh
    if sighting.document_id is not None:
        file.document_id = sighting.document_id
        file.etag = sighting.etag
        file.last_modified = sighting.last_modified
        known.document_ids.add(sighting.document_id)
