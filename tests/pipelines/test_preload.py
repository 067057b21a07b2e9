"""What the fork server reads before it forks is read as any document, and leaves nothing behind but readiness."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.isolation import Done, call_isolated
from pipelines.normalize.run import read_document
from pipelines.settings import Limits
from pipelines.specimen import specimen
from tests.pipelines.misbehaving import modules_of_child


def test_the_specimen_goes_the_whole_way_with_both_readers_agreed(tmp_path: Path) -> None:
    path = tmp_path / "specimen.pdf"
    path.write_bytes(specimen())
    frames = read_document(path, "0" * 64)
    assert set(frames["amount"].column("table_id").to_pylist()) == {"expenditure", "basic_expenditure"}
    assert set(frames["amount"].column("second_reading").to_pylist()) == {"agreed"}
    assert frames["amount"].num_rows == 9
    assert frames["claim"].num_rows > 0


def test_a_child_has_the_reader_ready_and_does_not_import_the_script_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, script = tmp_path / "imported", tmp_path / "script.py"
    script.write_text(f"open({str(mark)!r}, 'w').close()\n", encoding="utf-8")
    running = ModuleType("__main__")
    running.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", running)
    outcome = call_isolated(modules_of_child, 0, Limits())
    assert isinstance(outcome, Done)
    assert {"pipelines.preload", "camelot", "tablers"} <= set(outcome.result)
    assert not mark.exists()
    assert sys.modules["__main__"] is running
