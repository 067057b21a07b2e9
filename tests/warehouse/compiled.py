"""Further warehouses at a tenth of the time: the SQL that dbt ran for the shared build, run again on another work file.

dbt spends most of a build on itself: it parses and renders 280 models and names every one of them thrice. What it has
rendered does not depend on the work file, whose database is always called `work`, so tests that make up documents of
their own run the very statements, contracts and tests that it ran for the shared build.

Put here: finding those statements and running them. Keep out: documents and expectations.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builds import shared_build
from warehouse.build import BuildReport, Failure, record_build
from warehouse.memory import memory_limit_mib

Build = Callable[[Path], BuildReport]


@dataclass(frozen=True)
class Step:
    """A model or test with the SQL that dbt ran for it."""

    name: str
    sql: str
    is_test: bool
    is_error: bool
    """Whether a test that fails forbids a release."""


def read_steps(target: Path) -> list[Step]:
    """The steps of a finished `dbt build`, in the order in which dbt took them.

    Args:
        target: what dbt wrote there.
    """
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return [_step(nodes[result["unique_id"]]) for result in results]


def _step(node: dict[str, object]) -> Step:
    is_test = node["resource_type"] == "test"
    config = node["config"]
    assert isinstance(config, dict)
    # dbt makes a relation beside the one that it replaces; here there is none to replace.
    sql = Path(str(node["build_path"])).read_text(encoding="utf-8").replace("__dbt_tmp", "")
    return Step(str(node["name"]), sql, is_test, is_test and config["severity"].lower() == "error")


def run_steps(steps: list[Step], work_file: Path) -> BuildReport:
    """Take all steps on a work file that was loaded, and record there what came of it as `warehouse.build.build` does.

    Raises:
        duckdb.Error: when a model cannot be built.
    """
    failures = []
    with duckdb.connect(str(work_file), config={"memory_limit": f"{memory_limit_mib()}MiB"}) as connection:
        for schema in ("staging", "intermediate", "checks", "indicators"):
            connection.execute(f"create schema if not exists {schema}")
        for step in steps:
            outcome = connection.execute(step.sql)
            if step.is_test:
                row = outcome.fetchone()
                assert row is not None
                count, _, is_failed = row
                if is_failed and step.is_error:
                    failures.append(Failure(step.name, f"Got {count} results", is_blocking=True))
    failed = {failure.name for failure in failures}
    models = [step.name for step in steps if not step.is_test]
    passed = [step.name for step in steps if step.is_test and step.name not in failed]
    return record_build(work_file, models, passed, failures)


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A function that builds a loaded work file called work.duckdb as the shared build was built."""
    shared = shared_build(tmp_path_factory).work_file
    steps = read_steps(shared.parent / "dbt" / "target")

    def build_again(work_file: Path) -> BuildReport:
        assert work_file.name == shared.name
        return run_steps(steps, work_file)

    return build_again
