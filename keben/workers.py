"""Tasks → their results, in this process or in several beside each other.

A process imports the layout engine once, keeps what all tasks share, and is given one task after
another. One that dies costs a retry of the task it had in hand, and nothing else.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, Generic, TypeVar

from keben.errors import PressError
from keben.interrupting import unheard

Given = TypeVar("Given")
Task = TypeVar("Task")
Result = TypeVar("Result")

COMPOSER, READER = "keben.composition.composer", "keben.proof.stretches"
"""What is imported once, before processes part: what does the tasks that there are."""

_WAYS: list[str] = []
"""How processes are started, once it is known."""

PATIENCE = 5.0
"""Seconds that an ended process is waited for."""


def _ignore(result: object) -> None:
    """What is done with a result where nobody asks for it."""


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, the way to it, and the number of the task that it has in hand."""

    process: BaseProcess
    way: Connection
    task: int | None = None


@dataclass(slots=True)
class _Round:
    """Tasks that are being done: the numbers of those not yet begun, the results of those done, and
    which of them ended a process once."""

    tasks: Sequence[Any]
    left: deque[int]
    results: dict[int, Any] = field(default_factory=dict)
    died: set[int] = field(default_factory=set)


class Workers(Generic[Given, Task, Result]):
    """Does tasks with what ``make`` makes of what is ``given``, which must go through a pipe.

    With one job all is done in this process, and nothing is started; so is a single task, unless it
    is to be done ``apart``. Use it in a ``with``; what processes put aside for themselves lies in
    ``folder``, which is to be removed after that. ``meanwhile`` is done when other processes have
    begun.
    """

    def __init__(
        self,
        make: Callable[[Given], Callable[[Task], Result]],
        given: Given,
        *,
        jobs: int,
        folder: Path,
        apart: bool = False,
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        self._make, self._given, self._folder = make, given, folder
        self._jobs, self._fewest = jobs, 1 if apart else 2
        self._meanwhile = meanwhile
        self._work: Callable[[Task], Result] | None = None
        self._workers: list[_Worker] = []

    def __enter__(self) -> Workers[Given, Task, Result]:
        return self

    def __exit__(self, *error: object) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """End all processes; another task would start them anew."""
        self._work = None
        for worker in self._workers:
            worker.way.close()
            worker.process.kill()
        for worker in self._workers:
            worker.process.join(PATIENCE)
        self._workers.clear()

    def do(self, tasks: Sequence[Task], note: Callable[[Result], None] = _ignore) -> list[Result]:
        """The result of each task, in their order. Tasks are begun in that order too; ``note`` is
        given each result when it comes.

        Raises what a task raises, and PressError where one ends its process twice.
        """
        return self.begin(tasks)(note)

    def begin(self, tasks: Sequence[Task]) -> Callable[..., list[Result]]:
        """Have the first tasks begun in other processes, while this one does something else. What
        is given back takes ``note``, does the rest as :meth:`do` would, and must be called before
        other tasks are given."""
        if self._jobs == 1 or (len(tasks) < self._fewest and not self._workers):
            return partial(self._do_here, tasks)
        round_ = _Round(tasks, deque(range(len(tasks))))
        while len(self._workers) < min(self._jobs, len(tasks)):
            self._workers.append(self._start())
        self._hand_out(round_)
        return partial(self._do_beside, round_)

    def _do_here(
        self, tasks: Sequence[Task], note: Callable[[Result], None] = _ignore
    ) -> list[Result]:
        results: list[Result] = []
        for task in tasks:
            self._work = self._work or self._make(self._given)
            results.append(self._work(task))
            note(results[-1])
        return results

    def _do_beside(self, round_: _Round, note: Callable[[Result], None] = _ignore) -> list[Result]:
        if self._meanwhile:
            self._meanwhile()
        while len(round_.results) < len(round_.tasks):
            ways = {worker.way: worker for worker in self._workers if worker.task is not None}
            for way in wait(list(ways)):
                worker = ways[way]  # type: ignore[index]  # wait gives back what it is given
                number, worker.task = worker.task, None
                assert number is not None
                try:
                    done, value = worker.way.recv()
                except (EOFError, OSError):
                    self._replace(worker)
                    _note_death(number, round_.died)
                    round_.left.appendleft(number)
                    continue
                if not done:
                    raise value
                round_.results[number] = value
                note(value)
            self._hand_out(round_)
        return [round_.results[number] for number in range(len(round_.tasks))]

    def _hand_out(self, round_: _Round) -> None:
        for worker in self._workers:
            if worker.task is None and round_.left:
                self._hand(worker, round_.left.popleft(), round_)

    def _hand(self, worker: _Worker, number: int, round_: _Round) -> None:
        try:
            worker.way.send(round_.tasks[number])
        except OSError:  # it died with nothing in hand
            worker = self._replace(worker)
            _note_death(number, round_.died)
            worker.way.send(round_.tasks[number])
        worker.task = number

    def _start(self) -> _Worker:
        ours, theirs = multiprocessing.Pipe()
        # A daemon is ended with this process, even one that an interrupt kept from being known.
        context: Any = multiprocessing.get_context(_way_to_start())
        process = context.Process(
            target=_serve,
            args=(theirs, self._make, self._given, str(self._folder)),
            daemon=True,
        )
        try:
            process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return _Worker(process, ours)

    def _replace(self, worker: _Worker) -> _Worker:
        worker.way.close()
        worker.process.kill()
        worker.process.join(PATIENCE)
        new = self._start()
        self._workers[self._workers.index(worker)] = new
        return new


def _note_death(number: int, died: set[int]) -> None:
    if number in died:
        raise PressError(
            "the process that set a part of it ended twice without a word, perhaps for want of "
            "memory.",
            hint="Build it with --jobs 1, or divide it.",
        )
    died.add(number)


def make_ready(folder: Path, *, is_long: bool = True) -> None:
    """Begin to import what processes need, in one from which they part, beside whatever this one
    does next; without it the first of them waits. What is not ``is_long`` is read by this one. The
    way to that process lies in ``folder``, which is removed when this one ends."""
    if _WAYS:
        return
    before = tempfile.tempdir
    tempfile.tempdir = str(folder)
    try:
        _way_to_start((COMPOSER, READER) if is_long else (COMPOSER,))
    finally:
        tempfile.tempdir = before
    # After Python has removed what it put there, with the priority -100.
    Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=-200)


def _way_to_start(preloaded: Sequence[str] = (COMPOSER, READER)) -> str:
    """How to start a process; what is ``preloaded`` is decided once in a run."""
    if not _WAYS:
        _WAYS.append(_start_server(preloaded))
    return _WAYS[0]


def _start_server(preloaded: Sequence[str]) -> str:
    """``forkserver`` where processes can part from one that has imported the engine; else
    ``spawn``. A server needs a socket, whose path in a deep temporary folder may be too long."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return "spawn"
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(preloaded))
    # The server looks for what it imports where this process found it.
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        with unheard():
            forkserver.ensure_running()
    except OSError:
        return "spawn"
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    return "forkserver"


def _serve(
    way: Connection, make: Callable[[Any], Callable[[Any], Any]], given: Any, folder: str
) -> None:
    """Do one task after another until nobody asks any more."""
    # The layout engine keeps faces in a folder of its own, and a process may be killed.
    tempfile.tempdir = folder
    # Whoever was interrupted ends this process too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work: Callable[[Any], Any] | None = None
    with suppress(EOFError, OSError):
        while True:
            task = way.recv()
            try:
                work = work or make(given)
                answer = (True, work(task))
            except Exception as error:  # noqa: BLE001 # it is raised where the task came from
                answer = (False, error)
            way.send(answer)
