"""The engines: each item gives one outcome, and whatever a call does costs itself only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.engine import EngineError, run
from pipelines.isolation import Done, Failed, call_isolated
from pipelines.settings import EngineName, Limits, Settings
from tests.pipelines.misbehaving import square_or_misbehave

LIMITS = Limits(seconds=20, cpu_seconds=10)


def settings(engine: EngineName = "process", workers: int = 2, limits: Limits = LIMITS) -> Settings:
    return Settings(home=Path("unused"), engine=engine, workers=workers, limits=limits)


@pytest.mark.parametrize("engine", ["serial", "process"])
def test_every_item_gives_one_exact_outcome(engine: EngineName) -> None:
    outcomes = list(run(square_or_misbehave, range(7), settings(engine)))
    assert {outcome.item: outcome.result for outcome in outcomes if isinstance(outcome, Done)} == {
        number: number * number for number in range(7)
    }
    assert len(outcomes) == 7


@pytest.mark.parametrize("engine", ["serial", "process"])
def test_an_exception_is_a_record_of_one_line(engine: EngineName) -> None:
    (outcome,) = run(square_or_misbehave, ["some harm"], settings(engine))
    assert isinstance(outcome, Failed)
    assert (outcome.item, outcome.kind) == ("some harm", "crash")
    assert outcome.message == "ValueError: some harm: in two lines"


@pytest.mark.parametrize(
    ("harm", "kind", "message"),
    [
        ("crash", "crash", "the reader was ended by SIGSEGV"),
        ("leave", "crash", "the reader ended without an answer (exit status 3)"),
        ("eat memory", "crash", "needed more than 2048 MiB of memory"),
        ("open everything", "crash", "OSError: [Errno 24] Too many open files"),
    ],
)
def test_a_call_that_does_harm_is_a_record_and_the_others_are_exact(harm: str, kind: str, message: str) -> None:
    outcomes = list(run(square_or_misbehave, [2, harm, 3], settings()))
    assert sorted(outcome.result for outcome in outcomes if isinstance(outcome, Done)) == [4, 9]
    (failed,) = (outcome for outcome in outcomes if isinstance(outcome, Failed))
    assert (failed.item, failed.kind, failed.message) == (harm, kind, message)


def test_a_call_that_hangs_is_ended_when_its_time_is_over() -> None:
    failed = call_isolated(square_or_misbehave, "hang", Limits(seconds=0.5))
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.message) == ("timeout", "took longer than 0.5 seconds")


def test_a_call_that_spins_is_ended_by_its_processor_time() -> None:
    failed = call_isolated(square_or_misbehave, "spin", Limits(seconds=60, cpu_seconds=1))
    assert isinstance(failed, Failed)
    assert (failed.kind, failed.message) == ("timeout", "took more than 1 seconds of processor time")


def test_items_are_taken_only_when_a_worker_is_free() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    outcomes = run(square_or_misbehave, items(), settings(workers=2))
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # engines are generators; closing one ends its children
    assert len(taken) <= 3


def test_ray_that_is_not_installed_is_a_clear_error() -> None:
    try:
        import ray  # noqa: F401
    except ImportError:
        with pytest.raises(EngineError, match=r"juesuan\[ray\]"):
            list(run(square_or_misbehave, [1], settings("ray")))
    else:
        (outcome,) = run(square_or_misbehave, [3], settings("ray"))
        assert isinstance(outcome, Done)
        assert outcome.result == 9
