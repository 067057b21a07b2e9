"""Showing a person how far a crawl is: a bar a portal on a terminal, plain lines in a log.

Put here: the boards. Keep out: counting and judging (monitors.py).
"""

import sys
from typing import TYPE_CHECKING, Protocol, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import TaskID

_EVERY = 50


class Board(Protocol):
    """What a crawl tells while it runs."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def begun(self, portal_id: str) -> None:
        """A portal's crawl begins."""

    def took(self, portal_id: str, title: str) -> None:
        """A link of a listing was taken for final accounts."""

    def looked(self, portal_id: str, listed: int, verdict: str) -> None:
        """One more link or file was looked at; so many disclosures are listed so far.

        `verdict` says what became of it, with the reason; it is empty for what an earlier run recorded.
        """

    def ended(self, portal_id: str, text: str) -> None:
        """A portal's crawl has ended."""


def board_for(stream: TextIO = sys.stderr, *, with_links: bool = False) -> Board:
    """The board that fits a stream. `with_links` adds a line for what was decided about each link and file."""
    return TerminalBoard(stream, with_links) if stream.isatty() else PlainBoard(stream, with_links)


class PlainBoard:
    """A line at the beginning, every 50 looks, and at the end; one for each link where that is wanted."""

    def __init__(self, stream: TextIO, with_links: bool = False) -> None:
        self._stream = stream
        self._with_links = with_links
        self._looks: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.flush()

    def begun(self, portal_id: str) -> None:
        """Write that a portal's crawl begins."""
        self._looks[portal_id] = 0
        self._line(f"{portal_id}: crawl begins")

    def took(self, portal_id: str, title: str) -> None:
        """Write that a link was taken."""
        if self._with_links:
            self._line(f"{portal_id}: taken: {title}")

    def looked(self, portal_id: str, listed: int, verdict: str) -> None:
        """Write what became of a look, or every fiftieth."""
        self._looks[portal_id] += 1
        if self._with_links:
            self._line(f"{portal_id}: {verdict}")
        elif self._looks[portal_id] % _EVERY == 0:
            self._line(f"{portal_id}: {self._looks[portal_id]} looks, {listed} disclosures listed")

    def ended(self, portal_id: str, text: str) -> None:
        """Write what a portal's crawl came to."""
        self._line(f"{portal_id}: {text}")

    def _line(self, text: str) -> None:
        print(text, file=self._stream, flush=True)


class TerminalBoard:
    """One bar a portal. How much is ahead is known only when all listings are read, so the bar pulses until the end."""

    def __init__(self, stream: TextIO, with_links: bool = False) -> None:
        # Imported here because a crawl without a terminal starts a fifth of a second sooner without it.
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[text]}"),
            TimeElapsedColumn(),
            console=Console(file=stream),
        )
        self._with_links = with_links
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def begun(self, portal_id: str) -> None:
        """Add a bar."""
        self._tasks[portal_id] = self._progress.add_task(portal_id, total=None, text="reading the listing")

    def took(self, portal_id: str, title: str) -> None:
        """Write that a link was taken, above the bars."""
        if self._with_links:
            self._progress.console.print(f"{portal_id}: taken: {title}", markup=False, highlight=False, soft_wrap=True)

    def looked(self, portal_id: str, listed: int, verdict: str) -> None:
        """Move a bar, and write what became of the look above the bars where that is wanted."""
        if self._with_links:
            self._progress.console.print(f"{portal_id}: {verdict}", markup=False, highlight=False, soft_wrap=True)
        task = self._tasks[portal_id]
        self._progress.advance(task)
        looks = int(self._progress.tasks[self._progress.task_ids.index(task)].completed)
        self._progress.update(task, text=f"{looks} looks, {listed} disclosures")

    def ended(self, portal_id: str, text: str) -> None:
        """Fill a bar."""
        self._progress.update(self._tasks[portal_id], total=1, completed=1, text=text)
