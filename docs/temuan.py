"""Writes docs/temuan.md, the list of every finding, from the message catalogue: ``python docs/temuan.py``."""

from __future__ import annotations

from pathlib import Path

from sakipcalc.findings import LEVELS
from sakipcalc.messages import catalogue

TARGET = Path(__file__).with_name("temuan.md")
HEAD = """# Temuan

Setiap temuan punya kode tetap, tingkat, tempat, dan saran. Every finding has a stable code, a level, its
places and what to do. Words in braces are filled in with figures and cells of the workbook.

Made by `python docs/temuan.py`; a test holds it to the catalogue.
"""


def document() -> str:
    """Return the document: one section for each level, one entry for each code."""
    parts = [HEAD]
    for level in LEVELS:
        parts.append(f"\n## {level}\n")
        for code, entry in catalogue("findings").items():
            if entry["tingkat"] == level:
                hint = entry["hint"]
                parts.append(
                    f"\n### `{code}`\n\n{entry['id']}\n*{entry['en']}*\n\n→ {hint['id']}\n*{hint['en']}*\n"
                )
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
