"""A crawl that is killed anywhere and started again ends as if nothing had happened."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from demo.faults import Fault, status
from demo.sites.base import Answer, Asked
from demo.sites.manifest import Site
from scrapers.media import EXTENSIONS
from scrapers.storage import Sighting
from tests.scrapers.conftest import ROOT, Bench, make_site, open_bench

KILLS = 20
PORTALS = {"demo_city": "static_columns", "demo_county": "hanweb_jpaas", "demo_port": "department_archives"}

# Crawls begun by fork from a process that has loaded the crawler: a kill costs a tenth of a second instead of two.
_FORKER = """
import os, sys
from scrapers.run import main
import scrapy.core.downloader.handlers.http11, scrapy.core.scheduler, scrapy.downloadermiddlewares.cookies
import scrapers.items, scrapers.spiders
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        sys.stdin.close()
        os._exit(main(line.split()))
    print(child, flush=True)
    _, state = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(state), flush=True)
"""


class Forker:
    """Starts crawls, one at a time."""

    def __init__(self, bench: Bench) -> None:
        self._options = bench.command("--run-id", "night")[3:]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _FORKER],
            cwd=ROOT,
            env=bench.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def start(self) -> int:
        """Start a crawl; returns its process id."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(" ".join(self._options) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def wait(self) -> int:
        """Wait for its end; returns its exit code."""
        assert self._process.stdout is not None
        while (line := self._process.stdout.readline()).startswith("{"):
            pass  # what the crawl says of a portal
        return int(line)

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=30)


@contextmanager
def forker_of(bench: Bench) -> Iterator[Forker]:
    forker = Forker(bench)
    try:
        yield forker
    finally:
        forker.close()


class Murderer:
    """A fault that changes no answer, but kills the crawl at the n-th request, a moment before or after the answer."""

    def __init__(self, moments: random.Random) -> None:
        self._moments = moments
        self._left = 0
        self._victim: int | None = None

    def aim(self, victim: int) -> None:
        """Kill this process soon."""
        self._left, self._victim = self._moments.randrange(1, 9), victim

    def strike(self, asked: Asked, answer: Answer, site: Site) -> Answer:
        """Count a request, and kill at the last."""
        self._left -= 1
        if self._left == 0 and self._victim is not None:
            victim, self._victim = self._victim, None
            delay = self._moments.choice((0, 0, 0.002, 0.005, 0.01, 0.02))
            threading.Timer(delay, os.kill, (victim, signal.SIGKILL)).start()
        return answer


def account_of(sightings: list[Sighting]) -> Counter[str]:
    """The sightings without what differs between any two runs: when, which run, and the ports of two servers."""
    lines = []
    for each in sightings:
        content = each.model_dump(mode="json", exclude={"seen_at", "run_id", "last_modified"})
        lines.append(json.dumps(content, ensure_ascii=False, sort_keys=True))
    return Counter(lines)


def faults_of(site: Site) -> list[Fault]:
    """One file is missing and one page too, so that failures are continued as well."""
    return [Fault("file", status(404), site.published[1]), Fault("detail", status(404), site.published[4])]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_crawl_killed_at_twenty_moments_ends_as_one_that_was_left_alone(tmp_path: Path) -> None:
    moments = random.Random(os.environ.get("JUESUAN_TEST_SEED", "20261124"))
    sites = {name: make_site(tmp_path, name, family, 12) for name, family in PORTALS.items()}
    bench = open_bench(tmp_path, sites)
    murderer = Murderer(moments)
    with bench.server:
        for portal_id, site in sites.items():
            bench.server.faults[portal_id] = faults_of(site)
        whole = Bench(bench.server, tmp_path / "left_alone", tmp_path)
        whole.crawl()
        for portal_id in sites:
            bench.server.faults[portal_id].append(Fault("any", murderer.strike))
        killed = 0
        with forker_of(bench) as forker:
            for _ in range(KILLS):
                victim = forker.start()
                murderer.aim(victim)
                killed += forker.wait() == -signal.SIGKILL
                check_that_nothing_half_is_visible(bench)
            forker.start()
            last = forker.wait()

    assert killed >= KILLS // 2, "most of the kills came before the crawl was done"
    assert last == 0
    assert bench.documents() == whole.documents()
    assert account_of(bench.sightings()) == account_of(whole.sightings())
    assert {each.run_id for each in bench.sightings()} == {"night"}
    for portal_id in sites:
        assert bench.outcome(portal_id).outcome == whole.outcome(portal_id).outcome == "ok"


def check_that_nothing_half_is_visible(bench: Bench) -> None:
    from scrapers.storage import DocumentStore

    for path in bench.home.glob("documents/??/[!.]*"):
        assert path.suffix[1:] in EXTENSIONS.values()
        assert DocumentStore(bench.home).path_of(path.stem) == path
    for log in bench.home.glob("sightings/*/*.jsonl"):
        assert log.read_bytes().endswith(b"\n")
