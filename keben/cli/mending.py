"""A source → its mended text on standard output, the report on standard error or in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from keben.cli.legible import legible
from keben.model import Severity
from keben.output import finished
from keben.press.mending import Mended, mend
from keben.readers.repair.passage import Change
from keben.settings import Layer

_SHOWN = 40
"""Characters shown of what was taken out."""


def run(path: Path, layers: Sequence[Layer], *, report: Path | None, as_json: bool) -> int:
    """Print the Markdown and the report. Raises UsageError, ManuscriptError, SettingsError,
    OutputError."""
    mended = mend(path, layers)
    told = _as_json(path, mended) if as_json else "\n".join(_lines(path, mended))
    click.echo(mended.markdown, nl=False)
    if report is None:
        for line in told.splitlines():
            click.echo(line if as_json else legible(line), err=True)
    else:
        with finished(report) as temporary:
            temporary.write_text(told + "\n", encoding="utf-8")
    return 0


def _lines(path: Path, mended: Mended) -> Iterator[str]:
    doubtful = sum(change.is_doubtful for change in mended.changes)
    count = len(mended.changes)
    yield f"{path}: {count} change{'s' if count != 1 else ''}, {doubtful} in doubt."
    for change in mended.changes:
        rule = f"{change.rule.code} " if change.rule.code else ""
        yield (
            f"{path}:{change.line}: {rule}{change.rule.words}: {change.evidence}"
            f" ({change.confidence:.0%}){_difference(change)}"
        )
    for finding in mended.findings:
        if finding.severity is not Severity.NOTE:
            yield str(finding)


def _difference(change: Change) -> str:
    if not change.removed and not change.put:
        return ""
    removed = change.removed
    shown = removed if len(removed) <= _SHOWN else f"{removed[:_SHOWN]}…"
    return f": {shown!r} → {change.put!r}" if change.put else f": {shown!r} out"


def _as_json(path: Path, mended: Mended) -> str:
    changes = [
        {
            "line": change.line,
            "column": change.column + 1 if change.column >= 0 else None,
            "code": change.rule.code or None,
            "rule": change.rule.name.lower(),
            "what": change.rule.words,
            "evidence": change.evidence,
            "confidence": round(change.confidence, 2),
            "doubtful": change.is_doubtful,
            "removed": change.removed,
            "put": change.put,
        }
        for change in mended.changes
    ]
    return json.dumps({"path": str(path), "changes": changes}, ensure_ascii=False, indent=2)
