"""The colours of a PDF → the same in other inks: in text and shapes, gradients, pictures and masks.

Content is rewritten operator by operator (ISO 32000-1 §8.6.8); pages, forms, patterns and masks are
each met once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

RGB, GREY = ("rg", "RG"), ("g", "G")
SET = {"sc": False, "scn": False, "SC": True, "SCN": True}
"""Operators that set a colour in a space that was chosen before; True for strokes."""

OPERATORS = {"DeviceCMYK": ("k", "K"), "DeviceGray": ("g", "G")}


class Inks(Protocol):
    """Into which colours go: the name of their space, and how."""

    space: str

    def colour(self, rgb: tuple[float, float, float]) -> tuple[float, ...]:
        """A colour of sRGB, shares from 0 to 1."""
        ...

    def grey(self, share: float) -> tuple[float, ...]:
        """A grey, a share of white."""
        ...

    def pixels(self, rgb: bytes, width: int, height: int) -> bytes:
        """Pixels of three bytes each."""
        ...


class UnknownColours(Exception):
    """Colours stand in the file in a way that is not known here; the message says which."""


def recolour(pdf: pikepdf.Pdf, inks: Inks) -> None:
    """Put everything that is painted into other inks. Raises UnknownColours."""
    work = _Work(pdf, inks)
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        data = pikepdf.unparse_content_stream(work.instructions(page, resources))
        page.obj.Contents = pdf.make_stream(data)
        work.group(page.obj)
        if isinstance(resources, Dictionary):
            work.resources(resources)
        for mark in page.obj.get("/Annots", Array()):
            work.annotation(mark)


def is_rgb(space: Any, resources: Any = None) -> bool:
    """True for a colour space of red, green and blue, by name or as it stands."""
    if isinstance(space, Name):
        named = resources.get("/ColorSpace") if isinstance(resources, Dictionary) else None
        if isinstance(named, Dictionary) and space in named:
            return is_rgb(named[space])
        return str(space) in ("/DeviceRGB", "/RGB")
    if isinstance(space, Array) and len(space):
        kind = str(space[0])
        return kind == "/CalRGB" or (kind == "/ICCBased" and int(space[1].get("/N", 0)) == 3)
    return False


@dataclass
class _Work:
    pdf: pikepdf.Pdf
    inks: Inks
    done: set[tuple[int, int]] = field(default_factory=set)

    def once(self, item: Any) -> bool:
        """True when an object is met for the first time."""
        if not item.is_indirect:
            return True
        known = item.objgen in self.done
        self.done.add(item.objgen)
        return not known

    def instructions(self, content: Any, resources: Any) -> list[Any]:
        """A content stream in the new inks."""
        found: list[Any] = []
        chosen: list[dict[bool, Any]] = [{}]
        for instruction in pikepdf.parse_content_stream(content):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                if is_rgb(instruction.iimage.obj.get("/ColorSpace"), resources):
                    raise UnknownColours("a picture within a content stream")
                found.append(instruction)
                continue
            operands, name = instruction.operands, str(instruction.operator)
            if name == "q":
                chosen.append(dict(chosen[-1]))
            elif name == "Q" and len(chosen) > 1:
                chosen.pop()
            elif name in ("cs", "CS"):
                space = operands[0]
                chosen[-1][name == "CS"] = space
                if is_rgb(space, resources):
                    found.append(self._paint((0.0, 0.0, 0.0), stroke=name == "CS"))
                    continue
            elif name in SET and is_rgb(chosen[-1].get(SET[name]), resources):
                found.append(self._paint(_shares(operands), stroke=SET[name]))
                continue
            elif name in RGB:
                chosen[-1].pop(name == "RG", None)
                found.append(self._paint(_shares(operands), stroke=name == "RG"))
                continue
            elif name in GREY:
                chosen[-1].pop(name == "G", None)
                shares = self.inks.grey(float(operands[0]))
                found.append(self._painted(shares, stroke=name == "G"))
                continue
            found.append(instruction)
        return found

    def _paint(self, rgb: Sequence[float], *, stroke: bool) -> Any:
        return self._painted(self.inks.colour((rgb[0], rgb[1], rgb[2])), stroke=stroke)

    def _painted(self, shares: Sequence[float], *, stroke: bool) -> Any:
        name = OPERATORS[self.inks.space][stroke]
        return pikepdf.ContentStreamInstruction(list(shares), Operator(name))

    def resources(self, resources: Dictionary) -> None:
        """Everything that a content stream names."""
        for item in _values(resources, "/XObject"):
            if item.get("/Subtype") == Name.Image:
                self.picture(item, resources)
            else:
                self.content(item)
        for item in _values(resources, "/Pattern"):
            if isinstance(item, Stream):
                self.content(item)
            else:
                self.shading(item.Shading)
        for item in _values(resources, "/Shading"):
            self.shading(item)
        for item in _values(resources, "/ExtGState"):
            mask = item.get("/SMask")
            if isinstance(mask, Dictionary) and "/G" in mask:
                # What a mask lets through is told by lightness, not by ink.
                _Work(self.pdf, _AsLight(), self.done).content(mask.G)
        for item in _values(resources, "/Font"):
            if item.get("/Subtype") == Name.Type3:
                raise UnknownColours("a font of drawings")
        spaces = resources.get("/ColorSpace")
        if isinstance(spaces, Dictionary):
            for name in [str(name) for name, space in spaces.items() if is_rgb(space)]:
                del spaces[name]

    def content(self, item: Any) -> None:
        """A form or a tiling pattern."""
        if not self.once(item):
            return
        resources = item.get("/Resources")
        item.write(pikepdf.unparse_content_stream(self.instructions(item, resources)))
        self.group(item)
        if isinstance(resources, Dictionary):
            self.resources(resources)

    def group(self, item: Any) -> None:
        """The space in which transparency is reckoned."""
        group = item.get("/Group")
        if isinstance(group, Dictionary) and is_rgb(group.get("/CS")):
            group.CS = Name(f"/{self.inks.space}")

    def annotation(self, mark: Any) -> None:
        """The colour of an annotation and its look."""
        colour = mark.get("/C")
        if isinstance(colour, Array) and len(colour) == 3:
            mark.C = Array(list(self.inks.colour(_three(colour))))
        looks = mark.get("/AP", Dictionary())
        for look in looks.values() if isinstance(looks, Dictionary) else ():
            for item in look.values() if isinstance(look, Dictionary) else (look,):
                if isinstance(item, Stream):
                    self.content(item)

    # --- gradients -----------------------------------------------------------------------------

    def shading(self, item: Any) -> None:
        """A gradient between colours (ISO 32000-1 §8.7.4.5)."""
        if not self.once(item) or not is_rgb(item.get("/ColorSpace")):
            return
        if int(item.ShadingType) not in (2, 3):
            raise UnknownColours(f"a gradient of type {item.ShadingType}")
        if "/Background" in item:
            item.Background = Array(list(self.inks.colour(_three(item.Background))))
        self._function(item.Function)
        item.ColorSpace = Name(f"/{self.inks.space}")

    def _function(self, item: Any) -> None:
        if not self.once(item):
            return
        kind = int(item.FunctionType)
        if kind == 3:
            for part in item.Functions:
                self._function(part)
        elif kind == 2:
            for end in ("/C0", "/C1"):
                item[end] = Array(list(self.inks.colour(_three(item[end]))))
        else:
            raise UnknownColours(f"a gradient by a function of type {kind}")
        if "/Range" in item:
            del item["/Range"]

    # --- pictures ------------------------------------------------------------------------------

    def picture(self, item: Stream, resources: Any) -> None:
        """A picture in pixels."""
        space: Any = item.get("/ColorSpace")
        if not self.once(item) or space is None:
            return
        indexed = isinstance(space, Array) and str(space[0]) in ("/Indexed", "/I")
        if not is_rgb(space[1] if indexed else space, resources):
            return
        if isinstance(item.get("/Mask"), Array):
            raise UnknownColours("a picture of which one colour is clear")
        picture: Any = pikepdf.PdfImage(item).as_pil_image().convert("RGB")
        data = self.inks.pixels(picture.tobytes(), picture.width, picture.height)
        for key in ("/DecodeParms", "/Decode", "/Intent"):
            if key in item:
                del item[key]
        item.write(data)
        item.ColorSpace = Name(f"/{self.inks.space}")
        item.BitsPerComponent = 8


class _AsLight:
    """Greys for a mask: as light as the colour was."""

    space = "DeviceGray"

    def colour(self, rgb: tuple[float, float, float]) -> tuple[float, ...]:
        return (round(0.3 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2], 4),)

    def grey(self, share: float) -> tuple[float, ...]:
        return (share,)

    def pixels(self, rgb: bytes, width: int, height: int) -> bytes:
        light: Callable[[int, int, int], int] = lambda r, g, b: (30 * r + 59 * g + 11 * b) // 100  # noqa: E731
        return bytes(map(light, rgb[::3], rgb[1::3], rgb[2::3]))


def _values(resources: Dictionary, kind: str) -> list[Any]:
    found = resources.get(kind)
    return [value for _, value in found.items()] if isinstance(found, Dictionary) else []


def _shares(operands: Any) -> tuple[float, float, float]:
    if len(operands) < 3:
        raise UnknownColours("a colour of fewer than three parts")
    return _three(operands)


def _three(parts: Any) -> tuple[float, float, float]:
    red, green, blue = (float(part) for part in list(parts)[:3])
    return red, green, blue
