"""What the charts share: Axes, colours and patterns of a scale, numbers as the language writes them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.errors import OutputError
from sakipcalc.scales import colours, same_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from sakipcalc.messages import Lang
    from sakipcalc.scales import Skala

__all__ = ["INK", "axes_for", "bare", "name_rows", "number_axis", "patterns", "put_text", "say", "style_of"]

INK, GRID, PLAIN = "#333333", "#D9D9D9", "#CCCCCC"
#: Patterns of the bands, the highest first, so that they can be told apart without colour.
_HATCHES = ("", "///", "...", "xxx", "---", "\\\\\\", "+++")
#: Letters of a name in one line beside a chart.
_LINE = 28


def axes_for(ax: Axes | None, rows: int) -> Axes:
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


def say(code: str, lang: Lang, **values: object) -> str:
    """Return a word of the charts."""
    return messages.text(f"grafik.{code}", lang, **values)


def patterns(skala: Skala) -> Mapping[str, tuple[str, str]]:
    """Return colour and pattern for each label of a scale, the highest band first."""
    known = enumerate(colours(skala).items())
    return {label: (f"#{colour}", _HATCHES[at % len(_HATCHES)]) for at, (label, colour) in known}


def style_of(label: str, known: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Return colour and pattern of a label, grey for one that the scale does not have."""
    return next((look for name, look in known.items() if same_label(name, label)), (PLAIN, ""))


def bare(ax: Axes, title: str, across: str) -> None:
    """Take away what only frames a chart, and put its title and the grid along the values."""
    ax.set_title(title, loc="left", fontsize=11, fontweight="bold")
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="x" if across == "x" else "y", color=GRID, linewidth=0.8)
    ax.set_axisbelow(True)


def name_rows(ax: Axes, names: Sequence[str]) -> None:
    """Put names beside rows of bars, the first on top, long ones in several lines."""
    told = [textwrap.fill(name, _LINE, max_lines=3, placeholder=" …") for name in names]
    ax.set_yticks(range(len(names)), told)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)


def put_text(ax: Axes, x: float, y: float, text: str) -> None:
    """Put a text beside a bar; lines behind it do not cross it."""
    ground = {"facecolor": ax.get_facecolor(), "edgecolor": "none", "alpha": 0.8, "pad": 1}
    ax.text(x, y, text, va="center", fontsize=9, bbox=ground)


def number_axis(ax: Axes, which: str, lang: Lang, ending: str = "") -> None:
    """Write the numbers of an axis as the language does."""
    from matplotlib.ticker import FuncFormatter

    def told(value: float, _at: int | None) -> str:
        return messages.number(round(value, 6), lang) + ending

    axis = ax.xaxis if which == "x" else ax.yaxis
    axis.set_major_formatter(FuncFormatter(told))
