"""Arguments → a run, what it prints, its exit code. Nothing else in keben prints or exits.

Starting must be quick, so whatever a command needs is imported when it runs.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from keben.cli.commands import COMMANDS, DEFAULT
from keben.errors import INTERRUPTED, STOPPED, OutputError, PressError, UsageError
from keben.interrupting import heeding


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code (2 usage … 8 proof, 130 interrupted).

    A source that has a command's name is written with its folder: ``./themes``.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character must not end the run.
            stream.reconfigure(errors="backslashreplace")
    named = bool(arguments) and arguments[0] in COMMANDS
    command = COMMANDS[arguments[0]] if named else DEFAULT
    name = f"keben {arguments[0]}" if named else "keben"
    try:
        with heeding():
            return _run(command, arguments[named:], name)
    except PressError as error:
        return _fail(error, arguments)
    except OSError as error:
        if error.filename is None:
            return _leave_unsaid(error)
        from keben.output import of_system

        return _fail(of_system(error), arguments)
    except MemoryError:
        from keben.output import out_of_memory

        return _fail(out_of_memory(), arguments)
    except (KeyboardInterrupt, click.Abort):
        click.echo(STOPPED, err=True)
        return INTERRUPTED


def _fail(error: PressError, arguments: Sequence[str]) -> int:
    from keben.cli.reports import Voice

    Voice(quiet=False, as_json="--json" in arguments).fail(error)
    return error.exit_code


def _nowhere() -> io.TextIOWrapper:
    """A stream for a program that was started without one."""
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 # as long as the program


def _leave_unsaid(error: OSError) -> int:
    """What was to be printed finds no room, as on a full disk; finished files are whole. Python
    would try again when it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with suppress(OSError):
        click.echo(f"keben: what is told cannot be written: {error.strerror}.", err=True)
    return OutputError.exit_code


def _run(command: click.Command, arguments: list[str], name: str) -> int:
    try:
        return int(command.main(arguments, prog_name=name, standalone_mode=False) or 0)
    except click.NoSuchOption as error:
        near = error.possibilities[0] if error.possibilities else ""
        hint = f"Did you mean {near}?" if near else f'"{name} --help" lists the options.'
        raise UsageError(f"there is no option {error.option_name}.", hint=hint) from error
    except click.ClickException as error:
        message = error.format_message().rstrip(".")
        raise UsageError(
            f"{message[:1].lower()}{message[1:]}.", hint=f'"{name} --help" lists the options.'
        ) from error
