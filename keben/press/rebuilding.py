"""An archive → the same made again from it alone, and in which files it is not the same."""

from __future__ import annotations

import filecmp
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from keben import bags
from keben.editions.carried import SOURCE, THEMES, TOOLS
from keben.findings import verdict
from keben.model import Basis
from keben.output import scratch_folder
from keben.places import templates_folder
from keben.press.carried import manuscript_in
from keben.press.order import USUAL, Order, Outcome, Report, tell_nobody
from keben.press.proofing import archived_order, named_in
from keben.press.run import make
from keben.proof.archive import PAYLOAD, check_bag


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of an archive that was built again.

    ``differing`` are the files of its payload whose bytes are not the same; ``versions`` are the
    tools that are not the same: then and now, empty where there is none.
    """

    outcome: Outcome
    differing: Sequence[str] = ()
    versions: Mapping[str, tuple[str, str]] | None = None

    @property
    def is_same(self) -> bool:
        """True where the bytes are the same, but for the list of tools."""
        return set(self.differing) <= {TOOLS}


def rebuild(file: Path, output: Path | None = None, report: Report = tell_nobody) -> Rebuilt:
    """Build what an archive holds, from nothing but the archive and keben, into ``output`` or a
    folder that is removed again.

    Raises ProofError where the archive cannot be read or is not whole, and what building raises.
    """
    with scratch_folder() as work:
        old = bags.unpack(file, work / "old")
        if error := verdict(check_bag(old, file), strict=False):
            raise error
        target = output or work / "made"
        with named_in(old, file):
            outcome = _make(old, file, target, output is not None, report)
            if outcome.error:
                raise outcome.error
        (made,) = [found.path for found in outcome.artifacts if found.format == "archive"]
        if filecmp.cmp(file, made, shallow=False):
            return Rebuilt(outcome)
        new = bags.unpack(made, work / "new")
        return Rebuilt(outcome, tuple(_differing(old, new)), _versions(old, new))


def _make(bag: Path, file: Path, target: Path, keep: bool, report: Report) -> Outcome:
    asked = archived_order(bag, file)
    payload = bag / PAYLOAD
    order = Order(
        output=target,
        formats=(*USUAL, "archive") if keep else ("archive",),
        layers=asked.layers,
        modified=asked.dated.when if asked.dated else None,
        basis=asked.dated.basis if asked.dated else Basis.GIVEN,
        theme_folders=(payload / THEMES, templates_folder()),
    )
    return make(manuscript_in(payload / SOURCE, asked, name=bag.name), order, report)


def _differing(old: Path, new: Path) -> Sequence[str]:
    """The files of either payload that the other has not, or not with the same bytes."""

    def files(bag: Path) -> Mapping[str, Path]:
        payload = bag / PAYLOAD
        found = (path for path in payload.rglob("*") if path.is_file())
        return {path.relative_to(payload).as_posix(): path for path in found}

    before, after = files(old), files(new)
    return sorted(
        name
        for name in before.keys() | after.keys()
        if name not in before
        or name not in after
        or not filecmp.cmp(before[name], after[name], shallow=False)
    )


def _versions(old: Path, new: Path) -> Mapping[str, tuple[str, str]]:
    before, after = (_tools(bag / PAYLOAD / TOOLS) for bag in (old, new))
    names = dict.fromkeys((*before, *after))
    pairs = {name: (before.get(name, ""), after.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _tools(path: Path) -> Mapping[str, str]:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}
