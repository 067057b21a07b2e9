"""What every portal file has to say beyond being readable.

Put here: rules about single portal files and about all of them together.
Keep out: the shape of a file (portal.py: a file that breaks it cannot be used at all).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scrapers.portal import Portal, PortalFileError, default_folders, load_portal

_POLITE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class LintResult:
    """`errors` are files that cannot be used, `hints` what is missing or doubtful: a line each, with the file."""

    file_count: int
    errors: tuple[str, ...]
    hints: tuple[str, ...]


def lint_portals(folders: Iterable[Path] | None = None) -> LintResult:
    """Read every portal file of the folders (default: those that a crawl reads) and judge it."""
    errors: list[str] = []
    hints: list[str] = []
    seen: dict[str, Path] = {}
    columns: dict[str, Path] = {}
    paths = [path for folder in folders or default_folders() for path in sorted(folder.glob("*.y*ml"))]
    for path in paths:
        if path.suffix != ".yml":
            errors.append(f"{path}: rename it to end in .yml")
            continue
        if path.stem in seen:
            errors.append(f"{path}: {seen[path.stem]} has the same name")
            continue
        seen[path.stem] = path
        try:
            portal = load_portal(path)
        except PortalFileError as error:
            errors.extend(error.problems)
            continue
        hints.extend(f"{path}: {hint}" for hint in _hints(portal, path.read_text(encoding="utf-8")))
        for column in portal.columns:
            if (other := columns.setdefault(column.address, path)) != path:
                hints.append(f"{path}: columns: {column.address} is a column of {other} as well")
    return LintResult(len(paths), tuple(errors), tuple(hints))


def _hints(portal: Portal, text: str) -> Iterator[str]:
    if portal.verified == "never":
        yield f"verified: never crawled; try `juesuan crawl {portal.portal_id} --sample 3` and write the date"
    if portal.expectations.min_documents == 0:
        yield "expectations.min_documents: 0, so only a portal that had disclosures before is missed when it is empty"
    if not any(line.lstrip().startswith("#") for line in text.splitlines()):
        yield "no comment: say where the addresses come from and what is odd about the portal"
    if portal.is_on_loopback:
        return
    if portal.delay_seconds < _POLITE_SECONDS:
        yield f"delay_seconds: {portal.delay_seconds:g} is under {_POLITE_SECONDS}; say in a comment why"
    for host in sorted(portal.allowed_hosts):
        if not host.partition(":")[0].endswith(".gov.cn"):
            yield f"allowed_hosts: {host} does not end in .gov.cn; clones copy government pages, say who runs it"
    used = {urlsplit(column.address).netloc.lower() for column in portal.columns}
    if len(portal.allowed_hosts) > 1 and not used & portal.allowed_hosts:
        yield "allowed_hosts: none of them is the host of a column"
