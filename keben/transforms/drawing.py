"""The bytes of an SVG → its size in px, proved harmless. The only module that imports lxml."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
FORBIDDEN = frozenset(
    ("script", "foreignObject", "handler", "listener", "iframe", "embed", "object", "audio")
) | frozenset(("video", "canvas", "link", "meta"))
REFERENCES = ("href", f"{XLINK}href", "src", "data")
"""Attributes that name a target."""

REFERENCE = re.compile(r"(?:url|src|image|image-set)\(\s*[\"']?\s*([^)\"']*)", re.IGNORECASE)
"""The functions of a style through which it may name a file."""

ANIMATED = ("from", "to", "values", "by")
"""Attributes through which an animation may set one."""

MOST_SHAPES = 100_000
"""Elements drawn after every ``use`` has been followed: nested ones grow without bound."""

MOST_NUMBERS = 400_000
"""Coordinates drawn, likewise; a dozen seconds' work."""

LINES = ("d", "points")
"""Attributes that hold coordinates without end."""

NUMBER = re.compile(r"\d+\.?\d*|\.\d+")

_ONE = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
VIEW = re.compile(rf"{_ONE}(?:(?:\s*,\s*|\s+){_ONE}){{3}}")
"""Four numbers (SVG 2 §8.6)."""

DEEPEST = 100

UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class UnsafeDrawing(Exception):
    """The drawing holds something that is never printed; the message says what."""


class BrokenDrawing(Exception):
    """The bytes are no SVG; the message says why."""


class LargeDrawing(Exception):
    """The drawing would take too long to draw; the message says why."""


def measure(data: bytes) -> tuple[int, int]:
    """The width and height of a drawing in px (CSS, 96 to the inch); 0 where it states none.

    Nothing is fetched and no entity is expanded. Raises UnsafeDrawing, BrokenDrawing,
    LargeDrawing.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDrawing(str(error)) from error
    if root.tag != f"{SVG}svg":
        raise BrokenDrawing("its root is no svg element")
    _refuse_entities(root)
    for element in root.getroottree().iter():
        _check(element)
    _count_shapes(root)
    return _size(root)


def words_in(data: bytes) -> str:
    """The text that a drawing sets in type; empty where it is drawn as shapes, or is no SVG."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def _refuse_entities(root: etree._Element) -> None:
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and next(subset.iterentities(), None) is not None:
        raise UnsafeDrawing("it declares entities")


def _check(element: etree._Element) -> None:
    if isinstance(element, etree._Comment):
        return
    if not isinstance(element.tag, str):
        raise UnsafeDrawing("it holds a processing instruction or an entity")
    name = etree.QName(element).localname
    if name in FORBIDDEN:
        raise UnsafeDrawing(f"it holds <{name}>")
    if name == "style":
        _check_style("".join(map(str, element.itertext())))
    for attribute, value in element.attrib.items():
        _check_attribute(str(attribute), str(value))


def _check_attribute(attribute: str, value: str) -> None:
    if attribute.rpartition("}")[2].lower().startswith("on"):
        raise UnsafeDrawing(f"it holds an event handler ({attribute})")
    if attribute == "{http://www.w3.org/XML/1998/namespace}base":
        raise UnsafeDrawing("it moves the base of its addresses (xml:base)")
    if attribute == "viewBox" and not VIEW.fullmatch(value.strip()):
        raise BrokenDrawing(f'its viewBox is "{value[:60]}", which is not four numbers')
    address = value.strip()
    outside = (attribute in REFERENCES and not address.startswith("#")) or (
        attribute in ANIMATED and re.search(r"[a-z]:|//", address, re.IGNORECASE)
    )
    if outside:
        raise UnsafeDrawing(f'it refers to "{address[:60]}"')
    if "}" not in attribute:
        _check_style(value)


def _check_style(style: str) -> None:
    if "\\" in style:
        # An escape can spell url( or @import in ways that a search does not see.
        raise UnsafeDrawing("its style holds an escape")
    if re.search(r"@import", style, re.IGNORECASE):
        raise UnsafeDrawing("its style imports another")
    for found in REFERENCE.finditer(style):
        if not found[1].startswith("#"):
            raise UnsafeDrawing(f'its style refers to "{found[1][:60]}"')


def _count_shapes(root: etree._Element) -> None:
    if _drawn(root, lambda element: 1) > MOST_SHAPES:
        raise UnsafeDrawing(f"it draws more than {MOST_SHAPES:,} shapes")
    if _drawn(root, _numbers) > MOST_NUMBERS:
        raise LargeDrawing(f"its lines have more than {MOST_NUMBERS:,} coordinates")


def _numbers(element: etree._Element) -> int:
    return sum(len(NUMBER.findall(str(element.get(name, "")))) for name in LINES)


def _drawn(root: etree._Element, weigh: Callable[[etree._Element], int]) -> int:
    """The weights of all elements together, each as often as it is used."""
    named = {str(e.get("id")): e for e in root.iter() if e.get("id")}
    weights: dict[etree._Element, int] = {}

    def weight(element: etree._Element, depth: int) -> int:
        if depth > DEEPEST:
            raise UnsafeDrawing("its parts are nested too deeply, or in a circle")
        if element not in weights:
            total = weigh(element) + sum(weight(child, depth + 1) for child in element)
            if element.tag == f"{SVG}use":
                name = str(element.get("href") or element.get(f"{XLINK}href") or "").strip()[1:]
                if name in named:
                    total += weight(named[name], depth + 1)
            weights[element] = total
        return weights[element]

    return weight(root, 0)


def _size(root: etree._Element) -> tuple[int, int]:
    box = re.split(r"[\s,]+", str(root.get("viewBox", "")).strip())
    fallback = (box[2], box[3]) if len(box) == 4 else ("", "")
    width, height = (
        _length(str(root.get(name, ""))) or _length(other)
        for name, other in zip(("width", "height"), fallback, strict=True)
    )
    return width, height


def _length(text: str) -> int:
    found = re.fullmatch(r"\s*\+?(\d*\.?\d+(?:[eE][+-]?\d{1,3})?)\s*([a-z]*)\s*", text)
    if not found or found[2] not in UNITS:
        return 0
    return round(min(float(found[1]) * UNITS[found[2]], 100_000))
