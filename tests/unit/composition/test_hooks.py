"""A hooked function that has changed is a clear error, not a wrong page."""

from __future__ import annotations

from types import ModuleType

import pytest

from keben.composition import composing
from keben.composition.hooks import SUPPORTED, Hook, install
from keben.errors import PressError


def module() -> ModuleType:
    made = ModuleType("engine")
    made.measure = lambda text, width: width  # type: ignore[attr-defined]
    return made


def doubling(original):  # type: ignore[no-untyped-def]
    return lambda text, width: 2 * original(text, width)


def test_a_hook_takes_the_place_of_the_original() -> None:
    owner = module()
    install((Hook(owner, "measure", ("text", "width"), doubling, "never"),))
    assert owner.measure("", 3) == 6


def test_a_hook_is_set_once() -> None:
    owner = module()
    hook = Hook(owner, "measure", ("text", "width"), doubling, "never")
    install((hook,))
    install((hook,))
    assert owner.measure("", 3) == 6


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("measure", ("text",)), ("measure", ("width", "text")), ("gone", ("text", "width"))],
)
def test_another_signature_is_refused(name: str, parameters: tuple[str, ...]) -> None:
    owner = module()
    with pytest.raises(PressError, match=rf"engine\.{name} is not the one") as caught:
        install((Hook(owner, name, parameters, doubling, "never"),))
    assert f"WeasyPrint {SUPPORTED}" in caught.value.hint
    assert not hasattr(owner, "gone")
    assert owner.measure("", 3) == 3


def test_every_hook_says_until_when_it_is_needed() -> None:
    every = composing.HOOKS
    assert all(hook.until for hook in every)
    assert len({(id(hook.owner), hook.name) for hook in every}) == len(every)


def test_none_is_set_where_one_does_not_fit() -> None:
    owner = module()
    fitting = Hook(owner, "measure", ("text", "width"), doubling, "never")
    with pytest.raises(PressError):
        install((fitting, Hook(owner, "gone", (), doubling, "never")))
    assert owner.measure("", 3) == 3
    install((fitting,))
    assert owner.measure("", 3) == 6
