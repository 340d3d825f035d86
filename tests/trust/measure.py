"""Handle every hostile or broken workbook apart, and write the table of docs/trust.md.

``python -m tests.trust.measure [CLASS ...]`` from the top of the checkout; the whole takes about half an hour.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from . import hostile
from .apart import apart, filling
from .base import workbook

if TYPE_CHECKING:
    from .apart import Outcome

BAD = ("crashed", "hung", "lost")


def main(wanted: list[str]) -> int:
    filling(workbook())  # all that is loaded late is loaded once, here
    worst = 0
    for name, variants in hostile.CLASSES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        found: list[tuple[str, Outcome]] = []
        for variant, data in variants():
            found.append((variant, one := apart(filling, data)))
            print(
                f"{one.kind:8}{one.seconds:7.2f} s {one.megabytes:6.0f} MB {len(data) / 1e6:6.2f} MB {name}: {variant} | {one.detail if one.kind in BAD else one.detail[:150]}",
                flush=True,
            )
        counts = Counter(one.kind for _, one in found)
        print(
            "SUM",
            name,
            len(found),
            dict(counts),
            max(o.seconds for _, o in found),
            max(o.megabytes for _, o in found),
            flush=True,
        )
        worst += sum(counts[bad] for bad in BAD)
    return worst


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
