"""One call in a child process of its own, under limits: whatever it does, it costs itself only.

Put here: what happens in the child before and after the call, and how the end of a child is read.
Keep out: which function runs over which items (engine) and what a failure means for a document (process).
"""

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from types import ModuleType
from typing import Final, Generic, Literal, TypeVar

from pipelines.settings import Limits

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

FailureKind = Literal["crash", "timeout"]

PRELOADED: Final = ["pipelines.preload"]

_CONTEXT: Final = get_context("forkserver")
_MEBIBYTE: Final = 2**20


@dataclass(frozen=True)
class Done(Generic[ItemT, ResultT]):
    """A call that returned."""

    item: ItemT
    result: ResultT
    seconds: float


@dataclass(frozen=True)
class Failed(Generic[ItemT]):
    """A call that raised, died or took too long; `message` says which, in one sentence."""

    item: ItemT
    kind: FailureKind
    message: str
    seconds: float


@dataclass(frozen=True)
class _Raised:
    """How a child tells that the function raised; exceptions themselves may not survive pickling."""

    message: str


def describe_exception(problem: BaseException, limits: Limits) -> str:
    """Return one line for an exception that a function raised."""
    if isinstance(problem, MemoryError):
        return f"needed more than {limits.memory_bytes // _MEBIBYTE} MiB of memory"
    text = " ".join(str(problem).split())
    return f"{type(problem).__name__}: {text}" if text else type(problem).__name__


@contextmanager
def _without_main() -> Iterator[None]:
    """Keep the script that runs out of sight while a child is started.

    Else each child would import the script and all that it imports before it does anything, which takes longer than
    most documents; what children call stands in modules, which the fork server has imported already.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _set_limits(limits: Limits) -> None:
    wanted = (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    )
    for name, value in wanted:
        _, hard = resource.getrlimit(name)
        resource.setrlimit(name, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _child(connection: Connection, function: Callable[[ItemT], ResultT], item: ItemT, limits: Limits) -> None:
    os.setsid()  # an interrupt at the terminal ends the parent, which ends its children; they print nothing themselves
    _set_limits(limits)
    answer: ResultT | _Raised
    try:
        answer = function(item)
    except Exception as problem:
        answer = _Raised(describe_exception(problem, limits))
    connection.send(answer)
    connection.close()


class IsolatedCall(Generic[ItemT, ResultT]):
    """A call that has been started in a child process.

    Args:
        function: a function of a module (it is found by name in the child).
        item: its only argument; it is pickled.
        limits: what the call may take.
    """

    def __init__(self, function: Callable[[ItemT], ResultT], item: ItemT, limits: Limits) -> None:
        _CONTEXT.set_forkserver_preload(PRELOADED)
        self.item = item
        self._limits = limits
        self._started = time.monotonic()
        self.connection, childs_end = _CONTEXT.Pipe(duplex=False)
        self._process: ForkServerProcess = _CONTEXT.Process(
            target=_child, args=(childs_end, function, item, limits), daemon=True
        )
        with _without_main():
            self._process.start()
        childs_end.close()  # so that the end of the child is the end of the pipe

    @property
    def seconds_left(self) -> float:
        """How long the call may still take on the clock; zero when its time is over."""
        return max(0.0, self._started + self._limits.seconds - time.monotonic())

    def wait(self) -> Done[ItemT, ResultT] | Failed[ItemT]:
        """Return the outcome, at the latest when the call's time is over; the child is gone afterwards."""
        try:
            if not self.connection.poll(self.seconds_left):
                return self._failed("timeout", f"took longer than {self._limits.seconds:g} seconds")
            answer: ResultT | _Raised = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self._process.join(self.seconds_left)
            return self._died()
        finally:
            self.stop()
        if isinstance(answer, _Raised):
            return self._failed("crash", answer.message)
        return Done(self.item, answer, time.monotonic() - self._started)

    def stop(self) -> None:
        """End the child if it still runs, and free what it held."""
        self._process.kill()
        self._process.join()
        self.connection.close()

    def _died(self) -> Failed[ItemT]:
        code = self._process.exitcode
        if code == -signal.SIGXCPU:
            return self._failed("timeout", f"took more than {self._limits.cpu_seconds} seconds of processor time")
        if code is not None and code < 0:
            return self._failed("crash", f"the reader was ended by {signal.Signals(-code).name}")
        return self._failed("crash", f"the reader ended without an answer (exit status {code})")

    def _failed(self, kind: FailureKind, message: str) -> Failed[ItemT]:
        return Failed(self.item, kind, message, time.monotonic() - self._started)


def call_isolated(
    function: Callable[[ItemT], ResultT], item: ItemT, limits: Limits
) -> Done[ItemT, ResultT] | Failed[ItemT]:
    """Call the function in a child process of its own and wait for its outcome; never raises for what it does."""
    return IsolatedCall(function, item, limits).wait()
