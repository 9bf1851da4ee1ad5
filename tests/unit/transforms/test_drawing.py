"""A drawing is measured only when it can do no harm."""

from __future__ import annotations

import pytest

from keben.transforms.drawing import BrokenDrawing, UnsafeDrawing, measure

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str = "", attributes: str = 'width="10" height="20"', before: str = "") -> bytes:
    return f"{before}{OPEN} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10" height="20"', (10, 20)),
        ('width="10px" height="1in"', (10, 96)),
        ('width="25.4mm" height="72pt"', (96, 96)),
        ('viewBox="0 0 300 150"', (300, 150)),
        ('viewBox="0,0,300,150" width="100%"', (300, 150)),
        ('width="1e9" height="nonsense"', (100_000, 0)),
        ("", (0, 0)),
    ],
)
def test_the_size_is_in_px(attributes: str, size: tuple[int, int]) -> None:
    assert measure(svg(attributes=attributes)) == size


@pytest.mark.parametrize(
    "inside",
    [
        '<defs><g id="a"/></defs><use href="#a"/><use xlink:href="#a"/>',
        '<linearGradient id="g"/><rect fill="url(#g)" style="fill: url( \'#g\' )"/>',
        "<style>rect { fill: url(#g) }</style>",
        '<metadata><a:x xmlns:a="urn:a" a:resource="http://example.org/licence"/></metadata>',
        "<!-- <script/> -->",
        '<animate attributeName="x" from="0" to="10" values="0;5;10"/>',
    ],
)
def test_what_is_harmless_passes(inside: str) -> None:
    assert measure(svg(inside)) == (10, 20)


def test_a_doctype_without_entities_passes() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert measure(svg(before=doctype)) == (10, 20)


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<rect onload="x()"/>', "event handler"),
        ('<image href="http://example.org/a.png"/>', "refers to"),
        ('<image xlink:href="other.png"/>', "refers to"),
        ('<image href="data:image/png;base64,AAAA"/>', "refers to"),
        ('<use href="other.svg#a"/>', "refers to"),
        ('<rect fill="url(http://example.org/a)"/>', "style refers to"),
        ("<style>@IMPORT 'a.css';</style>", "imports another"),
        ("<style>rect { fill: URL('a.png') }</style>", "style refers to"),
        ("<style>rect { fill: u\\72l(a.png) }</style>", "escape"),
        ('<set attributeName="href" to="javascript:x()"/>', "refers to"),
        ('<g xml:base="http://example.org/"/>', "xml:base"),
        ('<?xml-stylesheet href="a.css"?>', "processing instruction"),
        ('<g id="a"><use href="#a"/></g>', "in a circle"),
    ],
)
def test_what_may_do_harm_is_refused(inside: str, why: str) -> None:
    with pytest.raises(UnsafeDrawing, match=why):
        measure(svg(inside))


def test_entities_are_refused_unread() -> None:
    doctype = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(UnsafeDrawing, match="entities"):
        measure(svg("<text>&x;</text>", before=doctype))


def test_copies_of_copies_are_counted() -> None:
    layers = "".join(f'<g id="l{n + 1}">' + f'<use href="#l{n}"/>' * 10 + "</g>" for n in range(6))
    with pytest.raises(UnsafeDrawing, match="more than 100,000 shapes"):
        measure(svg(f'<g id="l0"/>{layers}'))


@pytest.mark.parametrize("data", [b"", b"<svg>", b"<svg/>", b"<html/>", b"\x89PNG"])
def test_what_is_no_drawing_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenDrawing):
        measure(data)
