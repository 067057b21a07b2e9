"""Progress of long work: a bar on a terminal, plain lines in a log.

Put here: how progress looks.
Keep out: what is counted, and results (summary, status).
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

PLAIN_EVERY_SECONDS: Final = 10.0
"""In a log, a line at most this often, and one at the end."""

Advance = Callable[[], None]


@contextmanager
def track(what: str, total: int, stream: TextIO | None = None) -> Iterator[Advance]:
    """Show how far `what` has come; call the yielded function once for each of `total` items done."""
    out = stream or sys.stderr
    if out.isatty():
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=Console(file=out)) as bar:
            task = bar.add_task(what, total=total)
            yield lambda: bar.advance(task)
        return
    yield from _plain(what, total, out)


@contextmanager
def track_counted(what: str, stream: TextIO | None = None) -> Iterator[Callable[[int, int, str], None]]:
    """Show the progress of work that counts itself: call the yielded function with done, total and the item's name."""
    out = stream or sys.stderr
    if out.isatty():
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(file=out)) as bar:
            task = bar.add_task(what, total=None)
            yield lambda done, total, _: bar.update(task, completed=done, total=total)
        return
    with working(what, out):
        yield lambda done, total, name: None


@contextmanager
def working(what: str, stream: TextIO | None = None) -> Iterator[None]:
    """Show that `what` is going on, for work whose length is not known beforehand, and how long it took."""
    out = stream or sys.stderr
    started = time.monotonic()
    if out.isatty():
        columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(file=out)) as bar:
            task = bar.add_task(what, total=1)
            yield
            bar.advance(task)
        return
    print(f"{what} …", file=out, flush=True)
    yield
    print(f"{what}: done in {time.monotonic() - started:.1f} s", file=out, flush=True)


def _plain(what: str, total: int, out: TextIO) -> Iterator[Advance]:
    started = said = time.monotonic()
    done = 0

    def advance() -> None:
        nonlocal done, said
        done += 1
        now = time.monotonic()
        if now - said >= PLAIN_EVERY_SECONDS and done < total:
            print(f"{what}: {done} of {total}", file=out, flush=True)
            said = now

    yield advance
    print(f"{what}: {done} of {total} in {time.monotonic() - started:.1f} s", file=out, flush=True)
