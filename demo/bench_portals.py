"""Crawling at scale: memory over 5,000 and 50,000 disclosures, and speed beside a minimal Scrapy spider.

Put here: a quick server of endless columns, the spider that is compared, the measurements, docs/benchmarks-portals.md.
Keep out: what real portals look like (sites/), what goes wrong at them (faults.py).

The server is a process of its own and does as little as it can, so that both crawlers wait for themselves. All times
are those of a machine with other work to do: read the ratios.
"""

import argparse
import asyncio
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

REPORT: Final = Path("docs/benchmarks-portals.md")
PAGE_SIZE: Final = 20
FOLDER: Final = "/czyjs/"
REQUESTS_AT_ONCE: Final = 8

_PDF = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%% disclosure %d\n"
    + b"%% filling\n" * 80
    + b"trailer<</Root 1 0 R>>\n%%%%EOF\n"
)
_DETAIL = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">'
    '<meta name="PubDate" content="2025-08-20 09:30"><title>{title}</title></head><body><div class="nav">'
    + "".join(f'<a href="/l{n}/">栏目{n}</a>' for n in range(20))
    + '</div><h1>{title}</h1><div class="TRS_Editor"><p>'
    + "现将有关情况公开如下。" * 40
    + '</p><p>附件：<a href="./P020250820{number:012d}.pdf">{title}.pdf</a></p></div></body></html>'
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with so many disclosures. Its lines lead to detail pages, or to the files themselves."""

    count: int
    has_details: bool

    def answer(self, path: str, headers: str) -> tuple[int, str, bytes, str]:
        """Status, content type, body and ETag of a path."""
        if match := re.fullmatch(FOLDER + r"(?:index(?:_(\d+))?\.html)?", path):
            return 200, "text/html; charset=utf-8", self._listing(int(match[1] or 0)), ""
        if match := re.search(r"/t20250820_(\d+)\.html$", path):
            return (
                200,
                "text/html; charset=utf-8",
                _DETAIL.format(title=_title(int(match[1])), number=int(match[1])).encode(),
                "",
            )
        if match := re.search(r"/P020250820(\d{12})\.pdf$", path):
            tag = f'"{int(match[1])}"'
            if f"If-None-Match: {tag}" in headers:
                return 304, "", b"", tag
            return 200, "application/pdf", _PDF % int(match[1]), tag
        return 404, "text/plain", b"nothing here", ""

    def _listing(self, page_no: int) -> bytes:
        numbers = range(page_no * PAGE_SIZE, min((page_no + 1) * PAGE_SIZE, self.count))
        name = "t20250820_{}.html" if self.has_details else "P020250820{:012d}.pdf"
        lines = "".join(
            f'<li><a href="./202508/{name.format(number)}">{_title(number)}</a><span>2025-08-20</span></li>\n'
            for number in numbers
        )
        pages = -(-self.count // PAGE_SIZE)
        pager = f'<script>createPageHTML({pages}, {page_no}, "index", "html");</script>'
        head = '<meta charset="utf-8"><meta name="ColumnName" content="部门决算">'
        return f"<!DOCTYPE html><html><head>{head}</head><body><ul>{lines}</ul>{pager}</body></html>".encode()


def _title(number: int) -> str:
    return f"示例市第{number:05}中心2024年度单位决算"


class _Connection(asyncio.Protocol):
    """HTTP as far as two crawlers need it: GET, keep-alive."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._received = ""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self._received += data.decode("latin-1")
        while (end := self._received.find("\r\n\r\n")) >= 0:
            request, self._received = self._received[:end], self._received[end + 4 :]
            status, kind, body, tag = self._column.answer(request.split(" ", 2)[1], request)
            head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n"
            head += f"Content-Type: {kind}\r\n" if kind else ""
            head += f"ETag: {tag}\r\n" if tag else ""
            if self._transport is not None:
                self._transport.write(head.encode() + b"\r\n" + body)


async def _serve(column: Column) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(column), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def served(column: Column) -> Iterator[int]:
    """The port of a running server."""
    command = [sys.executable, "-m", "demo.bench_portals", "serve", str(column.count), str(int(column.has_details))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        if server.stdout is None:
            raise RuntimeError("the server has no output")
        port = int(server.stdout.readline())
        try:
            yield port
        finally:
            server.terminate()


@dataclass(frozen=True, slots=True)
class Measured:
    """A crawl: wall and CPU seconds, most memory in MiB, what the crawler said."""

    wall: float
    cpu: float
    peak_mib: float
    said: str


_OURS = """
import sys
from scrapers.run import main
code = main(sys.argv[1:])
print(open("/proc/self/status").read())
"""


def ours(port: int, home: Path) -> Measured:
    """A crawl of the column by the project, politeness off."""
    portals = home.parent / "portals"
    portals.mkdir(exist_ok=True)
    (portals / "bench_city.yml").write_text(
        "publisher: {name_zh: 示例市, name_en: Example}\nregion_code: '140100'\nfamily: static_columns\n"
        f"columns: [{{title_zh: 部门决算, address: 'http://127.0.0.1:{port}{FOLDER}'}}]\n"
        f"allowed_hosts: ['127.0.0.1:{port}']\npublication_window: {{opens: '08-01', closes: '10-31'}}\n"
        "expectations: {min_documents: 1, last_fiscal_year: 2024}\ndelay_seconds: 0\nverified: never\n",
        encoding="utf-8",
    )
    environment = {
        "JUESUAN_PORTALS": str(portals),
        "JUESUAN_ALLOW_LOOPBACK": "1",
        "JUESUAN_LOOPBACK_REQUESTS": str(REQUESTS_AT_ONCE),
        "JUESUAN_REQUESTS_PER_HOST": "1000000",
    }
    return _measure([sys.executable, "-c", _OURS, "--home", str(home), "--portal", "bench_city"], environment)


def minimal(port: int, folder: Path) -> Measured:
    """The same by a minimal spider with FilesPipeline."""
    address = f"http://127.0.0.1:{port}{FOLDER}"
    return _measure([sys.executable, "-m", "demo.minimal_spider", address, str(folder), str(REQUESTS_AT_ONCE)], {})


def _measure(command: list[str], environment: dict[str, str]) -> Measured:
    before, begun = os.times(), time.perf_counter()
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - begun, os.times()
    if done.returncode != 0 or "VmHWM" not in done.stdout:
        raise RuntimeError(done.stderr[-2000:])
    peak = re.search(r"VmHWM:\s+(\d+) kB", done.stdout)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(wall, cpu, int(peak[1]) / 1024 if peak else 0.0, done.stdout.partition("\nName:")[0])


def compare_speed(count: int, repeat: int, scratch: Path) -> list[str]:
    """Both crawlers on one column with detail pages, one after the other; the best of some runs."""
    runs: dict[str, list[Measured]] = {"juesuan": [], "minimal Scrapy spider with FilesPipeline": []}
    with served(Column(count, has_details=True)) as port:
        for number in range(repeat):
            (scratch / f"speed{number}").mkdir()
            own = ours(port, scratch / f"speed{number}" / "home")
            other = minimal(port, scratch / f"files{number}")
            runs["juesuan"].append(own)
            runs["minimal Scrapy spider with FilesPipeline"].append(other)
            stored = len(list((scratch / f"files{number}").rglob("*.pdf")))
            if stored != count:
                raise RuntimeError(f"the minimal spider stored {stored} of {count}")
            summary = json.loads(own.said.strip().splitlines()[-1])
            if summary["stored"] != count:
                raise RuntimeError(f"{summary['stored']} of {count} were stored")
    best = {name: min(measured, key=lambda each: each.cpu) for name, measured in runs.items()}
    base = best["minimal Scrapy spider with FilesPipeline"]
    lines = [
        f"## Speed: {count:,} disclosures, each with a detail page and a file, politeness off",
        "",
        f"{REQUESTS_AT_ONCE} requests at once, robots.txt obeyed by both, the best of {repeat} runs each. juesuan also "
        "checks each file's first bytes, hashes it (sha256; FilesPipeline: md5 of the bytes), decides by its "
        "title, and records a sighting of each look.",
        "",
        "| crawler | disclosures a CPU second | of the minimal spider | a wall second | of it | peak memory, MiB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, measured in best.items():
        lines.append(
            f"| {name} | {count / measured.cpu:.0f} | {base.cpu / measured.cpu:.2f} | {count / measured.wall:.0f} "
            f"| {base.wall / measured.wall:.2f} | {measured.peak_mib:.0f} |"
        )
        print(lines[-1], flush=True)
    return [*lines, ""]


def measure_memory(counts: list[int], scratch: Path) -> list[str]:
    """A first and a second crawl of columns of different sizes."""
    lines = [
        "## Memory: a column walked for the first time and again",
        "",
        "Lines lead to the files themselves. The second crawl makes a conditional request a file and fetches none.",
        "",
        "| disclosures listed | crawl | stored | not modified | peak memory, MiB | CPU seconds | wall seconds |",
        "|---:|---|---:|---:|---:|---:|---:|",
    ]
    for count in counts:
        home = scratch / f"memory{count}" / "home"
        home.parent.mkdir()
        with served(Column(count, has_details=False)) as port:
            for name in ("first", "second"):
                measured = ours(port, home)
                said = json.loads(measured.said.strip().splitlines()[-1])
                lines.append(
                    f"| {said['listed']:,} | {name} | {said['stored']:,} | {said['not_modified']:,} "
                    f"| {measured.peak_mib:.0f} | {measured.cpu:.0f} | {measured.wall:.0f} |"
                )
                print(lines[-1], flush=True)
    return [*lines, ""]


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--disclosures", type=int, default=2_000, help="of the comparison of speed")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--listed", type=int, nargs="+", default=[5_000, 50_000], help="of the measurement of memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        sections = [
            "# Benchmarks: portals",
            "",
            "Written by `python -m demo.bench_portals`. Both crawlers run against one server in a process of its own; "
            "CPU seconds are the crawler's alone. Read the ratios.",
            "",
            f"Python {platform.python_version()}, {platform.machine()}, Scrapy {version('scrapy')}.",
            "",
            *compare_speed(options.disclosures, options.repeat, scratch),
            *measure_memory(options.listed, scratch),
        ]
    REPORT.write_text("\n".join(sections), encoding="utf-8")
    print(f"written: {REPORT}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(_serve(Column(int(sys.argv[2]), sys.argv[3] == "1")))
    else:
        main()
