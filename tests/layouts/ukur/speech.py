"""The errors that are planted into known workbooks, with headings in the words of another hand."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...auditing.mutations.bench import Bench
from .hand import Hand

if TYPE_CHECKING:
    from ..abstract import Column, Table

#: What a column is called in the word file, where it is not called so itself; first in one table, then in any.
_OWN = {
    ("3.9", "anggaran"): "pagu", ("3.9", "realisasi"): "realisasi_anggaran", ("Belanja", "realisasi"): "realisasi_anggaran",
    ("3.7", "kategori"): "kategori_efisiensi", ("3.6", "skala"): "selisih", ("3.6", "predikat"): "kategori_efisiensi",
    ("2.4", "indikator"): "indikator_program",
}  # fmt: skip
_ANY = {"tujuan_sasaran": "sasaran", "anggaran": "pagu", "target_tw": "tw", "realisasi_tw": "tw"}


class ForeignBench(Bench):
    """A bench on which every heading is another hand's; the same ones for a unit each time."""

    def __init__(self, name: str, seed: object = 0) -> None:
        super().__init__(name, seed)
        rng = random.Random(f"kata {name}")  # noqa: S311 -- a fixed choice, no secret
        self._hand = Hand(rng, 0.5)
        self._hand.slips = 0.0
        for table in self._tables.values():
            spoken: dict[tuple[str, ...], dict[str, Any]] = {}
            self._set(table, "kolom", tuple(self._renamed(table, one, spoken) for one in table.kolom))

    def _renamed(self, table: Table, column: Column, spoken: dict[tuple[str, ...], dict[str, Any]]) -> Column:
        """Return a column with other headings: equal ones stay equal, groups stay together."""
        key = _OWN.get((table.id, column.id), _ANY.get(column.id, column.id))
        if (
            (column.tahun and table.id == "2.1")
            or table.id == "PK-anggaran"
            or key not in self._hand.words["kolom"]
        ):
            return column
        if (table.id, column.id) not in spoken:
            word = self._hand.word(
                "kolom",
                key,
                tahun="{tahun}",
                akhir="{akhir}",
                awal="{akhir}",
                romawi="{romawi}",
                angka="{romawi}",
            )
            spoken[table.id, column.id] = {"judul": (word,), **self._groups(column, spoken)}
        return replace(column, **spoken[table.id, column.id])

    def _groups(
        self, column: Column, spoken: dict[tuple[str, ...], dict[str, Any]]
    ) -> dict[str, tuple[str, ...]]:
        """Return other words for the group of a column, one for each group of the table."""
        if not column.grup or "{tahun}" in column.grup[0]:
            return {}
        names = {"target_tw": "target_tw", "realisasi_tw": "realisasi_tw"}
        key = names.get(
            column.id, "kinerja" if column.jenis != "uang" and column.id != "serapan" else "keuangan"
        )
        if ("grup", key) not in spoken:
            spoken["grup", key] = {"grup": (self._hand.word("grup", key, tahun="{tahun}"),)}
        return spoken["grup", key]
