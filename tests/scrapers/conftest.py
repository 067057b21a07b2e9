"""A portal on loopback with small PDFs, and crawls of it in processes of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from demo.portal_server import PortalServer, serve
from scrapers.storage import Sighting, read_sightings

ROOT = Path(__file__).parents[2]
SAVED_PAGES = ROOT.parent / "shared" / "portal_pages"


def write_pdf(path: Path, text: str) -> Path:
    """A one-page PDF."""
    canvas = Canvas(str(path), invariant=True)
    canvas.drawString(72, 720, text)
    canvas.save()
    return path


@dataclass(frozen=True)
class Crawl:
    """A finished crawl: exit code, one summary a portal, what it wrote to its error stream."""

    exit_code: int
    summaries: dict[str, dict[str, Any]]
    errors: str


@dataclass(frozen=True)
class Bench:
    """A served portal and a data folder."""

    server: PortalServer
    home: Path
    files: Path

    def command(self, *options: str) -> list[str]:
        """The command of a crawl of all portals served."""
        portals = [part for portal_id in self.server.portal_ids for part in ("--portal", portal_id)]
        return [sys.executable, "-m", "scrapers.run", "--home", str(self.home), *portals, *options]

    def environment(self, **more: str) -> dict[str, str]:
        """The environment in which the served portals may be asked."""
        own = {"JUESUAN_ALLOW_LOOPBACK": "1", "JUESUAN_PORTALS": str(self.server.portals_folder)}
        return {**os.environ, **own, **more}

    def crawl(self, *options: str, **environment: str) -> Crawl:
        """Run a crawl to its end."""
        self.server.requests.clear()
        done = subprocess.run(
            self.command(*options),
            cwd=ROOT,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=60,
        )
        summaries = [json.loads(line) for line in done.stdout.splitlines()]
        return Crawl(done.returncode, {each["portal_id"]: each for each in summaries}, done.stderr)

    def sightings(self, run_id: str) -> list[Sighting]:
        """The sightings of one run, of all portals."""
        return [each for each in read_sightings(self.home) if each.run_id == run_id]

    def asked(self, ending: str) -> list[int]:
        """Statuses of the requests for addresses with this ending."""
        return [status for path, status in self.server.requests if path.endswith(ending)]

    def path_in(self, portal_id: str, ending: str, number: int = 0) -> str:
        """A path of the server that belongs to a portal."""
        paths = sorted(self.server.paths(portal_id))
        return [path for path in paths if path.endswith(ending)][number]

    def documents(self) -> set[str]:
        """The ids of all documents stored."""
        return {path.stem for path in self.home.glob("documents/*/*.pdf")}


@pytest.fixture
def make_bench(tmp_path: Path) -> Iterator[Callable[[int], Bench]]:
    """A function that serves two portals (`demo_city` static columns, `demo_county` Hanweb) with n disclosures each."""
    servers: list[PortalServer] = []

    def make(count: int) -> Bench:
        files = tmp_path / "demo"
        files.mkdir()
        manifest = []
        for site, portal_id in (("trs", "demo_city"), ("hanweb", "demo_county")):
            for number in range(count):
                file = write_pdf(files / f"{portal_id}{number}.pdf", f"{portal_id} {number}")
                year = 2019 + number
                manifest.append(
                    {
                        "site": site,
                        "portal_id": portal_id,
                        "publisher_zh": "示例市财政局",
                        "region_code": "140100",
                        "unit_name_zh": "示例市档案馆",
                        "fiscal_year": year,
                        "title_zh": f"示例市档案馆{year}年度单位决算公开",
                        "published_date": f"{year + 1}-08-20",
                        "file": file.name,
                    }
                )
        (files / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
        server = serve(files / "manifest.json")
        server.__enter__()
        servers.append(server)
        return Bench(server, tmp_path / "home", files)

    yield make
    for server in servers:
        server.__exit__(None, None, None)


@pytest.fixture
def saved_page() -> Callable[[str], bytes]:
    """A function that reads a page saved from a real portal; skips where these are not at hand."""

    def read(stem: str) -> bytes:
        path = SAVED_PAGES / f"{stem}.html"
        if not path.is_file():
            pytest.skip("the saved portal pages are not here")
        return path.read_bytes()

    return read
