"""A file that has lost a part is refused, wherever the part stood: what is left of it is never taken for the whole."""

import zlib
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from demo.document import TypesetDocument
from pipelines.errors import DocumentRefused
from pipelines.extract.document import extract_document
from pipelines.extract.soundness import first_damage
from tests.pipelines.hostile import one_page, stream

PACKED = zlib.compress(b"0 0 m 9 9 l S " * 200)


def packed_page(data: bytes) -> bytes:
    return one_page(data, entries="/Filter /FlateDecode")


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_download_with_a_hole_is_refused_wherever_the_hole_is(
    tmp_path: Path, disclosure: TypesetDocument, tenth: int
) -> None:
    good = disclosure.path.read_bytes()
    start = len(good) * tenth // 10
    path = tmp_path / "hole.pdf"
    path.write_bytes(good[:start] + bytes(4096) + good[start + 4096 :])
    with pytest.raises(DocumentRefused, match="fetch it again") as refused:
        extract_document(path, "0" * 64)
    assert refused.value.reason_class == "damaged"


def test_a_sound_file_has_no_damage(disclosure: TypesetDocument) -> None:
    assert first_damage(disclosure.path.read_bytes()) is None
    assert first_damage(packed_page(PACKED)) is None


@pytest.mark.parametrize(
    "data",
    [
        PACKED[:-20],
        PACKED[:10] + bytes(4) + PACKED[14:],
        PACKED[:-4] + b"\1\2\3\4",
        PACKED[:2] + b"\xff" * 40,
    ],
    ids=["cut", "overwritten", "another checksum", "not packed at all"],
)
def test_a_stream_that_does_not_unpack_to_its_checksum_is_found(data: bytes) -> None:
    document = packed_page(data)
    assert first_damage(document) == document.index(data)


def test_a_checksum_that_a_program_left_out_is_no_damage() -> None:
    assert first_damage(packed_page(PACKED[:-4])) is None


def test_a_damaged_picture_costs_no_amount_and_no_document() -> None:
    picture = stream(PACKED[:-20], "/Type /XObject /Subtype /Image /Filter /FlateDecode")
    assert first_damage(one_page(b"", o5=picture)) is None


def test_an_encrypted_file_is_not_taken_for_a_damaged_one(unusable: dict[str, Path]) -> None:
    with pytest.raises(DocumentRefused) as refused:
        extract_document(unusable["encrypted"], "0" * 64)
    assert refused.value.reason_class == "encrypted"


def test_an_unfinished_stream_that_was_flushed_is_no_damage() -> None:
    packer = zlib.compressobj()
    flushed = packer.compress(b"0 0 m 9 9 l S " * 200) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert first_damage(packed_page(flushed)) is None


def test_a_file_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    path = tmp_path / "owned.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("", ownerPassword="owner"), pageCompression=1)
    canvas.drawString(72, 720, "Everybody reads this")
    canvas.save()
    (page,) = extract_document(path, "0" * 64).pages
    assert [line.text for line in page.lines] == ["Everybody reads this"]
