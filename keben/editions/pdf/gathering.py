"""XHTML of gatherings → their pages, laid out beside each other, each once.

What is known of a gathering is kept in a file under the digest of all that it was made from, with
its PDF behind it.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from keben.composition.facts import Facts
from keben.composition.forme import Forme
from keben.composition.tasks import LENGTH, Lines, Task, composing
from keben.editions.workshop import Workshop
from keben.output import scratch_folder
from keben.shelf import read_body, used
from keben.typeset.print_macros import STANDING
from keben.workers import Workers


@dataclass(frozen=True, slots=True)
class Laid:
    """A gathering that is laid out: what is known of it, and the file that has its PDF."""

    facts: Facts
    file: Path

    def data(self) -> bytes:
        """Its PDF, without faces."""
        body = read_body(self.file)
        assert body is not None
        return bytes(body[_end_of_facts(body) :])


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gathering to be laid out: its XHTML, and whether it begins on a left-hand page."""

    html: str
    on_left: bool = False


class Setter:
    """Has gatherings of one forme laid out. Use :func:`setter`."""

    def __init__(
        self,
        forme: Forme,
        workshop: Workshop,
        folder: Path,
        spare: Path,
        workers: _Hands,
        tell: Callable[[int], None],
    ) -> None:
        self._forme, self._shelf, self._tell, self._pages = forme, workshop.shelf, tell, 0
        self._folder, self._spare, self._workers = folder, spare, workers
        self._laid: dict[str, Laid] = {}
        self._digests: dict[str, bytes] = {}
        self._ground = _digest_forme(forme, workshop.shelf.ground)

    def gatherings(self, wanted: Sequence[Wanted]) -> list[Laid]:
        """Each gathering, from where it is kept or made now.

        Raises FontError, OutputError, and PressError where it cannot be made.
        """
        keys = [self._key(each) for each in wanted]
        files = {key: self._folder / key for key in keys}
        missing: dict[str, Wanted] = {}
        for key, each in zip(keys, wanted, strict=True):
            if key not in self._laid and not self._take(key, files[key]):
                missing[key] = each
        # The longest first, so that no process is left alone with one at the end.
        order = sorted(missing, key=lambda key: (-len(missing[key].html), key))
        self._workers.do(
            [
                Task(missing[key].html, missing[key].on_left, files[key], self._spare / key)
                for key in order
            ],
            self._count,
        )
        for key in order:
            places = (files[key], self._spare / key)
            found = ((facts, place) for place in places if (facts := _read(place)))
            laid = next(found, None)
            assert laid is not None, "a gathering that was just written"
            self._laid[key] = Laid(*laid)
        return [self._laid[key] for key in keys]

    def lines(self, html: str) -> Callable[[], Lines]:
        """Begin the lines of short texts, one on each page of a document, where they are not kept.
        What is given back waits for them, before anything else is laid out."""

        def begin() -> Callable[[], Lines]:
            finish = self._workers.begin([Task(html, False, None)])

            def made() -> Lines:
                (found,) = finish()
                assert not isinstance(found, int)
                return found

            return made

        key = self._shelf.key("lines", [self._key(Wanted(html)).encode()])
        return self._shelf.begun(key, begin)

    def _count(self, made: Lines | int) -> None:
        if isinstance(made, int):
            self._pages += made
            self._tell(self._pages)

    def dismiss(self) -> None:
        """End what lays out, which is not needed any more, and give its memory back."""
        self._workers.dismiss()

    def _take(self, key: str, file: Path) -> bool:
        if self._shelf.renew:
            return False
        facts = _read(file)
        if facts is None:
            return False
        used(file)
        self._laid[key] = Laid(facts, file)
        return True

    def _key(self, wanted: Wanted) -> str:
        """The digest of all that a gathering is made from."""
        found = sha256(self._ground.encode())
        for address in sorted(_named(wanted.html, self._forme.files)):
            found.update(address.encode())
            found.update(self._digest(address))
        found.update(b"left" if wanted.on_left else b"right")
        found.update(wanted.html.encode())
        return found.hexdigest()

    def _digest(self, address: str) -> bytes:
        """That of a picture, taken once: the numbers of pages make many rounds."""
        if address not in self._digests:
            file = self._forme.files[address]
            data = file if isinstance(file, bytes) else file.read_bytes()
            self._digests[address] = sha256(data).digest()
        return self._digests[address]


def _named(html: str, files: Mapping[str, bytes | Path]) -> Iterator[str]:
    """The addresses of the pictures that a document shows."""
    for address in re.findall(r'src="([^"]+)"', html):
        for each in (address, STANDING.format(address=address)):
            if each in files:
                yield each


_Hands = Workers[Forme, Task, Lines | int]


@contextmanager
def setter(
    forme: Forme, workshop: Workshop, tell: Callable[[int], None] = lambda pages: None
) -> Iterator[Setter]:
    """A setter, as long as the block lasts. Its processes end with it; what it made lies in files
    until then, or longer where the workshop keeps them. ``tell`` is told how many pages it has laid
    out."""
    with (
        scratch_folder() as scratch,
        Workers(
            composing,
            forme,
            jobs=workshop.jobs,
            folder=scratch,
            apart=True,
            meanwhile=workshop.meanwhile,
        ) as workers,
    ):
        yield Setter(forme, workshop, workshop.shelf.ready or scratch, scratch, workers, tell)


def _digest_forme(forme: Forme, ground: str) -> str:
    found = sha256(ground.encode())
    for text in (
        forme.css,
        repr(forme.rules),
        forme.variant,
        repr(forme.sidebar),
        repr((forme.signs, forme.signs_beside)),
    ):
        found.update(sha256(text.encode()).digest())
    found.update(bytes([forme.on_its_side, forme.draft]))
    for name in sorted(forme.faces()):
        found.update(name.encode())
    return found.hexdigest()


def _read(file: Path) -> Facts | None:
    """What a kept file knows of its gathering; None where there is none, or it is broken."""
    body = read_body(file)
    if body is None:
        return None
    with suppress(ValueError, EOFError, AttributeError, ImportError, pickle.PickleError):
        facts = pickle.loads(body[LENGTH : _end_of_facts(body)])
        if isinstance(facts, Facts):
            return facts
    return None


def _end_of_facts(body: memoryview) -> int:
    return LENGTH + int.from_bytes(body[:LENGTH], "big")
