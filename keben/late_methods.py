"""Methods of the package's data classes → compiled when they are first called.

Up to Python 3.12, ``dataclasses`` compiles each of the six methods of a frozen class by itself when
its module is imported: 0.25 s of the 2 that an article takes, though most are never called. A class
keeps a stand-in for each until somebody calls it; then the method that Python would have made takes
its place.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

PARAMETERS = ("name", "args", "body", "globals", "locals", "return_type")
"""What Python's own way to compile a method is given, in the versions that this was written for."""

OURS = "keben."


def compile_late() -> None:
    """Have classes of this package that are made from now on compile their methods late. Where
    Python makes them in another way, all stays as it is."""
    compiling: Any = getattr(dataclasses, "_create_fn", None)
    code = getattr(compiling, "__code__", None)
    if code and code.co_varnames[: code.co_argcount + code.co_kwonlyargcount] == PARAMETERS:
        dataclasses._create_fn = _compiling_late(compiling)  # type: ignore[attr-defined]


def _compiling_late(compiling: Callable[..., Any]) -> Callable[..., Any]:
    def compile_method(name: str, *given: Any, **named: Any) -> Callable[..., Any]:
        namespace = named.get("globals") or {}
        if not str(namespace.get("__name__")).startswith(OURS):
            return compiling(name, *given, **named)  # type: ignore[no-any-return]
        return _stand_in(name, lambda: compiling(name, *given, **named))

    return compile_method


def _stand_in(name: str, make: Callable[[], Callable[..., Any]]) -> Callable[..., Any]:
    """A method that makes the true one when it is called, and gives it its place."""
    made: list[Callable[..., Any]] = []

    def method(self: object, *given: Any, **named: Any) -> Any:
        if not made:
            made.append(make())
            for owner in type(self).__mro__:
                if vars(owner).get(name) is method:
                    setattr(owner, name, made[0])
        return made[0](self, *given, **named)

    method.__name__ = name
    return method
