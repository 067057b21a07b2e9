"""A portal on this machine: serves a manifest of disclosures the way two families of real portals do.

Put here: the server and the portal files that let the spider find it.
Keep out: the documents (the typesetter writes them), how pages look (sites/), and anything that reads a portal.

Sites stand under path prefixes of one server: `/trs/<portal_id>/…` (static columns) and `/hanweb/<portal_id>/…`. Among
the disclosures of each site stand two others, a budget and a work summary, as in real columns. The port of the last run
is tried first, so that the addresses of one run are those of the next.
"""

import argparse
import hashlib
import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, quote, urlsplit

from demo.sites import hanweb, static_columns
from demo.sites.manifest import Site, read_manifest, sites_of

HOST = "127.0.0.1"
_FAMILIES = {"trs": static_columns, "hanweb": hanweb}
_ROBOTS = "User-agent: *\nDisallow: /search/\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: status, headers, body. Also used to plant a fault at a path."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = HTTPStatus.OK
    headers: dict[str, str] = field(default_factory=dict)


class PortalServer:
    """The running server, a context manager.

    `portals_folder` holds the portal files of its sites. `overrides` maps a path to what answers instead, for faults;
    `requests` lists what was asked for and the status it got.
    """

    def __init__(self, manifest: Path, port: int = 0) -> None:
        self._sites = sites_of(read_manifest(manifest))
        self._pages = {path: page for site in self._sites.values() for path, page in _pages_of(site)}
        self._files = {path: file for site in self._sites.values() for path, file in _files_of(site)}
        self.overrides: dict[str, Callable[[], Answer]] = {}
        self.requests: list[tuple[str, int]] = []
        self._port_file = manifest.parent / "portal_server.port"
        self._server = _listen(partial(_Handler, self), [port] if port else self._last_ports())
        self._port_file.write_text(str(self.port), encoding="utf-8")
        self.portals_folder = manifest.parent / "portals"
        self._write_portal_files()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on, on 127.0.0.1 only."""
        return int(self._server.server_address[1])

    @property
    def portal_ids(self) -> tuple[str, ...]:
        """The portals that it serves."""
        return tuple(self._sites)

    def paths(self, portal_id: str) -> list[str]:
        """All paths of one portal: listing pages, details, attachments."""
        site = self._sites[portal_id]
        return [path for path, _ in [*_pages_of(site), *_files_of(site)]]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()

    def answer(self, target: str) -> Answer:
        """The answer to a GET of a path with its query."""
        parts = urlsplit(target)
        path = parts.path
        if path in self.overrides:
            return self.overrides[path]()
        if path == "/robots.txt":
            return Answer(_ROBOTS.encode(), "text/plain")
        if path in self._files:
            return _file_answer(self._files[path])
        if path in self._pages:
            return Answer(self._pages[path].encode())
        if path == hanweb.UNIT_PATH:
            return self._unit_answer(parse_qs(parts.query))
        return _NOT_FOUND

    def _unit_answer(self, query: dict[str, list[str]]) -> Answer:
        site = self._sites.get(query.get("webId", [""])[0])
        try:
            page_no = int(json.loads(query["paramJson"][0])["pageNo"])
        except (KeyError, TypeError, ValueError):
            return Answer(b"bad paramJson", "text/plain", HTTPStatus.BAD_REQUEST)
        if site is None or page_no < 1:
            return _NOT_FOUND
        return Answer(hanweb.unit(site, page_no - 1), "application/json;charset=UTF-8")

    def _last_ports(self) -> list[int]:
        try:
            return [int(self._port_file.read_text(encoding="utf-8")), 0]
        except (OSError, ValueError):
            return [0]

    def _write_portal_files(self) -> None:
        self.portals_folder.mkdir(parents=True, exist_ok=True)
        for stale in self.portals_folder.glob("*.yml"):
            if stale.stem not in self._sites:
                stale.unlink()
        for site in self._sites.values():
            (self.portals_folder / f"{site.portal_id}.yml").write_text(_portal_file(site, self.port), encoding="utf-8")


_NOT_FOUND = Answer("<html><title>404</title>页面不存在</html>".encode(), status=HTTPStatus.NOT_FOUND)


def serve(manifest: Path, port: int = 0) -> PortalServer:
    """A server of a manifest's disclosures, to be used with `with`. Raises ValueError for a manifest it cannot use.

    With `port` 0 it takes the port of its last run, or a free one. OSError when a given port is taken.
    """
    return PortalServer(manifest, port)


def _pages_of(site: Site) -> Iterator[tuple[str, str]]:
    if site.kind == "trs":
        yield static_columns.column_path(site), static_columns.listing(site, 0)
        for page_no, path in enumerate(static_columns.listing_paths(site)):
            yield path, static_columns.listing(site, page_no)
    else:
        yield hanweb.column_path(site), hanweb.column(site)
    family = _FAMILIES[site.kind]
    for item in site.items:
        yield family.detail_path(item), family.detail(item)


def _files_of(site: Site) -> Iterator[tuple[str, Path]]:
    for item in site.items:
        if item.file is not None:
            yield _FAMILIES[site.kind].file_path(item), item.file


def _listen(handler: Any, ports: Sequence[int]) -> ThreadingHTTPServer:
    for port in ports[:-1]:
        try:
            return _Server((HOST, port), handler)
        except OSError:
            continue  # taken by somebody else since the last run
    return _Server((HOST, ports[-1]), handler)


def _portal_file(site: Site, port: int) -> str:
    family = _FAMILIES[site.kind]
    return f"""# Written by the demo's portal server for its own site on this machine.
publisher:
  name_zh: {json.dumps(site.publisher_zh, ensure_ascii=False)}
  name_en: "Demonstration portal {site.portal_id}"
region_code: "{site.items[0].region_code}"
family: {family.FAMILY}
columns:
  - title_zh: 预决算公开
    address: http://{HOST}:{port}{quote(family.column_path(site))}
allowed_hosts:
  - "{HOST}:{port}"
publication_window: {{opens: "08-01", closes: "10-31"}}
expectations: {{min_documents: {sum(item.file is not None for item in site.items)}}}
delay_seconds: 0
verified: never
"""


def _file_answer(file: Path) -> Answer:
    body = file.read_bytes()
    modified = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    headers = {
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:24]}"',
        "Last-Modified": format_datetime(modified, usegmt=True),
    }
    return Answer(body, "application/pdf", headers=headers)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when the other side went away; everything else is told as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, portal: PortalServer, *arguments: Any) -> None:
        self._portal = portal
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer, with 304 where the caller's validators still hold."""
        answer = self._portal.answer(self.path)
        if answer.status == HTTPStatus.OK and self._is_current(answer):
            answer = Answer(b"", answer.content_type, HTTPStatus.NOT_MODIFIED, answer.headers)
        self._portal.requests.append((self.path, int(answer.status)))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _is_current(self, answer: Answer) -> bool:
        if (tags := self.headers.get("If-None-Match")) is not None:
            return answer.headers.get("ETag") in [tag.strip() for tag in tags.split(",")]
        if (since := self.headers.get("If-Modified-Since")) is not None and "Last-Modified" in answer.headers:
            return parsedate_to_datetime(answer.headers["Last-Modified"]) <= parsedate_to_datetime(since)
        return False

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the crawl's own record tells what was asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m demo.portal_server [--manifest FILE] [--port N]`: serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m demo.portal_server", description="Serve the demo's portals.")
    parser.add_argument("--manifest", type=Path, default=Path("var/demo/manifest.json"), help="list of disclosures")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: that of the last run)")
    options = parser.parse_args(arguments)
    try:
        server = serve(options.manifest, options.port)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    with server:
        print(f"http://{HOST}:{server.port}/ serves {', '.join(server.portal_ids)}. To crawl it:")
        print(
            f"JUESUAN_ALLOW_LOOPBACK=1 JUESUAN_PORTALS={server.portals_folder} "
            f"python -m scrapers.run --portal {server.portal_ids[0]}",
            flush=True,
        )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
