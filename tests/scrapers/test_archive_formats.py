"""Rar and 7z archives: what zip's tests say of names and caps holds for them, and what only they have."""

import io
import shutil
import struct
import tempfile
import zlib
from pathlib import Path, PurePosixPath

import py7zr
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.sites.department_archives import pack
from demo.sites.manifest import site_of
from pipelines.shards import stored_documents
from scrapers.archives import ArchiveTooLarge, ArchiveUnreadable, Caps, Member, members_of
from tests.scrapers import rar5
from tests.scrapers.conftest import item_of, open_bench, write_pdf

MEMBERS = {"市财政局/2024年度部门决算.pdf": b"%PDF-1" * 50, "说明.txt": "自评".encode(), "空.txt": b""}
has_program = any(shutil.which(name) for name in ("unrar", "unar", "bsdtar"))
needs_program = pytest.mark.skipif(not has_program, reason="nothing that unpacks rar is here (libarchive-tools)")


def seven_zip(members: dict[str, bytes], *, is_plain: bool = False, **options: object) -> bytes:
    """A 7z archive; `is_plain`: its list of members is not compressed."""
    file = io.BytesIO()
    with py7zr.SevenZipFile(file, "w", **options) as archive:
        archive.set_encoded_header_mode(not is_plain)
        for name, data in members.items():
            archive.writestr(data, name)
    return file.getvalue()


def renamed(archive: bytes, old: str, new: str) -> bytes:
    """A 7z archive in whose plain list of members a name is another, with checksums that agree."""
    data = bytearray(archive.replace(old.encode("utf-16-le"), new.encode("utf-16-le")))
    assert bytes(data) != archive
    assert len(data) == len(archive)
    offset, size = struct.unpack_from("<QQ", data, 12)
    data[28:32] = zlib.crc32(data[32 + offset :][:size]).to_bytes(4, "little")
    data[8:12] = zlib.crc32(data[12:32]).to_bytes(4, "little")
    return bytes(data)


def rar(members: dict[str, bytes], method: int = 0) -> bytes:
    return rar5.archive(*(rar5.member(name, data, method=method) for name, data in members.items()))


def until_stopped(archive: bytes, caps: Caps | None = None) -> tuple[list[Member], str]:
    """The members that were handed on, and why no more were."""
    found: list[Member] = []
    try:
        for member in members_of(archive, caps):
            found.append(member)
    except (ArchiveTooLarge, ArchiveUnreadable) as error:
        return found, str(error)
    return found, ""


@pytest.mark.parametrize(
    "archive",
    [
        seven_zip(MEMBERS),
        seven_zip(MEMBERS, filters=[{"id": py7zr.FILTER_LZMA}]),
        seven_zip(MEMBERS, filters=[{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_BZIP2}]),
        rar(MEMBERS),
        pytest.param(rar(MEMBERS, method=1), marks=needs_program),
    ],
    ids=["7z", "7z lzma", "7z bzip2", "rar stored", "rar compressed"],
)
def test_members_come_with_their_names_and_bytes_and_leave_nothing_behind(
    archive: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert {member.name_zh: member.data for member in members_of(archive)} == MEMBERS
    assert list(tmp_path.iterdir()) == []


def test_archives_of_other_formats_in_an_archive_are_unpacked() -> None:
    inner = {"a.7z": seven_zip({"决算.pdf": b"%PDF-1"}), "b.rar": rar({"决算.pdf": b"%PDF-2"})}
    found = {member.name_zh: member.data for member in members_of(pack(inner))}
    assert found == {"a.7z/决算.pdf": b"%PDF-1", "b.rar/决算.pdf": b"%PDF-2"}


@pytest.mark.parametrize("name", ["../../x.pdf", "/etc/x.pdf1", "C:\\..\\x.pdf", "a/../../..x"])
def test_no_name_leads_out_of_an_archive(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "deep" / "er"))
    (tmp_path / "deep" / "er").mkdir(parents=True)
    plain = seven_zip({"n" * len(name): b"x"}, is_plain=True)
    for archive in (renamed(plain, "n" * len(name), name), rar({name: b"x"})):
        (member,) = members_of(archive)
        path = PurePosixPath(member.name_zh)
        assert member.data == b"x"
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert "\\" not in member.name_zh
        assert [each for each in tmp_path.rglob("*") if each.is_file()] == []


THREE = {f"{n}.bin": bytes(range(256)) * 40 for n in range(3)}


@pytest.mark.parametrize(
    ("archive", "caps", "message"),
    [
        (seven_zip(THREE), Caps(members=2), "more than 2 members"),
        (rar(THREE), Caps(members=2), "more than 2 members"),
        (seven_zip(THREE), Caps(member_bytes=10_000), "the member 0.bin unpacks to more than 10000 bytes"),
        (rar(THREE), Caps(member_bytes=10_000), "the member 0.bin unpacks to more than 10000 bytes"),
        (seven_zip(THREE), Caps(total_bytes=25_000), "its members unpack to more than 25000 bytes"),
        (rar(THREE), Caps(total_bytes=25_000), "its members unpack to more than 25000 bytes"),
        (
            seven_zip({"a.bin": bytes(5_000_000)}),
            Caps(),
            "the member a.bin unpacks to more than 200 times its own size",
        ),
        (
            seven_zip({f"{n}.bin": bytes(900_000) for n in range(3)}),
            Caps(),
            "its members unpack to more than 200 times its own size",
        ),
        (
            rar5.archive(rar5.member("a.bin", b"x", method=1, declared=5_000_000)),
            Caps(),
            "the member a.bin unpacks to more than 200 times its own size",
        ),
    ],
)
def test_an_archive_beyond_its_caps_is_stopped(archive: bytes, caps: Caps, message: str) -> None:
    _, reason = until_stopped(archive, caps)
    assert reason == message


def test_what_was_whole_before_a_7z_archive_was_found_damaged_is_taken() -> None:
    archive = bytearray(seven_zip({"a.txt": b"a" * 100, "b.txt": b"b" * 100}, filters=[{"id": py7zr.FILTER_COPY}]))
    archive[archive.index(b"b" * 100)] ^= 1
    found, reason = until_stopped(bytes(archive))
    assert [(member.name_zh, member.data) for member in found] == [("a.txt", b"a" * 100)]
    assert reason.startswith("the archive is damaged: ")


@needs_program
@pytest.mark.parametrize("declared", [10, 2_000])
def test_a_member_that_is_not_as_long_as_it_says_is_refused(declared: int) -> None:
    archive = rar5.archive(rar5.member("a.pdf", b"x" * 1_000, method=1, declared=declared), rar5.member("b", b"b"))
    lying, honest = members_of(archive)
    assert lying.data is None
    assert (lying.reason or "").startswith("the member cannot be unpacked (with ")
    assert honest.data == b"b"


@pytest.mark.parametrize(
    "archive",
    [
        seven_zip(MEMBERS, password="secret"),
        seven_zip(MEMBERS, password="secret", header_encryption=True),
        rar5.with_encrypted_headers(),
    ],
    ids=["7z", "7z with its list", "rar with its list"],
)
def test_an_encrypted_archive_is_refused_for_that(archive: bytes) -> None:
    assert until_stopped(archive) == ([], "it asks for a password")


def test_an_encrypted_member_of_a_rar_archive_is_refused_and_the_others_are_taken() -> None:
    locked = rar5.member("locked.pdf", b"x" * 16, extra=rar5.encryption_record())
    found = list(members_of(rar5.archive(locked, rar5.member("open.pdf", b"%PDF-1"))))
    assert found == [
        Member("locked.pdf", None, "the member cannot be unpacked: it asks for a password"),
        Member("open.pdf", b"%PDF-1"),
    ]


@pytest.mark.parametrize(
    ("filters", "method"),
    [
        ([{"id": py7zr.FILTER_DEFLATE}], "040108"),
        ([{"id": py7zr.FILTER_ZSTD, "level": 3}], "04f71101"),
        ([{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 24}], "030401"),
    ],
)
def test_a_7z_archive_whose_unpacking_nothing_bounds_is_refused(filters: list[dict[str, int]], method: str) -> None:
    found, reason = until_stopped(seven_zip(MEMBERS, filters=filters))
    assert (found, reason) == ([], f"it is packed by method {method}, which is not read")


def test_a_7z_archive_that_takes_too_much_memory_is_refused() -> None:
    plain = seven_zip({"a.txt": b"x"}, is_plain=True, filters=[{"id": py7zr.FILTER_LZMA2, "preset": 1}])
    offset = plain.rindex(b"\x21\x21\x01") + 3  # a coder with one byte of properties: the dictionary's size
    huge = plain[:offset] + b"\x28" + plain[offset + 1 :]  # 4 GiB
    found, reason = until_stopped(renamed(huge, "a.txt", "b.txt"))
    assert (found, reason) == ([], "unpacking it takes more than 536870912 bytes of memory")


def test_without_a_program_a_rar_archive_says_which_packages_bring_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    archive = rar5.archive(rar5.member("a.txt", b"stored"), rar5.member("b.txt", b"compressed", method=1))
    found, reason = until_stopped(archive)
    assert found == [Member("a.txt", b"stored")]
    assert reason == (
        "no program that unpacks rar is on this machine; "
        "Debian's packages libarchive-tools (bsdtar), unar and unrar bring one"
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([seven_zip(MEMBERS), seven_zip(MEMBERS, is_plain=True), rar(MEMBERS)]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=4),
    st.floats(0.2, 1),
)
def test_no_damage_ends_in_anything_but_a_reason(archive: bytes, changes: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(archive[: max(8, int(len(archive) * kept))])
    for place, value in changes:
        data[8 + int(place * (len(data) - 8)) : 9 + int(place * (len(data) - 8))] = bytes([value])
    found, reason = until_stopped(bytes(data))
    assert reason or all(member.reason or member.data is not None for member in found)


@needs_program
def test_documents_in_archives_are_stored_once_also_when_the_program_comes_later(tmp_path: Path) -> None:
    accounts = [write_pdf(tmp_path / f"{n}.pdf", f"account {n}").read_bytes() for n in range(2)]
    files = {"c.rar": rar({"局/2024年度部门决算.pdf": accounts[0]}, method=1)}
    files["d.7z"] = seven_zip({"院/2024年度部门决算.pdf": accounts[1], "院/2025年部门预算.pdf": b"%PDF-1.4"})
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    published = [item_of("demo_city", tmp_path / name, 2024, f"示例市第{n}中心") for n, name in enumerate(files)]
    bench = open_bench(tmp_path, {"demo_city": site_of("demo_city", "single_page", published)})
    with bench.server:
        without = bench.crawl("--run-id", "without", PATH=str(tmp_path / "nothing"))
        assert without.exit_code == 0, without.errors
        before = len(stored_documents(bench.home))
        for run_id in ("with", "again"):
            assert bench.crawl("--run-id", run_id).exit_code == 0

    looks = {
        run_id: {each.member_zh or each.media_type: each for each in bench.sightings(run_id) if each.file_url}
        for run_id in ("without", "with", "again")
    }
    archive = looks["without"]["application/vnd.rar"]
    assert archive.outcome == "stored"
    assert "libarchive-tools" in (archive.reason or "")
    assert before == 2, "the archive that nothing unpacked is known to be there, and the document out of the other"
    member = looks["with"]["局/2024年度部门决算.pdf"]
    assert (member.outcome, member.archive_id) == ("stored", archive.document_id)
    assert {name: each.outcome for name, each in looks["again"].items() if each.archive_id} == {
        "局/2024年度部门决算.pdf": "not_modified",
        "院/2024年度部门决算.pdf": "not_modified",
    }
    assert looks["without"]["院/2025年部门预算.pdf"].reason == "a budget, not accounts"
    assert len(stored_documents(bench.home)) == 2
    assert len(bench.documents()) == 4
