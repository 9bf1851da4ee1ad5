"""The one place where WeasyPrint's own functions are replaced: what, by what, and until when.

Every hook is checked against the signature that it was written for before it is set, so that
another version of WeasyPrint is a clear error and not a wrong page.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from types import ModuleType
from typing import Any

from keben.errors import PressError

SUPPORTED = "70"
"""The major version of WeasyPrint that the hooks were written for."""


OF_BLOCKS = (
    *("context", "box", "bottom_space", "skip_stack", "containing_block"),
    *("page_is_empty", "absolute_boxes", "fixed_boxes", "adjoining_margins"),
    *("first_letter_style", "first_line_style", "discard", "max_lines"),
)
"""The parameters of WeasyPrint's functions that lay out a block of whatever kind."""


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
_installing = Lock()


def install(hooks: tuple[Hook, ...]) -> None:
    """Check some hooks and set them, once in a process, whichever thread asks first.

    Raises PressError, with none set, where a hooked name is gone or has other parameters.
    """
    with _installing:
        new = [hook for hook in hooks if (hook.owner, hook.name) not in _installed]
        for hook in new:
            _check(hook)
        for hook in new:
            setattr(hook.owner, hook.name, hook.make(getattr(hook.owner, hook.name)))
            _installed.add((hook.owner, hook.name))


def _check(hook: Hook) -> None:
    original = getattr(hook.owner, hook.name, None)
    if original is None or _parameters(original) != hook.parameters:
        raise PressError(
            f"WeasyPrint's {hook.owner.__name__}.{hook.name} is not the one that keben builds on.",
            hint=f"Install WeasyPrint {SUPPORTED}, as requirements.lock names it.",
        )


def _parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(inspect.unwrap(function)).parameters)
