"""Pictures, front matter, Word documents and fonts that were made to do harm are told plainly."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.hostile import made

if TYPE_CHECKING:
    from tests.hostile.conftest import Run

LINE = "1 2.5-.5.25 " * 110_000
PICTURES = {
    **{
        f"half a {kind}": (f"p.{kind.lower()}", made.picture(kind)[:900], 0, "I009")
        for kind in ("PNG", "JPEG", "GIF")
    },
    "60,000 pixels a side": ("p.png", made.png(60_000, 60_000), 0, "I010"),
    "a PNG that swells": ("p.png", made.large("PNG", 10_000), 0, "I010"),
    "a WebP that swells": ("p.webp", made.large("WEBP", 10_000), 0, "I010"),
    "entities": ("p.svg", f"{made.DOCTYPE}{made.SVG}<text>&j;</text></svg>", 0, "I009"),
    "groups": ("p.svg", made.SVG + "<g>" * 20_000 + "</g>" * 20_000 + "</svg>", 0, "I009"),
    "a line without end": ("p.svg", f'{made.SVG}<path d="M{LINE}"/></svg>', 0, "I010"),
    "a view of three": ("p.svg", made.SVG[:-1] + ' viewBox="0 0 9"></svg>', 0, "I009"),
    "a circle": ("p.svg", f'{made.SVG}<g id="g"><use href="#g"/></g></svg>', 4, "I005"),
}


@pytest.mark.parametrize(("name", "data", "code", "finding"), PICTURES.values(), ids=PICTURES)
def test_a_hostile_picture_is_left_out_and_told(
    keben: Run, name: str, data: str | bytes, code: int, finding: str
) -> None:
    text = f'# 题\n\n![描述]({name} "题")\n'
    done = keben("a.md", "-f", "epub", files={"a.md": text, name: data})
    assert (done.code, "Traceback" in done.told) == (code, False), done.told
    assert f"a.md:3: {'error' if code else 'warning'} {finding}" in done.told


FRONT = {
    "an alias": ("a: &a [x]\nb: [*a, *a]", 4, 'a.md:3: the front matter: it uses the alias "*a"'),
    "a nest": ("a: " + "[" * 5000, 4, "nested more than 12 deep"),
    "a list for a title": ("title: [a, b]", 3, 'a.md:2: setting "title" cannot be'),
    "a source without end": ('source: "' + "字" * 5000 + '"', 4, "or rights of 5,000 characters"),
    "a number without end": ("rights: " + "9" * 5000, 4, "a word of more than 2,000 characters"),
    "a theme without end": ("theme: " + "汉" * 500, 5, "there is no theme"),
    "a file without end": ("parallel: {text: " + "x" * 5000 + "}", 3, '"parallel.text" is "x'),
    "a day that is none": ("date: 99999-99-99", 3, 'a.md:2: setting "date" cannot be'),
}


@pytest.mark.parametrize(("front", "code", "message"), FRONT.values(), ids=FRONT)
def test_hostile_front_matter_is_refused(keben: Run, front: str, code: int, message: str) -> None:
    done = keben("a.md", "-f", "epub", files={"a.md": f"---\n{front}\n---\n\n# 题\n\nx\n"})
    assert (done.code, "Traceback" in done.told) == (code, False), done.told
    assert message in done.told


def test_a_drawing_higher_than_any_page_is_made(keben: Run) -> None:
    drawing = made.SVG.replace('"10" height="10"', '"1" height="1000000000"') + "</svg>"
    files: dict[str, str | bytes] = {"a.md": "# 题\n\n文。\n\n![图](p.svg)\n", "p.svg": drawing}
    done = keben("a.md", "-f", "pdf", files=files)
    assert done.code == 0, done.told


TABLES = "<w:tbl><w:tr><w:tc>" * 10_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 10_000
DOCUMENTS = {
    "a part that swells": made.docx(made.line("a" * 90_000_000)),
    "entities": made.docx(made.line("&j;"), head=made.DOCTYPE),
    "tables in one another": made.docx(TABLES),
    "no package": b"PK\x03\x04",
}


@pytest.mark.parametrize("data", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_hostile_word_document_is_refused(keben: Run, data: bytes) -> None:
    done = keben("a.docx", "-f", "epub", files={"a.docx": data})
    assert (done.code, "Traceback" in done.told) == (4, False), done.told
    assert "keben: a.docx: " in done.told


def font_files(data: bytes, index: str = "0") -> dict[str, str | bytes]:
    table = (
        '[[face]]\nfamily = "x"\nname = "X"\nfile = "f.ttf"\nlanguages = ["*"]\n'
        f'sha256 = "{hashlib.sha256(data).hexdigest()}"\nindex = {index}\n'
    )
    return {"a.md": "# 信\n\n字。\n", "own.toml": table, "f.ttf": data}


USING = ("--set", 'fonts=["own.toml"]', "--set", "faces.text=x")


@pytest.mark.parametrize(("data", "index"), [(b"", "0"), (bytes(9000), "0"), (b"x", '"x"')])
def test_a_broken_font_is_told(keben: Run, data: bytes, index: str) -> None:
    done = keben("a.md", *USING, files=font_files(data, index))
    assert (done.code, "Traceback" in done.told) == (6, False), done.told


@pytest.mark.parametrize("index", ["-1", "1", "99"])
def test_a_face_that_a_font_has_not_is_told(keben: Run, index: str) -> None:
    done = keben("a.md", *USING, files=font_files(made.font("字"), index))
    assert (done.code, "Traceback" in done.told) == (6, False), done.told
    assert f"f.ttf: the font has no face {index}." in done.told


def test_a_font_that_does_not_find_its_glyphs_is_told(keben: Run) -> None:
    data = bytearray(made.font("字句"))
    entry = data.index(b"loca") + 8
    start = int.from_bytes(data[entry : entry + 4], "big")
    data[start + 2 : start + 4] = b"\xff\xf0"
    done = keben("a.md", *USING, files=font_files(bytes(data)))
    assert (done.code, "Traceback" in done.told) == (6, False), done.told
    assert "f.ttf: the font does not say where its glyphs are (loca): it is broken." in done.told


@pytest.mark.parametrize("name", ["../../../../etc/hostname", "/etc/hostname", "..", "a/b"])
def test_a_licence_lies_among_the_licences(keben: Run, name: str) -> None:
    files = font_files(made.font("字"))
    files["own.toml"] = f'{files["own.toml"]!s}licence = "{name}"\n'
    done = keben("a.md", *USING, "-f", "archive", files=files)
    assert (done.code, "Traceback" in done.told) == (6, False), done.told
    assert "licence, which is the name of a file in licences/" in done.told


def test_a_glyph_that_is_made_of_itself_is_told(keben: Run) -> None:
    done = keben("a.md", *USING, files=font_files(made.font("字", circle=True)))
    assert (done.code, "Traceback" in done.told) == (6, False), done.told
    assert "f.ttf: face X has a glyph that is made of itself." in done.told
    assert keben("a.md", "-f", "epub", *USING, files=font_files(made.font("字"))).code == 0
