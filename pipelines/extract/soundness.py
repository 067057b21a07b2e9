"""Whether the compressed parts of a PDF can be unpacked whole, before anything of it is used.

Put here: finding the compressed streams in the bytes of a file and unpacking them to their checksums.
Keep out: what they hold; pdfium reads that (document.py).

pdfium loads a page whose content is damaged in the middle without a word and reads what stands before the damage: a
part of the amounts, as if it were all of them. Pictures are left out, no number depends on them; font programs are
not, because a character of a font that cannot be read has no place.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

_STREAM: Final = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_ENCRYPTED: Final = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_PACKED: Final = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\b")
_SPELLED: Final = re.compile(rb"/Filter\s*\[?\s*/ASCII85Decode\b")
_NEEDLESS: Final = re.compile(rb"/Subtype\s*/(?:Image|XML)\b|/Alternate\b")
_ASCII85: Final = re.compile(rb"[!-uz\s]*~>\s*")
_HOLE: Final = re.compile(rb"\0{64}")  # a download with a gap; a printed string may hold single zeros
_AT_ONCE: Final = 2**20
_MOST: Final = 64 * 2**20  # bytes unpacked of one stream: what goes on longer is left to pdfium and the worker's limits
_CHECKSUM: Final = 4
_FLUSHED: Final = b"\0\0\xff\xff"


def first_damage(data: bytes) -> int | None:
    """Where in the file the first stream begins that cannot be unpacked, or a hole between streams; None if neither.

    The streams of an encrypted file (one that opens without a password) are left to pdfium, which holds its key.
    """
    if _ENCRYPTED.search(data):
        return None
    for gap, start, end in _streams(data):
        if hole := _HOLE.search(gap):
            return start - len(gap) + hole.start()
        head = gap[gap.rfind(b"obj") + 3 :]
        if _NEEDLESS.search(head):
            continue
        if _PACKED.search(head) and not _is_sound(data[start:end]):
            return start
        if _SPELLED.search(head) and not _ASCII85.fullmatch(data, start, end):
            return start
    return None


def _streams(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Each stream: what stands between the one before and its data, where its data begins and where it ends."""
    position = 0
    while found := _STREAM.search(data, position):
        start = found.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        yield data[position:start], start, end
        position = min(end + len(b"endstream"), len(data))


def _is_sound(packed: bytes) -> bool:
    """Whether the data unpacks without a fault and to its checksum.

    A checksum that a careless program left out is let be, and so is a stream that was flushed and never finished: it
    ends in an empty block, which a gap in the file does not.
    """
    if not packed.strip():
        return True
    unpacker, checksum, size = zlib.decompressobj(-zlib.MAX_WBITS), 1, 0
    waiting = packed[2:]
    try:
        while not unpacker.eof:
            part = unpacker.decompress(waiting, _AT_ONCE)
            waiting = unpacker.unconsumed_tail
            checksum, size = zlib.adler32(part, checksum), size + len(part)
            if size > _MOST:
                return True
            if not part and not waiting:
                return unpacker.eof or packed.rstrip(b"\r\n").endswith(_FLUSHED)
    except zlib.error:
        return False
    printed = unpacker.unused_data[:_CHECKSUM]
    return len(printed) < _CHECKSUM or int.from_bytes(printed, "big") == checksum
