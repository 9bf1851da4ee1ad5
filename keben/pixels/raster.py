"""The file of a picture in pixels → its kind and size, proved whole by decoding it once."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO

from PIL import Image, ImageFile, UnidentifiedImageError

MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
"""What both editions can show: EPUB 3.3 §3.2, core media types."""

MOST_PIXELS = 80_000_000
"""More than any ordinary camera gives; decoded, a picture of that size takes 320 MB."""

DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, struct.error)
"""What Pillow's decoders raise over damaged bytes."""

ORIENTATION = 0x0112
"""The Exif tag of how a camera was held; 5 to 8 lay the picture on its side."""


class UnknownPicture(Exception):
    """The bytes are no PNG, JPEG, GIF or WebP."""


class BrokenPicture(Exception):
    """The picture is cut short or damaged; the message says how."""


class LargePicture(Exception):
    """The picture has more than ``MOST_PIXELS``; the message gives its size."""


def measure(data: bytes) -> tuple[str, int, int]:
    """The media type, and the width and height in px as the picture is shown.

    Raises UnknownPicture, BrokenPicture, LargePicture.
    """
    try:
        with warnings.catch_warnings():
            # The size is checked below, before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=tuple(MEDIA_TYPES))
    except Image.DecompressionBombError as error:
        raise LargePicture(str(error)) from error
    except UnidentifiedImageError as error:
        raise UnknownPicture(str(error)) from error
    except DAMAGE as error:
        raise BrokenPicture(str(error)) from error
    with picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise LargePicture(f"{width:,} × {height:,} pixels")
        sideways = _decode(picture)
        kind = MEDIA_TYPES[picture.format or ""]
    return (kind, height, width) if sideways else (kind, width, height)


def _decode(picture: Image.Image) -> bool:
    """Decode the picture, a JPEG at an eighth of its size; true if it lies on its side."""
    # Importing WeasyPrint sets this for the whole process: it prints what there is of a picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture.draft(picture.mode, (picture.width // 8 + 1, picture.height // 8 + 1))
        picture.load()
        return picture.getexif().get(ORIENTATION, 1) in (5, 6, 7, 8)
    except DAMAGE as error:
        raise BrokenPicture(str(error)) from error


def as_printed(data: bytes) -> bytes:
    """The samples of a picture as a PDF of it must hold them: a JPEG as it is, row by row those of
    any other, without its transparency. Empty where it cannot be said, because the printed edition
    turns it or changes its colours.

    Raises BrokenPicture, UnknownPicture.
    """
    try:
        with Image.open(BytesIO(data), formats=tuple(MEDIA_TYPES)) as picture:
            if "exif" in picture.info or picture.mode not in ("1", "P", "L", "LA", "RGB", "RGBA"):
                return b""
            if picture.format == "JPEG":
                return data
            is_gray = picture.mode in ("L", "LA") and "transparency" not in picture.info
            return picture.convert("L" if is_gray else "RGB").tobytes()
    except UnidentifiedImageError as error:
        raise UnknownPicture(str(error)) from error
    except DAMAGE as error:
        raise BrokenPicture(str(error)) from error
