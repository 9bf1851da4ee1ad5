"""Where WeasyPrint unpacks fonts → the run's own folder, which the next run clears if this one is
killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from weasyprint.text import fonts

from keben.composition.hooks import Hook
from keben.output import scratch_of_run


def _placing(original: Callable[..., str]) -> Callable[..., str]:
    def mkdtemp(
        suffix: str | None = None, prefix: str | None = None, dir: Path | None = None
    ) -> str:
        return original(suffix, prefix, dir or scratch_of_run())

    return mkdtemp


HOOKS = (
    Hook(
        fonts,
        "mkdtemp",
        ("suffix", "prefix", "dir"),
        _placing,
        until="WeasyPrint is told where to put its files",
    ),
)
