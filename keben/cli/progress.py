"""A progress bar on standard error for a person who watches. The only module that imports rich."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from keben.cli.reports import Bar


class _Watched:
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress, self.task = progress, task

    def enter(self, name: str, stage: str) -> None:
        self.progress.update(self.task, description=f"{name}: {stage}")

    def advance(self) -> None:
        self.progress.advance(self.task)


@contextmanager
def watched(total: int) -> Iterator[Bar]:
    """A bar of ``total`` manuscripts, gone when the run ends; rich honours NO_COLOR."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    # Lines printed meanwhile go above the bar; standard output is left alone.
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as progress:
        yield _Watched(progress, progress.add_task("", total=total))
