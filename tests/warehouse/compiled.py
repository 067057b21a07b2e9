"""Further warehouses at a fifth of the cost: the SQL that dbt ran for the shared build, run again on another work file.

dbt spends most of a build on itself: it parses and renders 280 models and names every one of them thrice. What it has
rendered depends on nothing of the work file but its name, so tests that make up documents of their own run the very
statements, contracts and tests that it ran for the shared build.

Put here: finding those statements and running them. Keep out: documents and expectations.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pytest

from tests.warehouse.builds import shared_build
from warehouse.build import BuildReport, Failure, record_build
from warehouse.memory import memory_limit_mib


class Build(Protocol):
    """Builds a loaded work file as the shared build was built."""

    def __call__(self, work_file: Path, *models: str) -> BuildReport:
        """Build all models and run all tests, or only the models named and those that they are made from."""


@dataclass(frozen=True)
class Step:
    """A model or test with the SQL that dbt ran for it.

    `parents` are the names of the models that it reads; `is_error` says that a test forbids a release when it fails.
    """

    name: str
    sql: str
    parents: tuple[str, ...]
    is_test: bool
    is_error: bool


def read_steps(target: Path) -> list[Step]:
    """The steps of a finished `dbt build`, in the order in which dbt took them.

    Args:
        target: what dbt wrote there.
    """
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return [_step(nodes[result["unique_id"]]) for result in results]


def _step(node: dict[str, Any]) -> Step:
    is_test = node["resource_type"] == "test"
    # dbt makes a relation beside the one that it replaces; here there is none to replace.
    sql = Path(node["build_path"]).read_text(encoding="utf-8").replace("__dbt_tmp", "")
    parents = tuple(key.split(".")[2] for key in node["depends_on"]["nodes"] if key.startswith("model."))
    return Step(node["name"], sql, parents, is_test, is_test and node["config"]["severity"].lower() == "error")


def needed_for(steps: list[Step], models: tuple[str, ...]) -> list[Step]:
    """The steps that make these models, tests left out."""
    needed = set(models)
    for step in reversed(steps):
        if step.name in needed and not step.is_test:
            needed.update(step.parents)
    assert needed <= {step.name for step in steps}
    return [step for step in steps if step.name in needed]


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
            outcome = connection.execute(step.sql.replace('"work".', f'"{work_file.stem}".'))
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
    """A function that builds further work files."""
    steps = read_steps(shared_build(tmp_path_factory).work_file.parent / "dbt" / "target")

    def build_again(work_file: Path, *models: str) -> BuildReport:
        return run_steps(needed_for(steps, models) if models else steps, work_file)

    return build_again
