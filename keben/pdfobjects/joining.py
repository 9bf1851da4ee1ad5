"""Several PDFs → one file of all their pages, for a printer."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable

import pikepdf

from keben.pdfobjects.file import BrokenFile

HANDED_ON = ("/OutputIntents", "/Lang", "/Version")
"""What the first file says of all pages."""


def join(files: Iterable[bytes], marks: Iterable[str]) -> bytes:
    """The pages of all files in order, each file's first under a bookmark with its mark.

    Their structure stays behind, since it belongs to the single files: this one is for printing. A
    font program that several files hold alike is kept once. Raises BrokenFile.
    """
    whole = pikepdf.new()
    starts: list[tuple[str, int]] = []
    programs: dict[bytes, pikepdf.Object] = {}
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
        _share_programs(page, programs)
    with whole.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(mark, start) for mark, start in starts)
    whole.remove_unreferenced_resources()
    target = io.BytesIO()
    whole.save(
        target,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()


def _foreign(whole: pikepdf.Pdf, part: pikepdf.Pdf, key: str) -> pikepdf.Object:
    value = part.Root[key]
    if isinstance(value, pikepdf.Array):
        return pikepdf.Array(
            [whole.copy_foreign(part.make_indirect(item)) for item in value.as_list()]
        )
    return pikepdf.Object.parse(value.unparse())


def _share_programs(page: pikepdf.Page, programs: dict[bytes, pikepdf.Object]) -> None:
    """Let font programs with the same bytes be one object."""
    for font in page.resources.get("/Font", pikepdf.Dictionary()).as_dict().values():
        for inner in font.get("/DescendantFonts", [font]):
            descriptor = inner.get("/FontDescriptor")
            for key in ("/FontFile2", "/FontFile3"):
                if descriptor is not None and key in descriptor:
                    digest = hashlib.sha256(descriptor[key].read_raw_bytes()).digest()
                    descriptor[key] = programs.setdefault(digest, descriptor[key])
