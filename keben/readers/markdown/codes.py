"""``::: qr https://…`` → a figure with the QR code of what stands behind the name. A paragraph in
the block is the caption; without one it is the address, for who has no telephone at hand."""

from __future__ import annotations

from collections.abc import Callable

from keben import qr
from keben.errors import ManuscriptError
from keben.model import Blocks, Figure, Inlines
from keben.readers.markdown.parse import Node
from keben.readers.markdown.reading import Reading

NAMES = ("qr", "qrcode", "qr-code", "二维码", "二維碼")

ReadInlines = Callable[[Node, Reading], Inlines]


def read_code(node: Node, reading: Reading, read_inlines: ReadInlines) -> Blocks:
    """The figure. Raises ManuscriptError at the block's line where there is nothing to encode, or
    too much, and for more than a caption."""
    place = reading.place(node.line)
    titles = [child for child in node.children if child.kind == "container_title"]
    text = titles[0].children[0].text.strip() if titles else ""
    others = [child for child in node.children if child.kind != "container_title"]
    for extra in others:
        if extra.kind != "paragraph" or extra is not others[0]:
            raise ManuscriptError(
                "a QR code has a caption and nothing else below it.",
                location=reading.place(extra.line),
                hint='Close the block with ":::" before this line.',
            )
    try:
        image = qr.picture(text)
    except ValueError as error:
        raise ManuscriptError(
            f"{error}.", location=place, hint="Write ::: qr https://example.org/page."
        ) from error
    caption = read_inlines(others[0].children[0], reading) if others else qr.address(text)
    return (Figure(image, caption, location=place),)
