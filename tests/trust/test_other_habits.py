"""Files as phones, mail gateways, synchronising programs and other office suites leave them, by every verb.

None may crash, and of what is filled nothing may be another figure; what is refused is told as what it is.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import io
import re
import zipfile

import pytest
import xlsxwriter

import sakipcalc as sc

from .base import SHEETS, changed, parts_of, sheet_part, workbook, zipped

PARTS = parts_of(workbook())
BOOK, TYPES, RELS, STRINGS = (
    "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
)  # fmt: skip
MEASURED = sheet_part("Tabel 3.2")


class Stream(io.RawIOBase):
    """A file that cannot be gone back in, so that sizes stand behind the content."""

    def __init__(self):
        self.content = io.BytesIO()

    def writable(self):
        return True

    def write(self, piece):
        return self.content.write(piece)


def streamed(*, zip64):
    made = Stream()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            with archive.open(name, "w", force_zip64=zip64) as part:
                part.write(content)
    return made.content.getvalue()


def replaced(part, pattern, new):
    """Return the workbook with what a pattern finds first in a part replaced."""
    text, count = re.subn(pattern, lambda _: new, PARTS[part].decode(), count=1, flags=re.DOTALL)
    assert count, (part, pattern)
    return changed(**{part: text.encode()})


def everywhere(change):
    """Return the workbook with all parts of XML changed."""
    return zipped(
        {
            name: change(content) if name.endswith((".xml", ".rels")) else content
            for name, content in PARTS.items()
        }
    )


def figure(cell):
    """Return the workbook with another cell in the place of the realisasi 87.36."""
    return replaced(MEASURED, r'<c r="F3"[^>]*>.*?</c>', f'<c r="F3"{cell}</c>')


def strict(content):
    for area, old in {
        "relationships": "officeDocument/2006/relationships",
        "main": "spreadsheetml/2006/main",
    }.items():
        new = "officeDocument/relationships" if area == "relationships" else "spreadsheetml/main"
        content = content.replace(
            f"http://schemas.openxmlformats.org/{old}".encode(), f"http://purl.oclc.org/ooxml/{new}".encode()
        )
    return content


def drawn(change, **options):
    """Return Tabel 3.2 as XlsxWriter draws it, with something more."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **options}) as book:
        page = book.add_worksheet("Tabel 3.2 'Hasil' 📈 & lain")
        for row, values in enumerate(SHEETS["Tabel 3.2"]):
            page.write_row(row, 0, values)
        book.add_worksheet("Sampul").write("A1", "LAPORAN KINERJA TAHUN 2024")
        change(book, page)
    return made.getvalue()


def filtered(_book, page):
    page.set_row(3, None, None, {"hidden": True, "level": 1})
    page.autofilter("A2:H4")
    page.filter_column("D", "x == naik")


def external(book, page):
    page.write_formula("F3", "='[IKM 2024.xlsx]Rekap'!$B$5", None, 87.36)
    page.write_formula("E3", '=IFERROR(__xludf.DUMMYFUNCTION("IMPORTRANGE(A1)"),84)', None, 84)
    book.add_worksheet("Arsip").very_hidden()


#: What is the same workbook, said or packed in another way.
SAME = {
    "behind a boundary of a mail": lambda: workbook() + b"\r\n--boundary--\r\n",
    "streamed by a phone": lambda: streamed(zip64=False),
    "streamed, with 64 bits": lambda: streamed(zip64=True),
    "not compressed": lambda: zipped(PARTS, zipfile.ZIP_STORED),
    "with folders and those of a Mac": lambda: zipped({"xl/": b"", **PARTS, "__MACOSX/._a": b"a", ".DS_Store": b"a"}),
    "with names of Windows": lambda: zipped({name.replace("/", "\\"): part for name, part in PARTS.items()}),
    "types at the end": lambda: zipped({**{n: p for n, p in PARTS.items() if n != TYPES}, TYPES: PARTS[TYPES]}),
    "marks of byte order": lambda: everywhere(lambda part: b"\xef\xbb\xbf" + part),
    "strict": lambda: everywhere(strict),
    "of the Macintosh": lambda: replaced(BOOK, "<workbookPr", '<workbookPr date1904="1"'),
    "to be read only": lambda: replaced(BOOK, "<workbookPr", '<fileSharing readOnlyRecommended="1"/><workbookPr'),
    "in R1C1, by hand": lambda: replaced(BOOK, "<calcPr ", '<calcPr refMode="R1C1" calcMode="manual" iterate="1" '),
    "a template": lambda: changed(**{TYPES: PARTS[TYPES].replace(b"sheet.main+xml", b"template.main+xml")}),
    "a protected sheet": lambda: replaced(
        MEASURED, "</sheetData>", '</sheetData><sheetProtection algorithmName="SHA-512" hashValue="a" sheet="1"/>'
    ),
    "cells without places": lambda: changed(
        **{MEASURED: re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", PARTS[MEASURED])}
    ),
    "places in small letters": lambda: changed(
        **{MEASURED: re.sub(rb' r="([A-Z]+\d+)"', lambda found: found[0].lower(), PARTS[MEASURED])}
    ),
    "absolute targets": lambda: changed(**{RELS: PARTS[RELS].replace(b'Target="', b'Target="/xl/')}),
    "alternatives before the rows": lambda: replaced(
        MEASURED,
        "<sheetData>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x9"/><mc:Fallback/></mc:AlternateContent><sheetData>',
    ),
    "rich text in the cell": lambda: replaced(
        MEASURED,
        r'<c r="C3"[^>]*>.*?</c>',
        '<c r="C3" t="inlineStr"><is><r><t xml:space="preserve">Indeks </t></r><r><rPr><b/></rPr>'
        "<t>Kepuasan Masyarakat</t></r></is></c>",
    ),
    "an invisible mark in a name": lambda: replaced(
        STRINGS, "Indeks Kepuasan Masyarakat", "Indeks\u200e Kepuasan\u00a0Masyarakat\ufeff"
    ),
    "a figure with a comma": lambda: figure("><v>87,36</v>"),
    "a figure between blanks": lambda: figure("><v> 87.36\n</v>"),
    "a figure kept a text": lambda: figure(' t="inlineStr"><is><t>\'87,36</t></is>'),
    "filtered, under a name with an emoji": lambda: drawn(filtered),
    "of other workbooks and of Google": lambda: drawn(external),
}  # fmt: skip
VERBS = {
    "compute": lambda data: sc.compute(sc.read(data)).as_dict(),
    "audit": lambda data: sc.audit(sc.read(data)),
    "roll_forward": lambda data: sc.roll_forward(data, io.BytesIO()),
    "report": lambda data: sc.write_report(sc.compute(sc.read(data)), io.BytesIO()),
    "template": lambda data: sc.write_template(io.BytesIO(), tahun=2025, data=sc.read(data)),
    "facts": lambda data: sc.fill(workbook(), io.BytesIO(), data=data),
}


@pytest.mark.parametrize("habit", SAME)
def test_the_same_workbook_in_another_dress_is_filled_alike(habit):
    data = SAME[habit]()
    report = sc.fill(data, filled := io.BytesIO())
    table = sc.read(filled.getvalue()).find("3.2")
    assert [row.cell("capaian").value for row in table.rows] == [104, 115], report.by_table
    for verb in VERBS.values():
        verb(data)
    assert code_of(lambda: sc.anonymise(data, io.BytesIO())) in {None, "not-anonymous"}
    assert code_of(lambda: report.losses) in {None, "not-for-openpyxl"}


def code_of(work):
    """Return the code of what some work is refused for, if it is."""
    try:
        work()
    except sc.SakipError as error:
        return error.code
    return None


#: What holds no figure for the realisasi, and must not be taken for one.
NO_FIGURE = {
    "no number": "><v>NaN</v>",
    "without an end": "><v>INF</v>",
    "beyond all numbers": "><v>1E999999999</v>",
    "beyond all numbers, as text": ' t="inlineStr"><is><t>1E999999999</t></is>',
    "a truth": ' t="b"><v>true</v>',
    "an error of a newer program": ' t="e"><v>#BUSY!</v>',
    "digits of another script": ' t="inlineStr"><is><t>８７，３６</t></is>',
}


@pytest.mark.parametrize("what", NO_FIGURE)
def test_what_is_no_figure_is_taken_for_none(what):
    data = figure(NO_FIGURE[what])
    row = sc.read(data).find("3.2").rows[0]
    assert row.cell("realisasi").value is None
    for verb in VERBS.values():
        verb(data)
    sc.fill(data, filled := io.BytesIO())
    assert sc.read(filled.getvalue()).find("3.2").rows[0].cell("capaian").value is None


@pytest.mark.parametrize("since_1904", [False, True])
def test_a_figure_that_became_a_date_is_told_as_the_date_that_is_shown(since_1904):
    def dated(book, page):
        page.write_datetime("F3", dt.date(2024, 8, 7), book.add_format({"num_format": "d-mmm"}))

    cell = sc.read(drawn(dated, date_1904=since_1904)).find("3.2").rows[0].cell("realisasi")
    assert (cell.value, cell.text) == (None, "2024-08-07")


#: What is no workbook, and what is said of it.
OTHERS = {
    "zeros of a synchronising program": (b"\0" * 9000, "hanya nol"),
    "a zip around a workbook": (zipped({"kirim/Lampiran.xlsx": b"a"}), "Ekstrak"),
    "gzip": (gzip.compress(workbook()), "Ekstrak"),
    "RAR": (b"Rar!\x1a\x07\x00" + bytes(range(256)), "Ekstrak"),
    "text in UTF-16": ("Tabel 3.2;Target\r\n1;2".encode("utf-16"), "berkas teks"),
    "a workbook as a mail writes it": (base64.encodebytes(workbook()), "berkas teks"),
    "a web page under the name of a workbook": (b"<html><table><tr><td>1</table>", "berkas teks"),
    "half of it": (workbook()[: len(workbook()) // 2], "tidak utuh"),
    "zeros at its end": (workbook()[:-3000] + b"\0" * 3000, "tidak utuh"),
    "of Numbers": (zipped({"Index/Document.iwa": b"a", "preview.jpg": b"a"}), "jenis lain"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_what_is_no_workbook_is_told_as_what_it_is(what):
    data, said = OTHERS[what]
    for verb in (sc.read, lambda data: sc.fill(data, io.BytesIO()), VERBS["facts"]):
        with pytest.raises(sc.WorkbookError) as caught:
            verb(data)
        assert said in f"{caught.value.message('id')} {caught.value.hint('id')}"
