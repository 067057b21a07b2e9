"""What a release was made from, as one word: the same word means that building again would publish the same.

Put here: the inputs that decide a release, and the record of the last one.
Keep out: building and publishing (warehouse).
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pipelines.settings import Settings
from pipelines.shards import COMPLETION_RELATION, shards_folder, stored_documents, without_shards
from pipelines.version import PIPELINE_VERSION, hash_files
from scrapers.storage import Sighting, read_sightings

_LOADED: Final = Path("warehouse", "loaded.json")
_PUBLISHED: Final = Path("warehouse", "published.json")

_ROOT: Final = Path(__file__).parent.parent
_BUILD_FILES: Final = (
    (_ROOT / "sql", "*.yml"),
    (_ROOT / "sql" / "models", "**/*"),
    (_ROOT / "sql" / "macros", "**/*"),
    (_ROOT / "sql" / "seeds", "**/*"),
    (_ROOT / "sql" / "tests", "**/*"),
    (_ROOT / "warehouse", "**/*.py"),
    (_ROOT / "warehouse" / "reference", "**/*"),
)
# What a sighting says about a document. When, and how often, it was seen decides nothing but last_seen_at.
_SIGHTING_FACTS: Final = (
    "portal_id",
    "region_code",
    "publisher_zh",
    "landing_url",
    "file_url",
    "title_zh",
    "listing_title_zh",
    "published_date",
    "document_id",
    "reason",
)
# What the page of a document says of itself. A look that did not read the page again knows nothing of it: no news.
_IMPRINT_FACTS: Final = ("document_id", "landing_url", "index_no", "issuing_body_zh", "social_credit_code")
# Looks at files. A file that did not come (`failed`) and looks at pages leave the data as they are.
_FILE_OUTCOMES: Final = frozenset({"stored", "unchanged", "not_modified", "refused"})


@dataclass(frozen=True)
class Published:
    """The record of the last release that was published from this home folder: what it was made from, and its terms."""

    release_id: str
    fingerprint: str


def build_version() -> str:
    """Return 12 hexadecimal digits over the SQL models, the warehouse's code and its reference tables."""
    return hash_files(_BUILD_FILES)


def fingerprint_of(settings: Settings) -> str:
    """Return the fingerprint of what is in the home folder now: reader, models, documents read, sightings."""
    digest = hashlib.sha256(f"{PIPELINE_VERSION}\0{build_version()}\0".encode())
    documents = shards_folder(settings.home, PIPELINE_VERSION) / COMPLETION_RELATION
    for name in sorted(path.name for path in documents.glob("*.parquet")):
        digest.update(f"{name}\0".encode())
    facts = set()
    for sighting in read_sightings(settings.home):
        if sighting.outcome in _FILE_OUTCOMES:
            facts.add(_fact(sighting, _SIGHTING_FACTS))
            if sighting.index_no or sighting.issuing_body_zh or sighting.social_credit_code:
                facts.add(_fact(sighting, _IMPRINT_FACTS))
    for fact in sorted(facts):
        digest.update(f"{fact}\0".encode())
    return digest.hexdigest()


def _fact(sighting: Sighting, names: tuple[str, ...]) -> str:
    return json.dumps([getattr(sighting, name) for name in names], ensure_ascii=False, default=str)


def read_published(settings: Settings) -> Published | None:
    """Return the record of the last release, or None when there is none or its files are gone."""
    path = settings.home / _PUBLISHED
    if not path.is_file() or not settings.current.exists():
        return None
    return Published(**json.loads(path.read_text(encoding="utf-8")))


def is_published(settings: Settings) -> bool:
    """Tell whether the last release was made from exactly what is in the home folder now, under the same terms."""
    published = read_published(settings)
    return published is not None and published.fingerprint == _under(settings, fingerprint_of(settings))


def is_up_to_date(settings: Settings) -> bool:
    """Tell whether there is nothing to do: every stored document has been read and the last release has it all."""
    return not without_shards(settings.home, PIPELINE_VERSION, stored_documents(settings.home)) and is_published(
        settings
    )


def write_loaded(settings: Settings, fingerprint: str) -> None:
    """Remember what the work file was loaded from; take the fingerprint before loading, so that nothing is missed."""
    _write(settings.home / _LOADED, {"fingerprint": fingerprint})


def write_published(settings: Settings, release_id: str) -> None:
    """Remember the release that was published from the work file as it was loaded last, under the terms of today."""
    loaded = json.loads((settings.home / _LOADED).read_text(encoding="utf-8"))
    _write(settings.home / _PUBLISHED, asdict(Published(release_id, _under(settings, loaded["fingerprint"]))))


def _under(settings: Settings, fingerprint: str) -> str:
    """The fingerprint with the terms of a release, which are decided when it is published."""
    return hashlib.sha256(f"{fingerprint}\0{json.dumps(asdict(settings.terms))}".encode()).hexdigest()


def _write(path: Path, record: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    temporary.write_text(json.dumps(record, indent=1), encoding="utf-8")
    os.replace(temporary, path)
