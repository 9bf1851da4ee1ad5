"""Good files → spoilt ones, each of which its gate must refuse; else the gate is broken.

A PDF is spoilt in place: a stream is unpacked, changed and packed into the room that it had.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from validation.gates import ACE, EPUBCHECK
from validation.verdicts import Check, Verdict

STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")
ALTERNATIVE = re.compile(rb"/Alt ?(?:<[0-9a-fA-F]*>|\([^()]*\))")
ESCAPES = re.compile(rb"\\.", re.DOTALL)
DRAWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)


class CannotSpoil(Exception):
    """A file has nothing in it that the control could spoil, so the control would prove nothing."""


@dataclass(frozen=True, slots=True)
class Control:
    """A spoilt file, what was done to it, and the good one, where there was one."""

    check: Check
    fault: str
    good: Check | None = None

    def is_refused(self, spoilt: Verdict, verdicts: Mapping[Check, Verdict]) -> bool:
        """True where the gate finds something in the spoilt file that is not in the good one."""
        known = verdicts[self.good].problems if self.good else ()
        return not spoilt.passed and bool(set(spoilt.problems) - set(known))


def make_controls(checks: Sequence[Check], folder: Path) -> Iterator[Control]:
    """Spoilt copies of the first files in which there is something to spoil."""
    folder.mkdir()
    gates = dict.fromkeys(check.gate for check in checks)
    for gate in gates:
        good = [check for check in checks if check.gate == gate]
        for number, (fault, spoil) in enumerate(_faults(gate).items()):
            spoilt = folder / f"{gate}-{number}{good[0].file.suffix}"
            yield Control(Check(spoilt, gate), fault, _spoil_one(good, spoilt, spoil, fault))
        yield Control(Check(folder / f"gone-{gate}{good[0].file.suffix}", gate), "no such file")


def _faults(gate: str) -> dict[str, Callable[[bytes], bytes]]:
    if gate in (EPUBCHECK, ACE):
        return EPUB_FAULTS if gate == EPUBCHECK else ACE_FAULTS
    # PDF/A leaves it to PDF/UA that a figure is described.
    return PDF_FAULTS | (UA_FAULTS if gate.startswith("PDFUA") else {})


def _spoil_one(
    checks: Sequence[Check], spoilt: Path, spoil: Callable[[bytes], bytes], fault: str
) -> Check:
    """Write the spoilt copy of the first file that can be spoilt; that file."""
    for check in checks:
        try:
            spoilt.write_bytes(spoil(check.file.read_bytes()))
        except CannotSpoil:
            continue
        return check
    raise CannotSpoil(f"no file has what this control spoils: {fault}")


def cut(data: bytes) -> bytes:
    """Only the first half."""
    return data[: len(data) // 2]


def without_alternatives(pdf: bytes) -> bytes:
    """In place of the description of each figure are spaces."""
    return _rewrite(pdf, lambda text: ALTERNATIVE.sub(lambda found: b" " * len(found[0]), text))


def with_missing_glyphs(pdf: bytes) -> bytes:
    """The characters of a page are drawn as glyph 0, which is that of no character."""

    def change(text: bytes) -> bytes:
        if b" Tf\n" not in text or b"] TJ\n" not in text:
            return text
        return DRAWN.sub(
            lambda found: b"(" + b"\0" * len(found[1].replace(b"\\", b"")) + b")", text
        )

    return _rewrite(pdf, change)


def _rewrite(pdf: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The file with the first stream changed in which ``change`` changes something."""
    for found in STREAM.finditer(pdf):
        begin, size = found.end(), int(found[1])
        try:
            text = zlib.decompress(pdf[begin : begin + size])
        except zlib.error:
            continue
        changed = change(text)
        packed = zlib.compress(changed, 9)
        if changed != text and len(packed) <= size:
            return pdf[:begin] + packed.ljust(size, b"\0") + pdf[begin + size :]
    raise CannotSpoil


def ill_formed(epub: bytes) -> bytes:
    """An element of a chapter is never closed."""
    return _repack(epub, lambda text: text.replace(b"</p>", b"", 1))


def without_alt(epub: bytes) -> bytes:
    """The pictures of chapters have no alternative text."""
    return _repack(epub, lambda text: re.sub(rb'(<img\b[^>]*?) alt="[^"]+"', rb"\1", text))


def _repack(epub: bytes, change: Callable[[bytes], bytes]) -> bytes:
    new, is_spoilt = BytesIO(), False
    with zipfile.ZipFile(BytesIO(epub)) as old, zipfile.ZipFile(new, "w") as package:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.endswith(".xhtml") and "cover" not in info.filename:
                changed = change(data)
                is_spoilt = is_spoilt or changed != data
                data = changed
            package.writestr(info, data)
    if not is_spoilt:
        raise CannotSpoil
    return new.getvalue()


PDF_FAULTS = {"cut in half": cut, "a missing glyph": with_missing_glyphs}
UA_FAULTS = {"a figure without description": without_alternatives}
EPUB_FAULTS = {"cut in half": cut, "an ill-formed chapter": ill_formed}
ACE_FAULTS = {"cut in half": cut, "a picture without description": without_alt}
