"""One stage of the warehouse, to be run in a process of its own: its seconds, and the most memory that it held.

Put here: what a stage is, and how its process says what it took.
Keep out: what is made of the figures (subjects).
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pyarrow.parquet as pq

from demo.bench.enlarged import packed_rows
from demo.bench.measure import peak_bytes
from pipelines.fingerprint import is_up_to_date, write_published
from pipelines.settings import Settings, read_settings
from pipelines.stages import load_work_file
from warehouse.build import build
from warehouse.packs import RELATIONS
from warehouse.publish import publish

MODEL_SECONDS: Final = "model_seconds.json"
"""Where the stage `build` leaves the wall seconds of each model and test, from the end of the one before."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stage took."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


def measure(stage: str, home: Path) -> Cost:
    """Run a stage of STAGES on a home folder in a process of its own.

    Raises:
        CalledProcessError: when the stage failed.
    """
    command = [sys.executable, "-m", "demo.bench.stage", stage, str(home)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Cost(**json.loads(output.splitlines()[-1]))


def _insert(home: Path) -> float:
    """The bare insert that loading is compared with: the same rows, from Arrow tables in memory."""
    seconds = 0.0
    with duckdb.connect(str(home / "bare.duckdb")) as connection:
        for relation in RELATIONS:
            for path in packed_rows(home, relation):
                connection.register("rows", pq.read_table(path))
                connection.execute(f'create table if not exists "{relation}" as from rows limit 0')
                started = time.perf_counter()
                connection.execute(f'insert into "{relation}" from rows')
                seconds += time.perf_counter() - started
    (home / "bare.duckdb").unlink()
    return seconds


def _load(home: Path) -> None:
    load_work_file(_settings(home))


def _build(home: Path) -> None:
    seconds: dict[str, float] = {}
    ended = time.perf_counter()

    def note(_done: int, _of: int, name: str) -> None:
        nonlocal ended
        seconds[name], ended = time.perf_counter() - ended, time.perf_counter()

    report = build(_settings(home).work_file, progress=note)
    (home / MODEL_SECONDS).write_text(json.dumps(seconds))
    if report.blocking_failures:
        raise SystemExit(f"the enlarged demonstration does not build: {report.blocking_failures[0]}")


def _publish(home: Path) -> None:
    settings = _settings(home)
    write_published(settings, publish(home, settings.work_file).release_id)


def _unchanged(home: Path) -> None:
    if not is_up_to_date(_settings(home)):
        raise SystemExit("nothing has changed, and still there is something to do")


def _settings(home: Path) -> Settings:
    return read_settings({}, home=home)


STAGES: Final[Mapping[str, Callable[[Path], float | None]]] = {
    "insert": _insert,
    "load": _load,
    "load_loose": _load,
    "build": _build,
    "publish": _publish,
    "unchanged": _unchanged,
}
"""A stage returns its wall seconds where only a part of it counts."""


def main() -> None:
    """Run the stage that the arguments name and print what it took as one line of JSON."""
    stage, home = STAGES[sys.argv[1]], Path(sys.argv[2])
    before, started = os.times(), time.perf_counter()
    wall = stage(home)
    ended = os.times()
    print(
        json.dumps(
            {
                "wall_seconds": time.perf_counter() - started if wall is None else wall,
                "cpu_seconds": ended.user + ended.system - before.user - before.system,
                "peak_bytes": peak_bytes(),
            }
        )
    )


if __name__ == "__main__":
    main()
