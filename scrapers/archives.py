"""Unpacking archives that portals publish: one archive holds a department's or a district's disclosures.

Put here: walking over an archive's members within caps, and reading their names.
Keep out: storing members (items.py), and what a member is (media.py).

Members are handed on as bytes; no name in an archive ever becomes a path. Only zip is unpacked: what unpacks rar and
7z well needs programs that are not part of a Python environment, so these archives are kept as they are.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from scrapers.media import ZIP, media_type_of_bytes

_CHUNK: Final = 1 << 16
_RATIO_GRACE: Final = 1 << 20  # a small file may shrink as well as it likes
_LEFTOVERS: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db")
_DEEPEST: Final = 2  # an archive in an archive is unpacked, one in that is not


@dataclass(frozen=True, slots=True)
class Caps:
    """How much of an archive is unpacked at most."""

    members: int = 2_000
    member_bytes: int = 200 * 2**20
    total_bytes: int = 2 * 2**30
    ratio: int = 200
    """Bytes out for a byte in; real disclosures stay under 20."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name with folders, and its bytes, or the reason why it was not taken."""

    name_zh: str
    data: bytes | None
    reason: str | None = None


class ArchiveTooLarge(Exception):
    """An archive beyond its caps; the message says which. What was handed on before stays taken."""


@dataclass(slots=True)
class _Budget:
    caps: Caps
    members: int = 0
    bytes: int = 0


def members_of(archive: bytes, caps: Caps | None = None) -> Iterator[Member]:
    """The members of a zip archive, those of archives inside it included, one at a time.

    Raises ArchiveTooLarge at the member that goes beyond the caps, zipfile.BadZipFile for an archive that is cut off.
    """
    yield from _members(archive, _Budget(caps or Caps()), PurePosixPath(), 1)


def _members(archive: bytes, budget: _Budget, folder: PurePosixPath, depth: int) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        for info in package.infolist():
            if info.is_dir():
                continue
            budget.members += 1
            if budget.members > budget.caps.members:
                raise ArchiveTooLarge(f"more than {budget.caps.members} members")
            name = str(folder / member_name(info))
            if any(part in name for part in _LEFTOVERS):
                yield Member(name, None, "a leftover of the packer, not a document")
                continue
            try:
                data = _read(package, info, budget)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                # RuntimeError is what zipfile raises for a member that asks for a password.
                yield Member(name, None, f"the member cannot be unpacked: {error}")
                continue
            if depth < _DEEPEST and _is_archive(data):
                try:
                    yield from _members(data, budget, PurePosixPath(name), depth + 1)
                except zipfile.BadZipFile as error:
                    yield Member(name, None, f"the archive in the archive is damaged: {error}")
            else:
                yield Member(name, data)


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name: UTF-8 where the archive says so, else GBK, as packers on Chinese systems write; never climbing.

    A name that leads out of the archive (`../`, a drive, a root) keeps only what lies inside.
    """
    name = info.orig_filename
    if not info.flag_bits & 0x800:  # without this flag zipfile reads the bytes as code page 437
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(kept) or "unnamed"


def _read(package: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """Read a member by what it really gives; the sizes in the archive's directory are not believed."""
    caps, data = budget.caps, bytearray()
    most = min(caps.member_bytes, caps.ratio * info.compress_size + _RATIO_GRACE)
    with package.open(info) as member:
        while chunk := member.read(_CHUNK):
            data += chunk
            budget.bytes += len(chunk)
            if len(data) > most:
                what = f"{caps.member_bytes} bytes" if most == caps.member_bytes else f"{caps.ratio} times its own size"
                raise ArchiveTooLarge(f"the member {member_name(info)} unpacks to more than {what}")
            if budget.bytes > caps.total_bytes:
                raise ArchiveTooLarge(f"its members unpack to more than {caps.total_bytes} bytes")
    return bytes(data)


def _is_archive(data: bytes) -> bool:
    try:
        return media_type_of_bytes(data) == ZIP
    except zipfile.BadZipFile:
        return False
