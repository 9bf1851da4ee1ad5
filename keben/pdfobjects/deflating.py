"""Bytes → the same deflated, as small as is worth the time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

import deflate

LEVEL = 11
"""How hard libdeflate tries, of 12. From 10 on it looks for the shortest way to write everything;
the 12th takes half as long again for a two-thousandth."""


def deflated(data: bytes) -> bytes:
    """The bytes in the format of zlib (RFC 1950). Which they are depends on the library's version
    alone, so a file made by the same lock is the same everywhere."""
    return bytes(deflate.zlib_compress(data, LEVEL))


def all_deflated(every: Iterable[bytes], jobs: int) -> Iterator[bytes]:
    """Each of them deflated, so many at a time: libdeflate lets other threads work meanwhile."""
    if jobs == 1:
        yield from map(deflated, every)
        return
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(deflated, every)
