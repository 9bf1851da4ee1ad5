"""A folder of files ⇄ a zipped BagIt bag (RFC 8493), always the same bytes; hostile ones refused.

Only :mod:`keben.bags.bag` imports bagit.
"""

from keben.bags.bag import Trouble, examine, seal
from keben.bags.packing import pack
from keben.bags.unpacking import unpack

__all__ = ["Trouble", "examine", "pack", "seal", "unpack"]
