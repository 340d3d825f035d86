"""The looks: one format object for each distinct set of properties, made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

TITLE = {"bold": True, "align": "center", "valign": "vcenter", "font_size": 11, "text_wrap": True}
HEAD = {
    "bold": True,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "bg_color": "#D9E2F3",
}
BODY = {"valign": "vcenter", "text_wrap": True, "border": 1}
PLAIN = {"valign": "vcenter"}
SIGNED = {"align": "center", "valign": "vcenter"}
LINK = {"font_color": "#0563C1", "underline": 1}

LEVELS: dict[str, dict[str, object]] = {
    "": {},
    "program": {"bold": True, "bg_color": "#FCE4D6"},
    "kegiatan": {"bold": True, "bg_color": "#F2F2F2"},
    "jumlah": {"bold": True, "bg_color": "#D9E2F3"},
}
# The Kode Warna of Tabel 3.1, best first: blue, green, yellow, orange, red.
KODE_WARNA = ("#9DC3E6", "#A9D18E", "#FFE699", "#F4B183", "#FF9999")


class Styles:
    """Formats of one workbook by their properties."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, *parts: Mapping[str, object], **extra: object) -> Format:
        """Return the format that carries all properties of the parts, later ones winning."""
        merged: dict[str, object] = {}
        for part in (*parts, extra):
            merged.update(part)
        key = tuple(sorted(merged.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(merged)
        return self._made[key]
