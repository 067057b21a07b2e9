"""Dagster's definitions: they load, hang together from the portals to the release, and gate what they should."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from dagster import AssetKey, Definitions, MultiPartitionsDefinition, StaticPartitionsDefinition
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph

from pipelines.crawling import judge_crawl
from pipelines.fingerprint import build_version
from pipelines.partitions import FISCAL_YEAR, PORTAL, NoPortalError, crawls_of, fiscal_years, whole_range_tags
from scrapers.portal import load_portals
from tests.warehouse.builds import Built
from warehouse.schema import SHARDS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def definitions(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Definitions]:
    """The definitions as they load where dbt has parsed these models before."""
    home = tmp_path_factory.mktemp("definitions")
    target = home / "warehouse" / "dbt" / "target"
    target.mkdir(parents=True)
    shutil.copyfile(built.work_file.parent / "dbt" / "target" / "manifest.json", target / "manifest.json")
    (target / "manifest.version").write_text(build_version())
    before = dict(os.environ)
    os.environ["JUESUAN_HOME"] = str(home)
    from pipelines.definitions import defs

    yield defs()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="module")
def graph(definitions: Definitions) -> AssetGraph:
    return definitions.resolve_asset_graph()


def keys(folder: str) -> set[str]:
    return {f"{folder}/{path.stem}" for path in (ROOT / "sql" / "models").rglob("*.sql")}


def test_the_assets_are_the_stages_and_every_sql_model(graph: AssetGraph) -> None:
    found = {key.to_user_string() for key in graph.get_all_asset_keys()}
    stages = {"portals", "documents", "release", *(f"shards/{relation}" for relation in SHARDS)}
    references = {f"reference/{path.stem}" for path in (ROOT / "warehouse" / "reference").glob("*.csv")}
    models = {path.stem for path in (ROOT / "sql" / "models").rglob("*.sql")}
    assert stages <= found
    assert {key for key in found if key.startswith("reference/")} <= references
    rest = {key for key in found - stages if not key.startswith(("raw/", "reference/"))}
    assert {key.split("/")[-1] for key in rest} == models


def test_the_release_follows_from_the_portals_without_a_gap(graph: AssetGraph) -> None:
    ancestors = graph.get_ancestor_asset_keys(AssetKey("release"))
    for key in ("portals", "documents", "shards/amount", "raw/amount", "main/fct_amount", "main/indicators"):
        assert AssetKey.from_user_string(key) in ancestors


def test_dbt_tests_are_asset_checks_and_a_crawl_that_lost_every_portal_stops_the_run(graph: AssetGraph) -> None:
    checks = {check.to_user_string() for check in graph.asset_check_keys}
    assert "documents:portals_answered" in checks
    assert len([check for check in checks if check.startswith("main/")]) >= 10
    node = graph.get(next(key for key in graph.asset_check_keys if key.name == "portals_answered"))
    assert node.blocking


def test_the_nightly_job_runs_at_half_past_two_in_shanghai(definitions: Definitions) -> None:
    schedule = definitions.resolve_schedule_def("every_night")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("30 2 * * *", "Asia/Shanghai")
    assert schedule.job_name == "nightly"
    nightly = definitions.resolve_job_def("nightly").asset_layer.executable_asset_keys
    refresh = definitions.resolve_job_def("refresh").asset_layer.executable_asset_keys
    assert nightly - refresh == {AssetKey("documents")}


def test_assets_are_thin() -> None:
    import ast

    for path in sorted((ROOT / "pipelines" / "defs").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                assert len(ast.unparse(node).splitlines()) < 30, f"{path.name}: {node.name}"


@pytest.fixture
def partitions() -> MultiPartitionsDefinition:
    portals = StaticPartitionsDefinition(["a_city", "b_county"])
    return MultiPartitionsDefinition({PORTAL: portals, FISCAL_YEAR: StaticPartitionsDefinition(["2023", "2024"])})


def test_one_run_covers_all_partitions_and_crawls_whole_portals(partitions: MultiPartitionsDefinition) -> None:
    tags = whole_range_tags(partitions)
    assert set(tags.values()) == {"2023|a_city", "2024|b_county"}
    assert crawls_of(partitions.get_partition_keys(), partitions) == [(["a_city", "b_county"], None)]


def test_single_years_are_crawls_of_their_own(partitions: MultiPartitionsDefinition) -> None:
    assert crawls_of(["2024|a_city", "2023|b_county", "2024|b_county"], partitions) == [
        (["b_county"], None),
        (["a_city"], 2024),
    ]


def test_a_year_can_be_out_from_the_next_year_on() -> None:
    assert fiscal_years(date(2013, 1, 1)) == ["2010", "2011", "2012"]


def test_no_portal_is_a_clear_error() -> None:
    none = StaticPartitionsDefinition([])
    with pytest.raises(NoPortalError, match="scrapers/portals"):
        whole_range_tags(MultiPartitionsDefinition({PORTAL: none, FISCAL_YEAR: none}))


def summary(portal_id: str, outcome: str, listed: int) -> dict[str, object]:
    is_alarm = outcome not in ("ok", "late")
    words = {"portal_id": portal_id, "outcome": outcome, "reason": "it says why"}
    return {**words, "listed": listed, "is_alarm": is_alarm}


def test_a_portal_that_is_out_is_a_warning_and_none_that_answers_is_a_loss() -> None:
    some = judge_crawl([summary("a", "ok", 5), summary("b", "outage", 0)], {})
    assert (some.unanswered, some.is_lost) == ({"b": "outage: it says why"}, False)
    assert judge_crawl([summary("b", "blocked", 0)], {}).is_lost
    assert judge_crawl([], {}).is_lost


def test_a_changed_portal_is_unanswered_and_a_silent_zero_or_a_late_one_is_short() -> None:
    judged = judge_crawl([summary("a", "drift", 3), summary("b", "empty", 0), summary("c", "late", 9)], {})
    assert judged.unanswered == {"a": "drift: it says why"}
    assert judged.short == {"b": "empty: it says why", "c": "late: it says why"}


def test_a_portal_that_lists_less_than_its_file_promises_is_told_with_both_numbers() -> None:
    described = load_portals()
    portal_id, portal = next(
        (portal_id, portal) for portal_id, portal in described.items() if portal.expectations.min_documents
    )
    least = portal.expectations.min_documents
    assert judge_crawl([summary(portal_id, "ok", least)], described).short == {}
    short = judge_crawl([summary(portal_id, "ok", least - 1)], described).short
    assert short == {portal_id: f"{least - 1} disclosures are listed, {least} are expected at least"}
