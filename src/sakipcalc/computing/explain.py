"""How a figure came about, told with its inputs, their cells and the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.errors import TableError
from sakipcalc.names import indicator_name, plain
from sakipcalc.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.computing.rows import BarisCapaian
    from sakipcalc.computing.values import Nilai
    from sakipcalc.messages import Lang

__all__ = ["explain_indicator", "explain_value"]


def explain_indicator(rows: Sequence[BarisCapaian], name: str, lang: Lang = "id") -> str:
    """Tell how the capaian and kategori of one indicator came about."""
    row = _find(rows, name)
    sum_told = explain_value(row.capaian, lang)
    if not row.kategori.teks:
        return sum_told
    return f"{sum_told} → {row.kategori.teks} ({_source_of_label(row.kategori, lang)})"


def explain_value(value: Nilai, lang: Lang = "id") -> str:
    """Tell how a value came about: ``83,75 [Tabel 3.2!E7] / 70 [Tabel 3.2!D7] × 100 = 119,642857``."""
    if not value.rumus:
        return _input(value, lang)
    if value.rumus in {"jumlah", "rerata"}:
        made_from = messages.text(f"words.{value.rumus}-dari", lang, n=len(value.masukan[0][1]))
    elif value.rumus in {"batas", "bulat", "target_nol"}:
        made_from = _policy(value, lang)
    elif value.rumus == "salin":
        return _input(value.satu("nilai"), lang)
    else:
        inputs = {name: _input(values[0], lang) for name, values in value.masukan}
        made_from = rule(value.rumus).langkah.format_map(inputs)
    return f"{made_from} = {_result(value, lang)}"


def _policy(value: Nilai, lang: Lang) -> str:
    """Tell what a choice of the Metode made of a value."""
    if value.rumus == "target_nol":
        inputs = {name: _input(values[0], lang) for name, values in value.masukan}
        return messages.text("words.target-nol", lang, **inputs)
    limits = {name: values[0].angka for name, values in value.masukan if name != "nilai"}
    raw = explain_value(value.satu("nilai"), lang)
    told = ", ".join(messages.text(f"words.{name}", lang, n=limit) for name, limit in limits.items())
    return f"{raw}; {told}"


def _result(value: Nilai, lang: Lang) -> str:
    if value.angka is not None:
        return messages.number(value.angka, lang)
    return value.teks or messages.text(f"words.{value.status.replace(' ', '-')}", lang)


def _input(value: Nilai, lang: Lang) -> str:
    shown = _result(value, lang)
    return f"{shown} [{value.tempat}]" if value.tempat else shown


def _source_of_label(label: Nilai, lang: Lang) -> str:
    used = label.skala
    if used is None or not used.label:
        return used.skala.id if used else ""
    at = next(i for i, band in enumerate(used.skala.pita) if band.label == label.teks)
    return messages.text("words.baris-skala", lang, tempat=used.label[at].tempat, n=at + 1)


def _find(rows: Sequence[BarisCapaian], name: str) -> BarisCapaian:
    wanted = indicator_name(name)
    exact = [
        r
        for r in rows
        if plain(r.indikator.nama) == plain(name) or indicator_name(r.indikator.nama) == wanted
    ]
    found = exact or [r for r in rows if plain(name) in plain(r.indikator.nama)]
    if len(found) != 1:
        known = tuple(r.indikator.nama for r in rows)
        raise TableError("no-such-indicator", name=name, found=len(found), known=known)
    return found[0]
