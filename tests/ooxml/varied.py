"""Workbooks of other programs with every feature that saving through a library tends to lose."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import xlsxwriter
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule, IconSetRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.table import Table
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument"
FIRST, LAST, TOTAL = 6, 9, 10  # rows of the body that every workbook has on its first sheet, and the one below


def picture(color: str = "red") -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), color).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def _body(sheet: xlsxwriter.worksheet.Worksheet, formats: dict) -> None:
    sheet.merge_range(0, 0, 0, 6, "LAPORAN", formats["bold"])
    sheet.merge_range("A4:A5", "No", formats["bold"])
    sheet.write_row(3, 1, ["Sasaran", "Indikator", "Target", "Realisasi", "Capaian", "Tren"], formats["bold"])
    for row in range(FIRST, LAST + 1):
        sheet.write_number(row - 1, 0, row - FIRST + 1)
        sheet.write_string(row - 1, 2, f"Indikator {row}")
        sheet.write_number(row - 1, 3, 70 + row, formats["two"])
        sheet.write_number(row - 1, 4, 83.75, formats["free"])
        sheet.write_formula(row - 1, 5, f"=E{row}/D{row}*100", formats["two"], 8375 / (70 + row))
    sheet.merge_range(FIRST - 1, 1, LAST - 1, 1, "Sasaran 1")
    sheet.write_string(TOTAL - 1, 1, "Jumlah", formats["bold"])
    sheet.write_formula(TOTAL - 1, 3, f"=SUM(D{FIRST}:D{LAST})", formats["two"], 310)
    sheet.write_formula(TOTAL - 1, 5, f"=AVERAGE(F${FIRST}:F{LAST})", formats["two"], 108.1)
    sheet.merge_range(TOTAL + 1, 0, TOTAL + 1, 6, "Catatan di bawah tabel")


def _formats(book: xlsxwriter.Workbook) -> dict:
    return {
        "bold": book.add_format({"bold": True, "border": 1, "text_wrap": True}),
        "two": book.add_format({"num_format": "0.00", "border": 1}),
        "free": book.add_format({"locked": False, "bg_color": "#FFFF99"}),
        "red": book.add_format({"font_color": "red", "italic": True}),
    }


def xlsxwriter_layout() -> bytes:
    """Everything about the sheet itself: rules, links, views, printing, text."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = _formats(book)
    sheet, other = book.add_worksheet("Tabel 3.2"), book.add_worksheet("Ja'far & <co>")
    _body(sheet, formats)
    sheet.write_rich_string("A13", "biasa ", formats["bold"], "tebal ", formats["red"], "merah")
    rules = (
        {"type": "cell", "criteria": ">", "value": 100, "format": formats["red"]},
        {"type": "formula", "criteria": f"=$E{FIRST}<$D{FIRST}", "format": formats["bold"]},
        {"type": "data_bar", "bar_solid": True, "min_type": "formula", "min_value": f"=$D${TOTAL}"},
        {"type": "icon_set", "icon_style": "3_arrows"},
        {"type": "3_color_scale"},
    )
    for rule in rules:
        sheet.conditional_format(f"F{FIRST}:F{LAST}", rule)
    sheet.conditional_format(f"F{TOTAL}", rules[2])
    sheet.data_validation(f"C{FIRST}:C{LAST}", {"validate": "list", "source": f"='Ja''far & <co>'!$A${FIRST}:$A${LAST}"})
    sheet.data_validation(f"E{FIRST}:E{LAST}", {"validate": "custom", "value": f"=ISNUMBER(E{FIRST})"})
    for row in range(FIRST, LAST + 1):
        sheet.add_sparkline(row - 1, 6, {"range": f"D{row}:F{row}", "type": "column"})
    sheet.add_sparkline(TOTAL - 1, 6, {"range": f"'Tabel 3.2'!F{FIRST}:F{LAST}"})
    sheet.write_url("A14", f"internal:'Ja''far & <co>'!B{LAST}", None, "ke lembar lain")
    sheet.write_url("A15", "https://example.org/")
    other.write_url("C1", f"internal:'Tabel 3.2'!F{TOTAL}", None, "jumlah")
    sheet.set_row(LAST - 1, 30, None, {"level": 1})
    sheet.set_row(LAST, 22, formats["bold"], {"level": 1, "hidden": True})
    sheet.set_column("H:J", 5, None, {"level": 1, "hidden": True})
    sheet.freeze_panes(5, 2)
    sheet.print_area(f"A1:G{TOTAL}")
    sheet.repeat_rows(3, 4)
    sheet.set_h_pagebreaks([5, TOTAL, 30])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.ignore_errors({"number_stored_as_text": f"C{FIRST}:C{TOTAL}"})
    sheet.set_background(picture("green"))
    other.autofilter(f"A{FIRST - 1}:B{LAST}")
    other.filter_column("A", "x > 1")
    for row in range(FIRST, LAST + 1):
        other.write_number(row - 1, 0, row)
        other.write_formula(row - 1, 1, f"='Tabel 3.2'!F{row}+SUM('Tabel 3.2'!$D${FIRST}:$D${LAST})", None, 1)
    book.define_name("Capaian", f"='Tabel 3.2'!$F${FIRST}:$F${LAST}")
    book.define_name("Ja'far & <co>!Lokal", f"='Ja''far & <co>'!$B${FIRST}")
    book.define_name("Tarif", "=0.11")
    book.set_custom_property("Unit", "Bogorejo")
    book.close()
    return buffer.getvalue()


def xlsxwriter_drawings() -> bytes:
    """Everything that floats: charts, pictures, text boxes, notes, buttons."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = _formats(book)
    sheet = book.add_worksheet("Tabel 3.2")
    _body(sheet, formats)
    for at, position in enumerate((1, 2, 3)):
        sheet.insert_image(TOTAL + 4 + 3 * at, 0, "p.png", {"image_data": picture(), "object_position": position})
        sheet.insert_textbox(3 * at + 2, 10, f"kotak {position}", {"object_position": position, "textlink": f"=$F${TOTAL}"})
    sheet.embed_image("A20", "e.png", {"image_data": picture("blue")})
    sheet.write_comment(f"D{FIRST}", "catatan pertama", {"visible": True})
    sheet.write_comment(f"E{TOTAL}", "catatan bawah")
    sheet.insert_button(TOTAL + 5, 5, {"macro": "x", "caption": "Hitung"})
    sheet.insert_checkbox(f"H{TOTAL}", True)
    for kind in ("column", "line", "pie", "scatter"):
        chart = book.add_chart({"type": kind})
        values = f"='Tabel 3.2'!$F${FIRST}:$F${LAST}"
        custom = [{"value": f"='Tabel 3.2'!$C${row}"} for row in range(FIRST, LAST + 1)]
        series = {
            "name": f"='Tabel 3.2'!$F${FIRST - 2}", "categories": f"='Tabel 3.2'!$C${FIRST}:$C${LAST}",
            "values": values, "data_labels": {"value": True, "custom": custom},
        }  # fmt: skip
        if kind == "column":
            series |= {"trendline": {"type": "linear"}, "y_error_bars": {"type": "standard_error"}}
        chart.add_series(series)
        chart.set_title({"name": f"='Tabel 3.2'!$A$1"})
        sheet.insert_chart(TOTAL + 3, 12, chart, {"object_position": 1})
    bars = book.add_chart({"type": "bar"})
    bars.add_series({"values": f"='Tabel 3.2'!$D${FIRST}:$D${LAST}"})
    book.add_chartsheet("Grafik").set_chart(bars)
    book.close()
    return buffer.getvalue()


def xlsxwriter_tables() -> bytes:
    """Tables, array formulas and dynamic arrays, macros, protection."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, other = book.add_worksheet("Tabel 3.2"), book.add_worksheet("Anggaran")
    _body(sheet, _formats(book))
    columns = [
        {"header": "Program", "total_string": "Jumlah"},
        {"header": "Pagu", "total_function": "sum"},
        {"header": "Serapan", "formula": "=[@Pagu]*'Tabel 3.2'!$F$10"},
    ]
    other.add_table("B3:D9", {"columns": columns, "total_row": True, "name": "Pagu", "data": [[f"p{n}", n] for n in range(5)]})
    other.write_array_formula("F3:F5", "{='Tabel 3.2'!D6:D8*2}", None, 1)
    other.write_dynamic_array_formula("H3", "=SORT('Tabel 3.2'!D6:D9)", None, 76)
    other.write_formula("J3", "=SUM(Pagu[Pagu])", None, 10)
    sheet.write_array_formula(f"H{LAST}", f"{{=SUM(D{FIRST}:D{LAST}*E{FIRST}:E{LAST})}}", None, 1)
    sheet.write_array_formula("J12:J14", f"{{=D{FIRST}:D{FIRST + 2}}}", None, 1)
    other.protect("rahasia", {"insert_rows": True})
    other.unprotect_range("B4:B8", "isian")
    book.add_vba_project(io.BytesIO(b"macros of nobody"), is_stream=True)
    book.close()
    return buffer.getvalue()


def openpyxl_mixed() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tabel 3.2"
    for row in range(1, 15):
        sheet.append([row, f"teks {row}", row * 1.5, f"=A{row}*2+SUM(C$6:C{row})", None])
    sheet.merge_cells("A20:C21")
    sheet.merge_cells("F6:F9")
    sheet.conditional_formatting.add("C6:C9", CellIsRule(operator="greaterThan", formula=["$C$10"]))
    sheet.conditional_formatting.add("D6:D9 D12", FormulaRule(formula=["$C6>$C$10"]))
    sheet.conditional_formatting.add("A6:A9", IconSetRule("3Arrows", "percent", [0, 33, 67]))
    sheet.conditional_formatting.add("A6:A9", DataBarRule("min", None, "max", None, "638EC6"))
    validation = DataValidation(type="list", formula1="=$B$6:$B$9")
    validation.add("E6:E9")
    validation.add("E12")
    sheet.add_data_validation(validation)
    sheet["B6"].comment, sheet["B12"].comment = Comment("catatan", "a"), Comment("bawah", "b")
    sheet["B7"].hyperlink = "https://example.org/"
    sheet["B12"].hyperlink = "#'Lain'!A9"
    sheet["G9"] = ArrayFormula("G9:G9", "=SUM(A6:A9*C6:C9)")
    sheet.row_breaks.append(Break(id=9))
    sheet.print_area, sheet.print_title_rows = "A1:E14", "5:5"
    sheet.oddFooter.center.text = "Halaman &P"
    sheet.freeze_panes = "A6"
    sheet.row_dimensions.group(12, 13, hidden=True)
    other = book.create_sheet("Lain")
    for row in range(1, 12):
        other.append([f"='Tabel 3.2'!D{row}", f"=SUM('Tabel 3.2'!A{row}:C9)", row])
    for at, value in enumerate(("a", "b", 1, 2, 3, 4)):
        other.cell(20 + at // 2, 1 + at % 2, value)
    other.add_table(Table(displayName="T", ref="A20:B22"))
    for at, chart in enumerate((BarChart(), LineChart(), PieChart())):
        chart.add_data(Reference(sheet, min_col=3, min_row=5, max_row=9), titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=2, min_row=6, max_row=9))
        sheet.add_chart(chart, f"H{2 + 12 * at}")
    sheet.add_image(openpyxl.drawing.image.Image(picture()), "H40")
    book.defined_names["Isi"] = DefinedName("Isi", attr_text="'Tabel 3.2'!$C$6:$C$9")
    book.custom_doc_props.append(StringProperty(name="Unit", value="Bogorejo"))
    other.protection = SheetProtection(sheet=True, insertRows=False)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_pandas(engine: str) -> bytes:
    index = pd.MultiIndex.from_product([["Sasaran 1", "Sasaran 2"], ["a", "b", "c", "d"]], names=["s", "i"])
    columns = pd.MultiIndex.from_product([[2023, 2024], ["target", "realisasi"]])
    frame = pd.DataFrame([[n, n + 1.5, 2.0, None] for n in range(8)], index=index, columns=columns)
    buffer = io.BytesIO()
    with pd.ExcelWriter(buffer, engine=engine) as writer:
        frame.to_excel(writer, sheet_name="Tabel 3.2", startrow=3)
        frame.describe().to_excel(writer, sheet_name="Ringkasan", freeze_panes=(2, 1))
    return buffer.getvalue()


# -- what no Python program writes: parts put in by hand as Excel stores them ---------------

CONTROL = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" Requires="x14"><controls>'
    '<mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="1025" r:id="rIdCtrl" name="Check Box 1">'
    '<controlPr defaultSize="0" autoFill="0" autoLine="0" autoPict="0" linkedCell="$H$12"><anchor moveWithCells="1">'
    '<from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>11</xdr:row><xdr:rowOff>0</xdr:rowOff></from>'
    "<to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>13</xdr:row><xdr:rowOff>9525</xdr:rowOff></to>"
    "</anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
)
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
PERSON = "{11111111-1111-1111-1111-111111111111}"
SLICER = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
SCENARIOS = (
    '<scenarios current="0"><scenario name="Naik" locked="1" count="1" user="u">'
    '<inputCells r="E9" val="90"/></scenario></scenarios>'
)
PIVOT = (
    '<pivotTableDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" name="P" cacheId="1" '
    'dataCaption="Nilai" updatedVersion="6" minRefreshableVersion="3" createdVersion="6">'
    '<location ref="A40:B42" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="1">'
    '<pivotField showAll="0"/></pivotFields></pivotTableDefinition>'
)
CACHE = (
    '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" refreshOnLoad="1" '
    'recordCount="0"><cacheSource type="worksheet"><worksheetSource ref="C5:F9" sheet="Tabel 3.2"/></cacheSource>'
    '<cacheFields count="1"><cacheField name="Indikator" numFmtId="0"><sharedItems/></cacheField></cacheFields>'
    "</pivotCacheDefinition>"
)


def grafted() -> bytes:
    """A workbook with parts as only Excel makes them."""
    parts = _parts(xlsxwriter_layout())
    sheet, rels = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    text = parts[sheet].decode()
    spreadsheet_drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    text = text.replace("<worksheet ", f'<worksheet xmlns:xdr="{spreadsheet_drawing}" ', 1)
    text = text.replace("</sheetData>", f"</sheetData>{SCENARIOS}").replace("<pageSetup ", '<pageSetup r:id="rIdPrint" ')
    legacy = '<legacyDrawing r:id="rIdVml"/>'
    text = re.sub("(<picture [^>]*>)", rf"{legacy}\1{CONTROL}", text)
    slicers = (
        f'<ext xmlns:x14="{SLICER}" uri="{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}">'
        '<x14:slicerList><x14:slicer r:id="rIdSlicer"/></x14:slicerList></ext></extLst>'
    )
    parts[sheet] = text.replace("</extLst>", slicers).encode()
    thread = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="D9" dT="2024-01-02T03:04:05.00" personId="{PERSON}" '
        'id="{22222222-2222-2222-2222-222222222222}"><text>Dari mana?</text></threadedComment></ThreadedComments>'
    )
    person = f'<personList xmlns="{THREADS}"><person displayName="A" id="{PERSON}" userId="a" providerId="None"/></personList>'
    slicer = f'<slicers xmlns="{SLICER}"><slicer name="S" cache="Slicer_S" rowHeight="241300"/></slicers>'
    new = {
        "xl/printerSettings/printerSettings1.bin": (b"\0printer", "rIdPrint", f"{OFFICE}/printerSettings", ""),
        "xl/ctrlProps/ctrlProp1.xml": (
            f'<formControlPr xmlns="{SLICER}" objectType="CheckBox" fmlaLink="$H$12" lockText="1"/>'.encode(), "rIdCtrl",
            f"{OFFICE}/ctrlProp", "application/vnd.ms-excel.controlproperties+xml"),
        "xl/drawings/vmlDrawing9.vml": (_vml().encode(), "rIdVml", f"{OFFICE}/vmlDrawing", ""),
        "xl/threadedComments/threadedComment1.xml": (
            thread.encode(), "rIdThread", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "application/vnd.ms-excel.threadedcomments+xml"),
        "xl/slicers/slicer1.xml": (
            slicer.encode(), "rIdSlicer", "http://schemas.microsoft.com/office/2007/relationships/slicer",
            "application/vnd.ms-excel.slicer+xml"),
        "xl/pivotTables/pivotTable1.xml": (
            PIVOT.encode(), "rIdPivot", f"{OFFICE}/pivotTable", f"{TYPES}.spreadsheetml.pivotTable+xml"),
    }  # fmt: skip
    _link(parts, rels, sheet, new)
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    cache_type = f"{TYPES}.spreadsheetml.pivotCacheDefinition+xml"
    _link(parts, "xl/_rels/workbook.xml.rels", "xl/workbook.xml", {
        cache: (CACHE.encode(), "rIdCache", f"{OFFICE}/pivotCacheDefinition", cache_type),
        "xl/persons/person.xml": (
            person.encode(), "rIdPerson", "http://schemas.microsoft.com/office/2017/10/relationships/person",
            "application/vnd.ms-excel.person+xml"),
    })  # fmt: skip
    _link(parts, "xl/pivotTables/_rels/pivotTable1.xml.rels", "xl/pivotTables/pivotTable1.xml", {
        cache: (parts[cache], "rId1", f"{OFFICE}/pivotCacheDefinition", ""),
    })  # fmt: skip
    caches = '<pivotCaches><pivotCache cacheId="1" r:id="rIdCache"/></pivotCaches></workbook>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</workbook>", caches.encode())
    _link(parts, "_rels/.rels", "", {"customXml/item1.xml": (b"<data><x>1</x></data>", "rIdXml", f"{OFFICE}/customXml", "")})
    types = parts["[Content_Types].xml"].decode()
    defaults = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
    if 'Extension="vml"' not in types:
        defaults += f'<Default Extension="vml" ContentType="{TYPES}.vmlDrawing"/>'
    parts["[Content_Types].xml"] = types.replace("<Default ", f"{defaults}<Default ", 1).encode()
    return _zipped(parts)


def _vml() -> str:
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1025" type="#_x0000_t201" '
        'style="position:absolute"><x:ClientData ObjectType="Checkbox"><x:SizeWithCells/>'
        "<x:Anchor>1, 0, 11, 0, 3, 0, 13, 1</x:Anchor><x:FmlaLink>$H$12</x:FmlaLink></x:ClientData></v:shape></xml>"
    )


def _link(parts: dict[str, bytes], rels: str, source: str, new: dict[str, tuple[bytes, str, str, str]]) -> None:
    empty = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    text = parts.get(rels, empty.encode()).decode()
    types = parts["[Content_Types].xml"].decode()
    added = ""
    for name, (content, link, kind, content_type) in new.items():
        parts[name] = content
        added += f'<Relationship Id="{link}" Type="{kind}" Target="/{name}"/>'
        if content_type:
            types = types.replace("</Types>", f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>')
    parts[rels] = text.replace("</Relationships>", f"{added}</Relationships>").encode()
    parts["[Content_Types].xml"] = types.encode()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, datetime(2024, 1, 1, tzinfo=UTC).timetuple()[:6]), content)
    return buffer.getvalue()


VARIED: dict[str, Callable[[], bytes]] = {
    "xlsxwriter: layout": xlsxwriter_layout,
    "xlsxwriter: drawings": xlsxwriter_drawings,
    "xlsxwriter: tables and macros": xlsxwriter_tables,
    "openpyxl": openpyxl_mixed,
    "pandas with openpyxl": lambda: by_pandas("openpyxl"),
    "pandas with xlsxwriter": lambda: by_pandas("xlsxwriter"),
    "parts of Excel": grafted,
}
