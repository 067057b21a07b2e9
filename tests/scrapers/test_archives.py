"""Media types by magic bytes, and archives: names, caps, and what is in them."""

import io
import zipfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from demo.sites.department_archives import pack
from scrapers.archives import ArchiveTooLarge, Caps, members_of
from scrapers.media import DOC, DOCX, OFD, OLE, OTHER_PACKAGE, PDF, XLS, XLSX, ZIP, media_type_of_bytes
from scrapers.media import media_type_of_head as by_head


def packed(members: dict[str, bytes]) -> bytes:
    """A zip archive with names in UTF-8."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def ole(stream: str) -> bytes:
    """The head of an OLE file whose directory names one stream, with sectors of 512 bytes."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    directory = ("Root Entry".encode("utf-16-le")).ljust(128, b"\0") + stream.encode("utf-16-le").ljust(128, b"\0")
    return bytes(header) + bytes(512) + directory.ljust(512, b"\0")


def workbook() -> bytes:
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.4\n", PDF),
        (b"\r\n\xef\xbb\xbf junk before %PDF-1.4", PDF),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>%PDF-1.4</p>", "text/html"),
        (b"plain words", "text/plain"),
        (b"\x00\x01", "application/octet-stream"),
        (b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (ole("WordDocument"), DOC),
        (ole("Workbook"), XLS),
        (ole("WpsCustom"), OLE),
        (workbook(), XLSX),
        (packed({"[Content_Types].xml": b"", "word/document.xml": b""}), DOCX),
        (packed({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), OTHER_PACKAGE),
        (packed({"OFD.xml": b"", "Doc_0/Document.xml": b""}), OFD),
        (packed({"决算.pdf": b"%PDF-1.4"}), ZIP),
        (packed({}), ZIP),
    ],
)
def test_the_bytes_tell_the_media_type(data: bytes, media_type: str) -> None:
    assert media_type_of_bytes(data) == media_type


@given(st.binary(max_size=2_000))
def test_any_head_has_a_media_type(data: bytes) -> None:
    assert "/" in by_head(data)


def test_a_package_that_is_cut_off_is_none() -> None:
    with pytest.raises(zipfile.BadZipFile):
        media_type_of_bytes(workbook()[:-200])


def test_names_in_gbk_are_read_and_those_in_utf_8_as_well() -> None:
    members = {"市财政局/2024年度部门决算.pdf": b"%PDF-1", "说明.txt": "自评".encode()}
    assert {member.name_zh: member.data for member in members_of(pack(members))} == members
    assert {member.name_zh: member.data for member in members_of(packed(members))} == members


@given(st.text(alphabet="./\\:abC决算", min_size=1, max_size=30))
def test_no_name_leads_out_of_an_archive(name: str) -> None:
    for archive in (packed({name: b"x"}), pack({name: b"x"})):
        for member in members_of(archive):
            path = PurePosixPath(member.name_zh)
            assert not path.is_absolute()
            assert ".." not in path.parts
            assert "\\" not in member.name_zh


def test_an_archive_in_an_archive_is_unpacked_but_not_one_in_that() -> None:
    innermost = packed({"deep.pdf": b"%PDF-1"})
    found = {
        member.name_zh: member.data
        for member in members_of(packed({"局.zip": packed({"决算.pdf": b"%PDF-2", "more.zip": innermost})}))
    }
    assert found == {"局.zip/决算.pdf": b"%PDF-2", "局.zip/more.zip": innermost}


def test_a_workbook_in_an_archive_is_a_document_and_not_unpacked() -> None:
    book = workbook()
    assert [member.data for member in members_of(packed({"附表.xlsx": book}))] == [book]


@pytest.mark.parametrize(
    ("archive", "caps", "message"),
    [
        (packed({f"{n}.txt": b"" for n in range(4)}), Caps(members=3), "more than 3 members"),
        (packed({"a.bin": bytes(5_000_000)}), Caps(), "unpacks to more than 200 times its own size"),
        (packed({"a.bin": bytes(range(256)) * 40}), Caps(member_bytes=10_000), "unpacks to more than 10000 bytes"),
        (
            packed({f"{n}.bin": bytes(range(256)) * 40 for n in range(3)}),
            Caps(total_bytes=25_000),
            "its members unpack to more than 25000 bytes",
        ),
        (packed({"a.zip": packed({f"{n}.txt": b"" for n in range(4)})}), Caps(members=3), "more than 3 members"),
    ],
    ids=["members", "ratio", "member", "total", "nested"],
)
def test_an_archive_beyond_its_caps_is_stopped(archive: bytes, caps: Caps, message: str) -> None:
    with pytest.raises(ArchiveTooLarge, match=message):
        list(members_of(archive, caps))


def test_sizes_in_the_directory_of_an_archive_are_not_believed() -> None:
    honest = packed({"a.bin": bytes(3_000_000)})
    lying = honest.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    for member in members_of(lying, Caps(member_bytes=100)):
        assert member.data is None or len(member.data) <= 100
        assert member.reason


def test_members_that_cannot_be_unpacked_are_named_and_the_others_are_taken() -> None:
    archive = bytearray(packed({"locked.pdf": b"%PDF-1", "__MACOSX/._x": b"", "open.pdf": b"%PDF-2"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        archive[archive.index(signature) + offset] |= 1  # the flag of a member that asks for a password
    found = {member.name_zh: (member.data, member.reason) for member in members_of(bytes(archive))}
    assert found["open.pdf"] == (b"%PDF-2", None)
    assert "password" in (found["locked.pdf"][1] or "")
    assert found["__MACOSX/._x"] == (None, "a leftover of the packer, not a document")
