"""The libraries that keben stands on → their versions, as they are installed.

No list of them is kept, so that none is forgotten: one that only another library needs, such as the
one that divides words, changes pages as well.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from keben.watching import unwatched

OURS = "keben"
ENDINGS = (".dist-info", ".egg-info")
"""Of the folders that say what is installed (PEP 376)."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""The name in a requirement (PEP 508)."""

SEPARATORS = re.compile(r"[-_.]+")
"""What stands for one hyphen in a name (PEP 503)."""


@cache
def libraries() -> Mapping[str, str]:
    """Version by name, in alphabetical order; empty where keben itself is not installed.

    They are those that keben declares, those that these declare, and so on. Requirements with a
    marker (of an extra, of another system) are left out: whether they are
    installed may differ from machine to machine under one lock.
    """
    met: set[str] = set()
    found: dict[str, str] = {}
    left = [OURS]
    while left:
        name = left.pop()
        if name in met:
            continue
        met.add(name)
        try:
            library = distribution(name)
        except PackageNotFoundError:
            continue
        if name != OURS:
            found[library.name] = library.version
        left += [_name(each) for each in library.requires or () if ";" not in each]
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


@cache
def installed() -> tuple[str, ...]:
    """Names and versions of all that Python finds here, as their folders are called: more than
    :func:`libraries`, for the price of a few listings."""
    names: set[str] = set()
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        # The working folder may be among them, and is no part of what a document is made from.
        with unwatched():
            entries = list(folder.iterdir())
        names.update(path.name for path in entries if path.name.endswith(ENDINGS))
    return tuple(sorted(names))


def _name(requirement: str) -> str:
    match = NAME.match(requirement)
    return SEPARATORS.sub("-", match[0]).lower() if match else ""
