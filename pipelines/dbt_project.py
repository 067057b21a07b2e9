"""The dbt project as Dagster sees it: its environment, its manifest, and dbt called without asking the network.

Put here: what joins sql/ to Dagster.
Keep out: relations (sql), and building without Dagster (warehouse.build).
"""

import importlib.metadata
import json
import os
import sys
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dagster import AssetKey
from dagster_dbt import DbtCliInvocation, DbtCliResource, DbtProject
from dbt.cli.main import dbtRunner
from packaging import version

from pipelines.fingerprint import build_version
from pipelines.settings import Settings, read_settings
from warehouse.build import SQL_FOLDER, BuildReport, dbt_environment, record_build
from warehouse.errors import BuildError


class LocalDbt(DbtCliResource):
    """dbt's command line, its version read from the installed package.

    The base class runs `dbt --version`, which asks a package index for newer versions and takes seconds.
    """

    @cached_property
    def _cli_version(self) -> version.Version:
        return version.parse(importlib.metadata.version("dbt-core"))


def local_dbt(project: DbtProject) -> LocalDbt:
    """Return dbt of this environment, which need not be on the search path."""
    return LocalDbt(
        project_dir=str(project.project_dir),
        profiles_dir=str(project.profiles_dir),
        dbt_executable=str(Path(sys.executable).with_name("dbt")),
    )


@cache
def prepared_project() -> DbtProject:
    """Return the project with a manifest of the models as they are now; dbt's environment is set in this process.

    The environment is this process's own because dagster-dbt hands nothing else to dbt. Parsing takes seconds, so the
    manifest is kept beside the work file until a model changes.
    """
    environment = dbt_environment(read_settings().work_file)
    os.environ.update(environment)
    target = Path(environment["DBT_TARGET_PATH"])
    project = DbtProject(project_dir=SQL_FOLDER, profiles_dir=SQL_FOLDER, target_path=target)
    stamp = target / "manifest.version"
    if not (project.manifest_path.exists() and stamp.exists() and stamp.read_text() == build_version()):
        _parse()
        stamp.write_text(build_version())
    return project


def _parse() -> None:
    """Write the manifest. In this process, which has dbt loaded already: a process of its own would take seconds more.

    Raises:
        BuildError: when a model cannot be parsed.
    """
    outcome = dbtRunner().invoke(["--log-level", "none", "parse"])
    if not outcome.success:
        raise BuildError(f"dbt cannot parse {SQL_FOLDER}: {outcome.exception}")


def source_keys() -> list[AssetKey]:
    """Return the asset keys of the relations that dbt reads, which the load writes, in order."""
    manifest: dict[str, Any] = json.loads(prepared_project().manifest_path.read_text(encoding="utf-8"))
    return sorted(AssetKey([source["source_name"], source["name"]]) for source in manifest["sources"].values())


def record_finished_build(settings: Settings, invocation: DbtCliInvocation) -> BuildReport:
    """Record in the work file what a finished dbt build of Dagster's came to, where publishing looks for it."""
    names: dict[str, list[str]] = {"model": [], "test": []}
    for result in invocation.get_artifact("run_results.json")["results"]:
        kind, _, name = result["unique_id"].split(".")[:3]
        names.setdefault(kind, []).append(name)
    return record_build(settings.work_file, names["model"], names["test"])
