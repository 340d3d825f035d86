"""Charts of performance: against the target, over the years, and against the end of the Renstra."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.computing.explain import state
from sakipcalc.plots.look import (
    INK,
    axes_for,
    bare,
    name_rows,
    number_axis,
    patterns,
    put_text,
    say,
    style_of,
)
from sakipcalc.scales import colours
from sakipcalc.tables.standard import SCALE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sakipcalc.computing import Hasil, Nilai
    from sakipcalc.messages import Lang
    from sakipcalc.scales import Skala

__all__ = ["plot_capaian", "plot_renstra", "plot_tren"]

_FULL = 100.0
#: Lines and markers, so that the indicators of a chart can be told apart without colour.
_LINES = ("-", "--", "-.", ":")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")


def plot_capaian(hasil: Hasil, ax: Axes | None = None, *, lang: Lang = "id") -> Axes:
    """Draw the capaian of each indicator against its target.

    Parameters
    ----------
    hasil : Hasil
        The results.
    ax : matplotlib Axes, optional
        Where to draw; a new figure without it.
    lang : {"id", "en"}
        Language of the labels.

    Returns
    -------
    matplotlib Axes
        One bar for each indicator [%] in colour and pattern of its kategori; a missing one is told in words.

    Raises
    ------
    OutputError
        ``no-matplotlib`` when matplotlib is not installed.
    """
    rows = hasil.baris_capaian
    ax = axes_for(ax, len(rows))
    known = patterns(hasil.skala[SCALE].skala)
    reach = max([_FULL, *(_float(row.capaian) for row in rows if row.capaian.angka is not None)])
    for at, row in enumerate(rows):
        if row.capaian.angka is None:
            _missing(ax, at, row.capaian, lang)
            continue
        colour, hatch = style_of(row.kategori.teks, known)
        width = _float(row.capaian)
        ax.barh(at, width, height=0.6, color=colour, hatch=hatch, edgecolor=INK, linewidth=0.8)
        told = f"{messages.number(width, lang, 1)}% {row.kategori.teks}".strip()
        put_text(ax, max(width, 0) + reach * 0.015, at, told)
    _target_line(ax, say("target", lang))
    name_rows(ax, [row.indikator.nama for row in rows])
    ax.set_xlim(min(0.0, *(_float(row.capaian, 0) for row in rows), 0.0), reach * 1.35)
    bare(ax, say("capaian", lang), "x")
    number_axis(ax, "x", lang, "%")
    return ax


def plot_tren(hasil: Hasil, ax: Axes | None = None, *, lang: Lang = "id") -> Axes:
    """Draw the capaian of each indicator over the years.

    Parameters
    ----------
    hasil, ax, lang
        As in :func:`plot_capaian`.

    Returns
    -------
    matplotlib Axes
        One line for each indicator [%]; a year without capaian is a gap in it.

    Raises
    ------
    OutputError
        ``no-matplotlib`` when matplotlib is not installed.
    """
    ax = axes_for(ax, 5)
    years = sorted({row.tahun for row in hasil.baris_tren})
    for at, row in enumerate(hasil.baris_capaian):
        own = {one.tahun: one.capaian for one in hasil.baris_tren if one.indikator == row.indikator}
        ax.plot(
            years,
            [_float(own[year]) if year in own else math.nan for year in years],
            label=row.indikator.nama,
            color=_COLOURS[at % len(_COLOURS)],
            linestyle=_LINES[at // len(_COLOURS) % len(_LINES)],
            marker=_MARKERS[at % len(_MARKERS)],
        )
    ax.axhline(_FULL, color=INK, linewidth=1, linestyle=(0, (4, 3)))
    ax.set_xticks(years, [str(year) for year in years])
    ax.margins(x=0.08, y=0.15)
    bare(ax, say("tren", lang), "y")
    number_axis(ax, "y", lang, "%")
    if hasil.baris_capaian:
        beside = len(hasil.baris_capaian) > 4  # noqa: PLR2004 -- more do not fit below the lines
        place = {"loc": "upper left", "bbox_to_anchor": (1, 1)} if beside else {"loc": "best"}
        ax.legend(frameon=False, fontsize=8, **place)
    return ax


def plot_renstra(hasil: Hasil, ax: Axes | None = None, *, lang: Lang = "id") -> Axes:
    """Draw how far each indicator is on its way to the last target of the Renstra, as bullets.

    Parameters
    ----------
    hasil, ax, lang
        As in :func:`plot_capaian`.

    Returns
    -------
    matplotlib Axes
        One bar for each indicator [%] over the bands of the scale, with a mark at its last target.

    Raises
    ------
    OutputError
        ``no-matplotlib`` when matplotlib is not installed.
    """
    rows = hasil.baris_renstra
    ax = axes_for(ax, len(rows))
    reach = max([_FULL, *(_float(row.kemajuan) for row in rows if row.kemajuan.angka is not None)]) * 1.05
    bands = _bands(hasil.skala[SCALE].skala, reach)
    for at, row in enumerate(rows):
        for low, high, colour in bands:
            ax.barh(at, high - low, left=low, height=0.7, color=colour, alpha=0.4, linewidth=0)
        if row.kemajuan.angka is None:
            _missing(ax, at, row.kemajuan, lang)
        else:
            ax.barh(at, _float(row.kemajuan), height=0.28, color="#1F4E79")
        ax.plot([_FULL, _FULL], [at - 0.3, at + 0.3], color="#C00000", linewidth=2.5)
        put_text(ax, reach * 1.01, at, _bullet(row.realisasi, row.target_akhir, row.kemajuan, lang))
    name_rows(ax, [row.indikator.nama for row in rows])
    ax.set_xlim(0, reach * 1.45)
    end = hasil.laporan.entitas.renstra
    bare(ax, say("renstra", lang, tahun=str(end[1]) if end else "").strip(), "x")
    ax.grid(visible=False)
    number_axis(ax, "x", lang, "%")
    ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= reach])
    return ax


def _bands(skala: Skala, reach: float) -> list[tuple[float, float, str]]:
    """Return where each band of a scale begins and ends between 0 and the reach, with its colour."""
    made, high = [], reach
    for band, colour in zip(skala.pita, colours(skala).values(), strict=True):
        low = max(0.0, float(band.bawah) if band.bawah is not None else 0.0)
        if low < high:
            made.append((low, high, f"#{colour}"))
            high = low
    return made


def _bullet(realisasi: Nilai, target: Nilai, kemajuan: Nilai, lang: Lang) -> str:
    """Return the figures of a bullet: ``101,3% (97,25 dari 96)``."""
    shown = [
        messages.number(one.angka, lang) if one.angka is not None else one.teks or "-"
        for one in (realisasi, target)
    ]
    share = f"{messages.number(kemajuan.angka, lang, 1)}%" if kemajuan.angka is not None else "-"
    return say("dari", lang, persen=share, realisasi=shown[0], target=shown[1])


def _float(value: Nilai, missing: float = math.nan) -> float:
    return float(value.angka) if value.angka is not None else missing


def _missing(ax: Axes, at: int, value: Nilai, lang: Lang) -> None:
    """Say in the place of a bar why there is none."""
    told = state(value, lang)
    ax.text(_FULL * 0.02, at, told, va="center", fontsize=9, style="italic", color="#7F7F7F")


def _target_line(ax: Axes, name: str) -> None:
    ax.axvline(_FULL, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
    ax.text(_FULL, -0.55, f" {name}", fontsize=8, color=INK, va="bottom")
