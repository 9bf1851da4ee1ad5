"""Every finding's code and what it means; which error a finding becomes under ``--strict``.

Codes are stable: a code is never given a second meaning. The letter names the stage: B books,
R repair, M Markdown, Q pull quotes, P pictures, N notes, L links, C characters and faces.
"""

from __future__ import annotations

from collections.abc import Iterable

from keben.errors import FontError, ManuscriptError, PressError
from keben.model import Finding, Severity

MEANINGS = {
    "B001": "A file of a book is empty and left out.",
    "C001": "A character for private use prints as 〓.",
    "C002": "A character that no face has prints as 〓.",
    "L001": "A link names no place in this publication; its text is kept.",
    "L002": "A link names a file that is not part of this publication; its text is kept.",
    "L003": "A link's address is of a kind that is not printed; its text is kept.",
    "M001": "Control characters are left out.",
    "M002": "An unknown HTML tag is left out, its text kept.",
    "M003": "An HTML element such as a script is left out with all that it held.",
    "M004": "An HTML attribute that holds a script is left out.",
    "M005": "A link to an unsafe address is left out, its text kept.",
    "M006": "A container is of an unknown kind; its text is kept as it stands.",
    "M007": "A container is never closed.",
    "M008": "A container can hold paragraphs only; it is made a quotation.",
    "M009": "Marks are nested too deep; the inner ones are kept as text.",
    "M010": "An attribute means nothing here and is left out.",
    "M011": "A key of the front matter is for websites and is left out.",
    "M012": "A table row has more cells than the head; the rest are joined into its last.",
    "N001": "A note is never called; it stands at the end of its article.",
    "N002": "A note called from another note stands in brackets there.",
    "P001": "A picture's path is absolute.",
    "P002": "A picture's path climbs out of the document's folder.",
    "P003": "A picture is a symbolic link that leads out of the document's folder.",
    "P004": "A picture's address is of a kind that is not read (file:, data:, javascript:).",
    "P005": "A drawing (SVG) holds a script, an outside reference or something else unsafe.",
    "P006": "A picture is remote; nothing is fetched while building.",
    "P007": "A picture is missing.",
    "P008": "A picture is of a kind that cannot be printed.",
    "P009": "A picture is broken or cut short.",
    "P010": "A picture is too large.",
    "Q001": "A maxim standing alone is set apart as a pull quote.",
    "Q002": "A sentence is suggested as a pull quote.",
    "R001": "Control characters are dropped.",
    "R002": "Radical look-alikes are replaced by the characters they stand for.",
    "R003": "Page numbers are dropped.",
    "R004": "Rows of ornament are dropped.",
    "R005": "Rows of ornament are made scene breaks.",
    "R006": "Line ends inside paragraphs are joined.",
    "R007": "Paragraphs broken by a page end are joined.",
    "R008": "Heads broken in two are joined.",
}

ERRORS: dict[str, type[PressError]] = {"C": FontError}
"""The error that findings of a stage become; :class:`ManuscriptError` for every other."""


def verdict(findings: Iterable[Finding], *, strict: bool) -> PressError | None:
    """The error that some findings amount to, at the place of the first; None if they are harmless.

    An error always counts, a warning only when ``strict``.
    """
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    found = [finding for finding in findings if finding.severity in grave]
    if not found:
        return None
    codes = ", ".join(dict.fromkeys(finding.code for finding in found))
    warned = all(finding.severity is Severity.WARNING for finding in found)
    kind = ERRORS.get(found[0].code[:1], ManuscriptError)
    return kind(
        f"{len(found)} finding{'s count' if len(found) > 1 else ' counts'} as an error ({codes}).",
        location=found[0].location,
        hint="Correct the place, or build without --strict." if warned else "Correct the place.",
    )
