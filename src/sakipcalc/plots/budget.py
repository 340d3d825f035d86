"""The chart of the budget: what each programme had and what it spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.computing.explain import state
from sakipcalc.names import shown_line
from sakipcalc.plots.look import INK, axes_for, bare, name_rows, number_axis, put_text, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sakipcalc.computing import Hasil
    from sakipcalc.computing.rows import BarisAnggaran
    from sakipcalc.messages import Lang

__all__ = ["plot_anggaran"]

#: Units of the axis with their names, the largest first, by the largest budget.
_UNITS = ((10**9, "miliar"), (10**6, "juta"), (1, "rupiah"))


def plot_anggaran(hasil: Hasil, ax: Axes | None = None, *, lang: Lang = "id") -> Axes:
    """Draw the budget of each programme and what was spent of it.

    Parameters
    ----------
    hasil, ax, lang
        As in :func:`sakipcalc.plot_capaian`.

    Returns
    -------
    matplotlib Axes
        Two bars for each programme [rupiah, millions or billions], and the share that was spent [%].

    Raises
    ------
    OutputError
        ``no-matplotlib`` when matplotlib is not installed.
    """
    rows = hasil.baris_program
    ax = axes_for(ax, len(rows))
    largest = max(map(_widest, rows), default=1.0)
    unit, name = next((one for one in _UNITS if largest >= one[0]), _UNITS[-1])
    looks = (("pagu", "#BDD7EE", "", 0.62), ("realisasi", "#2E75B6", "///", 0.3))
    for column, colour, hatch, height in looks:
        values = [(at, getattr(row, column).angka) for at, row in enumerate(rows)]
        known = [(at, float(value) / unit) for at, value in values if value is not None]
        ax.barh(
            [at for at, _ in known], [width for _, width in known], height=height, color=colour, hatch=hatch,
            edgecolor=INK, linewidth=0.8, label=say(column, lang),
        )  # fmt: skip
    for at, row in enumerate(rows):
        put_text(ax, _widest(row) / unit + largest / unit * 0.012, at, _share(row, lang))
    name_rows(ax, [shown_line(row.uraian) for row in rows])
    ax.set_xlim(0, largest / unit * 1.22)
    bare(ax, say("anggaran", lang, satuan=say(name, lang)), "x")
    number_axis(ax, "x", lang)
    if rows:
        ax.legend(frameon=False, fontsize=8, loc="lower right")
    return ax


def _widest(row: BarisAnggaran) -> float:
    return max([0.0, *(float(v.angka) for v in (row.pagu, row.realisasi) if v.angka is not None)])


def _share(row: BarisAnggaran, lang: Lang) -> str:
    if row.serapan.angka is None:
        return state(row.serapan, lang)
    return f"{messages.number(row.serapan.angka, lang, 1)}%"
