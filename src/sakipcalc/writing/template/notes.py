"""The sheets around the tables: cover, settings and guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args, get_type_hints

from sakipcalc import messages
from sakipcalc.methods import Metode
from sakipcalc.writing.template import looks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from sakipcalc.messages import Lang
    from sakipcalc.writing.template.looks import Looks
    from sakipcalc.writing.template.request import Permintaan
    from sakipcalc.writing.template.shape import Lembar

__all__ = ["draw_cover", "draw_guide", "draw_settings"]

#: Choices that are made elsewhere: by name, in a file, or cell by cell.
_NOT_HERE = frozenset({"arah", "tautan", "bukan_tautan", "abaikan", "aturan"})
_LINES_OF_GUIDE = 9


def draw_cover(out: Worksheet, paint: Looks, asked: Permintaan, sheets: Sequence[Lembar]) -> None:
    """Write who reports on which year, and what the workbook holds."""
    out.set_column(0, 0, 3)
    out.set_column(1, 1, 34)
    out.set_column(2, 2, 88)
    big = paint.get(looks.TITLE, {"font_size": 16})
    out.merge_range(0, 1, 0, 2, "", big)
    out.write_string(0, 1, messages.text("template.cover-title"), big)
    out.merge_range(1, 1, 1, 2, "", paint.get(looks.TITLE))
    out.write_string(1, 1, messages.text("template.cover-subtitle"), paint.get(looks.TITLE))
    label, typed = paint.get(looks.BODY, {"bold": True}), paint.get(looks.BODY, looks.INPUT)
    for row, (code, value) in enumerate((("unit", asked.nama), ("region", asked.kabupaten)), start=3):
        out.write_string(row, 1, messages.text(f"template.cover-{code}"), label)
        if value:
            out.write_string(row, 2, value, typed)
        else:
            out.write_blank(row, 2, None, typed)
    said = {"year": f"Tahun {asked.tahun}", "renstra": f"Renstra {asked.renstra[0]}-{asked.renstra[1]}"}
    for row, (code, text) in enumerate(said.items(), start=5):
        out.write_string(row, 1, messages.text(f"template.cover-{code}"), label)
        out.write_string(row, 2, text, paint.get(looks.BODY))
    out.write_string(8, 1, messages.text("template.cover-contents"), paint.get({"bold": True}))
    link = paint.get({"font_color": "#0563C1", "underline": 1})
    for row, sheet in enumerate(sheets, start=9):
        out.write_url(row, 1, f"internal:'{sheet.nama}'!A1", link, sheet.nama)
        out.write_string(row, 2, sheet.tabel[0].judul, paint.get(looks.PLAIN))
    out.set_tab_color("#C9A6E4")


def draw_settings(out: Worksheet, paint: Looks, metode: Metode, lang: Lang) -> None:
    """Write the choices that the formulas follow, as the reader understands them."""
    for column, width in enumerate((24, 18, 70, 46)):
        out.set_column(column, column, width)
    out.write_string(0, 0, messages.text("template.settings-title", lang), paint.get(looks.STRONG))
    out.write_string(1, 0, messages.text("template.settings-note", lang), paint.get({"italic": True}))
    head = paint.get(looks.HEAD)
    for column, code in enumerate(("settings-name", "settings-value")):
        out.write_string(3, column, messages.text(f"template.{code}", lang), head)
    body = paint.get(looks.BODY)
    row = 4
    for name, value in metode.as_dict().items():
        if name in _NOT_HERE:
            continue
        out.write_string(row, 0, name, body)
        if value is None:
            out.write_blank(row, 1, None, body)
        elif isinstance(value, str):
            out.write_string(row, 1, value, body)
        else:
            out.write_number(row, 1, value, body)
        out.write_string(row, 2, messages.text(f"template.setting-{name}", lang), body)
        out.write_string(row, 3, " / ".join(_offered(name)), body)
        row += 1
    for name, arah in metode.arah.items():
        out.write_string(row, 0, f"Arah {name}", body)
        out.write_string(row, 1, arah, body)
        row += 1
    out.write_string(row + 1, 0, messages.text("template.setting-arah", lang), paint.get({"italic": True}))


def _offered(name: str) -> Sequence[str]:
    """Return the words that a choice offers."""
    return [str(one) for one in get_args(get_type_hints(Metode)[name]) if isinstance(one, str)]


def draw_guide(out: Worksheet, paint: Looks, lang: Lang) -> None:
    """Write the guide, one step in each row."""
    out.set_column(0, 0, 4)
    out.set_column(1, 1, 110)
    out.write_string(0, 1, messages.text("template.guide-title", lang), paint.get(looks.STRONG))
    number, text = paint.get({"valign": "top", "bold": True}), paint.get({"valign": "top", "text_wrap": True})
    for step in range(1, _LINES_OF_GUIDE + 1):
        out.write_number(step + 1, 0, step, number)
        out.write_string(step + 1, 1, messages.text(f"template.guide-{step}", lang), text)
        out.set_row(step + 1, 32)
