"""What the golden files hold: notebook HTML and the charts, described by what is drawn."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

import sakipcalc as sc
from sakipcalc.rulebook import scale

from ..layouts.draw import draw
from ..layouts.facts import unit
from ..layouts.layout import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

HERE = Path(__file__).parent
BOOKS = HERE.parent.parent / "workbooks"
PLOTS = ("plot_capaian", "plot_tren", "plot_renstra", "plot_anggaran")


def golden() -> Iterator[tuple[str, str]]:
    """Yield name and content of every golden file."""
    mpl.use("Agg")
    laporan = sc.read(BOOKS / "bogorejo-2024.xlsx")
    hasil, tercetak = sc.compute(laporan), sc.read(BOOKS / "bogorejo-2024-tercetak.xlsx")
    dinas = sc.compute(sc.read(draw(unit("dinas"), PLAIN).data))
    temuan = sc.DaftarTemuan(sc.audit(tercetak).at_least("galat"))
    shown = {
        "laporan": laporan, "hasil-bogorejo": hasil, "hasil-dinas": dinas, "temuan": temuan, "satu-temuan": temuan[0],
        "skala-lkjip": scale("lkjip"), "skala-tabel": hasil.skala["3.1"].skala,
    }  # fmt: skip
    for name, value in shown.items():
        yield f"{name}.html", value._repr_html_().replace("<tr>", "\n<tr>") + "\n"
    for name, one in (("bogorejo", hasil), ("dinas", dinas)):
        for plot in PLOTS:
            ax = getattr(sc, plot)(one)
            yield f"{plot}-{name}.json", described(ax)
            plt.close(ax.figure)


def described(ax: Axes) -> str:
    """Return what stands on Axes as JSON: bars with colour and pattern, lines, texts, ticks, legend."""
    ax.figure.canvas.draw()
    legend = ax.get_legend()
    told = {
        "title": ax.get_title(loc="left"),
        "bars": [
            [*(round(float(n), 3) for n in (bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height())),
             to_hex(bar.get_facecolor()), bar.get_hatch() or ""]
            for bar in ax.patches
        ],
        "lines": [
            [line.get_label() if not line.get_label().startswith("_") else "", line.get_linestyle(), line.get_marker(),
             to_hex(line.get_color()), [None if math.isnan(y) else round(float(y), 3) for y in line.get_ydata()]]
            for line in ax.lines
        ],
        "texts": [text.get_text() for text in ax.texts],
        "x": [tick.get_text() for tick in ax.get_xticklabels()],
        "y": [tick.get_text() for tick in ax.get_yticklabels()],
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
    }  # fmt: skip
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
