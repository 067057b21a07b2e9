"""What bytes are, told by the bytes themselves: names, extensions and server headers are not believed.

Put here: media types by magic bytes, and the extension under which each is stored.
Keep out: storing (storage.py), unpacking (archives.py), reading what is inside.
"""

import io
import zipfile
from typing import BinaryIO, Final

PDF: Final = "application/pdf"
HTML: Final = "text/html"
ZIP: Final = "application/zip"
RAR: Final = "application/vnd.rar"
SEVEN_ZIP: Final = "application/x-7z-compressed"
OLE: Final = "application/x-ole-storage"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD: Final = "application/ofd"
RTF: Final = "application/rtf"
OTHER_PACKAGE: Final = "application/x-office-package"

EXTENSIONS: Final = {
    PDF: "pdf",
    DOC: "doc",
    DOCX: "docx",
    XLS: "xls",
    XLSX: "xlsx",
    OFD: "ofd",
    RTF: "rtf",
    OLE: "ole",
    ZIP: "zip",
    RAR: "rar",
    SEVEN_ZIP: "7z",
    HTML: "html",
}
"""What a document can be, with the extension of its file in the store. `.wps` and `.et` files are Word and Excel
documents by their bytes, or an OLE file of another make. HTML is a document only where the page itself is the
disclosure; under a file's name it is an error page."""

# A PDF's header may stand anywhere in its first 1024 bytes (ISO 32000-1, implementation note 13).
HEAD_BYTES: Final = 1024
_MAGIC: Final = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", RTF),
)
_HTML_STARTS: Final = (b"<!doctype html", b"<html", b"<head", b"<script", b"<body", b"<!--")
# Streams of an OLE file, as its directory names them (UTF-16). WPS and ET files have the same ones.
_STREAMS: Final = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS))


def media_type_of_head(head: bytes) -> str:
    """The media type that the first 1,024 bytes tell: packages are `application/zip`, OLE files all alike."""
    start = head[:HEAD_BYTES]
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_HTML_STARTS):
        return HTML
    for magic, media_type in _MAGIC:
        if start.startswith(magic):
            return media_type
    if b"%PDF-" in start:
        return PDF
    return "text/plain" if start and b"\x00" not in start and text[:1].isascii() else "application/octet-stream"


def media_type_of(file: BinaryIO) -> str:
    """The media type of an open file; also tells Word from Excel, and a document from an archive.

    Raises zipfile.BadZipFile for a package or archive that is cut off.
    """
    file.seek(0)
    media_type = media_type_of_head(file.read(HEAD_BYTES))
    if media_type == ZIP:
        return _package_type(file)
    if media_type == OLE:
        return _ole_type(file)
    return media_type


def media_type_of_bytes(data: bytes) -> str:
    """The same for bytes in memory."""
    return media_type_of(io.BytesIO(data))


def could_be_a_document(head: bytes) -> bool:
    """Whether a file that begins so can still turn out to be one of EXTENSIONS other than a page."""
    return media_type_of_head(head) in EXTENSIONS.keys() - {HTML}


def _package_type(file: BinaryIO) -> str:
    with zipfile.ZipFile(file) as package:
        names = set(package.namelist())
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return DOCX
        return XLSX if any(name.startswith("xl/") for name in names) else OTHER_PACKAGE
    return OTHER_PACKAGE if "mimetype" in names else ZIP


def _ole_type(file: BinaryIO) -> str:
    file.seek(0)
    header = file.read(512)
    sector_size = 1 << int.from_bytes(header[30:32], "little")
    directory = (int.from_bytes(header[48:52], "little") + 1) * sector_size
    file.seek(directory)
    first = file.read(4 * sector_size)
    file.seek(0)
    for part in (first, file.read()):  # the directory may lie in pieces
        for name, media_type in _STREAMS:
            if (name + "\0").encode("utf-16-le") in part:
                return media_type
    return OLE
