"""Modules that WeasyPrint imports and that no build needs → imported when something asks for them.

fontTools cuts fonts where HarfBuzz cannot, and makes instances of variable emoji fonts; reading it
takes longer than setting a page.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

LATE = ("fontTools.subset", "fontTools.varLib.instancer")


class _Late(ModuleType):
    """Stands in for a module: each of its names is a function that imports it and calls that."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*given, **named)

        return call


@contextmanager
def importing_late(*names: str) -> Iterator[None]:
    """Let whatever is imported meanwhile get stand-ins for some modules."""
    stand_ins = {name: _Late(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
