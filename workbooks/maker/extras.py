"""What real templates carry besides tables: pictures, shapes, charts, rules, notes, names, signatures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from . import styles as look
from .cells import address, addresses, box, moved
from .kinds import KINDS, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter import Workbook

    from .build import Page

LETTERHEAD = ("PEMERINTAH KABUPATEN BLORA", "KECAMATAN BOGOREJO")
SIGNATURE = (
    "Blora, 3 Februari 2024",
    "CAMAT BOGOREJO",
    "",
    "",
    "",
    "(nama lengkap)",
    "Pembina",
    "NIP. ........................",
)
NAMES = {
    "PaguTotal": "='Tabel 3.9'!$C$50",
    "RealisasiTotal": "='Tabel 3.9'!$D$50",
    "TargetIKM2024": "='Tabel 3.2'!$D$6",
}
INSTRUCTION = (
    "Petunjuk pengisian\n"
    "Isi kolom Realisasi dan Sumber Data saja. Kolom Capaian % dan Kategori dihitung: "
    "Capaian = Realisasi / Target x 100, Kategori menurut Tabel 3.1. "
    "Target tahun ini harus sama dengan Tabel 2.3 dan Perjanjian Kinerja."
)
NOTE = (
    "Sumber: Evaluasi Inspektorat (lihat kolom Sumber Data).\n"
    "Nilai SAKIP untuk tahun n-1 yang dinilai pada tahun n (Tabel 2.1)."
)
CHART_FONT = {"name": "Arial", "size": 9}
SUMBER_DANA = ["APBD", "APBN", "Bantuan Keuangan"]
CONTENTS = {
    "Tabel 2.1": "Tujuan dan Sasaran Jangka Menengah",
    "Tabel 2.3": "Tujuan/Sasaran Kinerja Tahun 2024",
    "Tabel 2.4": "Rumusan Program / Kegiatan / Sub Kegiatan",
    "PK Camat": "Perjanjian Kinerja Camat Bogorejo",
    "Tabel 3.1": "Skala Nilai Capaian Kinerja",
    "Tabel 3.2": "Hasil Pengukuran Indikator Kinerja",
    "Tabel 3.3": "Perbandingan Tahun 2022, 2023 dan 2024",
    "Tabel 3.4": "Perbandingan dengan Target Renstra",
    "Tabel 3.7": "Perbandingan Pencapaian Kinerja dan Anggaran",
    "Tabel 3.9": "Realisasi Anggaran",
    "Tabel 4.1": "Kesimpulan",
}


def define_names(book: Workbook) -> None:
    for name, formula in NAMES.items():
        book.define_name(name, formula)


def decorate(page: Page, book: Workbook, emblem: bytes) -> None:
    """Add what the sheet carries besides its tables."""
    if page.sheet.sign:
        _sign(page)
    if page.sheet.name in ("Sampul", "Tabel 4.1"):
        _letterhead(page, emblem)
    if page.sheet.name == "Tabel 3.3":
        _chart(page, book)
    if extra := _BY_SHEET.get(page.sheet.name):
        extra(page)


def _sign(page: Page) -> None:
    column, row, _, _ = box(page.sheet.sign)
    right = max(box(table.head)[2] for table in page.sheet.tables)
    plain = page.styles.get(look.SIGNED)
    for step, text in enumerate(SIGNATURE):
        style = page.styles.get(look.SIGNED, bold=True, underline=1) if step == 5 else plain
        cell = address(column, row + step)
        if text:
            area = f"{cell}:{address(right, row + step)}"
            page.out.merge_range(moved(area, page.sheet.shift), "", style)
            page.put(cell, text, style)


def _letterhead(page: Page, emblem: bytes) -> None:
    picture = {
        "image_data": io.BytesIO(emblem),
        "object_position": 3,
        "description": "Lambang pada kop surat",
    }
    if page.sheet.name == "Sampul":
        page.out.insert_image("B1", "kop.png", picture | {"x_offset": 252, "y_offset": 8})
        return
    scale = {"x_scale": 0.55, "y_scale": 0.55, "x_offset": 8, "y_offset": 4}
    page.out.insert_image("A1", "kop.png", picture | scale)
    for row, text in enumerate(LETTERHEAD, start=1):
        style = page.styles.get(look.SIGNED, bold=True, font_size=11 + 2 * row)
        page.out.merge_range(f"B{row}:H{row}", "", style)
        page.out.write_string(f"B{row}", text, style)
    rule = page.styles.get({"bottom": 6})
    for cell in addresses("A4:H4"):
        page.out.write_blank(cell, None, rule)


def _cover(page: Page) -> None:
    for row in range(2, 7):
        size = 16 if row < 4 else 12
        style = page.styles.get(look.SIGNED, bold=True, font_size=size, text_wrap=True)
        page.put(f"B{row}", page.facts.texts[f"B{row}"], style)
    page.put("B9", "Daftar lampiran", page.styles.get(look.PLAIN, bold=True))
    link = page.styles.get(look.LINK)
    for row, (name, title) in enumerate(CONTENTS.items(), start=10):
        page.out.write_url(f"B{row}", f"internal:'{name}'!A1", link, f"{name}  {title}")
    printed = "external:bogorejo-2024-tercetak.xlsx"
    page.out.write_url(f"B{11 + len(CONTENTS)}", printed, link, "Tabel sebagaimana tercetak dalam laporan")


def _agreement(page: Page) -> None:
    page.out.data_validation(
        "D10:D15",
        {
            "validate": "list",
            "source": SUMBER_DANA,
            "input_title": "Sumber dana",
            "input_message": "Pilih sumber dana program.",
        },
    )


def _scale(page: Page) -> None:
    for row, colour in enumerate(look.KODE_WARNA, start=5):
        page.put(f"D{row}", None, page.styles.get(look.BODY, bg_color=colour))
    page.out.merge_range("A11:D11", "", page.styles.get(look.PLAIN, text_wrap=True))
    page.out.set_row(10, 28)
    page.out.write_rich_string(
        "A11",
        page.styles.get({"bold": True}),
        "Catatan: ",
        page.styles.get({"italic": True}),
        "skala ini dipakai untuk kolom Kategori pada Tabel 3.2 dan Tabel 4.1.",
        page.styles.get(look.PLAIN, text_wrap=True),
    )


def _measurement(page: Page) -> None:
    out = page.out
    out.data_validation(
        "G6:G7",
        {
            "validate": "list",
            "source": "='Tabel 3.1'!$C$5:$C$9",
            "error_title": "Kategori",
            "error_message": "Pilih predikat dari Tabel 3.1.",
        },
    )
    red = page.styles.get({"font_color": "#C00000", "bold": True})
    below = {"type": "formula", "criteria": "=AND(ISNUMBER(F6),F6<100)", "format": red}
    out.conditional_format("F6:F7", below)
    out.write_comment("E7", NOTE, {"author": "Kecamatan Bogorejo", "width": 260, "height": 80})
    out.insert_textbox(
        "J5",
        INSTRUCTION,
        {
            "width": 330,
            "height": 122,
            "object_position": 2,
            "fill": {"color": "#FFF8E1"},
            "line": {"color": "#BF9000", "width": 1},
            "font": {"name": "Arial", "size": 9},
            "align": {"vertical": "middle"},
        },
    )
    out.write_string("J2", "Selisih realisasi IKM dari target", page.styles.get(look.PLAIN))
    style = page.styles.get(num_format="0.00", border=1)
    difference = _fact(page, "nilai", "E6") - _fact(page, "target", "D6")
    out.write_formula("K2", '=IF(E6="","",E6-TargetIKM2024)', style, difference)


def _chart(page: Page, book: Workbook) -> None:
    """Capaian of both indikator over three years; it draws itself as soon as the columns are filled."""
    chart = book.add_chart({"type": "column"})
    colours = {"F": ("D", "#A5A5A5"), "I": ("G", "#5B9BD5"), "L": ("J", "#2E7D4F")}
    for column, (year, colour) in colours.items():
        chart.add_series(
            {
                "name": f"='Tabel 3.3'!${year}$5",
                "categories": "='Tabel 3.3'!$C$7:$C$8",
                "values": f"='Tabel 3.3'!${column}$7:${column}$8",
                "fill": {"color": colour},
                "data_labels": {"value": True, "num_format": "0.0", "font": CHART_FONT},
            }
        )
    chart.set_title({"name": "Capaian kinerja (%)", "name_font": CHART_FONT | {"size": 11}})
    chart.set_y_axis({"min": 0, "num_format": "0", "num_font": CHART_FONT})
    chart.set_x_axis({"num_font": CHART_FONT})
    chart.set_legend({"position": "bottom", "font": CHART_FONT})
    chart.set_size({"width": 620, "height": 330})
    page.out.insert_chart("B10", chart, {"object_position": 2})


def _budget(page: Page) -> None:
    out = page.out
    first, *others = (area for area in page.sheet.tables[0].typed.split() if area.startswith("D"))
    out.data_validation(
        first,
        {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_title": "Realisasi",
            "error_message": "Isi realisasi dalam rupiah penuh, tanpa titik, koma dan huruf.",
            "other_cells": [_zero_based(area) for area in others],
        },
    )
    out.conditional_format(
        "E6:E50",
        {
            "type": "data_bar",
            "data_bar_2010": True,
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": 100,
            "bar_color": "#B7D7B0",
            "bar_solid": True,
        },
    )
    out.write_string("G4", "Sisa anggaran (Rp)", page.styles.get(look.PLAIN))
    style = page.styles.get(num_format="#,##0", border=1)
    rest = "" if page.empty else _fact(page, "rupiah", "C50") - _fact(page, "rupiah", "D50")
    out.write_formula("H4", '=IF(PaguTotal="","",PaguTotal-RealisasiTotal)', style, rest)


def _fact(page: Page, kind: str, cell: str) -> float:
    return float(read(KINDS[kind], page.facts.texts[cell])[0])


def _zero_based(area: str) -> list[int]:
    left, top, right, bottom = box(area)
    return [top - 1, left - 1, bottom - 1, right - 1]


_BY_SHEET: dict[str, Callable[[Page], None]] = {
    "Sampul": _cover,
    "PK Camat": _agreement,
    "Tabel 3.1": _scale,
    "Tabel 3.2": _measurement,
    "Tabel 3.9": _budget,
}
