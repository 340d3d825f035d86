"""What is fuzzed: each target takes any bytes, and says by an exception that something is wrong.

The library may refuse with its own errors; everything else that comes out is a find. Beyond "no
crash" each target holds what can be held of any input: a number that is read again is the same, a scale
gives every value a band, an edited package keeps the cells that were not edited.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import xlsxwriter

from sakipcalc import contract, embedding
from sakipcalc.api import fill as sakip_fill
from sakipcalc.api import read
from sakipcalc.auditing import audit
from sakipcalc.auditing.narrative import check_narrative
from sakipcalc.computing import compute
from sakipcalc.core.errors import SakipError
from sakipcalc.excel import (
    Editor,
    Insertion,
    Limits,
    NewCell,
    NewSheet,
    Package,
    PackageError,
    Tally,
    insert_rows,
)
from sakipcalc.excel.refs import Area, cell_name, split_cell
from sakipcalc.reading import kinds, read_grids
from sakipcalc.reading.grid import Grid, GridCell, covered_by
from sakipcalc.reading.kinds import xls
from sakipcalc.reading.kinds.answer import AnswerError, parse_answer
from sakipcalc.rulebook.scales import PrintedBand, Skala
from sakipcalc.text.names import without_padding
from sakipcalc.text.numerals import parse_number, parse_range, read_column

if TYPE_CHECKING:
    from collections.abc import Callable

    from sakipcalc.computing import Hasil
    from sakipcalc.excel import RawSheet
    from sakipcalc.filling import FillReport

#: Small, so that an input that is merely large is refused and not explored.
LIMITS = Limits(cells=20_000, nodes=20_000, part_bytes=2**20, total_bytes=8 * 2**20)


# -- numerals ---------------------------------------------------------------------------


def numerals(data: bytes) -> None:
    """Read a text as one number, as a range, and as a column of lines."""
    text = data.decode("utf-8", "replace")
    for locale in ("auto", "id", "en"):
        read = parse_number(text, locale=locale)
        assert read.value is None or read.value.is_finite()
        assert all(other.is_finite() for other in read.alternatives)
        assert read.reading != "kosong" or read.value is None
        if read.value is not None and abs(read.value.adjusted()) < 300:  # noqa: PLR2004 -- a float can hold it
            assert math.isfinite(float(read))
            again = parse_number(format(read.value, "f"), locale="en")
            assert again.value == read.value or again.reading != "angka", (text, read, again)
    parse_range(text)
    lines: list[tuple[object, str]] = [
        (line, "0%" if line.endswith("%") else "") for line in text.split("\n")
    ]
    assert len(read_column(lines, heading=text[:60])) == len(lines)


# -- scales -----------------------------------------------------------------------------


def scales(data: bytes) -> None:
    """Read lines as the bands of a printed scale; what is accepted has a band for every number."""
    lines = data.decode("utf-8", "replace").split("\n")[:12]
    rows = [PrintedBand(line, f"pita {at}") for at, line in enumerate(lines)]
    for reading in ("batas_bawah", "bulatkan", "batas_atas"):
        try:
            scale = Skala.from_printed(rows, id="x", reading=reading)
        except SakipError as error:
            _ = error.message("id"), error.message("en")
            continue
        order = {label: at for at, label in enumerate(scale.labels)}
        values = [-1e9, -1, 0, 0.5, 49.999, 50, 85, 90.5, 100, 1e9]
        found = [scale.classify(value) for value in values]
        assert all(label in order for label in found), (lines, found)
        places = [order[label] for label in found]
        assert places == sorted(places, reverse=True) or places == sorted(places), (lines, found)


# -- tables on a sheet --------------------------------------------------------------------


def grid(data: bytes) -> None:
    """Read lines and tabs as a sheet: recognise its tables, compute and audit them.

    ``<`` merges a cell with the one on its left, ``^`` with the one above; ``=`` begins a formula,
    ``!`` hides the row. A form feed begins another sheet.
    """
    pages = data.decode("utf-8", "replace").split("\f")[:6]
    sheets = [_page(f"Lembar {at}", page) for at, page in enumerate(pages, 1)]
    laporan = read_grids(sheets, "fuzz.xlsx")
    hasil = compute(laporan)
    found = audit(laporan, hasil)
    for one in found:
        assert one.message("id")
        assert one.message("en")
    told = {**hasil.as_dict(), "temuan": found.records("id")}
    assert json.loads(json.dumps(told, ensure_ascii=False, allow_nan=False).encode()) is not None


def _page(name: str, page: str) -> Grid:
    texts = {
        (row, col): text
        for row, line in enumerate(page.split("\n")[:120], 1)
        for col, text in enumerate(line.split("\t")[:30], 1)
        if text
    }
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, col), text in texts.items():
        beside = {"<": (row, col - 1), "^": (row - 1, col)}.get(text)
        corner = corners.get(beside, beside) if beside else None
        if corner in texts and corner is not None:
            corners[row, col] = corner
            ends[corner] = max(ends.get(corner, corner), (row, col))
    areas = [Area(*corner, *end) for corner, end in ends.items()]
    inner = covered_by(areas, texts.keys())  # as of every sheet that is read, they are absent
    cells = {at: _cell(at, text, ends.get(at, at)) for at, text in texts.items() if at not in inner}
    hidden = frozenset(row for (row, _), text in texts.items() if text.startswith("!"))
    return Grid(sheet=name, cells=cells, hidden_rows=hidden)


def _cell(at: tuple[int, int], text: str, end: tuple[int, int]) -> GridCell:
    formula, raw = "", _raw(text)
    if text.startswith("="):
        formula, _, value = text[1:].partition("|")
        raw = _raw(value) if value else None
    return GridCell(
        row=at[0], col=at[1], raw=raw, text="" if raw is None else str(raw).strip(), formula=formula,
        bottom=max(at[0], end[0]), right=max(at[1], end[1]),
    )  # fmt: skip


def _raw(text: str) -> str | float:
    try:
        number = float(text) if text.isascii() else math.nan
    except ValueError:
        return text
    return number if math.isfinite(number) else text


# -- the text of a report -------------------------------------------------------------------


@cache
def unit() -> Hasil:
    """Return the results of the unit that a text is held against."""
    return compute(read(Path(__file__).parents[1] / "workbooks" / "bogorejo-2024.xlsx"))


def narrative(data: bytes) -> None:
    """Hold a text against the tables of a unit; what is found stands in the line that is named."""
    text = data.decode("utf-8", "replace")
    lines = text.splitlines()
    for one in check_narrative(unit(), text):
        assert one.message("id")
        assert one.message("en")
        line = lines[int(str(one.data["baris"])) - 1]
        quoted = str(one.data.get("kutipan", "")).removesuffix("…")  # a finding about a whole line has none
        assert quoted in without_padding(line), (quoted, line)


# -- the bridge of bytes and JSON -------------------------------------------------------------

#: What the bridge is asked, and where its answer has what follows a schema.
ASKED = ("look", "preview", "fill", "findings", "report", "template", "roll-forward")


def bridge(data: bytes) -> None:
    """Ask the bridge: a byte for the verb, a line of choices as JSON, and the sheets that `grid` reads."""
    head, _, body = data[1:].partition(b"\n")
    pages = body.decode("utf-8", "replace").split("\f")[:3]
    verb = ASKED[data[0] % len(ASKED)] if data else "look"
    book = _workbook([_page(f"Lembar {at}", page) for at, page in enumerate(pages, 1)])
    reply = embedding.perform(verb, [("fuzz.xlsx", book)], head.decode("utf-8", "replace"))
    answer = json.loads(reply.json)
    told = answer.get("compute", answer) if verb == "look" else answer
    if "schema" in told:
        jsonschema.validate(told, contract.schema(told["schema"]))
    if reply.data:
        assert zipfile.ZipFile(io.BytesIO(reply.data)).testzip() is None


# -- filling ------------------------------------------------------------------------------


def fill(data: bytes) -> None:
    """Fill a workbook of the sheets that `grid` reads: nothing is lost, and once filled it stays as it is."""
    pages = data.decode("utf-8", "replace").split("\f")[:6]
    template = _workbook([_page(f"Lembar {at}", page) for at, page in enumerate(pages, 1)])
    filled, again = io.BytesIO(), io.BytesIO()
    try:
        report = sakip_fill(template, filled)
    except SakipError as error:
        _ = error.message("id"), error.message("en")
        return
    second = sakip_fill(filled.getvalue(), again)
    assert filled.getvalue() == again.getvalue(), second.written
    assert report.hasil.as_dict() == compute(read(filled.getvalue())).as_dict()
    old, new = Package.open(template), Package.open(filled.getvalue())
    for info in old.sheets:
        _kept(report, old.sheet(info.name), new.sheet(info.name))


def _kept(report: FillReport, old: RawSheet, new: RawSheet) -> None:
    """Hold that a sheet has all that it had, further down where rows were inserted."""
    written = {cell.cell.place.cell for cell in report.written if cell.cell.place.sheet == old.name}
    new_rows = [row.place for row in report.new_rows if row.inserted]
    inserted = {(place.sheet, split_cell(place.cell)[0]) for place in new_rows}
    here = {row for sheet, row in inserted if sheet == old.name}
    rows = [row for row in range(1, 1000) if row not in here]
    for (row, col), cell in old.cells.items():
        place = rows[row - 1], col
        if cell_name(*place) not in written:
            assert cell.formula or new.cells[place].value == cell.value, place
            assert inserted or new.cells[place].formula == cell.formula, place


def _workbook(pages: list[Grid]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for page in pages:
            sheet = book.add_worksheet(page.sheet)
            for (row, col), cell in page.cells.items():
                with suppress(xlsxwriter.exceptions.OverlappingRange):
                    if (cell.bottom, cell.right) != (row, col):
                        sheet.merge_range(row - 1, col - 1, cell.bottom - 1, cell.right - 1, "")
                if cell.formula:
                    sheet.write_formula(row - 1, col - 1, f"={cell.formula}", None, cell.raw or "")
                elif isinstance(cell.raw, str):
                    sheet.write_string(row - 1, col - 1, cell.raw)
                elif cell.raw is not None:
                    sheet.write_number(row - 1, col - 1, cell.raw)
            for row in page.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
    return buffer.getvalue()


# -- packages -----------------------------------------------------------------------------


#: A measurement with two indicators, its scale, and budgets, as rows of a sheet.
ROWS = (
    ("Tabel 3.2 Hasil Pengukuran Indikator Kinerja Tahun 2024",),
    (),
    ("No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"),
    (1, "Pelayanan prima", "Indeks Kepuasan Masyarakat", 84, 87.36, "=E4/D4*100", "Sangat Baik"),
    (2, "Warga sejahtera", "Angka kemiskinan", "10,5", 8, 120, "Sangat Baik"),
)


@cache
def sample() -> dict[str, bytes]:
    """Return the parts of a small workbook that has something of most things a sheet can have."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page, other = book.add_worksheet("Tabel 3.2"), book.add_worksheet("Daftar")
        percent = book.add_format({"num_format": "0.0%", "bg_color": "#92D050", "indent": 1})
        for at, row in enumerate(ROWS):
            page.write_row(at, 0, row)
        page.merge_range("A8:C8", "Jumlah", percent)
        page.write_rich_string("D8", "a", percent, "b")
        page.write_array_formula("E8:E9", "{=D4:D5*2}")
        page.write_comment("E4", "catatan")
        page.conditional_format("F4:F5", {"type": "data_bar", "bar_solid": True})
        page.conditional_format("D4:D5", {"type": "formula", "criteria": "=D4>E4", "format": percent})
        page.add_sparkline("I4", {"range": "D4:E4"})
        page.insert_textbox("K2", "kotak", {"textlink": "=$E$4"})
        page.insert_checkbox("J4", True)  # noqa: FBT003 -- XlsxWriter takes no keyword
        page.freeze_panes(3, 0)
        page.set_h_pagebreaks([6])
        page.ignore_errors({"number_stored_as_text": "D4:D9"})
        page.data_validation("G4:G5", {"validate": "list", "source": "=Daftar!$A$2:$A$3"})
        page.set_row(8, None, None, {"hidden": True})
        page.print_area("A1:G8")
        columns = [{"header": "a"}, {"header": "b", "formula": "=[@a]*2"}]
        other.add_table("A1:B3", {"columns": columns})
        other.autofilter("F1:G9")
        other.write_url("D1", "internal:'Tabel 3.2'!A1")
        book.define_name("Nilai", "='Tabel 3.2'!$E$4")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Tabel 3.2'!$E$4:$E$5"})
        other.insert_chart("F2", chart)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a package of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def package(data: bytes) -> None:
    """Put the bytes in place of one part of a workbook; read it, write cells, insert rows.

    The first byte says which part; beyond the last one it is the archive itself.
    """
    if not data:
        return
    parts = sample()
    names = sorted(parts)
    whole = data[1:] if data[0] >= len(names) else zipped({**parts, names[data[0]]: data[1:]})
    try:
        opened = Package.open(whole, limits=LIMITS)
        before = {info.name: _values(opened, info.name) for info in opened.sheets}
        _ = opened.styles, opened.defined_names, opened.date1904
    except PackageError as error:
        _ = str(error)
        return
    for name, cells in before.items():
        _edit(opened, name, cells)
        _insert(opened, name, cells)


def _values(opened: Package, name: str) -> dict[tuple[int, int], object]:
    return {at: cell.value for at, cell in opened.sheet(name).cells.items() if cell.value is not None}


def _edit(opened: Package, name: str, cells: dict[tuple[int, int], object]) -> None:
    """Change what a sheet has in each way there is; a change may be refused without the others."""
    editor = Editor(opened)
    expected = dict(cells)
    new = {(6, 2): 83.75, (6, 3): "=teks", (6, 4): 167.5, (4, 5): 88, (4, 6): 121.5, (5, 1): None}
    changes: dict[tuple[int, int], Callable[[], None]] = {
        (6, 2): lambda: editor.set_number(name, "B6", 83.75, editor.style(1, fill="92D050", bold=True)),
        (6, 3): lambda: editor.set_text(name, "C6", "=teks"),
        (6, 4): lambda: editor.set_formula(name, "D6", "B6*2", 167.5),
        (4, 5): lambda: editor.set_number(name, "E4", 88),
        (4, 6): lambda: editor.set_cached(name, "F4", 121.5),
        (5, 1): lambda: editor.clear(name, "A5"),
    }
    for at, change in changes.items():
        with suppress(PackageError):
            change()
            expected[at] = new[at]
    with suppress(PackageError):
        editor.set_row_height(name, 5, 30)
    with suppress(PackageError):
        editor.add_sheet(
            NewSheet(name="Baru", cells={"A1": NewCell(value="ke", link=f"'{name}'!A1"), "B2": 7})
        )
    try:
        data = editor.to_bytes()
    except PackageError:
        return
    edited = Package.open(data)
    assert _values(edited, name) == {at: value for at, value in expected.items() if value is not None}
    touched = {*editor.receipt.parts_changed, *editor.receipt.parts_removed}
    _same_parts(opened, edited, touched)


def _insert(opened: Package, name: str, cells: dict[tuple[int, int], object]) -> None:
    insertions = [
        Insertion(sheet=name, before=6, count=2),
        Insertion(sheet=name, before=5, count=1, model=4, stretch=Area(4, 1, 4, 7)),
    ]
    for insertion in insertions:
        try:
            moved, receipt = insert_rows(opened, [insertion])
        except PackageError:
            continue
        after = _values(moved, name)
        before, count = insertion.before, insertion.count
        expected = {(row + count * (row >= before), col): value for (row, col), value in cells.items()}
        kept = {at: value for at, value in after.items() if at[0] not in range(before, before + count)}
        assert kept == expected, set(kept.items()) ^ set(expected.items())
        _same_parts(opened, moved, {*receipt.parts_changed, *receipt.parts_removed})


def _same_parts(old: Package, new: Package, touched: set[str]) -> None:
    """Hold that no part differs but those that are said to."""
    for part in old.archive.members.keys() - touched:
        try:
            content = old.part(part)
        except PackageError:
            continue  # damaged, and nobody reads it
        assert new.part(part) == content, part


# -- other kinds of workbook ----------------------------------------------------------------


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _rels(**targets: str) -> bytes:
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_REL}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    package_rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package_rels}">{links}</Relationships>'.encode()


BINARY = {
    "_rels/.rels": _rels(officeDocument="xl/workbook.bin"),
    "xl/_rels/workbook.bin.rels": _rels(worksheet="s.bin", sharedStrings="t.bin", styles="f.bin"),
    # one sheet, "a", behind r1: BrtBundleSh
    "xl/workbook.bin": bytes.fromhex("9c011600000000010000000200000072003100010000006100"),
    "xl/s.bin": b"",
    # three hundred strings, "a": BrtSSTItem
    "xl/t.bin": bytes.fromhex("130700010000006100") * 300,
    "xl/f.bin": b"",
}


def other_kinds(data: bytes) -> None:
    """Read the bytes as the content of an .ods, or as one of the binary parts of an .xlsb."""
    if not data:
        return
    choice, body = data[0] % 6, data[1:]
    if choice <= 1:
        parts = {"mimetype": _ODS.encode(), "content.xml": body}
    else:
        names = ("xl/s.bin", "xl/t.bin", "xl/f.bin", "xl/workbook.bin")
        parts = {**BINARY, names[choice - 2]: body}
    try:
        sheets = kinds.open_grids(zipped(parts), "fuzz")
        read_grids(sheets, "fuzz")
    except (SakipError, PackageError) as error:
        _ = str(error)


# -- what a reading process answers -----------------------------------------------------------


def answers(data: bytes) -> None:
    """Take the bytes for the answer of the process that reads an .xls: typed grids, or a refusal."""
    try:
        found = parse_answer(data)
        tally = Tally(LIMITS)
        sheets = [xls.grid_of(sheet, tally, values_only=bool(found.fault)) for sheet in found.sheets]
        laporan = read_grids(sheets, "fuzz.xls")
    except (AnswerError, SakipError, PackageError) as error:
        _ = str(error)
        return
    assert compute(laporan).as_dict()


TARGETS = {
    "numerals": numerals,
    "scales": scales,
    "grid": grid,
    "fill": fill,
    "package": package,
    "kinds": other_kinds,
    "answers": answers,
    "narrative": narrative,
    "bridge": bridge,
}
