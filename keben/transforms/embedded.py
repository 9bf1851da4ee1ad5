"""The address of a picture that holds the picture itself (RFC 2397) → the picture and a name."""

from __future__ import annotations

import binascii
import hashlib
import re
from dataclasses import replace
from urllib.parse import unquote_to_bytes

from keben.model import Image
from keben.picture_kinds import SUFFIXES

KINDS = {**SUFFIXES, "image/jpg": ".jpg"}
"""The suffix of each media type; one is often written wrong."""

LARGEST = 50_000_000
"""Characters of such an address."""

_ADDRESS = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),(.*)", re.DOTALL | re.IGNORECASE)


class NoPicture(Exception):
    """Why an address holds no picture that can be printed, and the code of the finding."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def is_embedded(image: Image) -> bool:
    """True where a picture's address is to hold the picture."""
    return image.address[:5].lower() == "data:"


def taken_out(image: Image) -> Image:
    """A picture with its data, and with a name that is the same wherever it stands. Raises
    NoPicture."""
    found = _ADDRESS.fullmatch(image.address)
    if found is None:
        raise NoPicture("I009", 'an address that begins with "data:" holds nothing')
    kind, options, body = found[1].strip().lower(), found[2].lower(), found[3]
    if kind not in KINDS:
        named = f'"{kind[:40]}"' if kind else "text"
        raise NoPicture("I008", f'an address that begins with "data:" holds {named}, no picture')
    if len(body) > LARGEST:
        raise NoPicture("I010", f'a picture in an address ("data:{kind}") is too large')
    data = unquote_to_bytes(body)
    if options.split(";")[-1].strip() == "base64":
        data = _decoded(data, kind)
    name = f"embedded-{hashlib.sha256(data).hexdigest()[:12]}{KINDS[kind]}"
    return replace(image, address=name, data=data)


def _decoded(data: bytes, kind: str) -> bytes:
    letters = b"".join(data.split())
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4), strict_mode=True)
    except binascii.Error as error:
        reason = f'a picture in an address ("data:{kind}") is broken: it is no Base64'
        raise NoPicture("I009", reason) from error
