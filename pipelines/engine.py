"""Run one function over many items: one after the other, in processes of this machine, or on a Ray cluster.

Put here: the engines, which differ only in where a call runs.
Keep out: what the function does, and the limits of a call (isolation).

The function is a function of a module, its item is small and picklable, its result too: it reads a document by its
hash and writes shards by the same hash, so an engine moves no data and nothing else changes with it.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from typing import Any, Final, Protocol, TypeVar

from pipelines.errors import PipelineError
from pipelines.isolation import Done, Failed, IsolatedCall, call_isolated, describe_exception
from pipelines.settings import EngineName, Settings

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class EngineError(PipelineError):
    """An engine that cannot be used here; the message says how to install it or which one to choose."""


class Engine(Protocol):
    """A way to run a function over items.

    It takes an item only when a place is free, yields outcomes in the order in which they come, one for each item,
    and never raises for what the function does.
    """

    def __call__(
        self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT], settings: Settings, /
    ) -> Iterator[Done[ItemT, ResultT] | Failed[ItemT]]:
        """Yield one outcome an item."""
        ...


def run_serial(
    function: Callable[[ItemT], ResultT], items: Iterable[ItemT], settings: Settings, /
) -> Iterator[Done[ItemT, ResultT] | Failed[ItemT]]:
    """Call the function in this process, one item after the other.

    For debugging: an exception becomes a record here too, but there are no limits and a crash ends the run.
    """
    for item in items:
        try:
            result = function(item)
        except Exception as problem:
            yield Failed(item, "crash", describe_exception(problem, settings.limits), 0.0)
        else:
            yield Done(item, result, 0.0)


def run_processes(
    function: Callable[[ItemT], ResultT], items: Iterable[ItemT], settings: Settings, /
) -> Iterator[Done[ItemT, ResultT] | Failed[ItemT]]:
    """Call the function in a child process of its own an item, as many at a time as there are workers."""
    waiting = iter(items)
    running: dict[Any, IsolatedCall[ItemT, ResultT]] = {}
    try:
        while True:
            for item in islice(waiting, settings.workers - len(running)):
                call = IsolatedCall(function, item, settings.limits)
                running[call.connection] = call
            if not running:
                return
            ready = wait(list(running), timeout=min(call.seconds_left for call in running.values()))
            over = [connection for connection, call in running.items() if connection in ready or not call.seconds_left]
            for connection in over:
                yield running.pop(connection).wait()
    finally:
        for call in running.values():
            call.stop()


def run_ray(
    function: Callable[[ItemT], ResultT], items: Iterable[ItemT], settings: Settings, /
) -> Iterator[Done[ItemT, ResultT] | Failed[ItemT]]:
    """Call the function on the machines of a Ray cluster, each call in a child process of its own there.

    Raises:
        EngineError: when Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as problem:
        raise EngineError(
            "JUESUAN_ENGINE is ray, but Ray is not installed: install it with `pip install 'juesuan[ray]'`, "
            "or set JUESUAN_ENGINE=process"
        ) from problem
    was_running = ray.is_initialized()
    if not was_running:
        ray.init(address=settings.ray_address, include_dashboard=False, log_to_driver=False)
    remote = ray.remote(max_retries=0)(call_isolated)
    in_flight: dict[Any, ItemT] = {}
    waiting = iter(items)
    places = 2 * max(settings.workers, int(ray.cluster_resources().get("CPU", 1)))
    try:
        while True:
            for item in islice(waiting, places - len(in_flight)):
                in_flight[remote.remote(function, item, settings.limits)] = item
            if not in_flight:
                return
            ready, _ = ray.wait(list(in_flight), num_returns=1)
            for reference in ready:
                item = in_flight.pop(reference)
                try:
                    yield ray.get(reference)
                except ray.exceptions.RayError as problem:  # the machine was lost, not the document
                    yield Failed(item, "crash", describe_exception(problem, settings.limits), 0.0)
    finally:
        for reference in in_flight:
            ray.cancel(reference, force=True)
        if not was_running:
            ray.shutdown()


ENGINES: Final[dict[EngineName, Engine]] = {"serial": run_serial, "process": run_processes, "ray": run_ray}


def run(
    function: Callable[[ItemT], ResultT], items: Iterable[ItemT], settings: Settings
) -> Iterator[Done[ItemT, ResultT] | Failed[ItemT]]:
    """Yield one outcome an item, in the order in which they come, from the engine that the settings name.

    Raises:
        EngineError: when that engine is not installed.
    """
    return ENGINES[settings.engine](function, items, settings)
