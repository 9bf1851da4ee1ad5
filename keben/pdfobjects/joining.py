"""Several PDFs → one file of all their pages, for a printer."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable

import pikepdf

from keben.pdfobjects.file import BrokenFile, ObjectFile

HANDED_ON = ("/OutputIntents", "/Lang", "/Version")
"""What the first file says of all pages."""


def join(files: Iterable[bytes], marks: Iterable[str]) -> bytes:
    """The pages of all files in order, each file's first under a bookmark with its mark.

    Their structure stays behind, since it belongs to the single files: this one is for printing. A
    font program that several files hold alike is kept once. Raises BrokenFile.
    """
    whole = pikepdf.new()
    starts: list[tuple[str, int]] = []
    for number, (data, mark) in enumerate(zip(files, marks, strict=True)):
        starts.append((mark, len(whole.pages)))
        try:
            with pikepdf.open(io.BytesIO(data)) as part:
                whole.pages.extend(part.pages)
                if not number:
                    for key in HANDED_ON:
                        if key in part.Root:
                            whole.Root[key] = _foreign(whole, part, key)
        except pikepdf.PdfError as error:
            raise BrokenFile(str(error)) from error
    for page in whole.pages:
        for key in ("/StructParents", "/Annots", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
    _share_programs(whole)
    with whole.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(mark, start) for mark, start in starts)
    whole.remove_unreferenced_resources()
    return ObjectFile(whole).written()


def _foreign(whole: pikepdf.Pdf, part: pikepdf.Pdf, key: str) -> pikepdf.Object:
    value = part.Root[key]
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array(
            [whole.copy_foreign(part.make_indirect(item)) for item in value.as_list()]
        )
    return pikepdf.Object.parse(value.unparse())


def _share_programs(whole: pikepdf.Pdf) -> None:
    """Let font programs with the same bytes be one object."""
    programs: dict[bytes, pikepdf.Object] = {}
    for item in whole.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/FontDescriptor":
            continue
        for key in ("/FontFile2", "/FontFile3"):
            if key in item:
                digest = hashlib.sha256(item[key].read_raw_bytes()).digest()
                item[key] = programs.setdefault(digest, item[key])
