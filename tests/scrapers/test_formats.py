"""Disclosures that are no PDF: workbooks, archives, and tables in the page itself."""

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from demo.sites.department_archives import pack
from demo.sites.manifest import Item, site_of
from pipelines.process import read_stored
from pipelines.settings import read_settings
from scrapers.media import HTML, RAR, XLSX, ZIP
from tests.scrapers.conftest import Bench, item_of, open_bench, write_pdf

TABLE = "<table>{}</table>".format(
    "".join(f"<tr><td>{label}</td><td>{n}.00</td><td>{n}.50</td></tr>" for n, label in enumerate("收支结转合"))
)


def workbook(path: Path, text: str = "收入支出决算总表") -> Path:
    book = Workbook()
    book.active.append([text, 1])
    book.save(path)
    return path


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2024年度部门决算.pdf", b"%PDF-1.7\n" + bytes(30_000_000))
    return file.getvalue()


def items(folder: Path) -> dict[str, Item]:
    """A disclosure of each kind, by what it is."""
    files = {
        "workbook": workbook(folder / "a.xlsx"),
        "table": folder / "b.html",
        "rar": folder / "c.rar",
        "archive": folder / "d.zip",
        "bomb": folder / "e.zip",
    }
    files["table"].write_text(TABLE, encoding="utf-8")
    files["rar"].write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(100))
    account = write_pdf(folder / "x.pdf", "in an archive").read_bytes()
    book = workbook(folder / "y.xlsx", "附表").read_bytes()
    files["archive"].write_bytes(
        pack(
            {
                "局/../2024年度部门决算.pdf": account,
                "局/附表.xlsx": book,
                "2025年部门预算.pdf": b"%PDF-1.4",
                "a.exe": b"MZ\0",
            }
        )
    )
    files["bomb"].write_bytes(bomb())
    return {kind: item_of("demo_city", file, 2024, f"示例市第{n}中心") for n, (kind, file) in enumerate(files.items())}


def bench_of(folder: Path) -> tuple[Bench, dict[str, Item]]:
    published = items(folder)
    return open_bench(folder, {"demo_city": site_of("demo_city", "single_page", list(published.values()))}), published


def test_every_format_is_stored_once_and_known_for_what_it_is(tmp_path: Path) -> None:
    bench, published = bench_of(tmp_path)
    with bench.server:
        first = bench.crawl("--run-id", "first")
        second = bench.crawl("--run-id", "second")
        page = published["table"].file
        assert page is not None
        page.write_text(TABLE + "<p>阅读次数：17</p>", encoding="utf-8")
        third = bench.crawl("--run-id", "third")
        page.write_text(TABLE.replace("3.50", "3.51"), encoding="utf-8")
        fourth = bench.crawl("--run-id", "fourth")

    assert first.exit_code == 0, first.errors
    seen = bench.sightings("first")
    by_title = {
        kind: [each for each in seen if each.listing_title_zh == item.title_zh] for kind, item in published.items()
    }
    of_file = {kind: next(each for each in looks if not each.archive_id) for kind, looks in by_title.items()}
    assert {kind: each.media_type for kind, each in of_file.items()} == {
        "workbook": XLSX,
        "table": HTML,
        "rar": RAR,
        "archive": ZIP,
        "bomb": ZIP,
    }
    assert {each.outcome for each in of_file.values()} == {"stored"}
    assert of_file["bomb"].reason == (
        "not unpacked to its end: the member 2024年度部门决算.pdf unpacks to more than 200 times its own size"
    )
    members = {each.member_zh: each for each in by_title["archive"] if each.archive_id}
    assert {each.archive_id for each in members.values()} == {of_file["archive"].document_id}
    assert {name: (each.outcome, each.reason) for name, each in members.items()} == {
        "局/2024年度部门决算.pdf": ("stored", None),
        "局/附表.xlsx": ("stored", None),
        "2025年部门预算.pdf": ("ignored", "a budget, not accounts"),
        "a.exe": ("refused", "not a document: its first bytes are those of application/octet-stream"),
    }
    assert all((bench.home / "documents").rglob(f"{each.document_id}.*") for each in seen if each.document_id)

    assert second.summaries["demo_city"]["stored"] == 0
    again = {each.document_id for each in bench.sightings("second") if each.outcome == "not_modified"}
    assert again >= {each.document_id for each in members.values() if each.document_id}, "members are seen again too"
    assert third.summaries["demo_city"]["stored"] == 0, "a page that counts its visitors has not changed"
    assert fourth.summaries["demo_city"]["stored"] == 1, "an amount in a page has changed: a new version"


def test_what_is_not_read_yet_is_known_to_be_there(tmp_path: Path) -> None:
    bench, published = bench_of(tmp_path)
    with bench.server:
        bench.crawl()

    reports = {
        report.document_id: report
        for report in read_stored(read_settings({"JUESUAN_ENGINE": "serial"}, home=bench.home))
    }

    seen = {each.listing_title_zh: each for each in bench.sightings() if each.document_id and not each.archive_id}
    documents = {kind: seen[item.title_zh].document_id for kind, item in published.items()}
    for kind, reason in (
        ("workbook", "format not read yet: .xlsx; it is kept until it is"),
        ("table", "format not read yet: .html; it is kept until it is"),
        ("rar", "an archive that is not unpacked: unpack it and ingest its files"),
    ):
        report = reports[str(documents[kind])]
        assert (report.state, report.reason_class, report.reason) == ("refused", "format_not_read", reason)
    assert documents["archive"] not in reports, "an archive that was unpacked is none: its members are"
