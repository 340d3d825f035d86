"""The level of a row in the two budget trees, told from its words as a reader of the report does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .facts import Facts

_PROGRAM = re.compile(r"(Program|Pogram) ")
_KEGIATAN = re.compile(r"\d+\. ")


def level(sheet: str, facts: Facts, row: int) -> str:
    """Return jumlah, program, kegiatan, or nothing for a sub kegiatan and for rows of other tables."""
    texts = facts.texts
    name = texts.get(f"B{row}", "")
    if sheet == "Tabel 2.4":
        if f"C{row}" not in texts:
            return "jumlah"
        return "program" if _PROGRAM.match(name) else "" if f"E{row}" in texts else "kegiatan"
    if sheet == "Tabel 3.9":
        if texts.get(f"A{row}") == "JUMLAH":
            return "jumlah"
        return "program" if _PROGRAM.match(name) else "kegiatan" if _KEGIATAN.match(name) else ""
    return ""
