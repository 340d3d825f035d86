"""How the cells of a blank workbook look: one format for each distinct set of properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

__all__ = ["BODY", "FONT", "HEAD", "INPUT", "LEVELS", "PLAIN", "STRONG", "TITLE", "Looks"]

FONT: Mapping[str, Any] = {"font_name": "Arial", "font_size": 10}
PLAIN: Mapping[str, Any] = {"valign": "vcenter", "text_wrap": True}
_CENTRED: Mapping[str, Any] = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
TITLE: Mapping[str, Any] = {**_CENTRED, "font_size": 12}
HEAD: Mapping[str, Any] = {**_CENTRED, "border": 1, "bg_color": "#D9E2F3"}
BODY: Mapping[str, Any] = {"valign": "vcenter", "text_wrap": True, "border": 1}
STRONG: Mapping[str, Any] = {"bold": True, "font_size": 12}
#: What a person types into: open on a protected sheet, and yellow.
INPUT: Mapping[str, Any] = {"locked": False, "bg_color": "#FFF9DB"}
#: The level of a line of the budget shows in its name: by indentation and by colour.
LEVELS: Mapping[str, Mapping[str, Any]] = {
    "program": {"bold": True, "bg_color": "#FCE4D6", "indent": 0},
    "kegiatan": {"bold": True, "bg_color": "#F2F2F2", "indent": 1},
    "sub_kegiatan": {"indent": 2},
    "jumlah": {"bold": True, "bg_color": "#D9E2F3"},
}


class Looks:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, *parts: Mapping[str, Any]) -> Format:
        """Return the format that has all properties of the parts, later ones winning."""
        merged: dict[str, Any] = {}
        for part in parts:
            merged.update(part)
        key = tuple(sorted(merged.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(merged)
        return self._made[key]
