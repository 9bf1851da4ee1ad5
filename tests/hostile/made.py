"""Pictures and Word documents that were made to do harm."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from PIL import Image

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN_XML = "http://schemas.openxmlformats.org"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
DOCTYPE = f"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">{LAUGHS}]>"


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG that states a size; ``rows`` are its bytes before they are packed (PNG §11)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 9)), chunk(b"IEND", b""))
    )


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A whole picture of a kind that Pillow writes."""
    file = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(file, kind)
    return file.getvalue()


def large(kind: str, side: int) -> bytes:
    """A picture of one colour, ``side`` pixels long and wide, in a small file."""
    file = BytesIO()
    Image.new("L" if kind != "WEBP" else "RGB", (side, side)).save(file, kind)
    return file.getvalue()


def docx(body: str, *, head: str = "", extra: bytes = b"") -> bytes:
    """A Word document; ``head`` stands before its root, ``extra`` is one picture more."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN_XML}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{OPEN_XML}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OPEN_XML}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
        "</w:document>",
    }
    if extra:
        parts["word/media/x.png"] = extra
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def line(text: str) -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def font(characters: str, *, circle: bool = False) -> bytes:
    """A TrueType font of squares; in a ``circle`` each glyph is made of the next, the last of the
    first (OpenType, glyf)."""
    names = {ord(character): f"u{ord(character):04X}" for character in characters}
    order = [".notdef", *names.values(), "more"]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, square))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "X", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if circle:
        for name, other in zip(order[1:], (*order[2:], order[1]), strict=True):
            builder.font["glyf"].glyphs[name] = _put_together(other)
    file = BytesIO()
    builder.font.recalcBBoxes = False
    builder.save(file)
    return file.getvalue()


def _put_together(name: str) -> Glyph:
    part, glyph = GlyphComponent(), Glyph()
    part.glyphName, part.x, part.y, part.flags = name, 0, 0, 4
    glyph.numberOfContours, glyph.components = -1, [part]
    glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
    return glyph
