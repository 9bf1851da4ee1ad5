"""Results of pure work → files under the digest of all that they were made from, and back.

What is kept is a pickle behind its SHA-256, in a folder of the user's own. A file that is broken
counts as never kept, and a folder that cannot be written as none.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from os import utime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, TypeVar

Result = TypeVar("Result")

TOGETHER = 8
"""Small parts whose results are kept together, about."""

LARGE = 65_536
"""Bytes of a part after which no other is kept together with it."""

CHECK = sha256().digest_size
"""Bytes of the digest with which a kept file begins."""


@dataclass(frozen=True)
class Shelf:
    """Results lie in ``folder``, None for nowhere, and are taken from there unless to ``renew``
    is asked for. ``ground`` stands for what may change any of them: the program and its
    libraries."""

    folder: Path | None = None
    ground: str = ""
    renew: bool = False

    @cached_property
    def ready(self) -> Path | None:
        """The folder, which is there now; None where it cannot be had."""
        if self.folder is not None:
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                NamedTemporaryFile(dir=self.folder, prefix=".").close()
                return self.folder
        return None

    def key(self, kind: str, parts: Iterable[bytes]) -> str:
        """The name of what some work, its ``kind``, makes of all these parts and nothing else."""
        found = sha256()
        for part in (self.ground.encode(), kind.encode(), *parts):
            found.update(len(part).to_bytes(8, "big"))
            found.update(part)
        return found.hexdigest()

    def take(self, key: str) -> Any:
        """What is kept under a key; None where that is nothing."""
        if self.ready is None or self.renew:
            return None
        file = self.ready / key
        body = read_body(file)
        if body is None:
            return None
        used(file)
        with suppress(ValueError, EOFError, AttributeError, ImportError, pickle.PickleError):
            return pickle.loads(body)
        return None

    def keep(self, key: str, result: object) -> None:
        """Keep a result, which is not None."""
        if self.ready is not None:
            with suppress(OSError, RecursionError):  # of what is nested without measure
                data = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
                write_body(self.ready / key, data)

    def made(self, kind: str, parts: Iterable[bytes], make: Callable[[], Result]) -> Result:
        """What ``make`` gives, from where it is kept or made now."""
        return self.begun(self.key(kind, parts), lambda: make)() if self.ready else make()

    def each(
        self,
        kind: str,
        parts: Sequence[bytes],
        make: Callable[[Sequence[int]], Iterable[Result]],
    ) -> list[Result]:
        """What ``make`` gives for each of many parts, in order; it is given the numbers of those of
        which nothing is kept."""
        if self.ready is None:
            return list(make(range(len(parts))))
        digests = [sha256(part).digest() for part in parts]
        groups = list(_groups(parts, digests))
        keys = [self.key(kind, (digests[number] for number in group)) for group in groups]
        kept: list[Sequence[Result] | None] = [self.take(key) for key in keys]
        pairs = zip(groups, kept, strict=True)
        new = iter(make([n for group, known in pairs if known is None for n in group]))
        found: list[Result] = []
        for group, key, known in zip(groups, keys, kept, strict=True):
            results = known or [next(new) for _ in group]
            if known is None:
                self.keep(key, results)
            found += results
        return found

    def begun(self, key: str, begin: Callable[[], Callable[[], Result]]) -> Callable[[], Result]:
        """Begin what is not kept under a key; what is given back waits for it."""
        kept: Result | None = self.take(key)
        if kept is not None:
            return lambda: kept
        finish = begin()

        def made() -> Result:
            found = finish()
            self.keep(key, found)
            return found

        return made


NOWHERE = Shelf()
"""Nothing is kept."""


def _groups(parts: Sequence[bytes], digests: Sequence[bytes]) -> Iterator[range]:
    """The numbers of parts that are kept together. Where a group ends hangs on its last part alone,
    so that one that changes, comes or goes leaves other groups as they are."""
    first = 0
    for end, (part, digest) in enumerate(zip(parts, digests, strict=True), start=1):
        if len(part) > LARGE or not digest[0] % TOGETHER or end == len(parts):
            yield range(first, end)
            first = end


def write_body(file: Path, *pieces: bytes) -> None:
    """Write a kept file, whole or not at all. Raises OSError."""
    check = sha256()
    for piece in pieces:
        check.update(piece)
    with NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as temporary:
        try:
            temporary.writelines((check.digest(), *pieces))
            temporary.close()
            Path(temporary.name).replace(file)
        except BaseException:
            Path(temporary.name).unlink(missing_ok=True)
            raise


def read_body(file: Path) -> memoryview | None:
    """What stands in a kept file after its digest; None where there is none, or it is broken."""
    with suppress(OSError):
        written = memoryview(file.read_bytes())
        if sha256(written[CHECK:]).digest() == written[:CHECK]:
            return written[CHECK:]
    return None


def used(file: Path) -> None:
    """What was used longest ago goes first, where there is too much."""
    with suppress(OSError):
        utime(file)
