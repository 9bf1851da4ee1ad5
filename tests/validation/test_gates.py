"""The gates around the validators: what is silent, ends early or was never started has failed."""

from __future__ import annotations

import sys
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from validation import gates
from validation import tools as fetching
from validation.controls import (
    CannotSpoil,
    Control,
    cut,
    ill_formed,
    make_controls,
    with_missing_glyphs,
    without_alt,
    without_alternatives,
)
from validation.finished import claims
from validation.gates import ACE, EPUBCHECK, run_gates
from validation.making import PROFILES, sources
from validation.tools import Missing, Tools, cache_folder
from validation.verdicts import Check, read_verdicts

A, B = Check(Path("a.pdf"), "PDFUA-1"), Check(Path("b.pdf"), "PDFUA-1")


def test_a_file_passes_that_was_checked_to_its_end_without_a_problem() -> None:
    (verdict,) = read_verdicts([A], ["chatter", "checked\ta.pdf\tPDFUA-1\t106 rules"])
    assert verdict.passed


def test_a_problem_fails_the_file_that_has_it_and_no_other() -> None:
    lines = ["problem\ta.pdf\tPDFUA-1\t7.1-1 no title", "checked\ta.pdf\tPDFUA-1\t106 rules"]
    verdicts = read_verdicts([A, B], [*lines, "checked\tb.pdf\tPDFUA-1\t106 rules"])
    assert [verdict.passed for verdict in verdicts] == [False, True]
    assert verdicts[0].problems == ("7.1-1 no title",)


@pytest.mark.parametrize("lines", [[], ["checked\tb.pdf\tPDFUA-1\t"], ["checked\ta.pdf\tX\t"]])
def test_a_file_of_which_the_validator_says_nothing_fails(lines: list[str]) -> None:
    (verdict,) = read_verdicts([A], lines)
    assert not verdict.passed
    assert "did not run" in verdict.problems[0]


def tools(program: str) -> Tools:
    command = (sys.executable, "-c", program)
    return Tools(pdf=command, epub=command, ace=command, environment={})


CHECKS = [A, Check(Path("a.epub"), EPUBCHECK), Check(Path("a.epub"), ACE)]


@pytest.mark.parametrize("program", ["raise SystemExit(0)", "raise SystemExit(1)", "import gone"])
def test_a_validator_that_does_not_run_fails_every_file(program: str) -> None:
    assert not any(verdict.passed for verdict in run_gates(CHECKS, tools(program)))


def test_a_validator_that_is_not_there_fails_every_file() -> None:
    gone = Tools(pdf=("/gone/java",), epub=("/gone/java",), ace=("/gone/node",), environment={})
    assert not any(verdict.passed for verdict in run_gates(CHECKS, gone))


def test_what_the_validators_say_is_heard() -> None:
    program = (
        "import sys\n"
        "for word in sys.argv[1:]:\n"
        "    gate, _, file = word.rpartition('=')\n"
        f"    for name in [gate] if gate else ['{EPUBCHECK}', '{ACE}']:\n"
        "        print('checked', file, name, 'x', sep='\\t')\n"
    )
    assert [verdict.passed for verdict in run_gates(CHECKS, tools(program))] == [True, True, True]


def pdf(stream: bytes) -> bytes:
    packed = zlib.compress(stream, 1)
    return b"%%PDF-1.7\n1 0 obj\n<</Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)


def read_pdf(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data[data.index(b"stream\n") + 7 :])


def test_a_pdf_is_spoilt_without_moving_anything_in_it() -> None:
    text = b"/S /Figure/Alt (A plane)" + b" " * 100
    whole = pdf(text)
    spoilt = without_alternatives(whole)
    assert read_pdf(spoilt) == text.replace(b"/Alt (A plane)", b" " * 14)
    assert len(spoilt) == len(whole)
    drawn = with_missing_glyphs(pdf(b"/F1 12 Tf\n[(\0!\\()] TJ\n" + b" " * 100))
    assert b"[(\0\0\0)] TJ" in read_pdf(drawn)


@pytest.mark.parametrize("spoil", [without_alternatives, with_missing_glyphs])
def test_a_control_that_would_change_nothing_says_so(spoil: object) -> None:
    with pytest.raises(CannotSpoil):
        spoil(pdf(b"nothing of the kind"))  # type: ignore[operator]


def test_an_epub_is_spoilt_in_its_chapters(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("EPUB/c01.xhtml", '<p><img src="a.png" alt="plane"/></p>')
    for spoil, gone in ((without_alt, b"alt="), (ill_formed, b"</p>")):
        path.with_suffix(".new").write_bytes(spoil(path.read_bytes()))
        with zipfile.ZipFile(path.with_suffix(".new")) as package:
            assert gone not in package.read("EPUB/c01.xhtml")
    with pytest.raises(CannotSpoil):
        without_alt(path.with_suffix(".new").read_bytes() and _empty(tmp_path))


def _empty(folder: Path) -> bytes:
    path = folder / "empty.epub"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("EPUB/c01.xhtml", "<p/>")
    return path.read_bytes()


def test_every_gate_has_its_controls(tmp_path: Path) -> None:
    good = tmp_path / "a.pdf"
    good.write_bytes(pdf(b"/Alt (x) /F1 12 Tf\n[(\0!)] TJ\n" + b" " * 100))
    controls = list(make_controls([Check(good, "PDFUA-1")], tmp_path / "spoilt"))
    assert len(controls) == 4
    assert not controls[-1].check.file.exists()
    assert controls[0].check.file.read_bytes() == cut(good.read_bytes())


@pytest.mark.parametrize(
    ("lines", "is_refused"),
    [
        ([], True),
        (["checked\tb.pdf\tPDFUA-1\t"], False),
        (["problem\tb.pdf\tPDFUA-1\told", "checked\tb.pdf\tPDFUA-1\t"], False),
        (["problem\tb.pdf\tPDFUA-1\tnew", "checked\tb.pdf\tPDFUA-1\t"], True),
    ],
)
def test_a_spoilt_file_must_be_refused_for_its_own_fault(
    lines: list[str], is_refused: bool
) -> None:
    known = ["problem\ta.pdf\tPDFUA-1\told", "checked\ta.pdf\tPDFUA-1\t"]
    good, spoilt = read_verdicts([A, B], [*known, *lines])
    assert Control(B, "a fault", A).is_refused(spoilt, {A: good, B: spoilt}) is is_refused


@pytest.mark.parametrize(
    ("said", "gates"),
    [
        ({"pdfaid:part": "3", "pdfuaid:part": "1"}, ("PDFA-3A", "PDFUA-1")),
        ({"pdfaid:part": "4", "pdfuaid:part": "2"}, ("PDFA-4F", "PDFUA-2-ISO32005")),
        ({"pdfuaid:part": "1"}, ("PDFUA-1",)),
        ({}, ()),
    ],
)
def test_a_pdf_is_validated_by_what_it_claims(
    said: dict[str, str], gates: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "claims.pdf"
    with pikepdf.new() as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata.update(said)
        pdf.save(file)
    assert claims(file) == gates


def test_what_is_no_pdf_claims_nothing(tmp_path: Path) -> None:
    file = tmp_path / "torn.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert claims(file) == ()


def test_everything_there_is_to_read_is_validated() -> None:
    names = {path.name for path in sources()}
    assert {"letters.txt", "manual", "showcase.md", "book", "raw.txt", "long.md"} <= names
    assert "pictures" not in names
    assert {name for profile in PROFILES for name in profile.gates} == {"pdf", "epub"}


def test_where_nothing_can_be_installed_it_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.shutil, "which", lambda name: None)
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH", raising=False)
    with pytest.raises(Missing, match=r"javac, node, npm, chromium. Install a JDK"):
        fetching.install_programs()


def test_without_rights_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def which(name: str) -> str | None:
        return "/usr/bin/apt-get" if name == "apt-get" else None

    monkeypatch.setattr(fetching.shutil, "which", which)
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH", raising=False)
    monkeypatch.setattr(fetching.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(fetching, "_succeeds", lambda command: False)
    with pytest.raises(Missing, match="apt-get install default-jdk-headless nodejs npm chromium"):
        fetching.install_programs()


def test_what_is_fetched_lies_in_the_cache_or_where_it_is_told() -> None:
    assert cache_folder({"KEBEN_VALIDATORS": "/a/b"}) == Path("/a/b")
    assert cache_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/keben-validators")


def test_the_lists_of_needs_name_hashes_and_no_addresses() -> None:
    lock = fetching.LOCK.read_text(encoding="utf-8")
    assert lock.count("==") == lock.count("--hash=sha256:") == 2
    packages = (fetching.NEEDS / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in packages
    assert '"resolved"' not in packages


def test_a_validator_that_takes_too_long_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    monkeypatch.setattr(gates, "LONGEST", 2)
    script = f"sleep 600 & echo $! > {child}; wait"
    tools = Tools(pdf=("sh", "-c", script), epub=(), ace=(), environment={})
    (verdict,) = run_gates([A], tools)
    assert not verdict.passed
    state = Path(f"/proc/{child.read_text().strip()}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"
