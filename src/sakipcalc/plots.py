"""Charts of results for matplotlib (extra ``plot``): Axes in, Axes out."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.computing.explain import state
from sakipcalc.core.errors import OutputError
from sakipcalc.rulebook.scales import colours, same_label
from sakipcalc.tables.standard import SCALE
from sakipcalc.text.names import shown_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.computing.export import AnggaranRow
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook.scales import Skala

__all__ = ["plot_anggaran", "plot_capaian", "plot_renstra", "plot_tren"]


_INK, _GRID, _PLAIN = "#333333", "#D9D9D9", "#CCCCCC"
#: Patterns of the bands, the highest first, so that they can be told apart without colour.
_HATCHES = ("", "///", "...", "xxx", "---", "\\\\\\", "+++")
#: Letters of a name in one line beside a chart.
_LINE = 28


def _axes_for(ax: Axes | None, rows: int) -> Axes:
    """Return the Axes to draw on: those given, else new ones with room for so many rows.

    Raises
    ------
    OutputError
        ``no-matplotlib`` when it is not installed.
    """
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot as plt
    except ImportError as error:
        raise OutputError("no-matplotlib") from error
    _, made = plt.subplots(figsize=(8, max(2.4, 1.2 + 0.55 * rows)), layout="constrained")
    return made


def _say(code: str, lang: Lang, **values: object) -> str:
    """Return a word of the charts."""
    return messages.text(f"grafik.{code}", lang, **values)


def _patterns(skala: Skala) -> Mapping[str, tuple[str, str]]:
    """Return colour and pattern for each label of a scale, the highest band first."""
    known = enumerate(colours(skala).items())
    return {label: (f"#{colour}", _HATCHES[at % len(_HATCHES)]) for at, (label, colour) in known}


def _style_of(label: str, known: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Return colour and pattern of a label, grey for one that the scale does not have."""
    return next((look for name, look in known.items() if same_label(name, label)), (_PLAIN, ""))


def _bare(ax: Axes, title: str, across: str) -> None:
    """Take away what only frames a chart, and put its title and the grid along the values."""
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="x" if across == "x" else "y", color=_GRID, linewidth=0.8)
    ax.set_axisbelow(True)


def _name_rows(ax: Axes, names: Sequence[str]) -> None:
    """Put names beside rows of bars, the first on top, long ones in several lines."""
    told = [textwrap.fill(name, _LINE, max_lines=3, placeholder=" …") for name in names]
    ax.set_yticks(range(len(names)), told)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def _put_text(ax: Axes, x: float, y: float, text: str) -> None:
    """Put a text beside a bar; lines behind it do not cross it."""
    ground = {"facecolor": ax.get_facecolor(), "edgecolor": "none", "alpha": 0.8, "pad": 1}
    ax.text(x, y, text, va="center", fontsize=9, bbox=ground)


def _number_axis(ax: Axes, which: str, lang: Lang, ending: str = "") -> None:
    """Write the numbers of an axis as the language does."""
    from matplotlib.ticker import FuncFormatter

    def told(value: float, _at: int | None) -> str:
        return messages.number(round(value, 6), lang) + ending

    axis = ax.xaxis if which == "x" else ax.yaxis
    axis.set_major_formatter(FuncFormatter(told))


#: Units of the axis with their names, the largest first, by the largest budget.
_UNITS = ((10**9, "miliar"), (10**6, "juta"), (1, "rupiah"))


def plot_anggaran(hasil: Hasil, ax: Axes | None = None, *, lang: Lang | None = None) -> Axes:
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
    lang = messages.spoken(lang)
    rows = hasil.baris_program
    ax = _axes_for(ax, len(rows))
    largest = max(map(_widest, rows), default=1.0)
    unit, name = next((one for one in _UNITS if largest >= one[0]), _UNITS[-1])
    looks = (("pagu", "#BDD7EE", "", 0.62), ("realisasi", "#2E75B6", "///", 0.3))
    for column, colour, hatch, height in looks:
        values = [(at, getattr(row, column).number) for at, row in enumerate(rows)]
        known = [(at, float(value) / unit) for at, value in values if value is not None]
        ax.barh(
            [at for at, _ in known], [width for _, width in known], height=height, color=colour, hatch=hatch,
            edgecolor=_INK, linewidth=0.8, label=_say(column, lang),
        )  # fmt: skip
    for at, row in enumerate(rows):
        _put_text(ax, _widest(row) / unit + largest / unit * 0.012, at, _share(row, lang))
    _name_rows(ax, [shown_line(row.uraian) for row in rows])
    ax.set_xlim(0, largest / unit * 1.22)
    _bare(ax, _say("anggaran", lang, satuan=_say(name, lang)), "x")
    _number_axis(ax, "x", lang)
    if rows:
        ax.legend(frameon=False, fontsize=8, loc="lower right")
    return ax


def _widest(row: AnggaranRow) -> float:
    return max([0.0, *(float(v.number) for v in (row.pagu, row.realisasi) if v.number is not None)])


def _share(row: AnggaranRow, lang: Lang) -> str:
    if row.serapan.number is None:
        return state(row.serapan, lang)
    return f"{messages.number(row.serapan.number, lang, 2)}%"


_FULL = 100.0
#: Lines and markers, so that the indicators of a chart can be told apart without colour.
_LINES = ("-", "--", "-.", ":")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")


def plot_capaian(hasil: Hasil, ax: Axes | None = None, *, lang: Lang | None = None) -> Axes:
    """Draw the capaian of each indicator against its target.

    Parameters
    ----------
    hasil : Hasil
        The results.
    ax : matplotlib Axes, optional
        Where to draw; a new figure without it. Names of indicators are long: several charts in one figure
        need ``plt.subplots(2, 2, layout="constrained")``.
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
    lang = messages.spoken(lang)
    rows = hasil.capaian_rows
    ax = _axes_for(ax, len(rows))
    known = _patterns(hasil.skala[SCALE].skala)
    reach = max([_FULL, *(_float(row.capaian) for row in rows if row.capaian.number is not None)])
    for at, row in enumerate(rows):
        if row.capaian.number is None:
            _missing(ax, at, row.capaian, lang)
            continue
        colour, hatch = _style_of(row.kategori.text, known)
        width = _float(row.capaian)
        ax.barh(at, width, height=0.6, color=colour, hatch=hatch, edgecolor=_INK, linewidth=0.8)
        told = f"{messages.number(width, lang, 1)}% {row.kategori.text}".strip()
        _put_text(ax, max(width, 0) + reach * 0.015, at, told)
    _target_line(ax, _say("target", lang))
    _name_rows(ax, [row.indikator.nama for row in rows])
    ax.set_xlim(min(0.0, *(_float(row.capaian, 0) for row in rows), 0.0), reach * 1.35)
    _bare(ax, _say("capaian", lang), "x")
    _number_axis(ax, "x", lang, "%")
    return ax


def plot_tren(hasil: Hasil, ax: Axes | None = None, *, lang: Lang | None = None) -> Axes:
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
    lang = messages.spoken(lang)
    ax = _axes_for(ax, 5)
    years = sorted({row.tahun for row in hasil.tren_rows})
    for at, row in enumerate(hasil.capaian_rows):
        own = {one.tahun: one.capaian for one in hasil.tren_rows if one.indikator == row.indikator}
        ax.plot(
            years,
            [_float(own[year]) if year in own else math.nan for year in years],
            label=row.indikator.nama,
            color=_COLOURS[at % len(_COLOURS)],
            linestyle=_LINES[at // len(_COLOURS) % len(_LINES)],
            marker=_MARKERS[at % len(_MARKERS)],
        )
    ax.axhline(_FULL, color=_INK, linewidth=1, linestyle=(0, (4, 3)), label=_say("target", lang))
    ax.set_xticks(years, [str(year) for year in years])
    ax.margins(x=0.08, y=0.15)
    _bare(ax, _say("tren", lang), "y")
    _number_axis(ax, "y", lang, "%")
    if hasil.capaian_rows:
        beside = len(hasil.capaian_rows) > 4  # noqa: PLR2004 -- more do not fit below the lines
        place = {"loc": "upper left", "bbox_to_anchor": (1, 1)} if beside else {"loc": "best"}
        ax.legend(frameon=False, fontsize=8, **place)
    return ax


def plot_renstra(hasil: Hasil, ax: Axes | None = None, *, lang: Lang | None = None) -> Axes:
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
    lang = messages.spoken(lang)
    rows = hasil.renstra_rows
    ax = _axes_for(ax, len(rows))
    reach = max([_FULL, *(_float(row.kemajuan) for row in rows if row.kemajuan.number is not None)]) * 1.05
    bands = _bands(hasil.skala[SCALE].skala, reach)
    for at, row in enumerate(rows):
        for low, high, colour in bands:
            ax.barh(at, high - low, left=low, height=0.7, color=colour, alpha=0.4, linewidth=0)
        if row.kemajuan.number is None:
            _missing(ax, at, row.kemajuan, lang)
        else:
            ax.barh(at, _float(row.kemajuan), height=0.28, color="#1F4E79")
        ax.plot([_FULL, _FULL], [at - 0.3, at + 0.3], color="#C00000", linewidth=2.5)
        _put_text(ax, reach * 1.01, at, _bullet(row.realisasi, row.target_akhir, row.kemajuan, lang))
    _name_rows(ax, [row.indikator.nama for row in rows])
    ax.set_xlim(0, reach * 1.45)
    end = hasil.laporan.entitas.renstra
    _bare(ax, _say("renstra", lang, tahun=str(end[1]) if end else "").strip(), "x")
    ax.grid(visible=False)
    _number_axis(ax, "x", lang, "%")
    ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= reach])
    return ax


def _bands(skala: Skala, reach: float) -> list[tuple[float, float, str]]:
    """Return where each band of a scale begins and ends between 0 and the reach, with its colour."""
    made, high = [], reach
    for band, colour in zip(skala.pita, colours(skala).values(), strict=True):
        low = max(0.0, float(band.lower) if band.lower is not None else 0.0)
        if low < high:
            made.append((low, high, f"#{colour}"))
            high = low
    return made


def _bullet(realisasi: Value, target: Value, kemajuan: Value, lang: Lang) -> str:
    """Return the figures of a bullet: ``101,3% (97,25 dari 96)``."""
    shown = [
        messages.number(one.number, lang) if one.number is not None else one.text or "-"
        for one in (realisasi, target)
    ]
    share = f"{messages.number(kemajuan.number, lang, 1)}%" if kemajuan.number is not None else "-"
    return _say("dari", lang, persen=share, realisasi=shown[0], target=shown[1])


def _float(value: Value, missing: float = math.nan) -> float:
    return float(value.number) if value.number is not None else missing


def _missing(ax: Axes, at: int, value: Value, lang: Lang) -> None:
    """Say in the place of a bar why there is none."""
    told = state(value, lang)
    ax.text(_FULL * 0.02, at, told, va="center", fontsize=9, style="italic", color="#7F7F7F")


def _target_line(ax: Axes, name: str) -> None:
    ax.axvline(_FULL, color=_INK, linewidth=1.2, linestyle=(0, (4, 3)))
    ax.text(_FULL, -0.55, f" {name}", fontsize=8, color=_INK, va="bottom")
