"""Coverage: who published, late or changed, and who is expected and was not found, with the cause."""

import json

import duckdb
import pytest

from tests.warehouse.builds import example, write_inputs
from tests.warehouse.compiled import Build
from tests.warehouse.figures import see
from warehouse.load import PortalWindow, load

REGION = "140100"
WINDOW = "the portal's publication window"


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory, build: Build) -> dict[str, tuple[str, str | None]]:
    """State and cause by name and year, of five units of one city whose portal is blocked now."""
    home = tmp_path_factory.mktemp("coverage") / "home"
    kept, late, gone = (example(2023, unit=f"山西省太原市{name}局") for name in ("准时", "迟到", "撤下"))
    stopped = example(2022, unit="山西省太原市停发局")
    write_inputs(home, [kept, late, gone, stopped])
    sightings = home / "sightings"
    for document, day in ((kept, "2024-09-10"), (late, "2024-12-24"), (gone, "2024-09-10")):
        see(
            sightings,
            document,
            portal_id="taiyuan_city",
            region_code=REGION,
            run_id="run-2",
            published_date=day,
            seen_at="2025-12-30T02:30:00+00:00",
            file_url=f"http://portal.test/{document.name}.pdf",
        )
    see(
        sightings,
        gone,
        portal_id="taiyuan_city",
        region_code=REGION,
        run_id="run-3",
        seen_at="2026-01-30T02:30:00+00:00",
        file_url=f"http://portal.test/{gone.name}.pdf",
        document_id=None,
        outcome="failed",
        http_status=404,
    )
    crawl = {
        "portal_id": "taiyuan_city",
        "run_id": "run-3",
        "outcome": "blocked",
        "reason": "HTTP 521",
        "is_alarm": True,
        "listed": 0,
        "ended_at": "2026-01-30T02:40:00+00:00",
    }
    (home / "crawls" / "taiyuan_city").mkdir(parents=True)
    (home / "crawls" / "taiyuan_city" / "run-3.json").write_text(json.dumps(crawl), encoding="utf-8")
    work_file = home / "warehouse" / "work.duckdb"
    load(
        home / "shards" / "test",
        sightings,
        work_file,
        crawls=home / "crawls",
        portals=[PortalWindow("taiyuan_city", REGION, "太原市人民政府", "08-15", "10-31")],
    )
    build(work_file, "fct_coverage")
    with duckdb.connect(str(work_file), read_only=True) as connection:
        rows = connection.execute("select name_zh, fiscal_year, state, cause from fct_coverage").fetchall()
    return {f"{name} {year}": (state, cause) for name, year, state, cause in rows}


def test_accounts_inside_the_window_are_published(coverage: dict[str, tuple[str, str | None]]) -> None:
    assert coverage["山西省太原市准时局 2023"] == ("published", None)


def test_accounts_after_the_window_are_late_and_say_by_how_much(coverage: dict[str, tuple[str, str | None]]) -> None:
    assert coverage["山西省太原市迟到局 2023"] == ("late", f"published 2024-12-24, due 2024-10-31 ({WINDOW})")


def test_a_file_whose_address_answers_that_it_is_gone_is_withdrawn(
    coverage: dict[str, tuple[str, str | None]],
) -> None:
    assert coverage["山西省太原市撤下局 2023"][0] == "withdrawn"


def test_who_published_the_year_before_is_expected_and_the_cause_names_the_wall(
    coverage: dict[str, tuple[str, str | None]],
) -> None:
    state, cause = coverage["山西省太原市停发局 2023"]
    assert state == "not_found"
    assert cause == "the portal was not read whole: blocked, HTTP 521 (expected: published the year before)"
