"""Paths of the command line → manuscripts; a manuscript → its decoded sources in reading order.

A folder is arranged by the module for its kind: ``opening.KINDS`` lists them. They are imported
when a manuscript is opened: a run with nothing to make opens none.
"""

from typing import TYPE_CHECKING, Any

from keben.catalogue.contents import Chapter, Contents, Group
from keben.catalogue.manuscripts import Copy, Manuscript, plan
from keben.catalogue.plain import BOOK_SETTINGS

if TYPE_CHECKING:
    from keben.catalogue.opening import open_manuscript, root_of

__all__ = [
    "BOOK_SETTINGS",
    "Chapter",
    "Contents",
    "Copy",
    "Group",
    "Manuscript",
    "open_manuscript",
    "plan",
    "root_of",
]


def __getattr__(name: str) -> Any:
    """What opens a manuscript, when it is asked for (PEP 562)."""
    if name not in ("open_manuscript", "root_of"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from keben.catalogue import opening

    return getattr(opening, name)
