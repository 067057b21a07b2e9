"""What holds for every format of archive: how much is unpacked at most, how members are named, what cannot be unpacked.

Put here: caps and the counting against them, names of members, the reasons for stopping.
Keep out: reading a format (one module each beside this one).
"""

from dataclasses import dataclass
from typing import Final, Protocol

CHUNK: Final = 1 << 16
RATIO_GRACE: Final = 1 << 20  # a small file may shrink as well as it likes
MOST_HEADER_BYTES: Final = 16 * 2**20  # of an archive's list of members: 2,000 take less than one MiB
PASSWORD: Final = "it asks for a password"


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


class ArchiveUnreadable(Exception):
    """An archive that cannot be unpacked to its end; the message says why. What was handed on before stays taken."""


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


@dataclass(slots=True)
class Budget:
    """What an archive has used of its caps, the archives inside it included."""

    caps: Caps
    members: int = 0
    bytes_out: int = 0

    def add_member(self) -> None:
        """Count a member. Raises ArchiveTooLarge for one too many."""
        self.members += 1
        if self.members > self.caps.members:
            raise ArchiveTooLarge(f"more than {self.caps.members} members")

    def add_bytes(self, count: int) -> None:
        """Count bytes that came out. Raises ArchiveTooLarge beyond the total."""
        self.bytes_out += count
        if self.bytes_out > self.caps.total_bytes:
            raise ArchiveTooLarge(f"its members unpack to more than {self.caps.total_bytes} bytes")

    def check_member(self, name_zh: str, byte_count: int, packed_bytes: int) -> None:
        """Raise ArchiveTooLarge for a member of so many bytes, declared or unpacked, out of so many packed ones."""
        most = min(self.caps.member_bytes, self.caps.ratio * packed_bytes + RATIO_GRACE)
        if byte_count > most:
            by_size = most == self.caps.member_bytes
            what = f"{self.caps.member_bytes} bytes" if by_size else f"{self.caps.ratio} times its own size"
            raise ArchiveTooLarge(f"the member {name_zh} unpacks to more than {what}")

    def read(self, source: Source, name_zh: str, packed_bytes: int) -> bytes:
        """Read a member by what it really gives; the sizes in an archive's directory are not believed."""
        data = bytearray()
        while chunk := source.read(CHUNK):
            data += chunk
            self.check_member(name_zh, len(data), packed_bytes)
            self.add_bytes(len(chunk))
        return bytes(data)


def decode_name(raw: bytes) -> str | None:
    """A name without a word about its encoding: UTF-8, else GBK, as Chinese packers write; None if neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def inner_name(name: str) -> str:
    """A name that leads out of the archive (`../`, a drive, a root) keeps only what lies inside."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(kept) or "unnamed"
