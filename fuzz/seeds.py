"""What fuzzing begins with: real tables, and every part of a small workbook.

Each function returns inputs of one target by their name. A seed stays in the corpus also where it reaches no
code that another does not reach: every part of an intact workbook does the same, each changed one does not.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import targets
from tests.reading.xlsb_writer import as_xlsb

from sakipcalc.reading import kinds
from sakipcalc.reading.kinds import xls_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sakipcalc.reading.grid import Grid, GridCell

ROOT = Path(__file__).parents[1]
#: Beyond this many bytes an input is slow to run and its changes rarely meet; tables take twice as long.
LONGEST = 16_000
_KINDS = ROOT / "tests" / "reading" / "kinds"
#: What parts of an .xlsb are called, and the byte by which the target knows them.
_BINARY = {"sheet": 2, "sharedStrings": 3, "styles": 4}
_TABLE = re.compile(rb"<table:table .*?</table:table>", re.DOTALL)


def grid() -> dict[str, bytes]:
    """Return the sheets of a unit as lines and tabs: each alone, and three by three."""
    found = {"rows": "\n".join("\t".join(map(str, row)) for row in targets.ROWS)}
    for name in ("bogorejo-2024", "bogorejo-2024-tercetak"):
        sheets = kinds.open_grids((ROOT / "workbooks" / f"{name}.xlsx").read_bytes(), name)
        pages = [_lines(sheet) for sheet in sheets]
        for count in (1, 3):
            found |= {f"{name}-{at}-{count}": "\f".join(pages[at : at + count]) for at in range(len(pages))}
    encoded = {name: text.encode() for name, text in found.items()}
    return {name: data for name, data in encoded.items() if len(data) <= LONGEST // 2}


def _lines(sheet: Grid) -> str:
    """Return a sheet as `targets.grid` reads it."""
    texts = {at: text for cell in sheet.cells.values() for at, text in _spread(cell)}
    rows = range(1, max((row for row, _ in texts), default=0) + 1)
    widths = {row: max((col for at, col in texts if at == row), default=0) for row in rows}
    return "\n".join(
        "\t".join(texts.get((row, col), "") for col in range(1, widths[row] + 1)) for row in rows
    )


def _spread(cell: GridCell) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the text of a cell, and of each cell under it if it is merged the sign of that."""
    said = re.sub(r"\s+", " ", "" if cell.raw is None else str(cell.raw))
    for row in range(cell.row, cell.bottom + 1):
        for col in range(cell.col, cell.right + 1):
            if (row, col) == (cell.row, cell.col):
                yield (row, col), f"={cell.formula}|{said}" if cell.formula else said
            else:
                yield (row, col), "<" if col > cell.col else "^"


def package() -> dict[str, bytes]:
    """Return each part of the sample in its place, a sheet with a shared formula, and the whole sample."""
    parts = sorted(targets.sample().items())
    found = {f"{at}-{Path(part).name}": bytes([at]) + content for at, (part, content) in enumerate(parts)}
    sheet = next(content for name, content in found.items() if name.endswith("-sheet1.xml"))
    sheet = sheet.replace(b"<f>E4/D4*100", b'<f t="shared" ref="F4:F7" si="0">E4/D4*100')
    found["shared"] = sheet.replace(b"<v>120", b'<f t="shared" si="0"/><v>120')
    return {**found, "whole": b"\xff" + targets.zipped(targets.sample())}


def other_kinds() -> dict[str, bytes]:
    """Return the content of an .ods, one of its tables at a time, and the parts of an .xlsb."""
    with zipfile.ZipFile(_KINDS / "lampiran.ods") as archive:  # LibreOffice wrote it
        content = archive.read("content.xml")
    tables = list(_TABLE.finditer(content))
    head, tail = content[: tables[0].start()], content[tables[-1].end() :]
    found = {f"ods-{at}": b"\0" + head + table[0] + tail for at, table in enumerate(tables)}
    found["workbook"] = b"\5" + targets.BINARY["xl/workbook.bin"]
    with zipfile.ZipFile(io.BytesIO(as_xlsb(_KINDS / "lampiran.xlsx"))) as archive:
        for name in archive.namelist():
            for kind, choice in _BINARY.items():
                if Path(name).name.startswith(kind) and name.endswith(".bin"):
                    found[Path(name).stem] = bytes([choice]) + archive.read(name)
    return {name: data for name, data in found.items() if len(data) <= LONGEST}


def answers() -> dict[str, bytes]:
    """Return what the reading process answers of an .xls, one sheet at a time."""
    whole = xls_reader.read((_KINDS / "lampiran.xls").read_bytes(), io.StringIO())
    found = {str(at): {**whole, "sheets": [sheet]} for at, sheet in enumerate(whole["sheets"])}
    found["fault"] = {"fault": "encrypted", "detail": "x"}
    encoded = {name: json.dumps(one, separators=(",", ":")).encode() for name, one in found.items()}
    return {name: data for name, data in encoded.items() if len(data) <= 2 * LONGEST}


#: Sentences as reports have them, about the unit of the target.
_PROSE = """Indeks IKM naik dari target 92 menjadi 97,25 di tahun 2024, capaian 105,7% (kategori Sangat Baik).
Nilai SAKIP Kecamatan mencapai 68,7 pada tahun 2024 dari target 70,0 yang dijanjikan; predikat Memuaskan.
Penyerapan anggaran seluruh program kami mencapai 94,5% sampai akhir tahun, dan penggunaannya dinilai efisien.
Rencana ini didukung oleh 13 (tiga belas) pegawai dan dana Rp 2.500.000,- (dua juta lima ratus ribu rupiah).
Tahun 2024 merupakan tahun keempat Renstra 2021-2026 yang sedang dijalankan oleh kecamatan ini.
"""


def narrative() -> dict[str, bytes]:
    """Return sentences of a report, each alone and all of them."""
    found = {str(at): line for at, line in enumerate(_PROSE.splitlines())}
    return {name: text.encode() for name, text in {**found, "all": _PROSE}.items()}


def bridge() -> dict[str, bytes]:
    """Return small sheets with choices, for each verb."""
    choices = json.dumps({
        "lang": "en", "metode": {"batas": "110"}, "on_conflict": "replace", "tahun": 2025, "ukuran": "F4",
        "answers": {"Kolom Lembar 1!C2": "bukan"}, "nama": "Dinas Contoh", "temuan": True, "password": "x",
    }).encode()  # fmt: skip
    page = "\n".join("\t".join(map(str, row)) for row in targets.ROWS).encode()
    return {verb: bytes([at]) + choices + b"\n" + page for at, verb in enumerate(targets.ASKED)}


SEEDS: dict[str, Callable[[], dict[str, bytes]]] = {
    "grid": grid,
    "fill": grid,
    "package": package,
    "kinds": other_kinds,
    "answers": answers,
    "narrative": narrative,
    "bridge": bridge,
}
