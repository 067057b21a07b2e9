"""What is wrong with portal files, and what could be better: the findings that `juesuan portals check` shows.

Put here: advice about files that load, and collecting all problems of all files.
Keep out: what makes a file unusable (portal.py says it when it reads one) and printing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from scrapers.hosts import host_of, is_loopback
from scrapers.portal import Portal, PortalFileError, default_folders, load_portal

_PROVINCE = re.compile(r"00|1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]")
"""The first two digits of GB/T 2260; 00 is the country itself."""
_STALE_DAYS = 400
_SHORTEST_DELAY = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one file: an `error` keeps the portal from being crawled, `advice` does not."""

    path: Path
    level: Literal["error", "advice"]
    key: str
    message: str


def lint_folders(folders: Iterable[Path] | None = None, today: date | None = None) -> list[Finding]:
    """The findings about every file of the folders (those that are walked for portals), file by file, errors first."""
    findings: list[Finding] = []
    names: dict[str, Path] = {}
    for folder in default_folders() if folders is None else folders:
        if not folder.is_dir():
            findings.append(Finding(folder, "error", "", "no such folder of portal files"))
            continue
        for path in sorted(folder.glob("*.y*ml")):
            if path.suffix != ".yml":
                findings.append(Finding(path, "error", "", "rename it to end in .yml"))
            elif path.stem in names:
                findings.append(Finding(path, "error", "", f"{names[path.stem]} has the same name"))
            else:
                names[path.stem] = path
                findings.extend(lint_portal(path, today))
    return findings


def lint_portal(path: Path, today: date | None = None) -> list[Finding]:
    """The findings about one portal file. `today` decides whether its last look is too old."""
    try:
        portal = load_portal(path)
    except PortalFileError as error:
        return [_as_finding(path, problem) for problem in error.problems]
    text = path.read_text(encoding="utf-8")
    advice = _advice(portal, text, today or date.today())
    return [Finding(path, "advice", key, message) for key, message in advice]


def _as_finding(path: Path, problem: str) -> Finding:
    """A problem as portal.py words it ("<path>: <key>: <sentence>") as a finding."""
    sentence = problem.removeprefix(f"{path}: ")
    match = re.match(r"([a-z_0-9.]+): (.+)", sentence, re.S)
    return Finding(path, "error", match[1] if match else "", match[2] if match else sentence)


def _advice(portal: Portal, text: str, today: date) -> Iterator[tuple[str, str]]:
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    if not _PROVINCE.match(portal.region_code):
        yield "region_code", f"no province has the code {portal.region_code[:2]}"
    for number, column in enumerate(portal.columns):
        key = f"columns.{number}"
        if "算" not in column.title_zh:
            yield (
                f"{key}.title_zh",
                "says neither 预算 nor 决算: a line that shows only a name is not taken",
            )
        elif "决算" not in column.title_zh and "预" in column.title_zh and "预决" not in column.title_zh:
            yield f"{key}.title_zh", "speaks of budgets only: lines without 决算 in their own title are not taken"
        parts = urlsplit(column.address)
        if parts.scheme == "http" and not portal.is_on_loopback and "http" not in " ".join(comments):
            yield f"{key}.address", "is http: say in a comment that https was tried"
    for host in sorted(portal.allowed_hosts):
        if not host.endswith(".gov.cn") and not is_loopback(host) and not any(host in line for line in comments):
            yield "allowed_hosts", f"{host} does not end in .gov.cn: say in a comment why it is the publisher's own"
    unused = portal.allowed_hosts - {host_of(column.address) for column in portal.columns}
    for host in sorted(unused):
        if not any(host in line for line in comments) and not is_loopback(host):
            yield "allowed_hosts", f"{host} is no column's host: say in a comment what it is for"
    if portal.publication_window.opens >= portal.publication_window.closes:
        yield "publication_window", "closes before it opens"
    if portal.delay_seconds < _SHORTEST_DELAY and not portal.is_on_loopback:
        yield "delay_seconds", f"{portal.delay_seconds:g} is short; the rule is {_SHORTEST_DELAY} seconds a host"
    if not isinstance(portal.verified, date):
        yield "verified", "nobody has looked at it yet: crawl it with --sample, then write the date"
    elif (age := (today - portal.verified).days) > _STALE_DAYS:
        yield "verified", f"the last look is {age} days old"
    elif portal.expectations.min_documents == 0:
        yield "expectations.min_documents", "is 0 although the portal was seen: a silent zero would be no alarm"
    if len(comments) < 2:
        yield "", "say in comments what the portal is and what is odd about it"
