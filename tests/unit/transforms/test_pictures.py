"""Pictures come from the document's folder only, whole and harmless, or leave their description."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image as Pillow

from keben import walk
from keben.model import (
    Article,
    Figure,
    Image,
    Location,
    Metadata,
    Paragraph,
    Publication,
    Severity,
    Text,
)
from keben.pixels import raster
from keben.settings import Settings
from keben.transforms.pictures import resolve

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="40"/>'


def picture(kind: str, size: tuple[int, int] = (8, 6), **options: object) -> bytes:
    buffer = BytesIO()
    Pillow.new("RGB", size, "red").save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "part").mkdir(parents=True)
    (folder / "a.png").write_bytes(picture("PNG"))
    (folder / "with space.jpg").write_bytes(picture("JPEG"))
    (folder / "drawing.svg").write_text(SVG)
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    return folder


def publication(root: Path, *addresses: str, chapter: str = "a.md") -> Publication:
    place = Location(root / chapter, 1)
    blocks = tuple(
        Figure(Image(address, alt="说明"), location=Location(root / chapter, line))
        for line, address in enumerate(addresses, start=3)
    )
    return Publication(Metadata(), (Article((Text("题"),), blocks, location=place),))


def found(root: Path, *addresses: str, chapter: str = "a.md") -> Publication:
    return resolve(publication(root, *addresses, chapter=chapter), (root,), Settings())


def image(result: Publication) -> Image:
    return next(walk.images(next(walk.articles(result)).blocks))


@pytest.mark.parametrize(
    ("address", "file", "media_type", "size"),
    [
        ("a.png", "a.png", "image/png", (8, 6)),
        ("./part/../a.png", "a.png", "image/png", (8, 6)),
        ("with%20space.jpg", "with space.jpg", "image/jpeg", (8, 6)),
        ("a.png?raw=true", "a.png", "image/png", (8, 6)),
        ("drawing.svg", "drawing.svg", "image/svg+xml", (30, 40)),
    ],
)
def test_a_picture_is_found_and_measured(
    root: Path, address: str, file: str, media_type: str, size: tuple[int, int]
) -> None:
    result = found(root, address)
    assert result.findings == ()
    assert image(result) == Image(address, "说明", "", root / file, media_type, *size)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("GIF", "image/gif"), ("WEBP", "image/webp"), ("PNG", "image/png"), ("JPEG", "image/jpeg")],
)
def test_the_kind_is_told_from_the_bytes(root: Path, kind: str, media_type: str) -> None:
    (root / "x.dat").write_bytes(picture(kind))
    assert image(found(root, "x.dat")).media_type == media_type


def test_an_address_counts_from_the_chapters_own_file(root: Path) -> None:
    assert image(found(root, "../a.png", chapter="part/b.md")).path == root / "a.png"


def test_a_chapter_bound_in_from_elsewhere_stays_in_its_own_root(root: Path) -> None:
    result = resolve(
        publication(root, "../a.png", chapter="part/b.md"), (root, root / "part"), Settings()
    )
    assert [f.code for f in result.findings] == ["I002"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/etc/passwd", "I001"),
        ("%2Fetc/passwd", "I001"),
        ("C:\\secret.png", "I001"),
        ("\\\\server\\secret.png", "I001"),
        ("../secret.png", "I002"),
        ("%2e%2e/secret.png", "I002"),
        ("part/../../secret.png", "I002"),
        ("../gone.png", "I002"),
        ("file:///etc/passwd", "I004"),
        ("FILE:a.png", "I004"),
        ("javascript:a.png", "I004"),
    ],
)
def test_what_would_lead_out_is_an_error_at_its_line(root: Path, address: str, code: str) -> None:
    result = found(root, address)
    (finding,) = result.findings
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.location == Location(root / "a.md", 3)
    assert image(result) == Image(address, "说明")


def test_a_symbolic_link_out_is_an_error_one_within_is_not(root: Path) -> None:
    (root / "out.png").symlink_to(root.parent / "secret.png")
    (root / "up").symlink_to(root.parent)
    (root / "in.png").symlink_to(root / "a.png")
    result = found(root, "out.png", "up/secret.png", "in.png")
    assert [f.code for f in result.findings] == ["I003", "I003"]


def test_a_link_in_a_circle_is_missing(root: Path) -> None:
    (root / "loop.png").symlink_to(root / "loop.png")
    assert [f.code for f in found(root, "loop.png").findings] == ["I007"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://example.org/a.png", "I006"),
        ("//example.org/a.png", "I006"),
        ("hhttps://example.org/a.png", "I006"),
        ("gone.png", "I007"),
        ("", "I007"),
        ("part", "I007"),
        ("x" * 5000, "I007"),
        ("a.md", "I008"),
    ],
)
def test_what_cannot_be_had_is_a_warning(root: Path, address: str, code: str) -> None:
    (root / "a.md").write_text("text")
    (finding,) = found(root, address).findings
    assert (finding.code, finding.severity) == (code, Severity.WARNING)
    assert len(finding.message) < 200


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_cut_short_is_broken(root: Path, kind: str) -> None:
    data = picture(kind, (400, 400))
    (root / "cut").write_bytes(data[: len(data) // 2])
    assert [f.code for f in found(root, "cut").findings] == ["I009"]


def test_an_unsafe_drawing_is_an_error_and_a_broken_one_a_warning(root: Path) -> None:
    (root / "bad.svg").write_text(SVG.replace("/>", "><script/></svg>"))
    (root / "cut.svg").write_text(SVG[:-5])
    assert [f.code for f in found(root, "bad.svg", "cut.svg").findings] == ["I005", "I009"]


def test_a_picture_that_unpacks_to_too_much_is_not_decoded(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raster, "MOST_PIXELS", 40)
    assert [f.code for f in found(root, "a.png").findings] == ["I010"]


def test_a_picture_taken_sideways_is_measured_as_it_is_shown(root: Path) -> None:
    exif = Pillow.Exif()
    exif[raster.ORIENTATION] = 6
    (root / "side.jpg").write_bytes(picture("JPEG", exif=exif))
    shown = image(found(root, "side.jpg"))
    assert (shown.width, shown.height) == (6, 8)


def test_a_picture_in_a_line_is_found_and_keeps_its_own_description(root: Path) -> None:
    line = Paragraph((Image("a.png", "一"), Image("a.png", "二")), Location(root / "a.md", 3))
    article = Article((Text("题"),), (line,), location=Location(root / "a.md", 1))
    result = resolve(Publication(Metadata(), (article,)), (root,), Settings())
    images = list(walk.images(next(walk.articles(result)).blocks))
    assert [(i.alt, i.path) for i in images] == [("一", root / "a.png"), ("二", root / "a.png")]


def test_a_cover_of_ones_own_is_found(root: Path) -> None:
    result = resolve(publication(root), (root,), Settings(cover="a.png"))
    assert result.cover is not None
    assert result.cover.path == root / "a.png"


def test_a_cover_that_leads_out_is_refused(root: Path) -> None:
    result = resolve(publication(root), (root,), Settings(cover="../secret.png"))
    assert result.cover is None
    assert [f.code for f in result.findings] == ["I002"]


@pytest.mark.parametrize(
    ("address", "code"),
    [("/a.png", ""), ("/with%20space.jpg", ""), ("/gone.png", "I001"), ("/../secret.png", "I002")],
)
def test_an_absolute_address_counts_from_the_top_of_the_website(
    root: Path, address: str, code: str
) -> None:
    place = publication(root, address, chapter="part/b.md")
    result = resolve(place, (root,), Settings(), tops=(root,))
    assert [finding.code for finding in result.findings] == ([code] if code else [])
    assert (image(result).path is not None) == (not code)


def embedded(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_a_picture_in_its_own_address_is_read(root: Path, tmp_path: Path, kind: str) -> None:
    """Under a name by which it is the same wherever it stands."""
    address = embedded(f"image/{kind}", picture(kind.upper()))
    asked = publication(root, address, "a.png", address)
    result = resolve(asked, (root,), Settings(), unpacked=tmp_path / "unpacked")
    (made,) = walk.articles(result)
    first, _, last = (block.image for block in made.blocks if isinstance(block, Figure))
    assert not result.findings
    assert (first.media_type, first.width, first.height) == (f"image/{kind}", 8, 6)
    assert (first.alt, first.data) == ("说明", b"")
    assert first.address.startswith("embedded-")
    assert first == last


@pytest.mark.parametrize(
    "address",
    [
        embedded("image/svg+xml", SVG.encode()),
        f"data:image/svg+xml;charset=utf-8,{quote(SVG)}",
        f"DATA:image/svg+xml;utf8,{SVG}",
        embedded("image/svg+xml", SVG.encode()).rstrip("="),
    ],
)
def test_a_drawing_in_its_own_address_is_read(root: Path, tmp_path: Path, address: str) -> None:
    result = resolve(
        publication(root, address), (root,), Settings(), unpacked=tmp_path / "unpacked"
    )
    assert (image(result).media_type, image(result).width) == ("image/svg+xml", 30)


@pytest.mark.parametrize(
    ("address", "code", "message"),
    [
        ("data:text/html,<p>文</p>", "I008", '"text/html", no picture'),
        ("data:,文", "I008", "holds text, no picture"),
        ("data:image/png", "I009", "holds nothing"),
        ("data:image/png;base64,%%%", "I009", "it is no Base64"),
        (embedded("image/png", b"no picture"), "I008", "is no PNG"),
        (embedded("image/svg+xml", b"<svg"), "I009", "is broken"),
        (embedded("image/svg+xml", SVG.encode()[:-2] + b"><script/></svg>"), "I005", "not printed"),
    ],
)
def test_what_is_no_picture_in_an_address_is_told(
    root: Path, tmp_path: Path, address: str, code: str, message: str
) -> None:
    result = resolve(
        publication(root, address), (root,), Settings(), unpacked=tmp_path / "unpacked"
    )
    (finding,) = result.findings
    assert finding.code == code
    assert message in finding.message
    assert image(result) == Image(address, "说明")
