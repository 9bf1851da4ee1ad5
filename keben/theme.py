"""templates/<name> → a Theme: its chain of folders and the settings that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from keben.errors import ThemeError
from keben.model import Location
from keben.places import templates_folder
from keben.settings import Layer, read_toml
from keben.watching import is_there

BASE = "base"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme. ``chain`` holds (name, folder), the theme's own first and ``base`` last;
    ``layers`` are the chain's theme.toml files, lowest first."""

    name: str
    chain: tuple[tuple[str, Path], ...]
    layers: tuple[Layer, ...]

    @property
    def is_ours(self) -> bool:
        """False for one that does not come with keben: it may be from a stranger's archive."""
        ours = templates_folder().resolve()
        return all(folder.resolve().is_relative_to(ours) for _, folder in self.chain)

    def find(self, name: str) -> Path | None:
        """A file of the theme, the nearest in the chain."""
        return next((folder / name for _, folder in self.chain if is_there(folder / name)), None)

    def style(self, name: str) -> str:
        """A style sheet: that of every theme in the chain, base first, so later rules win."""
        sheets = [folder / name for _, folder in reversed(self.chain)]
        try:
            return "\n".join(
                sheet.read_text(encoding="utf-8") for sheet in sheets if is_there(sheet)
            )
        except (OSError, UnicodeDecodeError) as error:
            raise ThemeError(
                f'a style sheet "{name}" cannot be read: {error}.',
                hint="Save the theme's files as UTF-8.",
            ) from error


def load(name: str, *, folders: Sequence[Path]) -> Theme:
    """The theme of that name, looked for in ``folders`` in turn.

    Raises ThemeError where it, or a theme that it extends, is missing or goes in a circle.
    """
    chain: list[tuple[str, Path]] = []
    layers: list[Layer] = []
    wanted = name
    while wanted:
        if any(wanted == seen for seen, _ in chain):
            raise ThemeError(
                f'theme "{wanted}" extends itself.',
                location=Location(chain[-1][1] / "theme.toml"),
                hint="Let a theme extend base, handout or book.",
            )
        folder = _find(wanted, folders)
        layer = read_toml(folder / "theme.toml")
        chain.append((wanted, folder))
        layers.append(
            Layer({k: v for k, v in layer.values.items() if k != "extends"}, layer.origin)
        )
        wanted = str(layer.values.get("extends", "" if wanted == BASE else BASE))
    return Theme(name, tuple(chain), tuple(reversed(layers)))


def _find(name: str, folders: Sequence[Path]) -> Path:
    if name.isidentifier() or name.replace("-", "_").isidentifier():
        for folder in folders:
            if is_there(folder / name / "theme.toml"):
                return folder / name
    there = ", ".join(sorted(set(names(folders=folders))))
    raise ThemeError(f'there is no theme "{name}".', hint=f"There are: {there}.")


def names(*, folders: Sequence[Path]) -> tuple[str, ...]:
    """The themes in some folders; base is the ground of others and not named."""
    return tuple(
        path.parent.name
        for folder in folders
        for path in sorted(folder.glob("*/theme.toml"))
        if path.parent.name != BASE
    )
