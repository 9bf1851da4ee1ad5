"""Events and results → lines: paths or JSON on standard output, all else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from keben.cli.bars import Bar, NoBar
from keben.cli.legible import legible
from keben.errors import PressError
from keben.model import Finding, Location, Severity

if TYPE_CHECKING:
    from keben.model import Dated
    from keben.press import Done, Result
    from keben.press.rebuilding import Rebuilt


MANY, LISTED = 10, 50
"""Documents from which on those that failed are listed at the end, and how many of them."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What proofing found in one file, or why it could not be read; ``against`` is that with which
    it was compared, if anything."""

    file: Path
    findings: Sequence[Finding] = ()
    error: PressError | None = None
    against: str = ""


@dataclass(slots=True)
class Voice:
    """Prints a run. ``quiet`` leaves errors and paths; ``as_json`` makes standard output one
    object with files, findings and errors."""

    quiet: bool
    as_json: bool
    paths: bool = True
    """Whether finished files are named; those that will be joined are not."""

    @contextmanager
    def progress(self, total: int) -> Iterator[Bar]:
        """A bar where a person watches standard error, nothing elsewhere."""
        if self.quiet or not sys.stderr.isatty():
            yield NoBar()
            return
        from keben.cli.progress import watched

        with watched(total) as bar:
            yield bar

    def tell(self, event: Done) -> None:
        """One manuscript's findings, error and files."""
        outcome = event.outcome
        for line in _lines(outcome.findings, errors_only=self.quiet):
            _say(line)
        if outcome.error:
            _say(f"keben: {outcome.error}")
        if not self.quiet and not outcome.error:
            _say(f"[{event.number}/{event.total}] {outcome.name}: {_summary(event)}")
        if not self.as_json and self.paths:
            for artifact in outcome.artifacts:
                click.echo(str(artifact.path))

    def name(self, path: Path) -> None:
        """A finished file that stands for others."""
        if not self.as_json:
            click.echo(str(path))

    def conclude(self, result: Result) -> None:
        """The whole result, where JSON is wanted; else what was not made, once more, where many
        lines have run by since it was told."""
        failed = [outcome for outcome in result.outcomes if outcome.error]
        if failed and len(result.outcomes) > MANY:
            _say(f"not made: {len(failed)} of {len(result.outcomes)}")
            for outcome in failed[:LISTED]:
                error = outcome.error
                _say(f"  {outcome.name}: {error.message if error else ''}")
            if len(failed) > LISTED:
                _say(f"  and {len(failed) - LISTED} more, told above")
        if not self.as_json:
            return
        outcomes = result.outcomes
        self._print_json(
            files=[
                {
                    "document": outcome.name,
                    "path": str(artifact.path),
                    "format": artifact.format,
                    "sha256": artifact.sha256,
                    "pages": artifact.pages,
                    "unchanged": outcome.kept,
                    **_date(outcome.dated),
                }
                for outcome in outcomes
                for artifact in outcome.artifacts
            ],
            findings=[_finding(o.name, finding) for o in outcomes for finding in o.findings],
            errors=[_error(o.error, o.name) for o in outcomes if o.error],
        )

    def fail(self, error: PressError) -> None:
        """An error that kept the run from beginning."""
        _say(f"keben: {error}")
        if self.as_json:
            self._print_json(files=[], findings=[], errors=[_error(error, "")])

    def tell_proof(self, proofs: Sequence[Proof]) -> None:
        """What proofing found: on standard output, because it is what was asked for."""
        if self.as_json:
            self._print_json(
                files=[
                    {"document": p.file.name, "path": str(p.file), "against": p.against or None}
                    for p in proofs
                ],
                findings=[_finding(p.file.name, found) for p in proofs for found in p.findings],
                errors=[_error(p.error, p.file.name) for p in proofs if p.error],
            )
            return
        for done in proofs:
            for found in done.findings:
                click.echo(legible(str(found)))
            number = len(done.findings)
            if done.error:
                _say(f"keben: {done.error}")
                continue
            compared = f", compared with {done.against}" if done.against else ""
            _say(f"{done.file}: {number or 'no'} finding{'s' * (number != 1)}{compared}.")

    def tell_rebuilt(self, file: Path, rebuilt: Rebuilt) -> None:
        """Whether an archive that was built again is the same, and what is not."""
        versions = rebuilt.versions or {}
        if self.as_json:
            self._print_json(
                archive=str(file),
                same=rebuilt.is_same,
                differing=list(rebuilt.differing),
                versions={name: {"then": a, "now": b} for name, (a, b) in versions.items()},
            )
            return
        same = "the same bytes" if not rebuilt.differing else "the same but for the list of tools"
        click.echo(f"{file}: built again, {same if rebuilt.is_same else 'and not the same'}.")
        for name in rebuilt.differing:
            click.echo(f"  differs: {name}")
        for name, (then, now) in versions.items():
            click.echo(f"  {name}: then {then or 'not there'}, now {now or 'not there'}")
        if not rebuilt.is_same and not versions:
            click.echo("  The versions of all tools are the same.")

    def _print_json(self, **values: Any) -> None:
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def _lines(findings: Sequence[Finding], *, errors_only: bool) -> Iterator[str]:
    """A line for each finding; what was mended in a raw text is one line for the whole text."""
    mended = [f for f in findings if f.code.startswith("R") and f.severity is Severity.NOTE]
    told: set[Path] = set()
    for finding in findings:
        path = finding.location.path if finding.location else Path()
        if errors_only and finding.severity is not Severity.ERROR:
            continue
        if finding not in mended:
            yield str(finding)
        elif path not in told:
            told.add(path)
            own = [f for f in mended if f.location and f.location.path == path]
            kinds = "; ".join(f.message.partition(" (")[0] for f in own)
            yield f'{path}: mended: {kinds}. "keben repair {path}" shows each change.'


def _say(line: str) -> None:
    click.echo(legible(line), err=True)


def _summary(event: Done) -> str:
    unchanged = "unchanged: " if event.outcome.kept else ""
    files = unchanged + ", ".join(
        f"{artifact.format}" + (f" ({_pages(artifact.pages)})" if artifact.pages else "")
        for artifact in event.outcome.artifacts
    )
    dated = event.outcome.dated
    return f"{files}; dated {_instant(dated)} ({dated.basis})" if dated else files


def _instant(dated: Dated) -> str:
    """A day, or a time in UTC."""
    return dated.when.strftime("%Y-%m-%d %H:%M:%S UTC").removesuffix(" 00:00:00 UTC")


def _date(dated: Dated | None) -> dict[str, str]:
    if dated is None:
        return {}
    return {"date": dated.when.isoformat(), "date_from": dated.basis.value}


def _pages(number: int) -> str:
    return f"{number} page" + ("s" if number != 1 else "")


def _place(location: Location | None) -> dict[str, Any]:
    page = {"page": location.page} if location and location.page else {}
    return {
        "path": str(location.path) if location else None,
        "line": location.line if location else None,
        **page,
    }


def _finding(name: str, finding: Finding) -> dict[str, Any]:
    return {
        "document": name,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(finding.location),
    }


def _error(error: PressError, name: str) -> dict[str, Any]:
    return {
        "document": name,
        "kind": type(error).__name__,
        "exit_code": error.exit_code,
        "message": error.message,
        "hint": error.hint,
        **_place(error.location),
    }
