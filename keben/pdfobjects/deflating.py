"""Bytes → the same deflated, as small as is worth the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import deflate

from keben.shelf import NOWHERE, Shelf

LEVEL = 11
"""How hard libdeflate tries, of 12. From 10 on it looks for the shortest way to write everything;
the 12th takes half as long again for a two-thousandth."""


def deflated(data: bytes) -> bytes:
    """The bytes in the format of zlib (RFC 1950). Which they are depends on the library's version
    alone, so a file made by the same lock is the same everywhere."""
    return bytes(deflate.zlib_compress(data, LEVEL))


def all_deflated(every: Sequence[bytes], jobs: int, shelf: Shelf = NOWHERE) -> list[bytes]:
    """Each of them deflated, so many at a time: libdeflate lets other threads work meanwhile. What
    is on a ``shelf`` was deflated before."""

    def make(numbers: Sequence[int]) -> Iterator[bytes]:
        left = (every[number] for number in numbers)
        if jobs == 1:
            yield from map(deflated, left)
            return
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(deflated, left)

    return shelf.each("deflated", every, make)
