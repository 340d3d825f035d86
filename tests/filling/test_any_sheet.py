"""Annexes on a sheet behind others, in workbooks of other programs: rows are inserted there, and nothing is lost anywhere.

The workbooks are those of the tests of the package editor, with everything that saving tends to lose; the annex is put
behind their sheets, with formulas on a sheet of its own and a name that point below the rows that are inserted.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import escape, unescape

import pytest
import xlsxwriter

import sakipcalc as sc
from sakipcalc.excel import Package

from ..ooxml.features import features
from ..ooxml.varied import VARIED

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = ("No", "Tujuan", "Sasaran", "Indikator Kinerja", "Satuan", "Target")
INDICATORS = [
    "Indeks Kepuasan Masyarakat",
    "Nilai SAKIP",
    "Persentase Usulan",
    "Angka Stunting",
    "Indeks Inovasi",
]
#: What stands below the table, by its row in the template; each is pointed at from elsewhere.
BELOW = {8: "Catatan: angka sementara", 10: "Kepala Dinas,", 13: "NIP 19700101"}
#: Formulas of the sheet Tunjuk: what they point at, by the text that must stand there.
POINTERS = {f"Janji!$A${row}": text for row, text in BELOW.items()}
COUNTED = "COUNTA(Janji!A8:A13)"


def table(names: list[str]) -> list[tuple]:
    rows = [
        (number, "Pelayanan", "Pelayanan prima", name, "Indeks", 80 + number)
        for number, name in enumerate(names, 1)
    ]
    return [("Tabel 2.3 Tujuan/Sasaran Kinerja Tahun 2024",), (), HEAD, *rows]


def facts() -> sc.Laporan:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet("Janji")
        for at, row in enumerate(table(INDICATORS)):
            page.write_row(at, 0, row)
    return sc.read(made.getvalue())


def cell(ref: str, value: object) -> str:
    if isinstance(value, str):
        return f'<c r="{ref}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{ref}"><v>{value}</v></c>'


def sheet(rows: dict[int, str]) -> str:
    body = "".join(f'<row r="{row}">{cells}</row>' for row, cells in sorted(rows.items()))
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


def with_annex(data: bytes) -> bytes:
    """Return a workbook with the annex behind its sheets, and a sheet that points at it."""
    rows = {
        at: "".join(
            cell(f"{'ABCDEFGH'[col]}{at}", value) for col, value in enumerate(row) if value is not None
        )
        for at, row in enumerate(table(INDICATORS[:2]), 1)
    }
    rows |= {row: cell(f"A{row}", text) for row, text in BELOW.items()}
    points = {
        at: f'<c r="A{at}" t="str"><f>{formula}</f><v>{escape(text)}</v></c>'
        for at, (formula, text) in enumerate(POINTERS.items(), 1)
    }
    points[9] = f'<c r="A9"><f>{COUNTED}</f><v>3</v></c>'
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}:
                content = _linked(name, content.decode()).encode()
            new.writestr(name, content)
        new.writestr("xl/worksheets/lampiran1.xml", sheet(rows))
        new.writestr("xl/worksheets/lampiran2.xml", sheet(points))
    return made.getvalue()


def _linked(name: str, text: str) -> str:
    if name == "xl/workbook.xml":
        sheets = "".join(
            f'<sheet xmlns:lr="{RELS}" name="{title}" sheetId="{900 + at}" lr:id="rIdL{at}"/>'
            for at, title in enumerate(("Janji", "Tunjuk"), 1)
        )
        text = text.replace("</sheets>", f"{sheets}</sheets>")
        defined = '<definedName name="Penanda">Janji!$A$10</definedName>'
        if "</definedNames>" in text:
            return text.replace("</definedNames>", f"{defined}</definedNames>")
        return text.replace("</sheets>", f"</sheets><definedNames>{defined}</definedNames>")
    if name.endswith(".rels"):
        links = "".join(
            f'<Relationship Id="rIdL{at}" Type="{RELS}/worksheet" Target="/xl/worksheets/lampiran{at}.xml"/>'
            for at in (1, 2)
        )
        return text.replace("</Relationships>", f"{links}</Relationships>")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    entries = "".join(
        f'<Override PartName="/xl/worksheets/lampiran{at}.xml" ContentType="{kind}"/>' for at in (1, 2)
    )
    return text.replace("</Types>", f"{entries}</Types>")


@pytest.fixture(scope="module", params=sorted(VARIED))
def filled(request):
    template, made = with_annex(VARIED[request.param]()), io.BytesIO()
    report = sc.fill(template, made, data=facts(), temuan=False)
    return template, made.getvalue(), report


def test_rows_are_inserted_and_filled(filled):
    _, made, report = filled
    assert sum(row.inserted for row in report.new_rows) >= 1
    annex = sc.read(made).find("2.3")
    assert [row.text("indikator") for row in annex.rows] == INDICATORS
    assert [row.cells["target"].value for row in annex.rows] == [81, 82, 83, 84, 85]


def test_nothing_of_the_other_sheets_is_lost(filled):
    template, made, report = filled
    written = {one.cell.place.sheet for one in report.written} | {"Janji", "Tunjuk"}
    renewed = {one.place.sheet for one in report.refreshed}
    before, after = features(template), features(made)
    for name, count in before.items():
        if name == "values of formulas" and renewed:
            assert after[name] > count  # formulas that stored nothing
        elif name not in {"formulas", "unlocked or styled cells", "merged cells"}:
            assert after[name] == count, name
    old, new = Package.open(template), Package.open(made)
    for info in old.sheets:
        if info.name not in written | renewed:
            assert new.part(info.part) == old.part(info.part)
    touched = {
        "xl/workbook.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/calcChain.xml",
    }
    touched |= {info.part for info in old.sheets if info.name in written | renewed}
    for name in old.archive.members:
        if name not in touched:
            assert new.part(name) == old.part(name), name


def test_what_points_below_still_does(filled):
    _, made, _ = filled
    package = Package.open(made)
    annex, points = package.sheet("Janji"), package.sheet("Tunjuk")

    def at(formula: str) -> str:
        found = re.fullmatch(r"Janji!\$?([A-Z]+)\$?(\d+)", unescape(formula))
        return str(annex.cells[int(found[2]), ord(found[1]) - 64].value)

    for row, text in enumerate(POINTERS.values(), 1):
        assert at(points.cells[row, 1].formula) == text
    (name,) = (one.text for one in package.defined_names if one.name == "Penanda")
    assert at(name) == BELOW[10]
    first, last = re.search(r"A(\d+):A(\d+)", points.cells[9, 1].formula).groups()
    there = [annex.cells[row, 1].value for row in range(int(first), int(last) + 1) if (row, 1) in annex.cells]
    assert there == list(BELOW.values())
