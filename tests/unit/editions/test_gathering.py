"""What is laid out goes where it is kept, or where there is room."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from keben.composition.tasks import Bench, Task


class Composer:
    """Lays out nothing, on one page."""

    def compose(self, html: str, *, on_left: bool) -> Any:
        return SimpleNamespace(facts=SimpleNamespace(pages=(1,)), data=html.encode())


def test_where_nothing_can_be_kept_a_gathering_goes_to_the_spare_place(tmp_path: Path) -> None:
    bench = Bench(cast("Any", Composer()))
    (tmp_path / "taken").mkdir()
    spare = tmp_path / "spare"
    assert bench(Task("甲", False, tmp_path / "taken", spare)) == 1
    assert spare.read_bytes().endswith("甲".encode())
    assert {path.name for path in tmp_path.iterdir()} == {"taken", "spare"}
    with pytest.raises(OSError, match="taken"):
        bench(Task("甲", False, tmp_path / "taken"))
