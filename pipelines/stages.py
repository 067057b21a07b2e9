"""The stages after reading, each one call with its progress: load, build, publish.

Put here: the order of calls into the warehouse, what is printed of them, and the record that lets the next run see
that nothing has changed.
Keep out: what a stage does (warehouse, sql) and which stages a command runs (cli, ingest_command, defs).
"""

import sys

from pipelines.fingerprint import fingerprint_of, write_loaded, write_published
from pipelines.process import read_stored
from pipelines.progress import track_counted, working
from pipelines.settings import Settings
from pipelines.shards import shards_folder
from pipelines.version import PIPELINE_VERSION
from scrapers.portal import load_portals
from warehouse.build import BuildReport, build
from warehouse.load import LoadReport, PortalWindow, load
from warehouse.publish import Release, publish


def load_work_file(settings: Settings) -> LoadReport:
    """Load all shards of this version of the reader and all sightings into a fresh work file.

    Raises:
        LoadError: when a shard or sighting does not fit, or another process has the work file.
    """
    fingerprint = fingerprint_of(settings)
    with working("loading the work file"):
        report = load(
            shards_folder(settings.home, PIPELINE_VERSION),
            settings.sightings,
            settings.work_file,
            crawls=settings.home / "crawls",
            portals=_portal_windows(),
        )
    write_loaded(settings, fingerprint)
    for document_id in report.quarantined_documents:
        print(f"document {document_id} is set aside: its amounts are not unique; see fct_finding", file=sys.stderr)
    if report.unreadable_sighting_lines:
        print(f"{report.unreadable_sighting_lines} lines of sightings cannot be read and are left out", file=sys.stderr)
    return report


def _portal_windows() -> list[PortalWindow]:
    return [
        PortalWindow(
            portal.portal_id,
            portal.region_code,
            portal.publisher.name_zh,
            portal.publication_window.opens,
            portal.publication_window.closes,
        )
        for portal in load_portals().values()
    ]


def build_warehouse(settings: Settings) -> BuildReport:
    """Load and build, and print what failed; what forbids a release is `blocking_failures` of the report.

    Stored documents that this version of the reader has not dealt with are read first: a changed reader must not let
    a document fall out of the release.

    Raises:
        WarehouseError: when a stage could not run at all.
    """
    read_stored(settings)
    load_work_file(settings)
    with track_counted("building models and checks") as progress:
        report = build(settings.work_file, progress=progress)
    for failure in report.blocking_failures:
        print(f"{failure.name} failed, which forbids a release: {failure.message}", file=sys.stderr)
    noted = len(report.failures) - len(report.blocking_failures)
    print(
        f"built: {len(report.models)} models, {len(report.tests)} tests passed, "
        f"{len(report.blocking_failures)} failures that forbid a release, {noted} checks with findings"
    )
    return report


def publish_release(settings: Settings) -> Release:
    """Publish the work file and say where the release is.

    Raises:
        PublishError: when the last build forbids a release; what was published before stays.
    """
    with working("publishing"):
        release = publish(settings.home, settings.work_file, terms=settings.terms)
    write_published(settings, release.release_id)
    print(f"published: release {release.release_id}, {settings.current}")
    return release
