"""Portals on loopback with small PDFs, and crawls of them in processes of their own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from demo.portal_server import PortalServer
from demo.sites.manifest import Item, Site, site_of
from scrapers.outcomes import Summary, read_summaries
from scrapers.storage import Sighting, read_sightings

ROOT = Path(__file__).parents[2]
SAVED_PAGES = ROOT.parent / "shared" / "portal_pages"
TWO_PORTALS = {"demo_city": "static_columns", "demo_county": "hanweb_jpaas"}


def write_pdf(path: Path, text: str) -> Path:
    """A one-page PDF."""
    canvas = Canvas(str(path), invariant=True)
    canvas.drawString(72, 720, text)
    canvas.save()
    return path


def item_of(portal_id: str, file: Path | None, year: int, unit: str = "示例市档案馆") -> Item:
    """A disclosure of a fiscal year, published in August of the next."""
    title, published = f"{unit}{year}年度单位决算公开", date(year + 1, 8, 20)
    return Item(portal_id, "示例市财政局", "140100", unit, year, title, published, file)


def make_site(folder: Path, portal_id: str, family: str, count: int) -> Site:
    """A site with so many disclosures, of the years from 2019, each with a PDF of its own."""
    items = [
        item_of(portal_id, write_pdf(folder / f"{portal_id}{number}.pdf", f"{portal_id} {number}"), 2019 + number)
        for number in range(count)
    ]
    return site_of(portal_id, family, items)


@dataclass(frozen=True)
class Crawl:
    """A finished crawl: exit code, one summary a portal, what it wrote to its error stream."""

    exit_code: int
    summaries: dict[str, dict[str, Any]]
    errors: str

    @property
    def peak_mib(self) -> float:
        """The most memory that a measured crawl had, in MiB."""
        (kib,) = re.findall(r"^VmHWM:\s+(\d+) kB$", self.errors, re.MULTILINE)
        return int(kib) / 1024


_MEASURED = (
    "import sys\n"
    "from scrapers.run import main\n"
    "code = main(sys.argv[1:])\n"
    "sys.stderr.write(open('/proc/self/status').read())\n"
    "sys.exit(code)"
)


@dataclass(frozen=True)
class Bench:
    """A served portal and a data folder."""

    server: PortalServer
    home: Path
    files: Path

    def command(self, *options: str, portals: tuple[str, ...] = (), is_measured: bool = False) -> list[str]:
        """The command of a crawl, of all portals served unless some are named."""
        named = [part for portal_id in portals or self.server.portal_ids for part in ("--portal", portal_id)]
        program = ["-c", _MEASURED] if is_measured else ["-m", "scrapers.run"]
        return [sys.executable, *program, "--home", str(self.home), *named, *options]

    def environment(self, **more: str) -> dict[str, str]:
        """The environment in which the served portals may be asked."""
        own = {"JUESUAN_ALLOW_LOOPBACK": "1", "JUESUAN_PORTALS": str(self.server.portals_folder)}
        return {**os.environ, **own, **more}

    def crawl(
        self, *options: str, portals: tuple[str, ...] = (), is_measured: bool = False, **environment: str
    ) -> Crawl:
        """Run a crawl to its end."""
        self.server.served.clear()
        done = subprocess.run(
            self.command(*options, portals=portals, is_measured=is_measured),
            cwd=ROOT,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=120,
        )
        summaries = [json.loads(line) for line in done.stdout.splitlines()]
        return Crawl(done.returncode, {each["portal_id"]: each for each in summaries}, done.stderr)

    def add_to_portal_file(self, portal_id: str, text: str) -> None:
        """Add lines to a portal's file."""
        with (self.server.portals_folder / f"{portal_id}.yml").open("a", encoding="utf-8") as portal_file:
            portal_file.write(text)

    def sightings(self, run_id: str | None = None, portal_id: str | None = None) -> list[Sighting]:
        """The sightings of one run or all, of one portal or all."""
        return [each for each in read_sightings(self.home, portal_id) if run_id in (None, each.run_id)]

    def outcome(self, portal_id: str) -> Summary:
        """The last outcome of a portal, as it was kept."""
        return read_summaries(self.home, portal_id)[-1]

    def asked(self, role: str, portal_id: str | None = None) -> list[int]:
        """Statuses of the answers of a role."""
        return [each.status for each in self.server.served if each.role == role and portal_id in (None, each.portal_id)]

    def documents(self) -> set[str]:
        """The ids of all documents stored."""
        return {path.stem for path in self.home.glob("documents/??/*.*") if not path.name.startswith(".")}


MakeBench = Callable[..., Bench]


def open_bench(folder: Path, sites: Mapping[str, Site]) -> Bench:
    """Sites to be served, with `with bench.server`."""
    return Bench(PortalServer(sites, folder), folder / "home", folder)


@pytest.fixture
def make_bench(tmp_path: Path) -> Iterator[MakeBench]:
    """A function that serves portals with n disclosures each: `demo_city` and `demo_county`, or others."""
    benches: list[Bench] = []

    def make(count: int, families: Mapping[str, str] = TWO_PORTALS) -> Bench:
        sites = {name: make_site(tmp_path, name, family, count) for name, family in families.items()}
        benches.append(open_bench(tmp_path, sites))
        benches[-1].server.__enter__()
        return benches[-1]

    yield make
    for bench in benches:
        bench.server.__exit__(None, None, None)


@pytest.fixture
def saved_page() -> Callable[[str], bytes]:
    """A function that reads a page saved from a real portal; skips where these are not at hand."""

    def read(stem: str) -> bytes:
        path = SAVED_PAGES / f"{stem}.html"
        if not path.is_file():
            pytest.skip("the saved portal pages are not here")
        return path.read_bytes()

    return read
