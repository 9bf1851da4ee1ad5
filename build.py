"""The command from a checkout: `python build.py …` is `keben …`."""

from __future__ import annotations

from keben.__main__ import run

if __name__ == "__main__":
    run()
