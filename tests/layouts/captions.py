"""What stands around a table: its number and title, letterhead, notes, signature, and the cover of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .page import Look, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .facts import Unit
    from .layout import Layout, Style
    from .tables import Table

_BOLD: Look = {"bold": True}
_CENTER: Look = {"bold": True, "align": "center"}
NOTES = (
    "Catatan: angka sementara sampai dengan selesainya pemeriksaan.",
    "Sumber: data diolah, {tahun}.",
    "*) Realisasi s.d. 31 Desember {tahun}",
)
NARRATIVE = (
    "Berdasarkan tabel di atas, capaian kinerja {nama} tahun {tahun} dapat dijelaskan sebagai berikut.",
    "Rata-rata capaian kinerja sebesar 104,25% dengan penyerapan anggaran 94,5%, sehingga terdapat efisiensi 9,75%.",
    "Target tahun berikutnya tetap mengacu pada Renstra {nama} Tahun {awal}-{akhir}.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a caption goes: the sheet, the columns of its table, and the look of the office."""

    page: Page
    left: int
    right: int
    style: Style


def words(unit: Unit) -> dict[str, object]:
    """Return what sentences around the tables say of a unit."""
    return {"nama": unit.nama, "tahun": unit.tahun, "awal": unit.renstra[0], "akhir": unit.renstra[1]}


def number(table: Table, layout: Layout) -> str:
    """Return the number that a table is printed with; empty for one that has none."""
    chapter, _, rest = table.id.partition(".")
    if not rest:
        return ""
    return f"{chapter}.{int(rest) + layout.penomoran}" if chapter == "3" else table.id


def caption_lines(table: Table, unit: Unit, layout: Layout, style: Style) -> list[str]:
    """Return the lines of a caption: number, title, and who reports where no cover says it."""
    title = table.judul[style.kata % len(table.judul)]
    shown = number(table, layout)
    lines = [f"Tabel {shown}", title] if shown else [title]
    if not layout.sampul:
        lines.append(entity_line(unit))
    return [line for line in lines if line]


def entity_line(unit: Unit) -> str:
    """Return who reports for which year."""
    return f"{unit.nama}, {unit.kabupaten} Tahun {unit.tahun}"


def draw_caption(place: Place, row: int, lines: Sequence[str], *, numbered: bool = True) -> int:
    """Draw a caption above or below a table and return the row after it; only a numbered one goes in one cell."""
    if numbered and place.style.judul == "satu sel":
        lines = [" ".join(lines)]
    beside = numbered and place.style.judul == "dua sel" and len(lines) > 1
    if beside:
        place.page.put(row, place.left, lines[0], _BOLD)
        place.page.put(row, place.left + 1, lines[1], _BOLD)
        lines, row = lines[2:], row + 1
    for line in lines:
        place.page.put(row, place.left, line, _CENTER if place.style.judul_gabung else _BOLD)
        if place.style.judul_gabung and not beside:
            place.page.merge(row, place.left, row, place.right)
        row += 1
    return row


def draw_letterhead(page: Page, unit: Unit) -> int:
    """Draw the letterhead and return the row after it."""
    lines = (
        f"PEMERINTAH {unit.kabupaten.upper()}",
        unit.nama.upper(),
        "Jalan Merdeka Nomor 12 Telp. (0296) 531234 Kode Pos 58262",
    )
    for row, line in enumerate(lines):
        page.put(row, 1, line, _CENTER)
    return len(lines) + 1


def draw_note(place: Place, row: int, unit: Unit) -> int:
    """Draw a note under a table and return the row after it."""
    at = row + (place.style.catatan == 1)
    place.page.put(
        at, place.left, NOTES[place.style.kata % len(NOTES)].format(**words(unit)), {"italic": True}
    )
    return at + 1


def draw_signature(place: Place, row: int, unit: Unit) -> int:
    """Draw the signature block under the last columns and return the row after it."""
    col = max(place.left, place.right - 1)
    lines = {
        2: f"{unit.kabupaten.split()[-1]}, 3 Februari {unit.tahun + 1}", 3: "KEPALA,", 7: "(nama lengkap)",
        8: "Pembina Tingkat I", 9: "NIP. 19700101 199503 1 001",
    }  # fmt: skip
    for offset, line in lines.items():
        place.page.put(row + offset, col, line, {})
    return row + max(lines) + 1


def draw_narrative(page: Page, row: int, unit: Unit, number_of_table: int) -> int:
    """Draw a paragraph between two tables and return the row after it."""
    page.put(row + 1, 0, NARRATIVE[number_of_table % len(NARRATIVE)].format(**words(unit)), {})
    return row + 2


def cover(unit: Unit) -> Page:
    """Return the cover."""
    page = Page(name="Sampul")
    lines = (
        "LAPORAN KINERJA INSTANSI PEMERINTAH (LKjIP)", unit.nama.upper(), unit.kabupaten.upper(), f"TAHUN {unit.tahun}",
        f"Renstra {unit.renstra[0]}-{unit.renstra[1]}",
    )  # fmt: skip
    for row, line in enumerate(lines, 1):
        page.put(row, 1, line, _CENTER)
    return page
