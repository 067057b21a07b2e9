"""`juesuan portals`: the portals that are described, how their last crawls went, and what their files lack.

Put here: what a person reads of it.
Keep out: reading portal files and judging them (scrapers).
"""

from collections import Counter

from pipelines.settings import Settings
from pipelines.summary import print_table
from scrapers.outcomes import read_summaries
from scrapers.portal import load_portals
from scrapers.portal_lint import lint_folders


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
    findings = lint_folders()
    for finding in findings:
        key = f"{finding.key}: " if finding.key else ""
        print(f"{finding.path}: {finding.level}: {key}{finding.message}")
    levels = Counter(finding.level for finding in findings)
    print(f"{levels['error']} errors, {levels['advice']} pieces of advice")
    return 1 if levels["error"] else 0
