"""One built and published warehouse for all tests of a session, and how to build another.

Put here: the documents that the shared build holds.
Keep out: expectations.
"""

import fcntl
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.figures import CORPUS, Document, from_corpus, see
from warehouse.build import BuildReport
from warehouse.build import build as build_with_dbt
from warehouse.load import load
from warehouse.publish import Release, open_release, publish

SUMMARY = "income_expenditure_summary"


@dataclass(frozen=True)
class Built:
    """A home with a release, built from `example` documents and, where it is there, the corpus."""

    home: Path

    @property
    def work_file(self) -> Path:
        """The private work file the release was made from."""
        return self.home / "warehouse" / "work.duckdb"

    @property
    def release(self) -> Release:
        """The newest release."""
        return open_release(self.home)

    def copy(self, home: Path) -> Path:
        """Make `home` one with a copy of the release and of its work file, which may be changed; return the latter."""
        release, work_file = self.release, home / "work.duckdb"
        shutil.copytree(release.folder, home / "releases" / release.release_id)
        (home / "current").symlink_to(Path("releases") / release.release_id)
        shutil.copyfile(self.work_file, work_file)
        return work_file

    def rows(self, query: str, *parameters: object) -> list[tuple[object, ...]]:
        """Return the rows of a query on the published file."""
        with duckdb.connect(str(self.release.database), read_only=True) as connection:
            return connection.execute(query, list(parameters)).fetchall()


def example(
    year: int,
    *,
    name: str = "",
    unit: str = "山西省太原市示范局",
    opening: str = "10.00",
    closing: str = "20.00",
    first_class: str = "60.00",
    second_class: str = "30.00",
    strange_row: bool = False,
) -> Document:
    """Return a department that prints its summary, its income table and an empty table of three public expenses."""
    document = Document(f"{unit}{year}{name}", unit, year, "department_final_accounts")
    document.table_states = {SUMMARY: "filled", "income": "filled", "three_public_expenses": "blank"}
    for line, amount in (
        ("income.general_public_budget", "95.00"),
        ("income.other", "5.00"),
        ("income.current_total", "100.00"),
        ("carryover.opening", opening),
        ("total.income_side", "110.00"),
    ):
        document.prints(SUMMARY, amount, line=line, side="income")
    for line, amount in (
        ("expenditure.function.201", first_class),
        ("expenditure.function.208", second_class),
        ("expenditure.current_total", "90.00"),
        ("carryover.closing", closing),
        ("total.expenditure_side", "110.00"),
    ):
        document.prints(SUMMARY, amount, line=line, side="expenditure")
    if strange_row:
        document.prints(SUMMARY, "1.00", side="expenditure", label="某项支出")
    for measure, amount in (("total", "100.00"), ("fiscal_appropriation", "95.00"), ("other_income", "5.00")):
        document.prints("income", amount, line="total", measure=measure, page=2)
    return document


def example_documents() -> list[Document]:
    """Return the documents of the shared build, in which what tests rely on is planted."""
    return [
        example(2021),
        example(2022, opening="20.00"),  # continues 2021; its summary does not add up any more
        example(2023, first_class="65.00"),  # a class that contradicts the total
        example(2024, second_class="29.99"),  # a rounding difference
        example(2024, unit="山西省太原市另一局", first_class="65.00", strange_row=True),
        example(2024, name="revised", unit="山西省太原市改版局"),
        example(2024, unit="山西省太原市改版局"),
        Document(
            "refused", None, None, "other", "refused", "encrypted", "the file asks for a password", table_states={}
        ),
        Document(
            "quarantined", "山西省太原市隔离局", 2024, "final_accounts", "quarantined", "contract", "boxes are empty"
        ),
        Document("own level", "国家示范局（本级）", 2024, "own_level_final_accounts"),
        Document("department", "国家示范局", 2024, "department_final_accounts").lists("局本级", "示范信息中心"),
    ]


def corpus_documents() -> list[Document]:
    """Return the documents of the corpus, none where it is absent."""
    folders = sorted(path.parent.name for path in CORPUS.glob("*/amounts.csv"))
    return [document for document in map(from_corpus, folders) if document]


def write_inputs(home: Path, documents: list[Document], regions: list[str] | None = None) -> None:
    """Write shards of the documents, and sightings in their order, of portals of `regions` or what the names say."""
    (home / "shards" / "test").mkdir(parents=True)
    for number, document in enumerate(documents):
        document.write(home / "shards" / "test")
        if document.name != "own level":  # one that no portal showed
            region = "000000" if "国家" in (document.unit_name_zh or "") else "140000"
            if "普陀" in (document.unit_name_zh or ""):
                region = "310000"
            if regions is not None:
                region = regions[number]
            see(
                home / "sightings",
                document,
                region_code=region,
                seen_at=f"2025-09-01T02:{59 - number:02d}:00+00:00",
            )


def build_in(home: Path, documents: list[Document], build: Callable[[Path], BuildReport]) -> BuildReport:
    """Load and build the documents under a home, without publishing."""
    write_inputs(home, documents)
    work_file = home / "warehouse" / "work.duckdb"
    load(home / "shards" / "test", home / "sightings", work_file)
    return build(work_file)


def shared_build(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shared build; workers of one run take turns, and the first one builds."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    home = shared / "built-home"
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "current").exists():
            report = build_in(home, [*example_documents(), *corpus_documents()], build_with_dbt)
            assert report.blocking_failures == ()
            publish(home, home / "warehouse" / "work.duckdb", release_id="first")
    return Built(home)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shared build, to be asked and never changed."""
    return shared_build(tmp_path_factory)
