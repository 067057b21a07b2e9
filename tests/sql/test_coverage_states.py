"""Each state of coverage with its cause: lateness by three rules, changes, withdrawals, accounts not found."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.builds import example
from tests.warehouse.compiled import Build
from tests.warehouse.figures import Document, see
from warehouse.load import PortalWindow, load
from warehouse.schema import SHARDS

DATONG, YANGQUAN, CHANGZHI, JINCHENG = "140200", "140300", "140400", "140500"
"""大同 has no portal file; 阳泉's is crawled whole; 长治's was never crawled; 晋城's only before its window closed."""
SHUOZHOU, JINZHONG = "140600", "140700"
"""Both portals were crawled and are described no more; 朔州's last crawl kept its window, 晋中's is older than that."""


def approve(shards: Path, document: Document, day: str) -> None:
    """Write that the document prints the day of its approval."""
    row = {
        "document_id": document.document_id,
        "mention_no": 1,
        "mention_kind": "approval_date",
        "text": day,
        "value": day,
        "page": 1,
        "x0": 1.0,
        "y0": 1.0,
        "x1": 2.0,
        "y1": 2.0,
    }
    (shards / "mention").mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist([row], schema=SHARDS["mention"])
    pq.write_table(table, shards / "mention" / f"{document.document_id}.parquet")


def crawl(home: Path, portal_id: str, ended_at: str, outcome: str = "ok", **described: str) -> None:
    """Write the outcome of a crawl of the whole portal, with what the portal's file said then."""
    content = {
        "portal_id": portal_id,
        "run_id": "run-9",
        "outcome": outcome,
        "is_alarm": False,
        "listed": 3,
        "ended_at": ended_at,
        **described,
    }
    (home / "crawls" / portal_id).mkdir(parents=True)
    (home / "crawls" / portal_id / "run-9.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory, build: Build) -> dict[str, tuple[str, str | None, str | None]]:
    """State, cause and due date by name and year."""
    home = tmp_path_factory.mktemp("coverage-states") / "home"
    shards, sightings = home / "shards" / "test", home / "sightings"

    def published(
        name: str, year: int, day: str, portal_id: str, region: str, seen: str = "2025-02-20", version: str = ""
    ) -> Document:
        document = example(year, unit=f"山西省{name}局", name=version)
        document.write(shards)
        see(
            sightings,
            document,
            portal_id=portal_id,
            region_code=region,
            published_date=day,
            seen_at=f"{seen}T02:30:00+00:00",
            file_url=f"http://portal.test/{document.document_id}.pdf",
            landing_url=f"http://portal.test/{document.document_id}.html",
        )
        return document

    for name in ("大同市甲", "大同市乙"):
        published(name, 2023, "2024-09-10", "datong_city", DATONG)
    published("大同市拖延", 2023, "2024-10-20", "datong_city", DATONG)
    approve(shards, published("阳泉市批复", 2023, "2024-08-30", "yangquan_city", YANGQUAN), "2024-08-01")
    approve(shards, published("阳泉市守时", 2023, "2024-08-20", "yangquan_city", YANGQUAN), "2024-08-01")
    published("阳泉市改版", 2023, "2024-12-01", "yangquan_city", YANGQUAN, seen="2025-02-01", version="first")
    published("阳泉市改版", 2023, "2024-12-20", "yangquan_city", YANGQUAN, seen="2025-02-20", version="second")
    published("阳泉市下架", 2023, "2024-09-10", "yangquan_city", YANGQUAN, seen="2025-01-01")
    published("阳泉市停发", 2022, "2023-09-10", "yangquan_city", YANGQUAN)
    published("长治市停发", 2022, "2023-09-10", "changzhi_city", CHANGZHI)
    published("晋城市未到期", 2022, "2023-09-10", "jincheng_city", JINCHENG)
    crawl(home, "yangquan_city", "2025-02-25T02:40:00+00:00")
    published("朔州市停发", 2022, "2023-09-10", "shuozhou_city", SHUOZHOU)
    published("朔州市拖延", 2023, "2024-11-20", "shuozhou_city", SHUOZHOU)
    published("晋中市停发", 2022, "2023-09-10", "jinzhong_city", JINZHONG)
    crawl(home, "jincheng_city", "2024-09-01T02:40:00+00:00")
    crawl(
        home,
        "shuozhou_city",
        "2025-02-25T02:40:00+00:00",
        region_code=SHUOZHOU,
        publisher_zh="朔州市人民政府",
        window_opens="08-15",
        window_closes="10-31",
    )
    crawl(home, "jinzhong_city", "2025-02-25T02:40:00+00:00")
    work_file = home / "warehouse" / "work.duckdb"
    load(
        shards,
        sightings,
        work_file,
        crawls=home / "crawls",
        portals=[
            PortalWindow("yangquan_city", YANGQUAN, "阳泉市人民政府", "08-15", "10-31"),
            PortalWindow("changzhi_city", CHANGZHI, "长治市人民政府", "08-15", "10-31"),
            PortalWindow("jincheng_city", JINCHENG, "晋城市人民政府", "08-15", "12-31"),
        ],
    )
    with duckdb.connect(str(work_file)) as connection:
        connection.execute(
            "insert into reference.expected_publishers "
            "values ('140300', '山西省阳泉市从未公开局', 'department', 'department_final_accounts', 2023, null, '名录')"
        )
    assert build(work_file).blocking_failures == ()
    with duckdb.connect(str(work_file), read_only=True) as connection:
        rows = connection.execute("select name_zh, fiscal_year, state, cause, due_date::varchar from fct_coverage")
        return {f"{name} {year}": (state, cause, due) for name, year, state, cause, due in rows.fetchall()}


Coverage = dict[str, tuple[str, str | None, str | None]]


def test_without_a_portal_an_account_is_due_20_days_after_most_of_the_region(coverage: Coverage) -> None:
    assert coverage["山西省大同市甲局 2023"] == ("published", None, "2024-09-30")
    assert coverage["山西省大同市拖延局 2023"] == (
        "late",
        "published 2024-10-20, due 2024-09-30 (20 days after most of the region)",
        "2024-09-30",
    )


def test_a_printed_approval_counts_before_the_window_of_the_portal(coverage: Coverage) -> None:
    assert coverage["山西省阳泉市批复局 2023"] == (
        "late",
        "published 2024-08-30, due 2024-08-21 (20 days after approval)",
        "2024-08-21",
    )
    assert coverage["山西省阳泉市守时局 2023"] == ("published", None, "2024-08-21")


def test_an_account_that_was_late_and_changed_since_tells_both(coverage: Coverage) -> None:
    assert coverage["山西省阳泉市改版局 2023"] == (
        "changed",
        "republished as version 2; published 2024-12-01, due 2024-10-31 (the portal's publication window)",
        "2024-10-31",
    )


def test_what_a_whole_crawl_has_not_listed_for_a_month_is_withdrawn(coverage: Coverage) -> None:
    assert coverage["山西省阳泉市下架局 2023"][:2] == ("withdrawn", "not listed any more, last seen 2025-01-01")


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("阳泉市停发", "not listed when the portal was last crawled (expected: published the year before)"),
        ("阳泉市从未公开", "not listed when the portal was last crawled (expected: list of expected publishers)"),
        ("长治市停发", "no portal of the region has been crawled (expected: published the year before)"),
        ("晋城市未到期", "not due before 2024-12-31 (expected: published the year before)"),
    ],
)
def test_what_is_not_found_says_who_expects_it_and_what_stood_in_the_way(
    coverage: Coverage, name: str, cause: str
) -> None:
    assert coverage[f"山西省{name}局 2023"][:2] == ("not_found", cause)


def test_nothing_is_expected_after_the_newest_year(coverage: Coverage) -> None:
    assert not [name for name in coverage if name.endswith("2024")]


def test_a_portal_that_is_described_no_more_stays_as_its_last_crawl_knew_it(coverage: Coverage) -> None:
    not_listed = "not listed when the portal was last crawled (expected: published the year before)"
    assert coverage["山西省朔州市停发局 2023"] == ("not_found", not_listed, "2024-10-31")
    assert coverage["山西省朔州市拖延局 2023"] == (
        "late",
        "published 2024-11-20, due 2024-10-31 (the portal's publication window)",
        "2024-10-31",
    )
    assert coverage["山西省晋中市停发局 2023"] == ("not_found", not_listed, None), "no window is known"
