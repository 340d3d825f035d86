"""python -m tests.layouts.ukur: prints how much of the layouts of other hands is read."""

from __future__ import annotations

from .command import main

if __name__ == "__main__":
    raise SystemExit(main())
