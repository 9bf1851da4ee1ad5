"""Events and results → lines: paths or JSON on standard output, all else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import click

from keben.errors import PressError
from keben.model import Finding, Location, Severity

if TYPE_CHECKING:
    from keben.press import Done, Result


class Bar(Protocol):
    """What shows how far a run has come."""

    def enter(self, name: str, stage: str) -> None:
        """A manuscript enters a stage."""
        ...

    def advance(self) -> None:
        """A manuscript is done."""
        ...


class NoBar:
    """Where nobody watches."""

    def enter(self, name: str, stage: str) -> None:
        """Show nothing."""

    def advance(self) -> None:
        """Show nothing."""


@dataclass(slots=True)
class Voice:
    """Prints a run. ``quiet`` leaves errors and paths; ``as_json`` makes standard output one
    object with files, findings and errors."""

    quiet: bool
    as_json: bool

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
        for finding in outcome.findings:
            if not self.quiet or finding.severity is Severity.ERROR:
                _say(str(finding))
        if outcome.error:
            _say(f"keben: {outcome.error}")
        if not self.quiet and not outcome.error:
            _say(f"[{event.number}/{event.total}] {outcome.name}: {_summary(event)}")
        if not self.as_json:
            for artifact in outcome.artifacts:
                click.echo(str(artifact.path))

    def conclude(self, result: Result) -> None:
        """The whole result, where JSON is wanted; else nothing is left to say."""
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

    def _print_json(self, **values: Any) -> None:
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))


def _say(line: str) -> None:
    click.echo(line, err=True)


def _summary(event: Done) -> str:
    return ", ".join(
        f"{artifact.format}" + (f" ({_pages(artifact.pages)})" if artifact.pages else "")
        for artifact in event.outcome.artifacts
    )


def _pages(number: int) -> str:
    return f"{number} page" + ("s" if number != 1 else "")


def _place(location: Location | None) -> dict[str, Any]:
    return {
        "path": str(location.path) if location else None,
        "line": location.line if location else None,
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
