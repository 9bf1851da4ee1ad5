"""Classes whose methods are compiled late are the classes that Python makes."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from keben.late_methods import compile_late
from keben.model import Emphasis, Text


def test_a_class_of_the_package_is_a_data_class() -> None:
    text = Text("字")
    assert text == Text("字") != Text("詞")
    assert hash(text) == hash(Text("字"))
    assert repr(Emphasis((text,))).startswith("Emphasis(children=(Text(")
    assert replace(text, text="詞") == Text("詞") == pickle.loads(pickle.dumps(Text("詞")))
    with pytest.raises(FrozenInstanceError):
        text.text = "詞"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del text.text  # type: ignore[misc]
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        Text()  # type: ignore[call-arg]


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the methods that are compiled, in a Python that compiles each by itself."""
    made: list[str] = []

    def create(name, args, body, *, globals=None, locals=None, return_type=None):  # type: ignore[no-untyped-def]
        made.append(name)
        return lambda self, *given: (name, given)

    monkeypatch.setattr(dataclasses, "_create_fn", create, raising=False)
    return made


def method(name: str, module: str) -> object:
    make = dataclasses._create_fn  # type: ignore[attr-defined]
    return make(name, (), (), globals={"__name__": module})


def test_a_method_is_compiled_once_when_it_is_called(compiled: list[str]) -> None:
    compile_late()

    class Base:
        __lt__ = method("__lt__", "keben.model")
        __eq__ = method("__eq__", "keben.model")

    class Child(Base):
        pass

    assert compiled == []
    assert (Child() < 1) == ("__lt__", (1,))
    assert (Base() == 2) == ("__eq__", (2,))
    assert compiled == ["__lt__", "__eq__"]
    assert Base.__eq__.__name__ == "<lambda>"


def test_classes_of_others_are_left_alone(compiled: list[str]) -> None:
    compile_late()
    method("__init__", "pydantic.main")
    assert compiled == ["__init__"]


def test_another_way_to_compile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def create(name: str, text: str) -> None: ...

    monkeypatch.setattr(dataclasses, "_create_fn", create, raising=False)
    compile_late()
    assert dataclasses._create_fn is create  # type: ignore[attr-defined]
    monkeypatch.delattr(dataclasses, "_create_fn")
    compile_late()
    assert not hasattr(dataclasses, "_create_fn")


def test_a_class_with_late_methods_can_be_extended() -> None:
    @dataclass(frozen=True, slots=True)
    class Longer(Text):
        more: int = 0

    assert Longer("字", more=1) == Longer("字", more=1) != Longer("字")
