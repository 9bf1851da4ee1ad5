"""An archive → whether it comes out the same when it is built again, printed."""

from __future__ import annotations

from pathlib import Path

from keben.cli.building import describe
from keben.cli.reports import Voice
from keben.errors import ProofError, UsageError
from keben.press import Event, Stage
from keben.press.rebuilding import rebuild


def run(archive: Path, *, output: Path | None, as_json: bool) -> int:
    """Build again and return the exit code: ProofError's where the bytes are not the same.

    Raises UsageError before any work, ProofError for a broken archive, and what building raises.
    """
    if not archive.is_file():
        raise UsageError(f'there is no file "{archive}".', hint="Correct the path.")
    voice = Voice(quiet=False, as_json=as_json)
    with voice.progress(1) as bar:

        def report(event: Event) -> None:
            if isinstance(event, Stage):
                bar.enter(archive.name, describe(event))

        rebuilt = rebuild(archive, output, report)
    voice.tell_rebuilt(archive, rebuilt)
    return 0 if rebuilt.is_same else ProofError.exit_code
