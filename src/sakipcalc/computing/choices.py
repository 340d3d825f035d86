"""The Metode that a workbook is computed by: the caller's, else the one that its sheet Pengaturan states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.errors import RuleError
from sakipcalc.findings import Temuan
from sakipcalc.methods import Metode

if TYPE_CHECKING:
    from sakipcalc.model import Laporan

__all__ = ["find_method"]

#: "Arah Angka kemiskinan" states the polarity of one indicator.
_POLARITY = "arah "


def find_method(laporan: Laporan) -> tuple[Metode, tuple[Temuan, ...]]:
    """Return the Metode of a workbook and what is wrong with its sheet Pengaturan.

    A sheet with a fault is a finding, and the default Metode is used: never half of its choices.
    """
    if not laporan.pengaturan:
        return Metode(), ()
    choices: dict[str, object] = {}
    polarity: dict[str, object] = {}
    for one in laporan.pengaturan:
        if one.nama.lower().startswith(_POLARITY):
            polarity[one.nama[len(_POLARITY) :].strip()] = one.nilai
        else:
            choices[one.nama] = one.nilai
    try:
        given = choices | ({"arah": polarity} if polarity else {})
        return Metode.from_mapping(given, source="Pengaturan", trusted=False), ()
    except RuleError as error:
        places = tuple(one.tempat for one in laporan.pengaturan)
        return Metode(), (Temuan(kode="pengaturan-salah", tempat=places, data={"sebab": error}),)
