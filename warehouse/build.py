"""Run the SQL models (dbt) on the private work file and say what failed.

Put here: how dbt is called, what it must be told, and the record of a build inside the work file.
Keep out: any relation (sql/models), what a failed check means for readers (warehouse.publish).

dbt must know at parse time which models a union refers to, so the lists of check and indicator models are read from
their folders here and handed over in the environment: adding a file is all it takes.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt_common.events.base_types import EventMsg

from warehouse.errors import BuildError
from warehouse.memory import VARIABLE, memory_limit_mib

SQL_FOLDER: Final = Path(__file__).resolve().parents[1] / "sql"
"""The dbt project."""

Progress = Callable[[int, int, str], None]
"""Called after each model or test with how many are done, how many there are, and its name."""

_FOLDERS: Final = {"CHECK": ("checks", "chk_"), "INDICATOR": ("indicators", "ind_")}
_FAILED: Final = frozenset({"error", "fail", "runtime error", "partial success"})
_LOCK: Final = threading.Lock()


@dataclass(frozen=True)
class Failure:
    """A model or test that failed, or a check that found offences of its rule."""

    name: str
    message: str
    is_blocking: bool


@dataclass(frozen=True)
class BuildReport:
    """What a build did: names of models built and tests passed, and everything that failed.

    `failures` are failed models and tests of dbt and the checks with state `fail`, one entry a check;
    `blocking_failures` are those among them that forbid a release.
    """

    models: tuple[str, ...]
    tests: tuple[str, ...]
    failures: tuple[Failure, ...]

    @property
    def blocking_failures(self) -> tuple[Failure, ...]:
        """Failed models and tests, and failed checks of severity `blocking`."""
        return tuple(failure for failure in self.failures if failure.is_blocking)


def model_names(folder: str, prefix: str, project: Path = SQL_FOLDER) -> list[str]:
    """Return the names of the models in a folder of sql/models, sorted.

    Raises:
        BuildError: when the folder holds none.
    """
    names = sorted(path.stem for path in (project / "models" / folder).glob(f"{prefix}*.sql"))
    if not names:
        raise BuildError(f"{project / 'models' / folder} holds no {prefix}*.sql file: restore the folder")
    return names


def dbt_environment(work_file: Path, project: Path = SQL_FOLDER) -> dict[str, str]:
    """Return the variables that dbt needs to run on this work file, for a process of ours or of Dagster's.

    What dbt writes (its target folder and logs) lies beside the work file, never in sql/.
    """
    folder = work_file.resolve().parent / "dbt"
    lists = {
        f"JUESUAN_{kind}_MODELS": ",".join(model_names(directory, prefix, project))
        for kind, (directory, prefix) in _FOLDERS.items()
    }
    return {
        "JUESUAN_WORK_FILE": str(work_file.resolve()),
        VARIABLE: str(memory_limit_mib()),
        **lists,
        "DBT_PROJECT_DIR": str(project),
        "DBT_PROFILES_DIR": str(project),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def build(work_file: Path, *, progress: Progress | None = None, project: Path = SQL_FOLDER) -> BuildReport:
    """Build all models in the work file and run their tests; the outcome is also recorded in the work file.

    Args:
        work_file: what `warehouse.load.load` wrote.
        progress: called after each model and test.
        project: the dbt project, another one only in tests.

    Raises:
        BuildError: when there is no work file, or dbt cannot start (a model that cannot be parsed, a file in use).
    """
    results = _run_dbt(["build"], work_file, project, progress)
    models = tuple(r.node.name for r in results if r.node.resource_type == "model" and r.status == "success")
    tests = tuple(r.node.name for r in results if r.node.resource_type == "test" and r.status == "pass")
    failures = [
        Failure(r.node.name, r.message or str(r.status), is_blocking=True)
        for r in results
        if str(r.status) in _FAILED or (str(r.status) == "skipped" and r.node.resource_type == "model")
    ]
    return record_build(work_file, models, tests, failures)


def build_models(
    work_file: Path, selection: str, *, progress: Progress | None = None, project: Path = SQL_FOLDER
) -> None:
    """Build the models of a selection of dbt (`+fct_check`: what the checks need, and the checks), without tests.

    Nothing is recorded: what is built in this way is for measuring and cannot be published.

    Raises:
        BuildError: when there is no work file, dbt cannot start, or a model fails.
    """
    results = _run_dbt(["run", "--select", selection], work_file, project, progress)
    failed = [f"{r.node.name}: {r.message}" for r in results if str(r.status) != "success"]
    if failed:
        raise BuildError(f"{len(failed)} models cannot be built in {work_file}, first {failed[0]}")


def generate_documentation(work_file: Path) -> Path:
    """Let dbt describe its project and what it built in the work file; return the folder of what it wrote.

    Raises:
        BuildError: when there is no work file or dbt cannot read it.
    """
    _run_dbt(["docs", "generate"], work_file, SQL_FOLDER, None)
    return Path(dbt_environment(work_file)["DBT_TARGET_PATH"])


def _run_dbt(command: Sequence[str], work_file: Path, project: Path, progress: Progress | None) -> Any:
    if not work_file.is_file():
        raise BuildError(f"{work_file} does not exist: load shards first")
    with _LOCK, _environment(dbt_environment(work_file, project)):
        runner = dbtRunner(callbacks=[_watcher(progress)] if progress else [])
        try:
            outcome = runner.invoke(["--log-level", "none", *command])
        finally:
            _release_work_file()
    if outcome.result is None or isinstance(outcome.exception, Exception):
        raise BuildError(f"dbt cannot build {work_file}: {outcome.exception}; see {work_file.parent / 'dbt' / 'logs'}")
    return outcome.result


def record_build(
    work_file: Path, models: Sequence[str], tests: Sequence[str], failures: Sequence[Failure] = ()
) -> BuildReport:
    """Keep in the work file what a finished dbt build came to, and return it with the checks that failed.

    Publishing reads the record there, whoever ran dbt: `build` here or Dagster.

    Args:
        models: names of the models that were built.
        tests: names of the tests that passed.
        failures: models and tests that failed.
    """
    report = BuildReport(tuple(models), tuple(tests), (*failures, *_failed_checks(work_file, tuple(models))))
    _record(work_file, report)
    return report


def _release_work_file() -> None:
    """Close the database that dbt's adapter leaves open: as long as it is, this process sees the old file."""
    manager: Any = DuckDBConnectionManager  # typed in part only
    try:
        manager.env().close()
    except Exception as error:  # the adapter raises a bare Exception when it never opened anything
        if "before creation" not in str(error):
            raise
    manager.close_all_connections()


def _failed_checks(work_file: Path, models: tuple[str, ...]) -> list[Failure]:
    if "fct_check" not in models:
        return []
    with duckdb.connect(str(work_file), read_only=True) as connection:
        rows = connection.execute(
            "select check_id, severity, count(*), min(document_id || ': ' || scope || ': ' || explanation) "
            "from main.fct_check where state = 'fail' group by all order by all"
        ).fetchall()
    return [
        Failure(check_id, f"{count} failed, for instance in document {example}", is_blocking=severity == "blocking")
        for check_id, severity, count, example in rows
    ]


def _record(work_file: Path, report: BuildReport) -> None:
    with duckdb.connect(str(work_file)) as connection:
        connection.execute("create schema if not exists build")
        connection.execute(
            "create or replace table build.outcome as select ? as models, ? as tests",
            [len(report.models), len(report.tests)],
        )
        connection.execute("create or replace table build.failure (name varchar, message varchar, is_blocking boolean)")
        for failure in report.failures:
            connection.execute(
                "insert into build.failure values (?, ?, ?)", [failure.name, failure.message, failure.is_blocking]
            )


def _watcher(progress: Progress) -> Callable[[EventMsg], None]:
    def watch(event: EventMsg) -> None:
        if event.info.name == "LogModelResult":
            progress(event.data.index, event.data.total, event.data.node_info.node_name)
        elif event.info.name == "LogTestResult":
            progress(event.data.index, event.data.num_models, event.data.name)

    return watch


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
