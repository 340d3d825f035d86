"""Notebook views of results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.computing.explain import state
from sakipcalc.core import html
from sakipcalc.rulebook.scales import colours, ink, same_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.computing.export import AnggaranRow, CapaianRow
    from sakipcalc.computing.values import Value
    from sakipcalc.model import Entity
    from sakipcalc.rulebook.scales import Skala

__all__ = ["shown"]


def shown(who: Entity, indicators: Sequence[CapaianRow], skala: Skala, total: AnggaranRow) -> str:
    """Return the indicators with their kategori in its colour, and how much of the budget was spent."""
    columns = ("indikator", "target", "realisasi", "capaian", "kategori")
    rows = [_row(row, skala) for row in indicators]
    title = " ".join(filter(None, (who.nama, str(who.tahun or ""))))
    table = html.table([messages.text(f"words.{c}") for c in columns], rows, title=title)
    if total.serapan.number is None:
        return table
    told = messages.text(
        "words.serapan-anggaran",
        realisasi=total.realisasi.number,
        pagu=total.pagu.number,
        persen=messages.number(total.serapan.number, messages.options.lang, 2),
    )
    return table + html.note(told)


def _row(row: CapaianRow, skala: Skala) -> list[object]:
    figures = [_figure(value, row.indikator.satuan) for value in (row.target, row.realisasi)]
    reached = (
        "-" if row.capaian.number is None else messages.number(row.capaian.number, messages.options.lang, 2)
    )
    label = row.kategori.text
    if not label:
        status = state(row.capaian)
        return [row.indikator.nama, *figures, reached, status]
    ground = next((c for name, c in colours(skala).items() if same_label(name, label)), "")
    return [row.indikator.nama, *figures, reached, html.chip(label, ground, ink(ground)) if ground else label]


def _figure(value: Value, satuan: str) -> str:
    if value.number is None:
        return value.text or "-"
    return messages.number(value.number, messages.options.lang) + ("%" if satuan.strip() == "%" else "")
