"""TeX, as authors write formulas → presentation MathML 3. The only importer of latex2mathml."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from latex2mathml import converter, exceptions

NAMESPACE = "http://www.w3.org/1998/Math/MathML"

_LONGEST = 4000
"""Characters of one formula; what is longer is no formula, and would take seconds to draw."""

_ENVIRONMENTS = {
    "aligned": "split",
    "align": "align*",
    "alignedat": "split",
    "eqnarray": "align*",
    "multline": "gather*",
    "multline*": "gather*",
    "gather": "gather*",
    "equation": "",
    "equation*": "",
    "displaymath": "",
    "math": "",
}
"""Environments of amsmath by the names that the converter knows; those with none are the formula
itself. Equations carry no number unless ``\\tag`` gives one."""

_EDGES = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}(\{\d+\}(?=.)|)", re.DOTALL)
_CENTRED = re.compile(r"\\begin\{(gathered|gather\*)\}(.*?)\\end\{\1\}", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*")


class BadFormula(Exception):
    """The TeX cannot be understood; the message says why."""


def to_mathml(tex: str, *, display: bool) -> str:
    """The ``<math>`` element of a formula, with the TeX as its ``alttext`` (MathML 3 §2.2.1).

    ``display`` sets it in a line of its own. Raises BadFormula.
    """
    if len(tex) > _LONGEST:
        raise BadFormula(f"it is longer than {_LONGEST} characters")
    _check_braces(tex)
    try:
        written = converter.convert(_settle(tex), display="block" if display else "inline")
        root = ET.fromstring(written)
    except ET.ParseError as error:
        raise BadFormula('"&" stands outside a table, or an environment is unknown') from error
    except _TROUBLE as error:
        raise BadFormula(_reason(error)) from error
    except RecursionError as error:
        raise BadFormula("its braces are nested too deeply") from error
    _check(root)
    root.set("alttext", " ".join(tex.split()))
    ET.register_namespace("", NAMESPACE)
    return ET.tostring(root, encoding="unicode")


_TROUBLE: tuple[type[Exception], ...] = (
    *(
        error
        for error in vars(exceptions).values()
        if isinstance(error, type) and issubclass(error, Exception)
    ),
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    StopIteration,
    TypeError,
    ValueError,
)
"""What the converter raises over TeX that it does not understand: not its own errors only."""


def _reason(error: BaseException) -> str:
    """``MissingEndError`` → ``missing end``: what its errors say is in their names."""
    if type(error).__module__ != exceptions.__name__:
        return "it is not complete"
    words = re.findall("[A-Z][a-z]+", type(error).__name__.removesuffix("Error"))
    return " ".join(words).lower()


def _check_braces(tex: str) -> None:
    depth = 0
    for mark in re.findall(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0:
            raise BadFormula('a "}" has no "{"')
    if depth:
        raise BadFormula('a "{" is never closed')
    if not tex.strip():
        raise BadFormula("it is empty")


def _settle(tex: str) -> str:
    """The same in words that the converter knows."""
    tex = _COMMENT.sub("", tex)

    def rename(found: re.Match[str]) -> str:
        name = _ENVIRONMENTS.get(found[2], found[2])
        extra = "" if found[2].startswith("alignedat") else found[3]
        return f"\\{found[1]}{{{name}}}{extra}" if name else " "

    tex = _EDGES.sub(rename, tex)
    return _CENTRED.sub(r"\\begin{array}{c}\2\\end{array}", tex)


def _check(root: ET.Element) -> None:
    """The converter lets pass what it does not know, as text that begins with a backslash."""
    for element in root.iter():
        text = (element.text or "").strip()
        if text.startswith("\\") and len(text) > 1:
            raise BadFormula(f'"{text[:30]}" is not known')
    if not any((element.text or "").strip() for element in root.iter()):
        raise BadFormula("it prints nothing")
