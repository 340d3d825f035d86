"""Packages for the tests: made part by part, or by other programs with many features."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import warnings
import zipfile
from types import SimpleNamespace
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CALIBRI = '<sz val="11"/><name val="Calibri"/>'
_XF = "<xf {} borderId='0' xfId='0'"
_LOOKS = [
    f'numFmtId="{number}" fontId="{font}" fillId="{fill}"'
    for number, font, fill in ((0, 0, 0), (164, 1, 0), (14, 0, 2), (9, 0, 1))
]
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.000"/></numFmts>'
    f'<fonts count="2"><font>{_CALIBRI}</font><font><b/>{_CALIBRI}</font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFFFC000"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    f"{_XF.format(_LOOKS[0])}/>"
    f"{_XF.format(_LOOKS[1])}><alignment indent='2'/></xf>"
    f"{_XF.format(_LOOKS[2])}><protection locked='0'/></xf>"
    f"{_XF.format(_LOOKS[3])}/></cellXfs></styleSheet>"
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def minimal(
    sheet: str | bytes, *, main: str = MAIN, rels: str = RELS, calc: str = "", **extra: str | bytes
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet, "Data"; `extra` are parts of it by kind."""
    links = [("worksheet", "worksheets/sheet1.xml"), *((kind, f"{kind}.xml") for kind in extra)]
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{rels}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, 1)
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/{target}" ContentType='
            f'"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
            for kind, target in links
        )
        + "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
        f'<sheet name="Data" sheetId="1" r:id="rId1"/></sheets>{calc}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{related}'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        **{f"xl/{kind}.xml": content for kind, content in extra.items()},
    }


def worksheet(rows: str, *, before: str = "", after: str = "", main: str = MAIN) -> str:
    return f'{HEAD}<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def _picture() -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def by_xlsxwriter(*, date1904: bool = False) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": date1904})
    sheet, other = book.add_worksheet("Tabel 3.2"), book.add_worksheet("Ja'far & <co>")
    bold, percent = (
        book.add_format({"bold": True}),
        book.add_format({"num_format": "0.00%", "bg_color": "#92D050"}),
    )
    sheet.merge_range("A1:F1", "Judul", bold)
    sheet.write_row("A3", ["No", "Indikator", "Target", "Realisasi", "Capaian"], bold)
    for row in range(4, 10):
        sheet.write_number(row - 1, 0, row - 3)
        sheet.write_string(row - 1, 1, f" indikator {row} é <&> 😀")
        sheet.write_number(row - 1, 2, 70 + row / 7)
        sheet.write_number(row - 1, 3, 83.75)
        sheet.write_formula(row - 1, 4, f"=D{row}/C{row}", percent, 83.75 / (70 + row / 7))
    sheet.write_rich_string("B12", "biasa ", bold, "tebal", " lagi")
    sheet.write_boolean("C12", True)
    sheet.write_formula("D12", '=IF(C12,"ya","tidak")', None, "ya")
    sheet.write_array_formula("F4:F9", "{=C4:C9*2}", None, 0)
    sheet.set_row(6, None, None, {"hidden": True})
    sheet.set_column("H:I", 12, percent, {"hidden": True})
    sheet.data_validation("A20:A30", {"validate": "list", "source": ["a", "b"]})
    sheet.conditional_format("E4:E9", {"type": "data_bar", "bar_solid": True})
    sheet.conditional_format("D4:D9", {"type": "3_color_scale"})
    sheet.write_comment("C4", "catatan")
    sheet.insert_image("K2", "p.png", {"image_data": _picture()})
    sheet.add_sparkline("G4", {"range": "C4:E4"})
    sheet.insert_textbox("K12", "kotak")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Tabel 3.2'!$D$4:$D$9"})
    sheet.insert_chart("K20", chart)
    sheet.print_area("A1:F12")
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 1)
    other.write("A1", "=1+1", None, 2)
    other.add_table("B3:D6", {"columns": [{"header": "a"}, {"header": "b"}, {"header": "c"}]})
    other.protect("x")
    book.define_name("Nilai", "='Tabel 3.2'!$D$4")
    bars = book.add_chart({"type": "bar"})
    bars.add_series({"values": "='Tabel 3.2'!$D$4:$D$9"})
    book.add_chartsheet("Grafik").set_chart(bars)
    book.add_worksheet("Tersembunyi").hide()
    book.close()
    return buffer.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tabel 3.2"
    for row in range(1, 8):
        sheet.append([row, f"teks {row}", row * 1.5, f"=A{row}*2", None])
    sheet.merge_cells("A10:C11")
    sheet["A10"] = "gabung"
    scale = ColorScaleRule(start_type="min", start_color="AA0000", end_type="max", end_color="00AA00")
    sheet.conditional_formatting.add("A1:A7", scale)
    validation = DataValidation(type="whole", operator="between", formula1="1", formula2="9")
    validation.add("E1:E7")
    sheet.add_data_validation(validation)
    sheet["B1"].comment = Comment("catatan", "penulis")
    sheet["B2"].hyperlink = "https://example.org/"
    sheet.row_dimensions[3].hidden = True
    for ref, value in {"A12": "x", "B12": "y", "A13": 1, "B13": 2}.items():
        sheet[ref] = value
    sheet.add_table(Table(displayName="T", ref="A12:B13"))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=7))
    sheet.add_chart(chart, "H2")
    sheet.add_image(openpyxl.drawing.image.Image(_picture()), "H20")
    book.create_sheet("Ja'far & <co>")["A1"] = "lain"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


MADE = {
    "xlsxwriter": by_xlsxwriter,
    "xlsxwriter-1904": lambda: by_xlsxwriter(date1904=True),
    "openpyxl": by_openpyxl,
}


@pytest.fixture(scope="session")
def make() -> SimpleNamespace:
    """The builders above, for tests that make their own packages."""
    return SimpleNamespace(
        zipped=zipped, parts=parts_of, opened=opened, minimal=minimal, worksheet=worksheet, styles=STYLES, head=HEAD,
        main=MAIN, rels=RELS, strict_main=STRICT_MAIN, strict_rels=STRICT_RELS,
        book=lambda rows, **more: zipped(minimal(worksheet(rows), **more)),
    )  # fmt: skip


@pytest.fixture(scope="session", params=sorted(MADE))
def made(request: pytest.FixtureRequest) -> bytes:
    """A workbook with many features, made by another program."""
    return MADE[request.param]()


def opened(data: bytes, **how: bool) -> openpyxl.Workbook:
    """Read with openpyxl, which says what it will lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), **how)


@pytest.fixture(scope="session")
def recalculated(tmp_path_factory: pytest.TempPathFactory):
    """Return a function that lets LibreOffice open a workbook, compute every formula anew and save it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed; .ci/run installs it")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    always = '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>'
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f'<item oor:path="/org.openoffice.Office.Calc/Formula/Load">{always}</item></oor:items>'
    )

    def run(data: bytes) -> Path:
        folder = tmp_path_factory.mktemp("lo")
        (folder / "in.xlsx").write_bytes(data)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless",
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "out", folder / "in.xlsx"],
            check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(folder)},
        )  # fmt: skip
        return folder / "out" / "in.xlsx"

    return run
