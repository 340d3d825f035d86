"""Writes docs/temuan.md, the list of every finding with an example: ``python docs/temuan.py``.

Wording and levels come from the message catalogue. The examples are findings of the printed report in
``workbooks``; for what it does not have, the values stand in ``docs/temuan.toml``.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sakipcalc as sc
from sakipcalc.base.places import Place
from sakipcalc.core.findings import LEVELS, Temuan
from sakipcalc.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE = Path(__file__).parent
TARGET = HERE / "temuan.md"
REPORT = HERE.parent / "workbooks" / "bogorejo-2024-tercetak.xlsx"
HEAD = """# Temuan

Setiap temuan punya kode tetap, tingkat, tempat, dan saran. Every finding has a stable code, a level, its
places and what to do. Words in braces are filled in with figures and cells of the workbook; the example
(in Indonesian) shows a finding as it is told, with its first place.

Temuan yang sudah diperiksa dan boleh dibiarkan ditulis di Metode dengan alasannya; ia tetap tampak, sebagai
info. A finding that may stand is named in the Metode with a reason; it stays visible, as info:

```toml
[[abaikan]]
kode = "target-berbeda"
tempat = "Tabel 3.2!D6"      # tempat pertama temuan, atau seluruh lembar: "Tabel 3.2"
alasan = "PK Perubahan ditandatangani 2 September"

[tautan]                     # dua nama dari satu hal / two names of one thing
"Predikat SAKIP" = "Nilai SAKIP"

[bukan_tautan]               # mirip, tetapi dua hal / alike, but two things
"Jumlah desa" = ["Jumlah desa tangguh"]
```

Di lembar Pengaturan / on the sheet Pengaturan: `Abaikan target-berbeda Tabel 3.2!D6` | alasan,
`Tautan Predikat SAKIP` | `Nilai SAKIP`, `Bukan tautan Jumlah desa` | `Jumlah desa tangguh`.

Made by `python docs/temuan.py`; a test holds it to the catalogue.
"""


def document() -> str:
    """Return the document: one section for each level, one entry for each code."""
    examples = _examples()
    parts = [HEAD]
    for level in LEVELS:
        parts.append(f"\n## {level}\n")
        parts += [
            _entry(code, entry, examples[code])
            for code, entry in catalogue("findings").items()
            if entry["tingkat"] == level
        ]
    return "".join(parts)


def _entry(code: str, entry: Mapping[str, Any], example: Temuan) -> str:
    hint, title = entry["hint"], entry["judul"]
    place = f"**{example.places[0]}** " if example.places else ""
    source = f"\nRujukan: {entry['rujukan']}\n" if "rujukan" in entry else ""
    return (
        f"\n### `{code}`\n\n**{title['id']}** · *{title['en']}*\n"
        f"\n{entry['id']}\n*{entry['en']}*\n\n→ {hint['id']}\n*{hint['en']}*\n"
        f"\n> {place}{example.message()}\n{source}"
    )


def _examples() -> dict[str, Temuan]:
    """Return a finding of every code: of the printed report, else made of the values beside this file."""
    made = tomllib.loads((HERE / "temuan.toml").read_text(encoding="utf-8"))
    found = {one.code: one for one in reversed(sc.audit(sc.read(REPORT)).unfolded)}
    doubled = sorted(made.keys() & found.keys())
    if doubled:
        message = f"the printed report has examples of: {', '.join(doubled)}"
        raise SystemExit(message)
    return {code: _made(code, dict(values)) for code, values in made.items()} | found


#: Fields of a finding by the keys of the data file.
_FIELDS = {"actual": "nilai", "expected": "seharusnya", "in_other_table": "di_tabel_lain"}


def _made(code: str, values: dict[str, Any]) -> Temuan:
    places = _places(values.pop("tempat"))
    if told := values.pop("tempat_contoh", ""):  # a sentence about many cells names one of them
        (values["tempat"],) = _places([told])
    figures = {field: values.pop(key, None) for field, key in _FIELDS.items()}
    return Temuan(code=code, places=tuple(places), data=values, **figures)


def _places(cells: list[str]) -> Iterable[Place]:
    for cell in cells:
        sheet, _, name = cell.partition("!")
        yield Place(sheet=sheet, cell=name)


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
