"""Broken and hostile files, made byte by byte: what a night of strangers' PDFs can hold.

Put here: the files, each with the reason classes that may come of it: none of them is read.
Keep out: what a reader does with them (test_hostile.py).
"""

import io
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

Outcomes = tuple[str, ...]
_PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {} >> >>"
_FONT = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def pdf(objects: dict[int, bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of numbered objects with a right cross-reference table."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f"))
    out.write(f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def one_page(content: bytes, *, resources: str = _FONT, page: str = _PAGE, entries: str = "", **more: bytes) -> bytes:
    """A document of one page with this content stream; `more` are further objects, o5=…, o6=…."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page.format(resources).encode(),
        4: stream(content, entries),
    }
    return pdf(objects | {int(name[1:]): body for name, body in more.items()})


def _bomb(times: int) -> bytes:
    data = zlib.compress(b"q Q " * (50 * 2**20 // 4), 9)
    filters = "/Filter /FlateDecode"
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
        filters = f"/Filter [{'/FlateDecode ' * times}]"
    return one_page(data, entries=filters)


def _nested_forms() -> bytes:
    forms = {
        f"o{10 + level}": stream(
            b"/X Do " * 10,
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {11 + level} 0 R >> >>",
        )
        for level in range(11)
    }
    last = stream(b"0 0 m 9 9 l S", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return one_page(b"/X Do", resources="/XObject << /X 10 0 R >>", **forms, o21=last)


def _encrypted(user_password: str, *, can_copy: int) -> bytes:
    out = io.BytesIO()
    encryption = StandardEncryption(user_password, ownerPassword="owner", canCopy=can_copy)
    canvas = Canvas(out, encrypt=encryption)
    canvas.drawString(100, 700, "no table")
    canvas.save()
    return out.getvalue()


def _blank_pages(count: int) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    pages = dict.fromkeys(range(3, count + 3), b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    root = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
    }
    return pdf(root | pages)


def _pages_object(pages: bytes, *, page: bytes = b"<< /Type /Page /Parent 2 0 R >>") -> bytes:
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 3: page})


def _lines(count: int) -> bytes:
    strokes = (f"{n % 595} {n % 842} m {(n * 7) % 595} {(n * 13) % 842} l S" for n in range(count))
    return one_page("\n".join(strokes).encode())


def _ruled_lines(count: int) -> bytes:
    rows = (f"50 {n % 700 + 50}.{n % 97} m 550 {n % 700 + 50}.{n % 97} l S" for n in range(count // 2))
    columns = (f"{n % 500 + 50}.{n % 89} 50 m {n % 500 + 50}.{n % 89} 750 l S" for n in range(count // 2))
    return one_page("\n".join([*rows, *columns]).encode())


def _texts(count: int) -> bytes:
    shown = (f"1 0 0 1 {n % 500} {n % 800} Tm (12.34) Tj" for n in range(count))
    return one_page(("BT /F1 9 Tf " + "\n".join(shown) + " ET").encode())


_SELF_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
_USELESS: Outcomes = ("no_text_layer", "no_statutory_table")
_HEAVY: Outcomes = (*_USELESS, "crash", "timeout", "damaged")

HOSTILE: dict[str, tuple[Callable[[bytes], bytes], Outcomes]] = {
    "header only": (lambda good: b"%PDF-1.7\n", ("damaged",)),
    "zeros after the header": (lambda good: b"%PDF-1.7\n" + bytes(100_000), ("damaged",)),
    "cut in the middle": (lambda good: good[: len(good) // 2], ("damaged",)),
    "tail cut off": (lambda good: good[:-2_000], ("damaged",)),
    "middle overwritten": (lambda good: good[:20_000] + bytes(40_000) + good[60_000:], ("damaged",)),
    "user password": (lambda good: _encrypted("secret", can_copy=1), ("encrypted",)),
    "extraction forbidden": (lambda good: _encrypted("", can_copy=0), _USELESS),
    "no pages": (lambda good: _pages_object(b"<< /Type /Pages /Kids [] /Count 0 >>"), ("damaged",)),
    "count is a lie": (
        lambda good: _pages_object(b"<< /Type /Pages /Kids [3 0 R] /Count 100000000 >>"),
        ("too_large", "damaged", *_USELESS),
    ),
    "page tree is a loop": (
        lambda good: _pages_object(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        ("damaged", *_USELESS),
    ),
    "page without a size": (lambda good: one_page(b"", page="<< /Type /Page /Parent 2 0 R >>"), ("damaged", *_USELESS)),
    "page of size zero": (
        lambda good: one_page(b"", page="<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>"),
        ("damaged", *_USELESS),
    ),
    "enormous page": (
        lambda good: one_page(b"0 0 m 9 9 l S", page=_PAGE.replace("595 842", "14400 14400")),
        _USELESS,
    ),
    "twenty thousand pages": (lambda good: _blank_pages(20_000), ("too_large",)),
    "decompression bomb": (lambda good: _bomb(1), _HEAVY),
    "bomb in a bomb": (lambda good: _bomb(2), _HEAVY),
    "two hundred thousand lines": (lambda good: _lines(200_000), _HEAVY),
    "ten thousand crossing rules": (lambda good: _ruled_lines(10_000), _HEAVY),
    "a hundred thousand texts": (lambda good: _texts(100_000), _HEAVY),
    "a million nested states": (lambda good: one_page(b"q " * 1_000_000), _HEAVY),
    "form that draws itself": (
        lambda good: one_page(b"/X Do", resources="/XObject << /X 5 0 R >>", o5=stream(b"/X Do", _SELF_FORM)),
        _HEAVY,
    ),
    "forms nested to the eleventh power": (lambda good: _nested_forms(), _HEAVY),
}
"""Name, how the bytes are made from a sound document's, and what may come of it."""

HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "sound": lambda good: good,
    "junk before": lambda good: b"\r\nHTTP junk\r\n" + good,
    "junk behind": lambda good: good + b"\0" * 3_000 + b"<html>",
}
"""Files whose amounts must all be read."""


def write_all(folder: Path, good: bytes, files: Iterable[tuple[str, Callable[[bytes], bytes]]]) -> dict[str, Path]:
    """Write files made from a sound document's bytes, and return where each lies."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, make in files:
        paths[name] = folder / f"{name.replace(' ', '_')}.pdf"
        paths[name].write_bytes(make(good))
    return paths
