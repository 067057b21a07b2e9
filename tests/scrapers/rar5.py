"""Rar archives of the fifth format, written by hand: free programs read the format and none writes it.

The format: https://www.rarlab.com/technote.htm. A compressed member is one block in which every byte has a code of
eight bits, its own value; the tables that say so are those that libarchive's reader takes.
"""

import zlib

SIGNATURE = b"Rar!\x1a\x07\x01\x00"
_SAME_CODE_FOR_EVERY_BYTE = "".join(
    (
        "0000" * 8,  # the codes in which the table of lengths is written: of 20 symbols, three are used …
        "0001",  # … 8, "this code has eight bits": 0
        "0000" * 8,
        "0010",  # … 17, "the last length again, eleven times and more": 10
        "0000",
        "0010",  # … 19, "length nought, eleven times and more": 11
        "0",  # byte 0 has eight bits
        "10" + f"{138 - 11:07b}",
        "10" + f"{117 - 11:07b}",  # and so have the 255 others
        "11" + f"{138 - 11:07b}",
        "11" + f"{36 - 11:07b}",  # no code for anything but a byte
    )
)


def number(value: int) -> bytes:
    """A number of seven bits a byte, the lowest first."""
    data = bytearray()
    while value > 0x7F:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*data, value])


def header(kind: int, flags: int, fields: bytes, extra: bytes = b"", data: bytes = b"") -> bytes:
    """A header with its checksum, and the data that follows it."""
    flags |= bool(extra) | bool(data) << 1
    sizes = (number(len(extra)) if extra else b"") + (number(len(data)) if data else b"")
    body = number(kind) + number(flags) + sizes + fields + extra
    body = number(len(body)) + body
    return zlib.crc32(body).to_bytes(4, "little") + body + data


def compressed(data: bytes) -> bytes:
    """The data as one compressed block."""
    bits = _SAME_CODE_FOR_EVERY_BYTE + "".join(f"{byte:08b}" for byte in data)
    size = -(-len(bits) // 8)
    block = int(bits.ljust(size * 8, "0"), 2).to_bytes(size, "big")
    flags = 0xC0 | 2 << 3 | (len(bits) - 1) % 8  # last block, has tables, size in three bytes
    length = size.to_bytes(3, "little")
    return bytes([flags, 0x5A ^ flags ^ length[0] ^ length[1] ^ length[2]]) + length + block


def member(name: str, data: bytes, *, method: int = 0, declared: int | None = None, extra: bytes = b"") -> bytes:
    """A file: stored (method 0) or compressed. `declared`: the size that its header claims."""
    packed = compressed(data) if method else data
    size = len(data) if declared is None else declared
    checksum = zlib.crc32(data).to_bytes(4, "little")
    name_bytes = name.encode()
    fields = number(4) + number(size) + number(0) + checksum + number(method << 7) + number(1)
    return header(2, 0, fields + number(len(name_bytes)) + name_bytes, extra, packed)


def encryption_record() -> bytes:
    """What the header of an encrypted member carries."""
    record = number(1) + number(0) + number(0) + bytes([15]) + bytes(16) + bytes(16)
    return number(len(record)) + record


def archive(*members: bytes) -> bytes:
    """Signature, main header, members, end."""
    return SIGNATURE + header(1, 0, number(0)) + b"".join(members) + header(5, 0, number(0))


def with_encrypted_headers() -> bytes:
    """An archive of which nothing can be seen without the password."""
    return SIGNATURE + header(4, 0, number(0) + number(0) + bytes([15]) + bytes(16)) + bytes(64)
