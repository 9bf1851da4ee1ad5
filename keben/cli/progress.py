"""A progress bar on standard error for a person who watches. The only module that imports rich."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TaskID, TextColumn
from rich.table import Column
from rich.text import Text

from keben.cli.bars import Bar

_NUMBER = re.compile(r"\d+")


class _Stage(TextColumn):
    """What is being done, cut short where the terminal is narrow: the count is not."""

    def __init__(self) -> None:
        super().__init__("{task.description}", markup=False, table_column=Column())

    def render(self, task: Task) -> Text:
        text = super().render(task)
        text.no_wrap, text.overflow = True, "ellipsis"
        return text


class _Watched:
    """Draws what is new at once and the count of pages and chapters ten times a second, so that a
    stage that is over in a blink is seen too."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress, self.task = progress, task
        self.shown = ""

    def enter(self, name: str, stage: str) -> None:
        counted = f"{name}: {_NUMBER.sub('', stage)}"
        self.progress.update(
            self.task, description=f"{name}: {stage}", refresh=counted != self.shown
        )
        self.shown = counted

    def advance(self) -> None:
        self.progress.advance(self.task)

    @contextmanager
    def away(self) -> Iterator[None]:
        # click writes to the terminal itself, past what rich puts in the place of standard error.
        self.progress.stop()
        try:
            yield
        finally:
            self.progress.start()


@contextmanager
def watched(total: int) -> Iterator[Bar]:
    """A bar of ``total`` manuscripts, gone when the run ends; rich honours NO_COLOR."""
    columns = (_Stage(), BarColumn(), MofNCompleteColumn())
    # What a library says meanwhile goes above the bar; standard output is left alone.
    with Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
    ) as progress:
        yield _Watched(progress, progress.add_task("", total=total))
