"""Members of zip archives.

Put here: what zipfile needs to be told, and the names that it cannot read.
Keep out: limits (limits.py), archives inside archives (scrapers/archives.py).
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from scrapers.unpacking.limits import ArchiveUnreadable, Budget, Member, decode_name, inner_name


def members(archive: bytes, budget: Budget) -> Iterator[Member]:
    """The members, one at a time. Raises ArchiveTooLarge, ArchiveUnreadable for an archive that is cut off."""
    try:
        package = zipfile.ZipFile(io.BytesIO(archive))
    except zipfile.BadZipFile as error:
        raise ArchiveUnreadable(f"the archive is damaged: {error}") from error
    with package:
        for info in package.infolist():
            if info.is_dir():
                continue
            budget.add_member()
            name = _name(info)
            try:
                with package.open(info) as source:
                    data = budget.read(source, name, info.compress_size)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as error:
                # RuntimeError is what zipfile raises for a member that asks for a password.
                yield Member(name, None, f"the member cannot be unpacked: {error}")
            else:
                yield Member(name, data)


def _name(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename
    if not info.flag_bits & 0x800:  # without this flag zipfile reads the bytes as code page 437
        name = decode_name(name.encode("cp437", errors="replace")) or name
    return inner_name(name)
