"""The one place where WeasyPrint's own functions are replaced: what, by what, and until when.

Every hook is checked against the signature that it was written for before it is set, so that
another version of WeasyPrint is a clear error and not a wrong page.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from keben.errors import PressError

SUPPORTED = "70"
"""The major version of WeasyPrint that the hooks were written for."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One replaced function: where it lives, the parameters it must have, what stands in for it.

    ``make`` is given the original and returns the replacement; ``until`` says which change
    upstream would make the hook needless.
    """

    owner: ModuleType | type
    name: str
    parameters: tuple[str, ...]
    make: Callable[[Callable[..., Any]], Callable[..., Any]]
    until: str


_installed: set[tuple[ModuleType | type, str]] = set()


def install(hooks: tuple[Hook, ...]) -> None:
    """Check and set some hooks, once in a process.

    Raises PressError where a hooked name is gone or has other parameters.
    """
    for hook in hooks:
        key = (hook.owner, hook.name)
        if key in _installed:
            continue
        original = getattr(hook.owner, hook.name, None)
        if original is None or _parameters(original) != hook.parameters:
            raise PressError(
                f"WeasyPrint's {hook.owner.__name__}.{hook.name} is not the one that keben "
                f"builds on.",
                hint=f"Install WeasyPrint {SUPPORTED}, as requirements.lock names it.",
            )
        setattr(hook.owner, hook.name, hook.make(original))
        _installed.add(key)


def _parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(inspect.unwrap(function)).parameters)
