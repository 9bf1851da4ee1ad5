"""The command from a checkout: `python build.py …` is `keben …`."""

from __future__ import annotations

from keben.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
