"""Paths of the command line → manuscripts; a manuscript → its decoded sources in reading order.

A folder is arranged by the module for its kind: ``opening.KINDS`` lists them.
"""

from keben.catalogue.contents import Chapter, Contents, Group
from keben.catalogue.manuscripts import Copy, Manuscript, plan
from keben.catalogue.opening import open_manuscript, root_of
from keben.catalogue.plain import BOOK_SETTINGS

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
