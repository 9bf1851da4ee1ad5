"""Finished files, and perhaps what they were made from → what is wrong with them, printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from keben import catalogue, readers
from keben.cli.reports import Proof, Voice
from keben.errors import PressError, ProofError, UsageError
from keben.findings import verdict
from keben.model import Finding
from keben.output import scratch_folder
from keben.places import content_folder, fonts_folder, templates_folder
from keben.press import Order
from keben.press.proofing import prove_archive, prove_by_own_source
from keben.press.proving import original_of
from keben.press.run import prepare
from keben.proof import round_trip as proof
from keben.settings import Layer
from keben.typecase import faces

ARCHIVE = "zip"


def run(
    files: Sequence[Path],
    *,
    against: Path | None,
    layers: Sequence[Layer],
    strict: bool,
    as_json: bool,
) -> int:
    """Proof each file and return the exit code: ProofError's where something counts.

    ``against`` is a source to be read anew with the settings of ``layers``; without it a file is
    compared with the source that it carries, or that the PDF beside it does. Raises UsageError
    before any work, and what reading ``against`` raises.
    """
    formats = [_format_of(file) for file in files]
    with ExitStack() as stack:
        original = stack.enter_context(_original(against, layers)) if against else None
        proofs = [_look(file, name, original) for file, name in zip(files, formats, strict=True)]
    Voice(quiet=False, as_json=as_json).tell_proof(proofs)
    findings = [finding for done in proofs for finding in done.findings]
    failed = next((done.error.exit_code for done in proofs if done.error), 0)
    return failed or (ProofError.exit_code if verdict(findings, strict=strict) else 0)


def _format_of(file: Path) -> str:
    name = file.suffix.lower().removeprefix(".")
    if name not in (*proof.FORMATS, ARCHIVE):
        raise UsageError(
            f'"{file}" cannot be proved.', hint="Name files that end in .pdf, .epub or .zip."
        )
    if not file.is_file():
        raise UsageError(f'there is no file "{file}".', hint="Correct the path.")
    return name


def _look(file: Path, name: str, original: proof.Original | None) -> Proof:
    try:
        if name == ARCHIVE:
            return Proof(file, prove_archive(file), against="the source in it")
        if original is None:
            return _look_alone(file, name)
        findings = proof.prove(file, original, format=name, shown=file)
        return Proof(file, [*findings, *_pages(file, name)], against="the source named")
    except PressError as error:
        return Proof(file, error=error)


def _look_alone(file: Path, name: str) -> Proof:
    """A file with the source that a PDF carries, or else by itself."""
    for pdf in (file, file.with_suffix(".pdf")):
        if pdf.suffix.lower() == ".pdf" and pdf.is_file():
            found = prove_by_own_source(file, pdf, format=name, theme_folders=_theme_folders())
            if found is not None:
                where = "the source in it" if pdf == file else f"the source in {pdf.name}"
                return Proof(file, [*found, *_pages(file, name)], against=where)
    known = faces.read_faces((fonts_folder() / "fonts.toml",))
    return Proof(file, proof.inspect(file, known, format=name))


def _pages(file: Path, name: str) -> list[Finding]:
    return proof.check_pages(file) if name == "pdf" else []


def _theme_folders() -> tuple[Path, ...]:
    return tuple(dict.fromkeys((Path("templates").resolve(), templates_folder())))


@contextmanager
def _original(source: Path, layers: Sequence[Layer]) -> Iterator[proof.Original]:
    """The source as it is typeset now; its pictures last as long as the block."""
    (manuscript,) = catalogue.plan(
        (source,), suffixes=readers.READERS, shelf=content_folder(), bind=""
    )
    order = Order(output=Path(), layers=tuple(layers), theme_folders=_theme_folders())
    with scratch_folder() as unpacked:
        ready = prepare(manuscript, order, unpacked=unpacked, enter=lambda stage: None)
        yield original_of(ready)
