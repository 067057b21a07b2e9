"""Unpacking archives that portals publish: one archive holds a department's or a district's disclosures.

Put here: which module unpacks an archive, archives inside archives, and what is no document in any.
Keep out: the formats and the caps (scrapers/unpacking), storing members (items.py), what a member is (media.py).

Members are handed on as bytes; no name in an archive ever becomes a path.
"""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from scrapers.media import RAR, SEVEN_ZIP, ZIP, media_type_of_bytes, media_type_of_head
from scrapers.unpacking import rar_archives, seven_zip_archives, zip_archives
from scrapers.unpacking.limits import ArchiveTooLarge, ArchiveUnreadable, Budget, Caps, Member

__all__ = ["ARCHIVES", "ArchiveTooLarge", "ArchiveUnreadable", "Caps", "Member", "members_of"]

ARCHIVES: Final = {
    ZIP: zip_archives.members,
    RAR: rar_archives.members,
    SEVEN_ZIP: seven_zip_archives.members,
}
"""What unpacks an archive, by its media type."""

_LEFTOVERS: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_DEEPEST: Final = 2  # an archive in an archive is unpacked, one in that is not


def members_of(archive: bytes, caps: Caps | None = None) -> Iterator[Member]:
    """The members of a zip, rar or 7z archive, those of archives inside it included, one at a time.

    Raises ArchiveTooLarge at the member that goes beyond the caps, ArchiveUnreadable for an archive that is damaged or
    encrypted as a whole, or that nothing here unpacks. Where only a member is, its `reason` says so.
    """
    yield from _members(archive, Budget(caps or Caps()), PurePosixPath(), 1)


def _members(archive: bytes, budget: Budget, folder: PurePosixPath, depth: int) -> Iterator[Member]:
    for member in ARCHIVES[media_type_of_head(archive)](archive, budget):
        name = str(folder / member.name_zh)
        if any(part in name for part in _LEFTOVERS):
            yield Member(name, None, "a leftover of the packer, not a document")
        elif member.data is not None and depth < _DEEPEST and _is_archive(member.data):
            try:
                yield from _members(member.data, budget, PurePosixPath(name), depth + 1)
            except ArchiveUnreadable as error:
                yield Member(name, None, f"the archive in the archive cannot be unpacked: {error}")
        else:
            yield Member(name, member.data, member.reason)


def _is_archive(data: bytes) -> bool:
    try:
        return media_type_of_bytes(data) in ARCHIVES
    except zipfile.BadZipFile:
        return False
