"""Every finding's code and what it means; which error a finding becomes under ``--strict``.

Codes are stable: a code is never given a second meaning. The letter names the stage: B books,
R repair, M Markdown, D tables and charts from data, U handouts for a class,
A Aozora Bunko, W Word, H web pages, Q pull
quotes, I images, N notes, L links, C characters and faces; in finished files V text, F fonts and
glyphs, T code points,
K kinsoku, S squeezing, J justification, G gaps, P pitch, E the rules of reading systems,
O printers and print shops, X cross-references and indexes, Z archives.
"""

from __future__ import annotations

from collections.abc import Iterable

from keben.errors import FontError, ManuscriptError, PressError, ProofError, SettingsError
from keben.model import Finding, Severity

MEANINGS = {
    "A001": "The explanation of marks in an Aozora Bunko text is left out.",
    "A002": "A character that an Aozora Bunko text describes is not in Unicode; it prints as 〓.",
    "A003": "An annotation in an Aozora Bunko text that is not printed is left out.",
    "B001": "A file of a book is empty and left out.",
    "B002": "A list of contents names a file that is not there; the entry is left out.",
    "B003": "A list of contents names a file twice; it stands where it is named first.",
    "B004": "An entry of a list of contents has no text yet, or leads out of the book.",
    "B005": "Texts in a book's folder are not in its list of contents and left out.",
    "B006": "A list of contents names a file outside the book's folder.",
    "B007": "A file cannot be included: missing, outside the book, or in a circle.",
    "B008": "A directive of another program is unknown here.",
    "B009": "Texts that stand beside each other have not as many pieces.",
    "C001": "A character for private use prints as 〓.",
    "C002": "A character that no face has prints as 〓.",
    "C003": "U+FFFD, where a program before lost a character, prints as 〓.",
    "C004": "A radical stands where a character may be meant; it is printed as it is.",
    "C010": "A conversion chose one of several characters.",
    "C011": "A conversion exchanged a word of a region.",
    "D001": "Formulas of a sheet have no stored value; their cells are left empty.",
    "D002": "Rows of data beyond those asked for are left out.",
    "D003": "A column that is summed has cells that are no numbers.",
    "D004": "Rows of data have more cells than their head; the rest are left out.",
    "D005": "A chart leaves out cells that are no numbers.",
    "E001": "A picture of an e-reader edition is larger than 5 MB (Kobo, Kindle).",
    "E002": "The cover does not stand in a document of its own at the head (Kobo, Duokan).",
    "E003": "The cover's picture is too small, too large or not 3 to 4 (Kobo).",
    "E004": "A font of an e-reader edition is neither TrueType nor OpenType (Kobo).",
    "E005": "A style sheet gives the body a background (Kobo).",
    "E006": "Style attributes stand in the text (Kobo).",
    "E007": "A file of an e-reader edition has a name that is not ASCII (Kobo).",
    "E008": "A document has no spans for reading places (Kobo).",
    "E009": "The NCX has more than two levels (Kindle).",
    "E010": "A line of the NCX leads nowhere, or there is none (Kindle).",
    "E011": "An e-reader edition is larger than 200 MB (Kindle).",
    "E012": "An e-reader edition has no cover picture (Kindle, Duokan).",
    "E013": "The cover stands in the text too (Kindle).",
    "E014": "A picture is of a kind that the reading system does not show (Kindle).",
    "E015": "An element that the reading system leaves out stands in the text (Kindle).",
    "E016": "The mark of a note does not open it (Duokan).",
    "F001": "A glyph comes from a font that no fonts.toml lists.",
    "F002": "A character is drawn with a glyph that is not its own.",
    "G001": "Han and Latin stand less than ⅛ or more than ½ em apart.",
    "H001": "What stands around the main text of a web page is left out.",
    "H002": "A paragraph outside the main text of a web page is left out.",
    "I001": "A picture's path is absolute.",
    "I002": "A picture's path climbs out of the document's folder.",
    "I003": "A picture is a symbolic link that leads out of the document's folder.",
    "I004": "A picture's address is of a kind that is not read (file:, javascript:).",
    "I005": "A drawing (SVG) holds a script, an outside reference or something else unsafe.",
    "I006": "A picture is remote; nothing is fetched while building.",
    "I007": "A picture is missing.",
    "I008": "A picture is of a kind that cannot be printed.",
    "I009": "A picture is broken or cut short.",
    "I010": "A picture is too large.",
    "J001": "A line of justified text does not reach the edge.",
    "K001": "A line begins with a mark that may not stand there.",
    "K002": "A line ends with a mark that may not stand there.",
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
    "M013": "A boxed remark of an unknown kind is made a note.",
    "M014": "A directive of a website's tool is left out.",
    "M015": "A formula cannot be understood; it is printed as it was written.",
    "M016": "A drawing that a website would make of code stands as the code.",
    "M017": "An icon of a website's theme is left out.",
    "N001": "A note is never called; it stands at the end of its article.",
    "N002": "A note called from another note stands in brackets there.",
    "O001": "How the sheets of an imposed file are to be printed.",
    "O002": "The text of an imposed file is smaller than it can be read with ease.",
    "O003": "What was changed so that the text takes a number of pages.",
    "O004": "What a file for a print shop is made for, and how thick its spine is.",
    "O005": "A picture has too few pixels for the size at which it prints.",
    "O006": "A page prints up to its edge; nothing of it stands in the bleed.",
    "P001": "Two lines of a paragraph stand closer or farther apart than others.",
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
    "R009": "Private-use characters are replaced by the spaces they stand for.",
    "R010": "Half-width kana are made full-width.",
    "R011": "HTML entities left in the text are made characters.",
    "R012": "Sequences of a character and its marks are composed (Unicode NFC).",
    "R013": "Straight quotes in Chinese text are made curly.",
    "R014": "Straight quotes are left alone in a paragraph where they do not pair.",
    "R015": "Dots in Chinese text are made an ellipsis.",
    "R016": "Hyphens in Chinese text are made a dash.",
    "R017": "Running heads and feet are dropped.",
    "R018": "A website's navigation is dropped.",
    "R019": "A contents printed with the text is dropped.",
    "R020": "Hyphens that divided a word at a line end are taken out.",
    "R030": "Heads are cut from the paragraph they were glued to.",
    "R031": "Repeated heads are dropped.",
    "R032": "Heads over notes are dropped, the notes being where they are called.",
    "W001": "Tracked deletions in a Word document are left out.",
    "W002": "Comments in a Word document are left out.",
    "W003": "The table of contents of a Word document is left out; ours takes its place.",
    "W004": "Formulas in a Word document are printed as plain text.",
    "W005": "Symbols of a font without Unicode in a Word document are left out.",
    "W006": "Charts, drawings or embedded objects in a Word document are left out.",
    "W007": "Text boxes in a Word document are set after their paragraph.",
    "W008": "Pictures that a Word document only links to are left out.",
    "W009": "Note marks without a note in a Word document are left out.",
    "S001": "Two adjacent marks are not squeezed together.",
    "T001": "A code point that no text should hold: U+FFFD, a private one, a radical nobody wrote.",
    "U001": "Answers are left out; the PDF does not carry its source, which has them.",
    "U002": "There is no answer to leave out or to move.",
    "V001": "The text of a finished file is not that of its source.",
    "V002": "A block of a finished file is not of the kind it is in its source.",
    "V003": "Bookmarks or navigation do not lead to the heads.",
    "V004": "Pictures or links of a finished file are not those of its source.",
    "V005": "Text of a printed edition stands outside its tags.",
    "V006": "The page list of an e-reader edition does not lead to where printed pages begin.",
    "V007": "A file for a printer does not hold the pages of the printed editions.",
    "V008": "A file for a print shop is not what a press takes, or not the printed edition.",
    "V009": "A folio is not its page's number, or a section is read out of the order of pages.",
    "X001": "A cross-reference names what has neither number nor title.",
    "X002": "The index cannot place a term; its reading must be stated.",
    "X003": "An entry of the index sends to a term that the index has not.",
    "X004": "A word leads to a term that no glossary has; it is printed without a link.",
    "Y001": "A citation names a work that no file of the bibliography has.",
    "Y002": "Two works of the bibliography have one key; the first stands.",
    "Y003": "An entry of a bibliography cannot be read; it is left out.",
    "Y004": "No bibliography can be printed where one is asked for.",
    "Z001": "A file of an archive is not the one that its manifests name.",
    "Z002": "A file that an archive's manifests name is missing.",
    "Z003": "A file of an archive stands in no manifest, or not in all of them.",
    "Z004": "What a PDF carries as its source is not the source in the archive.",
}

ERRORS: dict[str, type[PressError]] = {"C": FontError, "O": SettingsError} | dict.fromkeys(
    "EFGJKPSTVZ", ProofError
)
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
