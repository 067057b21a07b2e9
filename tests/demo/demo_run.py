"""One run of the demonstration for all tests of a session, as `make run` does it in an empty folder.

Put here: running it once, whoever asks first.
Keep out: expectations.
"""

import fcntl
from dataclasses import dataclass

import pytest

from demo.analysts import run_demonstration
from pipelines.settings import Settings, read_settings


@dataclass(frozen=True)
class DemoRun:
    """The data folder of the run and what it printed."""

    settings: Settings
    printed: str


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """The shared run; workers of one session take turns, and the first one runs it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    home, printed = shared / "demo-run" / "var", shared / "demo-run.txt"
    with (shared / "demo-run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            printed.write_text(run_demonstration(home), encoding="utf-8")
    return DemoRun(read_settings(home=home), printed.read_text(encoding="utf-8"))
