"""Excel's binary package: the tests' own writer against other readers, and formulas token by token."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
import python_calamine
import pyxlsb

from sakipcalc.reading.kinds import biff12_formula, open_grids
from sakipcalc.reading.kinds.biff12 import Piece
from sakipcalc.reading.kinds.biff12_formula import Surroundings, told
from sakipcalc.reading.kinds.xlsb_styles import read_styles

from .xlsb_writer import as_xlsb, record, text

ORIGINAL = Path(__file__).parent / "kinds" / "lampiran.xlsx"


@pytest.fixture(scope="module")
def data() -> bytes:
    return as_xlsb(ORIGINAL)


def values(data: bytes) -> dict:
    """Every value that is no error, by sheet, row and column; numbers as they are."""
    return {
        (grid.sheet, cell.row, cell.col): cell.raw
        for grid in open_grids(data, "")
        for cell in grid.cells.values()
        if cell.raw not in {None, ""} and not cell.error
    }


def test_calamine_reads_the_same_values_from_what_the_writer_writes(data):
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {
        (name, row, col): value
        for name in book.sheet_names
        for row, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
        for col, value in enumerate(cells, 1)
        if value != ""
    }
    assert found == values(data)
    hidden = [
        each.name for each in book.sheets_metadata if each.visible != python_calamine.SheetVisibleEnum.Visible
    ]
    assert hidden == ["Tersembunyi"]


def test_pyxlsb_reads_the_same_values_from_what_the_writer_writes(data):
    ours, found = values(data), {}
    with pyxlsb.open_workbook(io.BytesIO(data)) as book:
        for name in book.sheets:
            with book.get_sheet(name) as sheet:
                found |= {
                    (name, c.r + 1, c.c + 1): c.v
                    for row in sheet.rows()
                    for c in row
                    if c.v not in {None, ""}
                }
    assert {at: found[at] for at in ours} == ours
    assert {at[0] for at in found.keys() - ours.keys()} == {"Aneka"}  # the error, which it tells by number


def ref(row: int, col: int, *, relative: bool = True) -> bytes:
    return struct.pack("<IH", row - 1, col - 1 | (0xC000 if relative else 0))


AROUND = Surroundings(names=("TargetIKM2024",), sheets=("Tabel 3.2", "Data", ""))
NUMBER = b"\x1e\x02\x00"
TOKENS = {
    "B2*2": b"\x44" + ref(2, 2) + NUMBER + b"\x05",
    "(B2+2)*2": b"\x44" + ref(2, 2) + NUMBER + b"\x03\x15" + NUMBER + b"\x05",
    "-$B$2%": b"\x44" + ref(2, 2, relative=False) + b"\x14\x13",
    'IFERROR(B2,"a""b")': b"\x44" + ref(2, 2) + b"\x17\x03\x00" + 'a"b'.encode("utf-16-le") + b"\x41\xe0\x01",
    "SUMIFS(A:A,B:B,2)": b"\x25" + struct.pack("<IIHH", 0, 2**20 - 1, 0xC000, 0xC000)
    + b"\x25" + struct.pack("<IIHH", 0, 2**20 - 1, 0xC001, 0xC001) + NUMBER + b"\x42\x03\xe2\x01",
    "SUM(1:2)": b"\x25" + struct.pack("<IIHH", 0, 1, 0xC000, 0xC000 | 16_383) + b"\x19\x10\x00\x00",
    "TargetIKM2024-Data!B2": b"\x43\x01\x00\x00\x00" + b"\x5a\x01\x00" + ref(2, 2) + b"\x04",
    "SUM('Tabel 3.2'!B2:C3)": b"\x3b\x00\x00" + struct.pack("<IIHH", 1, 2, 0xC001, 0xC002) + b"\x42\x01\x04\x00",
    "ROUND(#REF!,2)": b"\x2a" + bytes(6) + NUMBER + b"\x41\x1b\x00",
    "IF(TRUE,,2.5)": b"\x1d\x01\x19\x02\x00\x00\x16\x1f" + struct.pack("<d", 2.5) + b"\x42\x03\x01\x00",
    "LATER(2)": b"\x17\x05\x00" + "LATER".encode("utf-16-le") + NUMBER + b"\x42\x02\xff\x00",
    "#DIV/0!": b"\x1c\x07",
}  # fmt: skip


@pytest.mark.parametrize("formula", TOKENS)
def test_formulas_are_told_token_by_token(formula):
    expected = formula.replace("LATER", '"LATER"')  # a name would stand there without its quotes
    assert told(TOKENS[formula], AROUND, 1, 1) == expected


@pytest.mark.parametrize(
    "tokens",
    {
        "nothing": b"",
        "cut off": b"\x44\x01",
        "an operator alone": b"\x05",
        "two values": NUMBER * 2,
        "an unknown token": b"\x02",
        "an unknown function": NUMBER + b"\x41\xff\x7e",
        "a name that is not there": b"\x43\x09\x00\x00\x00",
        "another workbook": b"\x5a\x02\x00" + ref(1, 1),
        "an array": b"\x60" + bytes(14),
        "too long": b"\x17\xff\x1f" + b"a\0" * 0x1FFF + b"\x17\xff\x1f" + b"a\0" * 0x1FFF + b"\x08",
    }.items(),
    ids=lambda pair: pair[0],
)
def test_what_cannot_be_told_is_still_known_to_be_a_formula(tokens):
    assert told(tokens[1], AROUND, 1, 1) == biff12_formula.UNREADABLE_FORMULA


def test_a_shared_formula_moves_with_the_cell():
    near = (
        b"\x4c"
        + struct.pack("<IH", 2**20 - 1, 0xC000 | 0x3FFF)
        + b"\x4d"
        + struct.pack("<IIHH", 0, 1, 0xC000, 0x4000)
        + b"\x03"
    )
    assert told(near, AROUND, 5, 4) == "C4+D5:D$2"


def test_cells_that_share_a_formula_or_an_array_each_have_it(data):
    row = record(0, struct.pack("<IIHBBB", 4, 0, 300, 0, 0, 0))
    pointer = b"\x01" + struct.pack("<I", 4)

    def cell(col: int) -> bytes:
        return record(9, struct.pack("<IIdHI", col, 0, 1.5, 0, 5) + pointer + struct.pack("<II", 4, col))

    tokens = b"\x4c" + struct.pack("<IH", 0, 0xC000 | 0x3FFF) + NUMBER + b"\x05"
    area = struct.pack("<4I", 4, 4, 1, 2)
    shared = record(427, area + struct.pack("<I", len(tokens)) + tokens)
    array = record(426, struct.pack("<4I", 4, 4, 3, 3) + b"\0" + struct.pack("<I", 3) + NUMBER)
    sheet = (
        record(129) + record(145) + row + cell(1) + shared + cell(2) + cell(3) + array + cell(9) + record(146)
    )
    from .test_kinds_hostile import with_parts

    grid = open_grids(with_parts(data, **{"xl/worksheets/sheet1.bin": sheet}), "")[0]
    assert [grid.cells[5, col].formula for col in (2, 3, 4, 10)] == ["A5*2", "B5*2", "2", "?"]


@pytest.mark.parametrize(
    ("bits", "number"), [(0x3FF00000, 1.0), (0x3FF00001, 0.01), (400 << 2 | 2, 400), (9725 << 2 | 3, 97.25), (0xFFFFFFFE, -1)]
)  # fmt: skip
def test_packed_numbers(bits, number):
    assert Piece(struct.pack("<I", bits), "").packed_number() == number


def test_colours_by_number_and_by_theme_with_a_tint():
    from sakipcalc.excel.xml import parse

    theme = parse(
        '<a:theme xmlns:a="x"><a:clrScheme><a:lt1><a:sysClr lastClr="FFFFFF"/></a:lt1></a:clrScheme></a:theme>'
    )

    def fill(kind: int, index: int, tint: int) -> bytes:
        return record(45, struct.pack("<IBBhI", 1, kind << 1, index, tint, 0) + bytes(56))

    style = [record(47, struct.pack("<5HBB", 0, 164, 0, number, 0, 0, 2) + bytes(4)) for number in (0, 1, 2)]
    body = (
        record(44, struct.pack("<H", 164) + text("0.00%")) + fill(1, 13, 0) + fill(3, 0, -16_383) + fill(0, 0, 0)
        + record(617) + b"".join(style) + record(618)
    )  # fmt: skip
    from sakipcalc.reading.kinds.biff12 import records

    looks = read_styles(records(body, ""), theme)
    assert [(look.format, look.fill, look.indent) for look in looks] == [
        ("0.00%", "FFFF00", 2), ("0.00%", "808080", 2), ("0.00%", "", 2),
    ]  # fmt: skip
