"""What a workbook was understood to say: choices with origin, headers with columns, tables as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.computing.scales import find_method
from sakipcalc.rulebook.methods import Metode

if TYPE_CHECKING:
    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil
    from sakipcalc.model import Cell, Laporan, Table

__all__ = ["choices", "headers", "tables"]

ReadRecord = dict[str, Any]


def choices(hasil: Hasil) -> list[ReadRecord]:
    """Return every choice of the Metode with its default, and where it was made.

    A choice is ``lembar`` where the sheet Pengaturan states it, with the cell; ``diberikan`` where it differs
    from the default otherwise; else ``bawaan``.
    """
    of_workbook = hasil.metode == find_method(hasil.laporan)[0]  # one that was given takes its place
    stated = {one.name.strip().lower(): one.place for one in hasil.laporan.settings if of_workbook}
    default = Metode().as_dict()
    found = []
    for name, value in hasil.metode.as_dict().items():
        at = stated.get(name)
        made = "lembar" if at else "bawaan" if value == default[name] else "diberikan"
        tempat = _cell(at) if at else None
        found.append({"nama": name, "nilai": value, "bawaan": default[name], "asal": made, "tempat": tempat})
    return found


def headers(laporan: Laporan) -> list[ReadRecord]:
    """Return the reading of each header, column by column; `kunci` is the key that an answer names."""
    return [
        {
            "tabel": one.read_as or None,
            **_cell(one.place),
            "judul": one.caption or None,
            "kunci": f"Tabel {one.place}",
            "kolom": [
                {
                    "judul": heading.text,
                    **_cell(heading.place),
                    "kolom": heading.column or None,
                    "mirip": heading.similar,
                    "ditebak": heading.guessed,
                    "yakin": round(heading.yakin, 3),
                    "kunci": f"Kolom {heading.place}",
                }
                for heading in one.headings
            ],
        }
        for one in laporan.readings
    ]


def tables(laporan: Laporan) -> list[ReadRecord]:
    """Return the tables as read: each cell with its text and, in columns of figures, its number."""
    return [_table(table) for table in laporan.tables]


def _table(table: Table) -> ReadRecord:
    return {
        "tabel": table.id,
        "nama": table.name,
        "sheet": table.sheet,
        "judul": table.caption or None,
        "pejabat": table.pejabat or None,
        "kolom": [{"kolom": one.key, "judul": one.heading or None} for one in table.columns],
        "baris": [
            {
                "nomor": row.number,
                "tingkat": str(row.level) or None,
                "isi": {
                    key: {"cell": cell.place.cell, "teks": cell.text or None, "nilai": _number(cell)}
                    for key, cell in row.cells.items()
                },
            }
            for row in table.rows
        ],
    }


def _number(cell: Cell) -> float | None:
    return None if cell.value is None else float(cell.value)


def _cell(place: Place) -> ReadRecord:
    return {"sheet": place.sheet or None, "cell": place.cell or None}
