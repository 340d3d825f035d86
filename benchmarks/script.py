"""The peer (a): what a careful person writes with openpyxl and pandas to fill this one form.

It knows the form by heart: sheets, columns and lines are written down, nothing is looked for, nothing is
audited, and values go in instead of formulas. `fill` is for the annex workbook, `fill_long` for the long
sheet.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd

from benchmarks.annex import BUDGET_TREE, LINES, PLAN_TREE, TOTAL

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["fill", "fill_long", "read", "read_by_calamine"]

warnings.filterwarnings("ignore", module="openpyxl")

#: Lines of the two indikator in Tabel 2.1 and in the tables that repeat them, with the column of the target.
_INDIKATOR = ((6, 6), (8, 7))
#: Cells that differ between units of one form, as row and column.
_TYPED = {
    "Tabel 2.1": [(row, col) for row in (6, 8) for col in range(5, 10)],
    "Tabel 3.2": [(row, col) for row in (6, 7) for col in (4, 5)],
    "Tabel 3.3": [(row, col) for row in (7, 8) for col in (5, 8)],
    "Tabel 3.9": [(row, 4) for row in LINES],
}


def read(source: Path) -> dict[str, pd.DataFrame]:
    """Return every sheet as a frame."""
    return pd.read_excel(source, sheet_name=None, header=None, engine="openpyxl")


def read_by_calamine(source: Path) -> dict[str, pd.DataFrame]:
    """Do the same with a reader in Rust."""
    return pd.read_excel(source, sheet_name=None, header=None, engine="calamine")


def fill(source: Path, target: Path, facts: dict[str, pd.DataFrame] | None = None) -> None:
    """Fill the annex workbook; with the facts of another one of the same form, these are put in first."""
    frames = facts or read(source)
    book = openpyxl.load_workbook(source)
    if facts:
        _put(facts, book)
    plan = _plan(frames["Tabel 2.4"], book["Tabel 2.4"])
    total = _budget(frames["Tabel 3.9"], plan, book["Tabel 3.9"])
    measured = _measured(frames, book["Tabel 3.2"])
    _years(frames, measured, book["Tabel 3.3"])
    _renstra(frames["Tabel 2.1"], measured, book["Tabel 3.4"])
    _repeated(measured, book)
    _efficiency(measured, total, frames["Tabel 3.6"], book["Tabel 3.7"])
    book.save(target)


def fill_long(source: Path, target: Path) -> None:
    """Fill a long Tabel 3.9: sums of groups of a program, a kegiatan and three lines, and percentages."""
    names = ["sasaran", "uraian", "pagu", "realisasi", "persen"]
    frame = pd.read_excel(source, header=None, skiprows=3, names=names, engine="openpyxl")
    book = openpyxl.load_workbook(source)
    page = book.active
    group, level = frame.index // 5, frame.index % 5
    empty = frame.isna()
    for col in ("pagu", "realisasi"):
        sums = frame[col].where(level > 1).groupby(group).transform("sum")
        frame[col] = frame[col].fillna(sums)
    frame["persen"] = frame["persen"].fillna(frame["realisasi"] / frame["pagu"] * 100)
    for number, col in enumerate(("pagu", "realisasi", "persen"), start=3):
        for at, value in frame.loc[empty[col], col].items():
            page.cell(at + 4, number, float(value))
    book.save(target)


def _put(facts: dict[str, pd.DataFrame], book: openpyxl.Workbook) -> None:
    """Put what a unit types into the template: targets, realisasi, spending."""
    for sheet, cells in _TYPED.items():
        for row, col in cells:
            book[sheet].cell(row, col, facts[sheet].loc[row - 1, col - 1])


def _plan(frame: pd.DataFrame, page: Worksheet) -> dict[int, float]:
    """Fill the sums of Tabel 2.4 and return its budgets [thousand rupiah] by line."""
    typed = pd.to_numeric(frame[4], errors="coerce")
    plan = {at + 1: float(value) for at, value in typed.items() if value == value}  # noqa: PLR0124 -- not NaN
    for row, parts in sorted(PLAN_TREE.items(), reverse=True):
        plan[row] = sum(plan[part] for part in parts if part in plan)
        page.cell(row, 5, plan[row])
    return plan


def _budget(frame: pd.DataFrame, plan: dict[int, float], page: Worksheet) -> tuple[float, float]:
    """Fill Tabel 3.9 and return its totals [rupiah]."""
    pagu = {row: value for row in LINES if (value := frame.loc[row - 1, 2]) == value}
    realisasi = {row: frame.loc[row - 1, 3] for row in LINES}
    for row, at in LINES.items():
        if row not in pagu:
            pagu[row] = plan[at] * 1000
            page.cell(row, 3, pagu[row])
    for row, parts in sorted(BUDGET_TREE.items(), key=lambda pair: (pair[0] == TOTAL, -pair[0])):
        for col, values in ((3, pagu), (4, realisasi)):
            values[row] = sum(values[part] for part in parts)
            page.cell(row, col, values[row])
    for row, value in pagu.items():
        page.cell(row, 5, realisasi[row] / value * 100)
    return pagu[TOTAL], realisasi[TOTAL]


def _measured(frames: dict[str, pd.DataFrame], page: Worksheet) -> pd.DataFrame:
    """Fill Tabel 3.2 and return its rows."""
    rows = frames["Tabel 3.2"].loc[[5, 6], [3, 4, 7]].set_axis(["target", "realisasi", "sumber"], axis=1)
    rows["capaian"] = rows["realisasi"].astype(float) / rows["target"].astype(float) * 100
    labels = frames["Tabel 3.1"].loc[4:8, 2].tolist()
    edges = [-float("inf"), 50, 65, 85, float("inf")]
    bands = pd.cut(rows["capaian"].clip(upper=100), edges, right=False, labels=labels[:0:-1]).astype(str)
    rows["kategori"] = bands.where(rows["capaian"] <= 100, labels[0])  # noqa: PLR2004 -- the scale's
    for at, row in rows.iterrows():
        page.cell(at + 1, 6, row["capaian"])
        page.cell(at + 1, 7, row["kategori"])
    return rows


def _years(frames: dict[str, pd.DataFrame], measured: pd.DataFrame, page: Worksheet) -> None:
    renstra, years = frames["Tabel 2.1"], frames["Tabel 3.3"]
    for (line, at), row in zip(_INDIKATOR, (7, 8), strict=True):
        for step, col in enumerate((4, 7)):
            target, realisasi = renstra.loc[line - 1, 4 + step], years.loc[row - 1, col]
            page.cell(row, col, target)
            page.cell(row, col + 2, realisasi / target * 100)
        for col, name in ((10, "target"), (11, "realisasi"), (12, "capaian")):
            page.cell(row, col, measured.loc[at - 1, name])


def _renstra(renstra: pd.DataFrame, measured: pd.DataFrame, page: Worksheet) -> None:
    for (line, at), row in zip(_INDIKATOR, (7, 8), strict=True):
        realisasi, target = measured.loc[at - 1, "realisasi"], renstra.loc[line - 1, 8]
        share = realisasi / target * 100
        for col, value in enumerate((realisasi, target, share, share), start=4):
            page.cell(row, col, value)


def _repeated(measured: pd.DataFrame, book: openpyxl.Workbook) -> None:
    """Fill the tables that repeat Tabel 3.2."""
    places = {"Tabel 3.5": (8, 4, 3), "Tabel 3.7": (8, 3, 3), "Tabel 4.1": (12, 4, 5)}
    for sheet, (first, left, count) in places.items():
        for step, (_, row) in enumerate(measured.iterrows()):
            for col, name in enumerate(("target", "realisasi", "capaian", "kategori", "sumber")[:count]):
                book[sheet].cell(first + step, left + col, row[name])
    for row, value in zip((7, 12), measured["capaian"], strict=True):
        book["Tabel 3.8"].cell(row, 4, value)


def _efficiency(
    measured: pd.DataFrame, total: tuple[float, float], scale: pd.DataFrame, page: Worksheet
) -> None:
    pagu, realisasi = total
    serapan, mean = realisasi / pagu * 100, measured["capaian"].mean()
    difference = mean - serapan
    label = scale.loc[4 if difference > 0 else 5 if difference == 0 else 6, 3]
    for col, value in enumerate((pagu, realisasi, serapan, mean / serapan, difference, label), start=6):
        page.cell(8, col, value)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), Path(sys.argv[2]))
