"""Members of 7z archives.

Put here: what py7zr needs to be told, and what is refused before it begins.
Keep out: limits (limits.py), archives inside archives (scrapers/archives.py).

7z packs many members into one stream, so all are unpacked in one go: into numbered files in a temporary folder of
their own. No name in the archive becomes a path.
"""

import io
import lzma
import struct
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from py7zr import SevenZipFile
from py7zr.archiveinfo import Folder, HeaderStreamsInfo
from py7zr.exceptions import ArchiveError, PasswordRequired
from py7zr.io import MemIO, Py7zIO, WriterFactory

from scrapers.unpacking.limits import (
    MOST_HEADER_BYTES,
    PASSWORD,
    RATIO_GRACE,
    ArchiveTooLarge,
    ArchiveUnreadable,
    Budget,
    Member,
    inner_name,
)

_AES: Final = bytes.fromhex("06f10701")
_METHODS: Final = {
    bytes.fromhex(word): name
    for word, name in {
        "00": "copy",
        "03": "delta",
        "04": "x86",
        "05": "ppc",
        "07": "arm",
        "08": "armt",
        "09": "sparc",
        "21": "lzma2",
        "030101": "lzma",
        "040202": "bzip2",
        "03030103": "x86",
        "03030205": "ppc",
        "03030501": "arm",
        "03030701": "armt",
        "03030805": "sparc",
    }.items()
}
"""Methods that py7zr unpacks piece by piece (7-Zip, DOC/Methods.txt). Of deflate and Zstandard it takes a block in
and holds whatever comes out; its PPMd decoder runs out of memory on damaged data."""

_MOST_WORKING_BYTES: Final = 512 * 2**20  # a dictionary of 7-Zip's highest level has 64 to 256 MiB
_SIGNATURE_BYTES: Final = 32
_ENCODED_HEADER: Final = b"\x17"
_OF_DAMAGE: Final = (
    ArchiveError,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    TypeError,
    ValueError,
)
"""What py7zr raises where headers or streams hold nonsense."""


def members(archive: bytes, budget: Budget) -> Iterator[Member]:
    """The members, one at a time. Raises ArchiveTooLarge, and ArchiveUnreadable with the reason for stopping."""
    with tempfile.TemporaryDirectory(prefix="juesuan-7z-") as folder:
        unpacking = _Unpacking(archive, budget, Path(folder))
        stopped: ArchiveTooLarge | ArchiveUnreadable | None = None
        try:
            unpacking.run()
        except (ArchiveTooLarge, ArchiveUnreadable) as error:
            stopped = error
        except PasswordRequired:
            stopped = ArchiveUnreadable(PASSWORD)
        except MemoryError:
            stopped = ArchiveUnreadable("unpacking it takes more memory than there is")
        except OSError as error:
            if error.errno is not None:  # the disk's; that of bz2 about its data has none
                raise
            stopped = ArchiveUnreadable(f"the archive is damaged: {error}")
        except _OF_DAMAGE as error:
            stopped = ArchiveUnreadable(f"the archive is damaged: {error}")
        for number in unpacking.done:
            yield Member(unpacking.names[number], (Path(folder) / number).read_bytes())
        if stopped is not None:
            raise stopped


class _Unpacking(WriterFactory):
    """One archive on its way into a folder. `names`: by number, `done`: the numbers of those that are whole."""

    def __init__(self, archive: bytes, budget: Budget, folder: Path) -> None:
        self._archive, self.budget, self._folder = archive, budget, folder
        self.names: dict[str, str] = {}
        self.done: list[str] = []

    def run(self) -> None:
        """Unpack. Raises what py7zr raises, ArchiveTooLarge and ArchiveUnreadable."""
        _check_header(self._archive)
        with SevenZipFile(io.BytesIO(self._archive)) as package:
            streams = getattr(getattr(package, "header", None), "main_streams", None)
            if streams is not None:
                _check_methods(streams.unpackinfo.folders)
            declared = 0
            for file in getattr(package, "files", ()):  # an empty archive has none
                if file.is_directory:
                    continue
                self.budget.add_member()
                self.names[str(file.id)] = inner_name(file.filename)
                self.check(str(file.id), file.uncompressed)
                declared += file.uncompressed
                package.worker.register_filelike(file.id, MemIO(str(file.id), self))
            self._check_ratio(declared)
            package.worker.max_extract_size = self.budget.caps.total_bytes
            if self.names:
                package.worker.extract(package.fp, None, parallel=False)

    def create(self, filename: str) -> Py7zIO:
        """The file for a member, by its number."""
        return _NumberedFile(self, filename, self._folder / filename)

    def check(self, number: str, byte_count: int) -> None:
        """Raise ArchiveTooLarge for a member of so many bytes; what it has packed is known of all together only."""
        self.budget.check_member(self.names[number], byte_count, len(self._archive))

    def _check_ratio(self, byte_count: int) -> None:
        if byte_count > self.budget.caps.total_bytes:
            raise ArchiveTooLarge(f"its members unpack to more than {self.budget.caps.total_bytes} bytes")
        if byte_count > self.budget.caps.ratio * len(self._archive) + RATIO_GRACE:
            raise ArchiveTooLarge(f"its members unpack to more than {self.budget.caps.ratio} times its own size")


class _NumberedFile(Py7zIO):
    """Takes a member's bytes as they come."""

    def __init__(self, unpacking: _Unpacking, number: str, path: Path) -> None:
        self._unpacking, self._number = unpacking, number
        self._file = path.open("xb", buffering=0)
        self._size = 0

    def write(self, s: bytes | bytearray) -> int:
        """Count and write."""
        self._size += len(s)
        self._unpacking.check(self._number, self._size)
        self._unpacking.budget.add_bytes(len(s))
        self._file.write(s)
        return len(s)

    def close(self) -> None:
        """The member is whole; py7zr has compared its checksum or does so next."""
        self._file.close()
        self._unpacking.done.append(self._number)

    def read(self, size: int | None = None) -> bytes:
        """Never asked for."""
        raise io.UnsupportedOperation("read")

    def seek(self, offset: int, whence: int = 0) -> int:
        """Only to the beginning, when all is written."""
        return 0

    def flush(self) -> None:
        """Nothing is held back."""

    def size(self) -> int:
        """Bytes so far."""
        return self._size


def _check_header(archive: bytes) -> None:
    """Refuse a list of members that is itself too large, or packed in a way that is not read."""
    offset, size = struct.unpack_from("<QQ", archive, 12)
    header = archive[_SIGNATURE_BYTES + offset :][:size]
    if header.startswith(_ENCODED_HEADER):
        folders = HeaderStreamsInfo.retrieve(io.BytesIO(header[1:])).unpackinfo.folders
        _check_methods(folders)
        size = sum(max(folder.unpacksizes) for folder in folders)
    if size > MOST_HEADER_BYTES:
        raise ArchiveTooLarge(f"its list of members has more than {MOST_HEADER_BYTES} bytes")


def _check_methods(folders: Iterable[Folder]) -> None:
    for coder in (coder for folder in folders for coder in folder.coders):
        method, properties = coder["method"], coder.get("properties") or b""
        if method == _AES:
            raise ArchiveUnreadable(PASSWORD)
        if method not in _METHODS:
            raise ArchiveUnreadable(f"it is packed by method {method.hex()}, which is not read")
        if _working_bytes(_METHODS[method], properties) > _MOST_WORKING_BYTES:
            raise ArchiveTooLarge(f"unpacking it takes more than {_MOST_WORKING_BYTES} bytes of memory")


def _working_bytes(method: str, properties: bytes) -> int:
    """How much memory a method's dictionary takes."""
    if method == "lzma" and len(properties) >= 5:
        return int.from_bytes(properties[1:5], "little")
    if method == "lzma2" and properties:
        bits = properties[0]
        return int((2 | bits & 1) << (bits // 2 + 11))
    return 0
