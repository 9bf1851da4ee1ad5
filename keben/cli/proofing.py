"""Finished files, and perhaps what they were made from → what is wrong with them, printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from keben import catalogue, proof, readers
from keben.cli.reports import Proof, Voice
from keben.errors import ProofError, UsageError
from keben.findings import verdict
from keben.model import Finding
from keben.places import content_folder, fonts_folder, templates_folder
from keben.press import Order
from keben.press.editions import original_of
from keben.press.run import prepare
from keben.settings import Layer
from keben.typecase import faces


def run(
    files: Sequence[Path],
    *,
    against: Path | None,
    layers: Sequence[Layer],
    strict: bool,
    as_json: bool,
) -> int:
    """Proof each file and return the exit code: ProofError's where something counts.

    ``against`` is a source to be read anew with the settings of ``layers``. Raises UsageError
    before any work, and what reading raises.
    """
    formats = [_format_of(file) for file in files]
    original = _read_original(against, layers) if against else None
    proofs = [_look(file, name, original) for file, name in zip(files, formats, strict=True)]
    Voice(quiet=False, as_json=as_json).tell_proof(proofs)
    findings = [finding for done in proofs for finding in done.findings]
    fails = any(done.error for done in proofs) or verdict(findings, strict=strict)
    return ProofError.exit_code if fails else 0


def _format_of(file: Path) -> str:
    name = file.suffix.lower().removeprefix(".")
    if name not in proof.FORMATS:
        known = " and ".join(f".{known}" for known in proof.FORMATS)
        raise UsageError(f'"{file}" cannot be proved.', hint=f"Name files that end in {known}.")
    if not file.is_file():
        raise UsageError(f'there is no file "{file}".', hint="Correct the path.")
    return name


def _look(file: Path, name: str, original: proof.Original | None) -> Proof:
    try:
        return Proof(file, _findings(file, name, original))
    except ProofError as error:
        return Proof(file, error=error)


def _findings(file: Path, name: str, original: proof.Original | None) -> list[Finding]:
    if original is None:
        known = faces.read_faces((fonts_folder() / "fonts.toml",))
        return proof.inspect(file, known, format=name)
    findings = proof.prove(file, original, format=name, shown=file)
    return [*findings, *proof.check_pages(file)] if name == "pdf" else findings


def _read_original(source: Path, layers: Sequence[Layer]) -> proof.Original:
    """The source as it is typeset now."""
    (manuscript,) = catalogue.plan(
        (source,), suffixes=readers.READERS, shelf=content_folder(), bind=""
    )
    order = Order(
        output=Path(),
        layers=tuple(layers),
        theme_folders=tuple(dict.fromkeys((Path("templates").resolve(), templates_folder()))),
    )
    with TemporaryDirectory(prefix="keben-") as unpacked:
        ready = prepare(manuscript, order, unpacked=Path(unpacked), enter=lambda stage: None)
    return original_of(ready)
