"""Manuscripts and an order → a Result: from the stock, in this process, or in several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from keben.errors import PressError
from keben.interrupting import unheard
from keben.model import Location
from keben.output import clear_after, lasting_folder
from keben.press.order import Done, Order, Outcome, Report, Result, needed, tell_nobody
from keben.press.slips import covered, slip
from keben.press.stock import Kept
from keben.watching import forget, watching
from keben.workers import make_ready

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from keben.catalogue import Manuscript

LAID_OUT = frozenset(("pdf", "epub"))
"""The editions for which something is laid out: pages, or a cover."""

LONG = 100_000
"""Bytes of a text whose pages may be read by several processes."""


def build(
    manuscripts: Sequence[Manuscript], order: Order, *, jobs: int = 1, report: Report = tell_nobody
) -> Result:
    """Make every manuscript that is not in stock; one that fails does not stop the others.

    With several ``jobs`` each manuscript is made in a process of its own, and only :class:`Done`
    is reported, in the order of finishing; jobs that are left over help with the chapters of each.
    What is no PressError is a bug and is raised.
    """
    outcomes: dict[str, Outcome] = {}

    def note(outcome: Outcome) -> None:
        outcomes[outcome.name] = outcome
        report(Done(outcome, len(outcomes), len(manuscripts)))

    left: list[Manuscript] = []
    for manuscript in manuscripts:
        kept = _take(manuscript, order)
        if kept:
            note(kept)
        else:
            left.append(manuscript)
    order = replace(order, jobs=max(1, jobs // max(1, len(left))))
    jobs = min(jobs, len(left))
    if jobs > 1 and _can_part():
        _build_apart(left, order, jobs, note)
    else:
        for manuscript in left:
            note(make_and_keep(manuscript, order, report))
    return Result(tuple(outcomes[manuscript.name] for manuscript in manuscripts))


def _take(manuscript: Manuscript, order: Order) -> Outcome | None:
    """The outcome from the stock, its files put in place."""
    if order.stock is None or order.renew:
        return None
    try:
        kept = order.stock.take(slip(manuscript, order), order.output)
    except PressError as error:
        return Outcome(manuscript.name, error=error)
    if kept is None:
        return None
    return Outcome(manuscript.name, kept.artifacts, kept.findings, kept=True, dated=kept.dated)


def make_and_keep(manuscript: Manuscript, order: Order, report: Report = tell_nobody) -> Outcome:
    """Make one manuscript, and keep what came of it where nothing went wrong."""
    if order.jobs > 1 and LAID_OUT.intersection(needed(order.formats)):
        with suppress(OSError):  # where there is no room, the first process waits
            make_ready(lasting_folder(), is_long=_is_long(manuscript))
    # A run that finds everything in stock has no use for the press itself.
    from keben.press.run import make

    with watching() as seen:
        outcome = make(manuscript, order, report)
        for path in (*covered(order), *(artifact.path for artifact in outcome.artifacts)):
            forget(path)
    if order.stock is not None and outcome.error is None:
        kept = Kept(outcome.artifacts, outcome.findings, outcome.dated)
        order.stock.keep(slip(manuscript, order), kept, seen)
    return outcome


def _is_long(manuscript: Manuscript) -> bool:
    """True for what is likely to be read back by several processes: a book, or a long text."""
    with suppress(OSError):
        return any(p.is_dir() or p.stat().st_size > LONG for p in manuscript.paths)
    return False


def _build_apart(
    manuscripts: Sequence[Manuscript],
    order: Order,
    jobs: int,
    note: Callable[[Outcome], None],
) -> None:
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    suspects = list(manuscripts)
    faults: list[BaseException] = []
    with _workers(jobs, order.output) as pool:
        futures = dict(zip(_submit(pool, manuscripts, order), manuscripts, strict=True))
        for future in as_completed(futures):
            fault = future.exception()
            if isinstance(fault, BrokenProcessPool):
                continue
            suspects.remove(futures[future])
            if fault is None:
                note(future.result())
            else:
                faults.append(fault)
    # When a worker dies, its fellows' work is lost with it. Each goes on alone, so that only the
    # manuscript that kills its worker is lost.
    for manuscript in suspects:
        with _workers(1, order.output) as pool:
            (future,) = _submit(pool, (manuscript,), order)
            note(_alone(future) or _died(manuscript))
    if faults:
        raise faults[0]


def _submit(
    pool: ProcessPoolExecutor, manuscripts: Sequence[Manuscript], order: Order
) -> list[Future[Outcome]]:
    # Workers inherit that they hear of no interruption: this process ends them.
    with unheard():
        return [pool.submit(make_and_keep, manuscript, order) for manuscript in manuscripts]


def _can_part() -> bool:
    """False where the system has no semaphores for several processes, as without /dev/shm."""
    try:
        multiprocessing.get_context("spawn").Semaphore()
    except (OSError, ImportError):
        return False
    return True


@contextmanager
def _workers(jobs: int, output: Path) -> Iterator[ProcessPoolExecutor]:
    from concurrent.futures import ProcessPoolExecutor

    # Started anew rather than forked: forking a process that has threads may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        try:
            yield pool
        except KeyboardInterrupt:
            _stop(pool, output)
            raise


def _stop(pool: ProcessPoolExecutor, output: Path) -> None:
    """Kill every worker, wherever it is, and remove what it was working on."""
    pool.shutdown(wait=False, cancel_futures=True)
    workers = multiprocessing.active_children()
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join()
        clear_after(worker.pid or 0, output)


def _alone(future: Future[Outcome]) -> Outcome | None:
    """What a worker of one manuscript made; None if it died."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _died(manuscript: Manuscript) -> Outcome:
    error = PressError(
        "the process that made this ended without a word, perhaps for want of memory.",
        location=Location(manuscript.paths[0]),
        hint="Build it by itself, or divide it.",
    )
    return Outcome(manuscript.name, error=error)
