"""Programmes as a reader counts them: one that stands in several blocks of the budget tree is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sakipcalc.computing import apply
from sakipcalc.model import Level
from sakipcalc.text.names import line_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sakipcalc.computing.export import AnggaranRow

__all__ = ["programmes"]


def programmes(lines: Iterable[AnggaranRow]) -> tuple[AnggaranRow, ...]:
    """Return the programmes of a budget tree, each name once for each unit.

    An office prints a programme again above each kegiatan of its own; its figures are then the sums
    over the blocks, which stay in `AnggaranRow.part`.

    Parameters
    ----------
    lines : iterable of AnggaranRow
        Lines of the budget in their order.
    """
    blocks: dict[tuple[str, str], list[AnggaranRow]] = {}
    for line in lines:
        if line.level is Level.PROGRAM:
            blocks.setdefault((line.unit, line_name(line.uraian)), []).append(line)
    return tuple(_merged(same) if len(same) > 1 else same[0] for same in blocks.values())


def _merged(blocks: Sequence[AnggaranRow]) -> AnggaranRow:
    pagu, realisasi = (
        apply.total(
            parts, missing=tuple(at for at, one in enumerate(parts) if not one.known and not one.nihil)
        )
        for parts in ([one.pagu for one in blocks], [one.realisasi for one in blocks])
    )
    goals = dict.fromkeys(one.sasaran for one in blocks if one.sasaran)
    return replace(
        blocks[0],
        sasaran="; ".join(goals),
        pagu=pagu,
        realisasi=realisasi,
        serapan=apply.value("serapan", {"realisasi": realisasi, "pagu": pagu}),
        part=tuple(blocks),
    )
