"""`juesuan portals`: the portals that are described, how their last crawls went, and what their files lack.

Put here: what a person reads of it.
Keep out: reading portal files and judging them (scrapers).
"""

from pipelines.settings import Settings
from pipelines.summary import print_table
from scrapers.lint import lint_portals
from scrapers.outcomes import read_summaries
from scrapers.portal import load_portals


def print_portals(settings: Settings) -> None:
    """Print all portals with the outcome of their last crawl.

    Raises:
        PortalFileError: when a file cannot be used.
    """
    rows = []
    for portal_id, portal in load_portals().items():
        summaries = read_summaries(settings.home, portal_id)
        last = summaries[-1] if summaries else None
        rows.append(
            [
                portal_id,
                portal.publisher.name_zh,
                portal.family,
                str(portal.verified),
                last.ended_at[:16].replace("T", " ") if last else "",
                last.outcome if last else "never crawled",
                str(last.listed) if last else "",
                (last.reason or "") if last else "",
            ]
        )
    heads = ["portal", "publisher", "family", "verified", "last crawl (UTC)", "outcome", "listed", "reason"]
    print_table(heads, rows)


def check_portals() -> int:
    """Print what is wrong with each portal file and what it lacks; return 1 when one cannot be used."""
    result = lint_portals()
    for line in (*result.errors, *result.hints):
        print(line)
    lacking = f", {len(result.hints)} things to add or look at" if result.hints else ""
    print(f"{result.file_count} portal files: {len(result.errors)} errors{lacking}")
    return 1 if result.errors else 0
