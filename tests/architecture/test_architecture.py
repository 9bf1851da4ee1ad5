"""The rules of the house: which way imports point, where libraries and printing belong, sizes."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import keben

PACKAGE = Path(keben.__file__).parent

LAYERS = (
    ("late_methods",),
    ("model",),
    ("shelf",),
    (
        "digits",
        "errors",
        "glyph_codes",
        "imposition",
        "interrupting",
        "keycaps",
        "labels",
        "mathml",
        "natural_order",
        "numerals",
        "pdfium",
        "pdfobjects",
        "patience",
        "phrasing",
        "picture_kinds",
        "pixels",
        "places",
        "plain_yaml",
        "qr",
        "strokes",
        "walk",
        "watching",
        "width",
        "writable",
    ),
    (
        "bags",
        "crediting",
        "data_words",
        "decoding",
        "findings",
        "libraries",
        "naming",
        "output",
        "raster",
        "runs",
        "settings",
        "workers",
    ),
    ("catalogue",),
    ("readers",),
    ("transforms",),
    ("typecase",),
    ("theme",),
    ("typeset",),
    ("composition",),
    ("editions",),
    ("proof",),
    ("press",),
    ("cli",),
    ("__main__",),
)
"""The modules and packages of keben, the lowest first; those of one row do not know each other."""

HOMES = {
    "PIL": "keben.pixels",
    "click": "keben.cli",
    "jinja2": "keben.typeset",
    "pikepdf": "keben.pdfobjects",
    "pydantic": "keben.settings",
    "pydyf": "keben.composition",
    "pypdfium2": "keben.pdfium",
    "pyphen": "keben.composition",
    "uharfbuzz": "keben.typecase",
    "weasyprint": "keben.composition",
}
"""Libraries with a whole package to themselves; every other is imported in one module."""

LONGEST = 300
LONGER = {
    "keben.model": "one list of the kinds of nodes",
}

LOUD = {
    ("keben.press.pool", "SystemExit"),
    ("keben.press.pool", "os._exit"),
    ("keben.interrupting", "SystemExit"),
}
"""A worker process ends itself when the run is interrupted, though its exception be lost."""


@dataclass(frozen=True)
class Module:
    """A module of keben: its dotted name, its text and its syntax tree."""

    name: str
    text: str
    tree: ast.Module

    @property
    def unit(self) -> str:
        """The module or package right under keben to which it belongs."""
        return self.name.split(".")[1] if "." in self.name else "keben"

    def imports(self, *, at_load: bool = False) -> Iterator[str]:
        """The dotted names that it imports: anywhere, or only those met while it is loaded."""
        for node in self.tree.body if at_load else ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}:{node.lineno}: a relative import"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def read(path: Path) -> Module:
    name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    text = path.read_text(encoding="utf-8")
    return Module(name.removesuffix(".__init__"), text, ast.parse(text))


MODULES = {module.name: module for module in map(read, sorted(PACKAGE.rglob("*.py")))}


def libraries() -> dict[str, set[str]]:
    """Each third-party library, with the modules that import it."""
    users: dict[str, set[str]] = {}
    for module in MODULES.values():
        for name in module.imports():
            top = name.split(".")[0]
            if top != "keben" and top not in sys.stdlib_module_names:
                users.setdefault(top, set()).add(module.name)
    return users


def test_imports_point_down() -> None:
    rank = {unit: number for number, row in enumerate(LAYERS) for unit in row} | {"keben": 0.5}
    assert {module.unit for module in MODULES.values()} <= rank.keys()
    assert not [
        f"{module.name} imports {name}"
        for module in MODULES.values()
        for name in module.imports()
        if name.startswith("keben.") and (unit := name.split(".")[1]) != module.unit
        if unit != "__version__" and rank[unit] >= rank[module.unit]
    ]


def test_no_imports_go_in_a_circle() -> None:
    graph = {
        module.name: {
            name if name in MODULES else name.rpartition(".")[0]
            for name in module.imports(at_load=True)
            if name.startswith("keben.")
        }
        - {module.name}
        for module in MODULES.values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" ← ".join(error.args[1]))


def test_a_library_is_imported_in_one_place() -> None:
    for library, users in libraries().items():
        home = HOMES.get(library)
        strangers = [user for user in users if not home or not f"{user}.".startswith(f"{home}.")]
        assert len(strangers) <= (0 if home else 1), f"{library}: {', '.join(sorted(users))}"


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        normal(re.split(r"[^\w.-]", line)[0]) for line in project["project"]["dependencies"]
    }
    origins = importlib.metadata.packages_distributions()
    imported = {normal(origins[library][0]) for library in libraries()}
    assert declared == imported


def normal(distribution: str) -> str:
    """A distribution's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_module_opens_with_what_it_is_for() -> None:
    assert not [name for name, module in MODULES.items() if not ast.get_docstring(module.tree)]


def test_every_module_can_be_read_in_one_go() -> None:
    lengths = {name: module.text.count("\n") for name, module in MODULES.items()}
    assert {name for name, length in lengths.items() if length > LONGEST} <= LONGER.keys()


def test_nothing_prints_or_exits_but_the_command_line() -> None:
    found = {
        (module.name, word)
        for module in MODULES.values()
        if module.unit not in ("cli", "__main__")
        for word in loud_words(module.tree)
    }
    assert found <= LOUD


def loud_words(tree: ast.Module) -> Iterator[str]:
    """With what a module prints, exits or touches the standard streams."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="print" | "exit" | "quit" | "input" as name)):
                yield name
            case ast.Attribute(
                value=ast.Name(id="sys"), attr="exit" | "stdout" | "stderr" | "stdin" as name
            ):
                yield f"sys.{name}"
            case ast.Attribute(value=ast.Name(id="os"), attr="_exit" | "abort" as name):
                yield f"os.{name}"
            case ast.Name(id="SystemExit"):
                yield "SystemExit"


def test_the_rule_against_printing_sees_what_it_forbids() -> None:
    source = "print(1)\nsys.exit(2)\nraise SystemExit(3)\nsys.stderr.write('4')\n"
    assert list(loud_words(ast.parse(source))) == ["print", "sys.exit", "SystemExit", "sys.stderr"]
