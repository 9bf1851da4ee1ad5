"""Layers of values → one checked Settings, with errors that name the layer."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keben.errors import SettingsError
from keben.model import Location
from keben.settings.presets import PRESETS

if TYPE_CHECKING:
    from keben.settings.schema import Misfit, Settings

ALIASES = {"author": "authors", "lang": "language", "subject": "subjects", "keywords": "subjects"}
"""Names that writers use in front matter for ours."""

LONGEST = 1_000_000
"""Characters of a file of settings, which take a second to read."""

SHORT = {"bibliography": "files"}
"""Tables of which one value may stand for the whole, as Pandoc writes it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Values from one place, to be laid over others. ``origin`` is named in errors."""

    values: Mapping[str, Any]
    origin: Location | str = "command line"


def read_toml(path: Path) -> Layer:
    """A settings file as a layer.

    Raises SettingsError where the file cannot be read or is not TOML.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST + 1)
        if len(text) > LONGEST:
            raise SettingsError(
                f"it has more than {LONGEST:,} characters.",
                location=Location(path),
                hint="Settings are short; put texts into files of their own.",
            )
        return Layer(tomllib.loads(text), Location(path))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Location(path, int(line[1]) if line else None)
        raise SettingsError(
            f"not valid TOML: {error}.", location=place, hint="Mend the line and build again."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"cannot be read: {error}.", location=Location(path), hint="Save it as UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:
        raise beyond_reason(path) from error


def beyond_reason(path: Path) -> SettingsError:
    """The error for a file of settings that Python refuses to read."""
    return SettingsError(
        "a number is too long, or too much stands in one another.",
        location=Location(path),
        hint="Look for a value that no setting can have.",
    )


def assignment(text: str) -> Layer:
    """``key.below=value`` of ``--set`` → a layer. The value is read as TOML, else as plain text."""
    name, equals, value = text.partition("=")
    name = name.strip()
    if not equals or not name:
        raise SettingsError(
            f"--set {text}: no value.", hint="Write it as --set key=value, as in --set title=Notes."
        )
    try:
        parsed: Any = tomllib.loads(f"value = {value}")["value"]
    except (ValueError, RecursionError):
        parsed = value
    for part in reversed(name.split(".")):
        parsed = {part: parsed}
    return Layer(parsed, f"--set {name}")


def combine(*layers: Layer) -> Settings:
    """The layers, lowest first, merged and checked.

    Raises SettingsError that names the layer, the setting, the trouble and the known names.
    """
    from keben.settings.schema import Misfit, validate

    merged: dict[str, Any] = {}
    origins: dict[tuple[str, ...], Location | str] = {}
    for layer in _with_presets(layers):
        values = {ALIASES.get(key, key): value for key, value in layer.values.items()}
        for key, name in SHORT.items():
            if isinstance(values.get(key), str | list):
                values[key] = {name: values[key]}
        _merge(merged, values)
        for path in _paths(values):
            origins[path] = layer.origin
    try:
        return validate(merged)
    except Misfit as misfit:
        raise _explain(misfit, origins) from misfit


def _with_presets(layers: Sequence[Layer]) -> Iterator[Layer]:
    """The layers, with what a word such as ``draft`` stands for under the last that says it."""
    last = {
        name: number
        for number, layer in enumerate(layers)
        for name in PRESETS
        if name in layer.values
    }
    for number, layer in enumerate(layers):
        for name, preset in PRESETS.items():
            if last.get(name) == number and layer.values[name]:
                yield Layer(preset(layer.values[name]), layer.origin)
        yield layer


def _merge(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        if isinstance(value, Mapping):
            # A table of our own, so that no layer is ever written to.
            table = below[key] = dict(below[key]) if isinstance(below.get(key), dict) else {}
            _merge(table, value)
        else:
            below[key] = value


def _paths(values: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in values.items():
        path = (*above, str(key))
        yield path
        if isinstance(value, Mapping):
            yield from _paths(value, path)


SHOWN = 100
"""Characters of a refused value that an error shows."""


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"


def _explain(misfit: Misfit, origins: Mapping[tuple[str, ...], Location | str]) -> SettingsError:
    from keben.settings.schema import known_names

    path = misfit.path
    found = (origins[path[:size]] for size in range(len(path), 0, -1) if path[:size] in origins)
    origin = next(found, "settings")
    name = ".".join(path)
    if misfit.unknown:
        inner = next(iter(misfit.value), "") if isinstance(misfit.value, Mapping) else ""
        near = difflib.get_close_matches(f"{name}.{inner}".rstrip("."), known_names(), n=1)
        message = f'unknown setting "{name}".'
        hint = f'Did you mean "{near[0]}"?' if near else "The manual lists every setting."
    else:
        message = f'setting "{name}" cannot be {_shown(misfit.value)}: {misfit.reason}.'
        hint = "Change the value, or leave it out to use the default."
    if isinstance(origin, Location):
        return SettingsError(message, location=origin, hint=hint)
    return SettingsError(f"{origin}: {message}", hint=hint)
