"""The command `juesuan`.

Put here: commands, their options and their help; what a person reads while and after they run.
Keep out: the work itself (ingest, process, stages, nightly) and what tables of results look like (summary, status).
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipelines.errors import PipelineError
from pipelines.settings import Settings, read_settings

app = typer.Typer(
    name="juesuan",
    help="Published departmental final accounts (部门决算公开) as a warehouse in which every number proves itself.",
    epilog="Everything lies under $JUESUAN_HOME (default: ./var). Exit status: 0 done, 1 not done, 2 wrong use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="FOLDER", help="The data folder.", show_default="$JUESUAN_HOME or ./var"),
]


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="PDF files, or folders with PDF files below.")],
    home: Home = None,
    again: Annotated[bool, typer.Option("--again", help="Read documents once more that were read before.")] = False,
    build: Annotated[
        bool, typer.Option("--build/--no-build", help="Build and publish afterwards, or leave that for later.")
    ] = True,
) -> None:
    """Take PDF files from this machine through all stages: store, read, build, publish.

    A file that cannot be used gets a line that says why and what to do, and the others go on. Exit status 1 when none
    could be used, or when the release was held back.
    """
    from pipelines.ingest_command import run_ingest

    with _explained():
        raise typer.Exit(run_ingest(paths, _settings(home), again=again, build=build))


@app.command()
def build(home: Home = None) -> None:
    """Load what has been read into the work file and run the SQL models, their tests and the checks.

    Exit status 1 when a model or test fails, or a check that forbids a release; nothing is published.
    """
    from pipelines.stages import build_warehouse

    with _explained():
        report = build_warehouse(_settings(home))
        raise typer.Exit(1 if report.blocking_failures else 0)


@app.command()
def publish(home: Home = None) -> None:
    """Publish the work file as a release: juesuan.duckdb, Parquet and datapackage.json, swapped in at once.

    Readers of the release before keep reading it. Exit status 1 when the last build forbids a release.
    """
    from pipelines.stages import publish_release

    with _explained():
        publish_release(_settings(home))


@app.command()
def crawl(
    portal: Annotated[
        list[str] | None, typer.Argument(metavar="PORTAL...", help="The portals to crawl; all without a name.")
    ] = None,
    home: Home = None,
    sample: Annotated[
        int | None, typer.Option("--sample", metavar="N", min=1, help="At most so many disclosures a portal.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="Y", help="Only this fiscal year.")] = None,
) -> None:
    """Collect documents from portals into the store, and do nothing else.

    Tells what was decided about each link: taken, ignored or refused, with the reason. Exit status 1 when a portal is
    blocked, out, or does not look as it should.
    """
    from pipelines.crawling import crawl_portals

    with _explained():
        settings = _settings(home)
        raise typer.Exit(crawl_portals(settings, portal or settings.portal_ids, year, sample))


portals = typer.Typer(help="The portals that are described, and what the last crawl of each came to.")
app.add_typer(portals, name="portals")


@portals.callback(invoke_without_command=True)
def list_portals(context: typer.Context, home: Home = None) -> None:
    """List the portals with the outcome of their last crawl."""
    if context.invoked_subcommand is None:
        from pipelines.portals import print_portals

        with _explained():
            print_portals(_settings(home))


@portals.command()
def check() -> None:
    """Read every portal file and say what is wrong in it or missing. Exit status 1 when a file cannot be used."""
    from pipelines.portals import check_portals

    raise typer.Exit(check_portals())


@app.command()
def nightly(home: Home = None) -> None:
    """Run the nightly job once: crawl, read, build, check, publish. Needs no Dagster daemon.

    When nothing is new since the last release, it says so and ends. Exit status 1 when a stage or a check that
    forbids a release fails; the last release then stays.
    """
    from pipelines.nightly import run_nightly

    with _explained():
        raise typer.Exit(run_nightly(_settings(home)))


@app.command()
def status(home: Home = None) -> None:
    """Show documents by state, the last run and release, the portals, and what was refused and why."""
    from pipelines.status import print_status

    with _explained():
        print_status(_settings(home))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help='For instance "from dim_unit limit 5".')],
    home: Home = None,
) -> None:
    """Run one SQL query on the newest release and print its result."""
    from pipelines.summary import print_query

    with _explained():
        print_query(_settings(home), sql)


@app.command()
def unit(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A unit's name, a part of it, or its unit_id.")],
    home: Home = None,
) -> None:
    """Show one unit: its amounts and indicators over the years, its checks, and where its accounts were published."""
    from pipelines.unit_page import print_unit

    with _explained():
        print_unit(_settings(home), name)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder.")],
    home: Home = None,
    file_format: Annotated[
        str, typer.Option("--format", metavar="parquet|csv", help="CSV files begin with a BOM, for Excel.")
    ] = "parquet",
    since: Annotated[
        str | None, typer.Option("--since", metavar="RELEASE", help="Only rows added or removed since then.")
    ] = None,
    relation: Annotated[
        list[str] | None,
        typer.Option("--relation", metavar="NAME", help="Only this relation or view; may be repeated."),
    ] = None,
) -> None:
    """Write the newest release, or what changed since an earlier one, as Parquet or CSV files.

    Views are written when they are named. Rows of a comparison begin with `change`: added or removed, and a changed row
    is one of each; columns that are new or gone are told beside the file. Exit status 1 when nothing could be written;
    a folder that was begun is never visible.
    """
    from pipelines.export import as_format, export_release

    with _explained():
        files = export_release(
            _settings(home), folder, file_format=as_format(file_format), since=since, relations=relation or ()
        )
        for file in files:
            notes = "" if file.columns.is_empty else f"  ({file.columns})"
            print(f"{file.path}  {file.row_count} rows{notes}")
        if not files:
            print("nothing changed")


@app.command()
def findings(
    target: Annotated[
        str, typer.Argument(metavar="UNIT|DOCUMENT", help="A unit's name or id, a document's hash (or its beginning).")
    ],
    home: Home = None,
    year: Annotated[int | None, typer.Option("--year", metavar="Y", help="Only this fiscal year.")] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FILE", help="Write the 检查表, an Excel file.")
    ] = None,
    json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the same rows as JSON.")] = None,
) -> None:
    """Show what the checks found in a document, or in the documents of a unit.

    DOCUMENT may also be a PDF file that has been ingested. Exit status 1 when the release knows nothing of that name.
    """
    from pipelines.findings_command import run_findings

    with _explained():
        raise typer.Exit(run_findings(_settings(home), target, year=year, workbook=xlsx, json_file=json))


@app.command()
def accuracy(home: Home = None) -> None:
    """Show how exact this release is: the measured figures, and whether its versions are the measured ones."""
    from pipelines.accuracy import print_accuracy

    with _explained():
        print_accuracy(_settings(home))


def _settings(home: Path | None) -> Settings:
    return read_settings(home=home)


@contextmanager
def _explained() -> Iterator[None]:
    """Print errors that are written for people as one line, without a traceback."""
    from scrapers.portal import PortalFileError
    from scrapers.storage import SightingError
    from warehouse.errors import WarehouseError

    try:
        yield
    except (PipelineError, WarehouseError, SightingError, PortalFileError) as problem:
        print(f"juesuan: {problem}", file=sys.stderr)
        raise typer.Exit(1) from problem


if __name__ == "__main__":
    app()
