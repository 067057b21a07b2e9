"""Portals on this machine: serves what a manifest lists the way real families of portals do, one host a portal.

Put here: the server, the portal files that let the spider find it, and the command that serves until Ctrl-C.
Keep out: the documents (the typesetter writes them), how pages look (sites/), what goes wrong (faults.py), and anything
that reads a portal.

Every portal has a port of its own, so its paths, its cookies and its robots.txt are its own. Among the disclosures of
each stand two other things, a budget and a work summary, as in real columns. The ports of the last run are tried
first, so that the addresses of one run are those of the next.
"""

import argparse
import json
import ssl
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from demo.faults import Fault
from demo.sites import site_families
from demo.sites.base import NOT_FOUND, Answer, Asked, Role
from demo.sites.manifest import Site, read_manifest, site_of, sites_of

HOST = "127.0.0.1"
_ROBOTS = Answer(b"User-agent: *\nDisallow: /search/\n", "text/plain", role="robots")


@dataclass(frozen=True, slots=True)
class Served:
    """A request that was answered: where, with what, what it was to the crawl, and when (seconds of a clock)."""

    portal_id: str
    path: str
    status: int
    role: Role
    headers: dict[str, str]
    begun_at: float


class PortalServer:
    """The running server, a context manager.

    `sites` may be changed while it runs: what portals publish then changes. `faults` holds what goes wrong, by portal.
    `portals_folder` holds the portal files; `served` lists what was asked for.
    """

    def __init__(self, sites: Mapping[str, Site], folder: Path, port: int = 0) -> None:
        self.sites = dict(sites)
        self.faults: dict[str, list[Fault]] = {}
        self.served: list[Served] = []
        self.portals_folder = folder / "portals"
        ports_file = folder / "portal_server.ports"
        last = _last_ports(ports_file)
        self._listeners = {
            portal_id: _listen(partial(_Handler, self, portal_id), [port] if port else [last.get(portal_id, 0), 0])
            for portal_id in self.sites
        }
        ports_file.write_text(json.dumps({name: self.port(name) for name in self.sites}), encoding="utf-8")
        self._write_portal_files()
        self._threads = [
            threading.Thread(target=each.serve_forever, args=(0.02,), daemon=True) for each in self._listeners.values()
        ]

    def port(self, portal_id: str) -> int:
        """The port of a portal, on 127.0.0.1 only."""
        return int(self._listeners[portal_id].server_address[1])

    def address(self, portal_id: str, path: str = "") -> str:
        """The address of a path at a portal."""
        return f"http://{HOST}:{self.port(portal_id)}{path}"

    def column_address(self, portal_id: str) -> str:
        """The address of a portal's column."""
        site = self.sites[portal_id]
        return self.address(portal_id, _quoted(site_families()[site.family].column_path(site)))

    @property
    def portal_ids(self) -> tuple[str, ...]:
        """The portals that it serves."""
        return tuple(self.sites)

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        for thread, listener in zip(self._threads, self._listeners.values(), strict=True):
            if thread.is_alive():
                listener.shutdown()
            listener.server_close()

    def use_tls(self, portal_id: str, context: ssl.SSLContext) -> None:
        """Speak https from now on at a portal."""
        listener = self._listeners[portal_id]
        listener.socket = context.wrap_socket(listener.socket, server_side=True)

    def answer(self, portal_id: str, asked: Asked) -> Answer:
        """The answer to a request, with whatever goes wrong in it."""
        site = self.sites[portal_id]
        if asked.path == "/robots.txt":
            answer = _ROBOTS
        else:
            answer = site_families()[site.family].answer(site, asked) or NOT_FOUND
        for fault in self.faults.get(portal_id, ()):
            if fault.strikes(asked, answer, site):
                answer = fault.change(asked, answer, site)
        return answer

    def _write_portal_files(self) -> None:
        self.portals_folder.mkdir(parents=True, exist_ok=True)
        for stale in self.portals_folder.glob("*.yml"):
            if stale.stem not in self.sites:
                stale.unlink()
        for portal_id in self.sites:
            text = self.portal_file(portal_id)
            (self.portals_folder / f"{portal_id}.yml").write_text(text, encoding="utf-8")

    def portal_file(self, portal_id: str) -> str:
        """The text of a portal's file."""
        site = self.sites[portal_id]
        family = site_families()[site.family]
        parameters = json.dumps(family.parameters(site, self.address(portal_id)))
        columns = "".join(
            f"  - title_zh: {title}\n    address: {self.address(portal_id, _quoted(path))}\n"
            for title, path in family.columns(site)
        )
        last_year = max(item.fiscal_year for item in site.published)
        return f"""# Written by the demo's portal server for its own site on this machine.
publisher:
  name_zh: {json.dumps(site.publisher_zh, ensure_ascii=False)}
  name_en: "Demonstration portal {portal_id}"
region_code: "{site.items[0].region_code}"
family: {site.family}
parameters: {parameters}
columns:
{columns}allowed_hosts:
  - "{HOST}:{self.port(portal_id)}"
publication_window: {{opens: "08-01", closes: "10-31"}}
expectations: {{min_documents: {len(site.published)}, last_fiscal_year: {last_year}}}
delay_seconds: 0
verified: never
"""


def serve(manifest: Path, family: str | None = None, port: int = 0) -> PortalServer:
    """A server of a manifest's disclosures, to be used with `with`. Raises ValueError for a manifest it cannot use.

    With `family`, everything stands on one portal of it, `simulated_portal`. With `port` 0 the ports are those of the
    last run, or free ones. OSError when a given port is taken.
    """
    items = read_manifest(manifest)
    if family is None:
        sites = sites_of(items)
        unknown = sorted({site.family for site in sites.values()} - site_families().keys())
        if unknown:
            raise ValueError(f"{manifest}: site: {unknown[0]!r} is not one of {', '.join(sorted(site_families()))}")
        return PortalServer(sites, manifest.parent, port)
    if family not in site_families():
        raise ValueError(f"there is no simulated family {family!r}, only {', '.join(sorted(site_families()))}")
    site = site_of("simulated_portal", family, [item for _, item in items])
    folder = manifest.parent / "simulated" / family
    folder.mkdir(parents=True, exist_ok=True)
    return PortalServer({site.portal_id: site}, folder, port)


def _quoted(path: str) -> str:
    return quote(path, safe="/?&=#%")


def _last_ports(ports_file: Path) -> dict[str, int]:
    try:
        return {str(name): int(port) for name, port in json.loads(ports_file.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _listen(handler: Any, ports: Sequence[int]) -> ThreadingHTTPServer:
    for port in ports[:-1]:
        try:
            return _Server((HOST, port), handler)
        except OSError:
            continue  # taken by somebody else since the last run
    return _Server((HOST, ports[-1]), handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when the other side went away; everything else is told as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, server: PortalServer, portal_id: str, *arguments: Any) -> None:
        self._portals = server
        self._portal_id = portal_id
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer, with 304 where the caller's validators still hold."""
        begun_at = time.monotonic()
        asked = self._asked()
        answer = self._portals.answer(self._portal_id, asked)
        if answer.status == HTTPStatus.OK and self._is_current(answer):
            answer = Answer(b"", answer.content_type, HTTPStatus.NOT_MODIFIED, answer.headers, answer.role, answer.item)
        if answer.delay:
            time.sleep(answer.delay)
        self._portals.served.append(
            Served(self._portal_id, self.path, int(answer.status), answer.role, asked.headers, begun_at)
        )
        self._send(answer)

    do_POST = do_GET  # noqa: N815 - the name that http.server calls

    def _asked(self) -> Asked:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        form = {}
        if "form-urlencoded" in self.headers.get("Content-Type", ""):
            form = dict(parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return Asked(unquote(parts.path), query, form, dict(self.headers), self.command, body)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        has_body = answer.status != HTTPStatus.NOT_MODIFIED
        if has_body and answer.content_type:
            self.send_header("Content-Type", answer.content_type)
        if answer.stream is not None:
            self._stream(answer)
            return
        if has_body and "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if answer.is_cut_off:
            self.wfile.write(answer.body[: len(answer.body) // 2])
            self.close_connection = True
        else:
            self.wfile.write(answer.body)

    def _stream(self, answer: Answer) -> None:
        is_chunked = "Content-Length" not in answer.headers
        if is_chunked:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for chunk in answer.stream() if answer.stream else ():
            self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk) if is_chunked else chunk)
        if is_chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _is_current(self, answer: Answer) -> bool:
        if (tags := self.headers.get("If-None-Match")) is not None and "ETag" in answer.headers:
            return answer.headers["ETag"] in [tag.strip() for tag in tags.split(",")]
        if (since := self.headers.get("If-Modified-Since")) is not None and "Last-Modified" in answer.headers:
            return parsedate_to_datetime(answer.headers["Last-Modified"]) <= parsedate_to_datetime(since)
        return False

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing: the crawl's own record tells what was asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m demo.portal_server [--family NAME] [--manifest FILE] [--port N]`: serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m demo.portal_server", description="Serve the demo's portals.")
    parser.add_argument("--manifest", type=Path, default=Path("var/demo/manifest.json"), help="list of disclosures")
    parser.add_argument(
        "--family", metavar="NAME", help=f"put everything on one portal of this family: {', '.join(site_families())}"
    )
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: that of the last run)")
    options = parser.parse_args(arguments)
    try:
        if not options.manifest.exists():
            from demo.typeset import typeset_demo  # needs the demo's own dependencies

            typeset_demo(options.manifest.parent)
        server = serve(options.manifest, options.family, options.port)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    with server:
        for portal_id in server.portal_ids:
            print(f"{portal_id} ({server.sites[portal_id].family}): {server.column_address(portal_id)}")
        print(f"Its portal files are in {server.portals_folder}. To crawl one:")
        print(
            f"JUESUAN_ALLOW_LOOPBACK=1 JUESUAN_PORTALS={server.portals_folder} "
            f".venv/bin/juesuan crawl {server.portal_ids[0]}",
            flush=True,
        )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
