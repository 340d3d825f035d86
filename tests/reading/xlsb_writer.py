"""A writer of .xlsb for the tests: no free program writes the format.

It turns an .xlsx into the same workbook in records ([MS-XLSB]): values of every kind, merged
areas, hidden rows and sheets, number formats, solid fills, and the few shapes of formula that
the fixtures have. calamine and pyxlsb, which share nothing with it, read what it writes
(``test_kinds_xlsb.py``).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import TYPE_CHECKING

from sakipcalc.excel import Package, refs
from sakipcalc.reading.workbook import grids, leading_steps

if TYPE_CHECKING:
    from pathlib import Path

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_RELS = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_REL = '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
_ERRORS = {"#DIV/0!": 0x07, "#N/A": 0x2A}
_REFERENCE = re.compile(r"(?:'([^']+)'!|(\w+)!)?(\$?)([A-Z]+)(\$?)(\d+)")


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def as_xlsb(source: Path) -> bytes:
    """Return the workbook in the binary format."""
    sheets = grids(Package.open(source))
    looks = sorted(
        {(c.format, c.fill, own_indent(c)) for grid in sheets for c in grid.cells.values()}
        | {("General", "", 0)}
    )
    looks.remove(("General", "", 0))
    looks.insert(0, ("General", "", 0))
    strings: dict[str, int] = {}
    pages = [sheet(grid, looks, strings, [g.sheet for g in sheets]) for grid in sheets]
    links = [
        _REL.format(f"rId{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)
    ]
    links += [
        _REL.format("rIdS", "sharedStrings", "sharedStrings.bin"),
        _REL.format("rIdF", "styles", "styles.bin"),
    ]
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS.format(_REL.format("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/_rels/workbook.bin.rels": _RELS.format("".join(links)),
        "xl/workbook.bin": workbook(sheets),
        "xl/sharedStrings.bin": shared_strings(strings),
        "xl/styles.bin": styles(looks),
    }
    parts |= {f"xl/worksheets/sheet{n}.bin": page for n, page in enumerate(pages, 1)}
    return zipped(parts)


def own_indent(cell) -> int:
    """Return the indentation of the format alone, without that of spaces in front."""
    return cell.indent - leading_steps(cell.raw)


def zipped(parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(sheets) -> bytes:
    body = record(131) + record(153, struct.pack("<III", 0, 0, 0)) + record(143)
    for number, grid in enumerate(sheets, 1):
        state = struct.pack("<II", 0 if grid.visible else 1, number)
        body += record(156, state + text(f"rId{number}") + text(grid.sheet))
    body += record(144) + record(353) + record(357)  # sheets end; links begin, to this workbook itself
    references = b"".join(struct.pack("<Iii", 0, n, n) for n in range(len(sheets)))
    return body + record(362, struct.pack("<I", len(sheets)) + references) + record(354) + record(132)


def shared_strings(strings) -> bytes:
    body = record(159, struct.pack("<II", len(strings), len(strings)))
    return body + b"".join(record(19, b"\0" + text(each)) for each in strings) + record(160)


def styles(looks) -> bytes:
    formats = sorted({code for code, _, _ in looks})
    fills = ["", *sorted({fill for _, fill, _ in looks} - {""})]
    body = record(278) + record(615, struct.pack("<I", len(formats)))
    for number, code in enumerate(formats, 164):
        body += record(44, struct.pack("<H", number) + text(code))
    body += record(616) + record(603, struct.pack("<I", len(fills)))
    for fill in fills:
        color = struct.pack("<BBh", 2 << 1 | 1, 0, 0) + bytes.fromhex(fill or "000000") + b"\xff"
        body += record(45, struct.pack("<I", 1 if fill else 0) + color + color + bytes(48))
    body += record(604) + record(617, struct.pack("<I", len(looks)))
    for code, fill, indent in looks:
        numbers = (0, formats.index(code) + 164, 0, fills.index(fill), 0)
        body += record(47, struct.pack("<5H", *numbers) + bytes([0, indent]) + bytes(4))
    return body + record(618) + record(279)


def sheet(grid, looks, strings, names) -> bytes:
    rows: dict[int, list] = {}
    for cell in grid.cells.values():
        rows.setdefault(cell.row, []).append(cell)
    body = record(129) + record(148, struct.pack("<4I", 0, max(rows) - 1, 0, 30))
    for col in grid.hidden_cols:
        body += record(60, struct.pack("<4IH", col - 1, col - 1, 0, 0, 1))
    body += record(145)
    for row in sorted(rows.keys() | grid.hidden_rows):
        flags = 0x10 if row in grid.hidden_rows else 0
        body += record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, flags, 0, 0))
        for cell in sorted(rows.get(row, []), key=lambda c: c.col):
            body += record(
                *content(cell, looks.index((cell.format, cell.fill, own_indent(cell))), strings, names)
            )
    merged = [c for c in grid.cells.values() if (c.bottom, c.right) != (c.row, c.col)]
    body += record(146)
    body += record(35, b"\2\x0e\1\0") + record(1, struct.pack("<IIB", 0, 8, 0)) + record(36)  # as Excel does
    body += record(177, struct.pack("<I", len(merged)))
    for cell in merged:
        body += record(176, struct.pack("<4I", cell.row - 1, cell.bottom - 1, cell.col - 1, cell.right - 1))
    return body + record(178) + record(130)


def content(cell, style, strings, names) -> tuple[int, bytes]:  # noqa: PLR0911 -- one for each kind of value
    head = struct.pack("<II", cell.col - 1, style)
    formula = b""
    if cell.formula:
        tokens = compiled(cell.formula, names)
        formula = struct.pack("<HI", 0, len(tokens)) + tokens + struct.pack("<I", 0)
    if cell.error:
        return 11 if formula else 3, head + bytes([_ERRORS[cell.raw]]) + formula
    if isinstance(cell.raw, bool):
        return 10 if formula else 4, head + bytes([cell.raw]) + formula
    if formula and not isinstance(cell.raw, float | int):
        return 8, head + text(cell.raw or "") + formula
    if isinstance(cell.raw, str):
        return 7, head + struct.pack("<I", strings.setdefault(cell.raw, len(strings)))
    if cell.raw is None:
        return 1, head
    if formula:
        return 9, head + struct.pack("<d", cell.raw) + formula
    packed = rk(cell.raw)
    return (5, head + struct.pack("<d", cell.raw)) if packed is None else (2, head + packed)


def rk(number: float) -> bytes | None:
    """Return a number in 30 bits, in hundredths if need be, if it fits."""
    for hundredths in (0, 1):
        scaled = number * 100 if hundredths else number
        if scaled == int(scaled) and abs(scaled) < 1 << 29 and (not hundredths or scaled / 100 == number):
            return struct.pack("<i", int(scaled) << 2 | 2 | hundredths)
    return None


def compiled(formula: str, names: list[str]) -> bytes:
    """Return the tokens of one of the formulas of the fixtures, written by hand in reverse Polish."""
    known = {
        "1/0": ["1", "0", 0x06],
        '""': ['""'],
        "SUM(B2:B3)": ["B2:B3", (0x19, 0x10, 0)],
        "IF('Tabel 3.2'!E6=\"\",\"\",$B$3/B2*100)": [
            "'Tabel 3.2'!E6", '""', 0x0B, '""', "$B$3", "B2", 0x06, "100", 0x05, (0x42, 3, 1),
        ],
    }  # fmt: skip
    return b"".join(token(each, names) for each in known[formula])


def token(part, names: list[str]) -> bytes:  # noqa: PLR0911 -- one for each kind of token
    if isinstance(part, int):
        return bytes([part])
    if isinstance(part, tuple):
        return struct.pack("<BBH", *part)
    if part.startswith('"'):
        return b"\x17" + struct.pack("<H", len(part) - 2) + part[1:-1].encode("utf-16-le")
    if part.isdigit():
        return struct.pack("<BH", 0x1E, int(part))
    places = [place(*found.groups()) for found in _REFERENCE.finditer(part)]
    if len(places) == 2:
        (_, top, left), (_, bottom, right) = places
        return struct.pack("<BIIHH", 0x25, top, bottom, left, right)
    name, row, col = places[0]
    if name:
        return struct.pack("<BHIH", 0x5A, names.index(name), row, col)
    return struct.pack("<BIH", 0x44, row, col)


def place(quoted, bare, dollar_col, letters, dollar_row, digits) -> tuple[str, int, int]:
    col = refs.column_index(letters) - 1
    col |= (0 if dollar_col else 0x4000) | (0 if dollar_row else 0x8000)
    return quoted or bare or "", int(digits) - 1, col
