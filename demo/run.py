"""`make run`: the demonstration from its portals to its indicators, in one command.

Put here: typesetting, serving and collecting the demonstration's documents, and showing what came out.
Keep out: the stages (they are those of a real night), the documents and the portals themselves.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from demo.portal_server import serve
from demo.typeset import is_current, typeset_demo
from pipelines.nightly import NightlyReport, execute_nightly
from pipelines.progress import track_counted
from pipelines.settings import Settings, read_settings
from pipelines.summary import fetch, print_table, release_file

INDICATORS: Final = {
    ("B5", "total"): "B5 execution",
    ("B8", "total"): "B8 carryover",
    ("C1", "basic"): "C1 basic",
    ("C2", "of_basic"): "C2 personnel",
    ("C5", "total"): "C5 concentration",
    ("C6", "total"): "C6 procurement",
    ("C8", "total"): "C8 fiscal",
}
"""The indicators (and their detail) of the table at the end, with the heads of their columns."""

EXAMPLE_QUERY: Final = (
    "SELECT unit.name_zh, fiscal_year, amount_yuan, published_text, published_unit, page\n"
    "FROM fct_amount JOIN dim_unit AS unit USING (unit_id)\n"
    "WHERE table_id = 'expenditure' AND measure = 'total' AND line_id = 'total' AND is_current\n"
    "ORDER BY amount_yuan DESC LIMIT 5"
)


def main() -> int:
    """Run the demonstration and return the exit status of the nightly job."""
    settings = read_settings()
    folder = settings.home / "demo"
    typeset(folder)
    with serve(folder / "manifest.json") as server, portals_of(server.portals_folder):
        families = {site.family for site in server.sites.values()}
        portals = len(server.portal_ids)
        print(f"{portals} simulated portals of {len(families)} families listen on 127.0.0.1", flush=True)
        report = execute_nightly(settings)
    return show(report, settings)


def typeset(folder: Path) -> None:
    """Write the demonstration's documents where they are missing or older than their figures."""
    if is_current(folder):
        return
    with track_counted("typesetting the demonstration's documents") as progress:
        typeset_demo(folder, progress=progress)


@contextmanager
def portals_of(portals_folder: Path) -> Iterator[None]:
    """Let the night crawl the portals of this folder and no others."""
    portal_ids = sorted(path.stem for path in portals_folder.glob("*.yml"))
    ours = {
        "JUESUAN_PORTALS": str(portals_folder),
        "JUESUAN_PORTAL_IDS": ",".join(portal_ids),
        "JUESUAN_ALLOW_LOOPBACK": "1",
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def show(report: NightlyReport, settings: Settings) -> int:
    """Print how the night ended and what the release holds; return the exit status."""
    for line in report.warnings:
        print(f"warning: {line}", file=sys.stderr)
    for line in report.failures:
        print(f"failed: {line}", file=sys.stderr)
    if report.failures:
        print(f"the whole log is {report.log_file}", file=sys.stderr)
        return report.exit_status
    counts = report.crawl_counts
    print(
        f"\ndocuments found: {counts['listed']} listed, {counts['stored']} new, "
        f"{counts['unchanged'] + counts['not_modified']} unchanged"
    )
    if report.is_skipped:
        print("nothing new since the last release: nothing to read, build or publish")
    show_release(settings)
    return report.exit_status


def show_release(settings: Settings) -> None:
    """Print counts, checks, indicators, where the files are, a query with its answer, and what to do next."""
    ((read, refused, amounts),) = fetch(
        settings,
        "SELECT count(*) FILTER (state = 'published'), count(*) FILTER (state <> 'published'), "
        "(SELECT count(*) FROM fct_amount) FROM dim_document",
    )[1]
    print(f"documents read: {read}, not usable: {refused}; amounts: {amounts}\n")
    names, rows = fetch(settings, "SELECT state, count(*) AS checks FROM fct_check GROUP BY state ORDER BY state")
    print_table(names, rows, title="Checks by state")
    show_indicators(settings)
    where = settings.current
    print(f"\nDuckDB:  {release_file(settings)}\nParquet: {where / 'parquet'}\n")
    print(f"A query to try:\n\n{EXAMPLE_QUERY}\n")
    print_table(*fetch(settings, EXAMPLE_QUERY))
    print(
        "\nNext:\n"
        '  .venv/bin/juesuan query "FROM dim_document"    ask the release anything in SQL\n'
        "  .venv/bin/juesuan ingest FOLDER                put PDF files of your own through the same stages\n"
        "  .venv/bin/juesuan status                       what is here, what was refused and why\n"
        "  make ui                                        the stages on Dagster's page"
    )


def show_indicators(settings: Settings) -> None:
    """Print a table of indicators, a row a unit and year."""
    columns = ", ".join(
        f"round(max(value) FILTER (indicator_id = '{indicator_id}' AND detail = '{detail}'), 4) AS \"{head}\""
        for (indicator_id, detail), head in INDICATORS.items()
    )
    names, rows = fetch(
        settings,
        f"SELECT unit.name_zh AS unit, fiscal_year AS year, {columns} "
        "FROM indicators JOIN dim_unit AS unit USING (unit_id) GROUP BY ALL ORDER BY ALL",
    )
    print()
    print_table(names, rows, title="Indicators by unit and year")


if __name__ == "__main__":
    sys.exit(main())
