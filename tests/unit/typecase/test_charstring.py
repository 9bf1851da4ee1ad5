"""A charstring turned a quarter draws what the charstring drew, turned a quarter."""

from __future__ import annotations

import pytest
from fontTools.misc.psCharStrings import T2CharString
from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen

from keben.typecase.charstring import UnknownOperator, turn

PROGRAMS = {
    "lines": [10, 20, "rmoveto", 5, -7, 300, 9, "rlineto", 4, "hlineto", 6, "vlineto"],
    "lines by turns": [10, "hmoveto", 1, 2, 3, "hlineto", 4, -5, 600, "vlineto"],
    "curves": [-10, "vmoveto", 1, 2, 3, 4, 5, 6, "rrcurveto", 9, 8, 7, 6, 5, 4, 3, 2, "rcurveline"],
    "a line and a curve": [0, 0, "rmoveto", 1, 2, 3, 4, 5, 6, 7, 8, "rlinecurve"],
    "flat curves": [1, 1, "rmoveto", 9, 1, 2, 3, 4, "hhcurveto", 9, 1, 2, 3, 4, "vvcurveto"],
    "more flat curves": [1, "hmoveto", *range(1, 9), "hhcurveto", *range(11, 19), "vvcurveto"],
    "round curves": [1, "hmoveto", 1, 2, 3, 4, "hvcurveto", 5, 6, 7, 8, "vhcurveto"],
    "round curves askew": [1, "hmoveto", 1, 2, 3, 4, 5, "hvcurveto", 5, 6, 7, 8, 9, "vhcurveto"],
    "many round curves": [1, "vmoveto", *range(1, 10), "hvcurveto", *range(21, 34), "vhcurveto"],
    "two contours": [9, 9, "rmoveto", 5, "hlineto", 3, "hmoveto", 7, "vlineto", -2, "vmoveto"],
    "a flex": [9, 9, "rmoveto", *range(1, 13), 50, "flex"],
    "great numbers": [-900, 1100, "rmoveto", 1131, -1132, 107, -108, -1131, 108, "rlineto"],
}


class Private:
    """What a font says of its charstrings: here, nothing."""

    nominalWidthX = defaultWidthX = 0


def drawn(program: T2CharString, transform: Transform | None = None) -> list[object]:
    pen = RecordingPen()
    program.draw(TransformPen(pen, transform) if transform else pen)
    return [(name, tuple((round(x), round(y)) for x, y in points)) for name, points in pen.value]


def charstring(program: list[object]) -> T2CharString:
    made = T2CharString(program=[*program, "endchar"], private=Private())
    made.compile()
    return made


def read(bytecode: bytes) -> T2CharString:
    return T2CharString(bytecode, private=Private())


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_turned_outline_is_the_outline_turned(program: list[object]) -> None:
    before = charstring(program)
    bytecode = before.bytecode
    _, turned = turn(bytecode, x=880, y=-120)
    expected = drawn(read(bytecode), Transform(0, 1, -1, 0, 880, -120))
    assert drawn(read(turned)) == expected


def test_a_width_is_given_apart() -> None:
    width, turned = turn(charstring([77, 1, 2, "rmoveto"]).bytecode, x=0, y=0)
    assert width == charstring([77, 1, 2, "rmoveto"]).bytecode[:1]
    assert drawn(read(turned)) == drawn(charstring([-2, 1, "rmoveto"]))


def test_an_empty_glyph_stays_empty() -> None:
    assert turn(charstring([]).bytecode, x=880, y=-120) == (b"", charstring([]).bytecode)


@pytest.mark.parametrize("program", [[1, 2, "hstem"], [0, "hmoveto", 1, "callsubr"]])
def test_what_is_not_known_is_refused(program: list[object]) -> None:
    with pytest.raises(UnknownOperator):
        turn(charstring(program).bytecode, x=0, y=0)
