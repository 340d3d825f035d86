"""The Metode that a workbook is computed by: the caller's, else the one that its sheet Pengaturan states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sakipcalc.errors import RuleError
from sakipcalc.findings import Temuan
from sakipcalc.methods import Metode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sakipcalc.model import Laporan, Pilihan

__all__ = ["find_method"]

#: What is chosen name by name: "Arah Angka kemiskinan", "Tautan Predikat SAKIP".
_NAMED = {"arah ": "arah", "tautan ": "tautan", "bukan tautan ": "bukan_tautan"}
#: "Abaikan target-berbeda Tabel 3.2!D6" with the reason as its value.
_SILENCED = re.compile(r"abaikan\s+(?P<kode>[a-z-]+)\s*(?P<tempat>.*)", re.IGNORECASE)

#: "Kolom Lembar1!C5" and "Tabel Lembar1!A5" answer the reader, and are no choice of method.
_OF_READING = re.compile(r"\s*(?:kolom|tabel)\s.+!\$?[A-Z]{1,3}\$?\d+\s*$", re.IGNORECASE)


def find_method(laporan: Laporan) -> tuple[Metode, tuple[Temuan, ...]]:
    """Return the Metode of a workbook and what is wrong with its sheet Pengaturan.

    A sheet with a fault is a finding, and the default Metode is used: never half of its choices.
    """
    if not laporan.pengaturan:
        return Metode(), ()
    try:
        return Metode.from_mapping(_given(laporan.pengaturan), source="Pengaturan", trusted=False), ()
    except RuleError as error:
        places = tuple(one.tempat for one in laporan.pengaturan)
        return Metode(), (Temuan(kode="pengaturan-salah", tempat=places, data={"sebab": error}),)


def _given(settings: Iterable[Pilihan]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for one in settings:
        if _OF_READING.match(one.nama):
            continue
        begin = next((start for start in _NAMED if one.nama.lower().startswith(start)), "")
        silenced = _SILENCED.fullmatch(one.nama)
        if begin:
            given.setdefault(_NAMED[begin], {})[one.nama[len(begin) :].strip()] = one.nilai
        elif silenced:
            given.setdefault("abaikan", []).append({**silenced.groupdict(), "alasan": one.nilai})
        else:
            given[one.nama] = one.nilai
    return given
