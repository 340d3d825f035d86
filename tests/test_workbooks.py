"""The real workbooks: made by their script, true to the printed report, empty where they have to be.

The check goes from the number back to its print, the opposite way of the script that made it.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import xlsxwriter

FOLDER = Path(__file__).parent.parent / "workbooks"
PRINTED, FILLED, EMPTY = (FOLDER / f"bogorejo-2024{end}.xlsx" for end in ("-tercetak", "", "-kosong"))
GENERATED = (FILLED, EMPTY)
PRINTED_SHA256 = "254dcaf301c6fa225e075ea6be87c619d92e56b9c1aef626946a4bfe8d0fa517"
MADE_WITH_XLSXWRITER = "3.3.1"

SHIFT = {"Tabel 4.1": 6}

# What a careful clerk has otherwise than the print, by its address in the filled workbook.
DIFFERENCES = {
    ("Tabel 3.1", "C5"): "Sangat Baik",
    ("Tabel 3.2", "G6"): "Sangat Baik",
    ("Tabel 4.1", "G12"): "Sangat Baik",
}
ADDED_FACTS = {
    ("Tabel 3.7", "J6"): "Selisih (poin)",
    ("Tabel 3.7", "J8"): 18.2,
    ("Tabel 3.7", "K6"): "Kategori Efisiensi",
    ("Tabel 3.7", "K8"): "Sangat Efisien",
    ("Tabel 3.9", "C36"): 16_070_000,
    ("Tabel 3.9", "D36"): 15_990_000,
    ("Tabel 3.9", "E36"): 99.5,
}
# Letterhead, links, notes, checks and signatures: cells that belong to no table.
FURNITURE = {
    "Sampul": "B9:B20 B22",
    "Tabel 3.1": "A11",
    "Tabel 3.2": "F9 F10 F14:F16 J2 K2",
    "Tabel 3.9": "D57:D59 G4 H4",
    "Tabel 4.1": "B1 B2 F15 F16 F20:F22",
}
# Texts that look like numbers and are none: codes of sasaran.
CODES = {(sheet, cell) for sheet in ("Tabel 2.1", "Tabel 2.3") for cell in ("C7", "C9")}

# What the template leaves empty, but for Tabel 3.9, which follows from its words.
LEFT_EMPTY = {
    "Tabel 3.2": "F6:G7",
    "Tabel 3.3": "D7:D8 F7:G8 I7:L8",
    "Tabel 3.4": "D7:G8",
    "Tabel 3.5": "D8:F9",
    "Tabel 3.7": "C8:K9",
    "Tabel 3.8": "D7 D12",
    "Tabel 4.1": "D12:H13",
}
TYPED_PAGU = ("C16", "C28")  # Tabel 2.4 has them cut to thousands
FORMATS = {
    ("Tabel 2.4", "E8"): "#,##0",
    ("Tabel 3.2", "F6"): "0.0",
    ("Tabel 3.3", "L8"): "0.0",
    ("Tabel 3.3", "K7"): "0.00",
    ("Tabel 3.4", "G7"): "0.0",
    ("Tabel 3.7", "F8"): "#,##0",
    ("Tabel 3.7", "H8"): "0.0",
    ("Tabel 3.7", "I8"): "0.00",
    ("Tabel 3.7", "J8"): "0.0",
    ("Tabel 3.9", "C7"): "#,##0",
    ("Tabel 3.9", "C50"): "#,##0",
    ("Tabel 3.9", "E50"): "0.0",
    ("Tabel 4.1", "F12"): "0.0",
}


# -- reading ----------------------------------------------------------------------------------


def load(path):
    """Load with openpyxl, which warns that it cannot keep the data bar's extension: it only reads here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension", UserWarning)
        return openpyxl.load_workbook(path)


def cells(path):
    """Every cell that holds something, by sheet and address."""
    book = load(path)
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def every_cell(areas):
    sheet = openpyxl.Workbook().active
    for area in areas.split():
        block = sheet[area]
        rows = block if isinstance(block, tuple) else ((block,),)
        yield from (cell.coordinate for row in rows for cell in row)


def lowered(sheet, cell):
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    return sheet, f"{letters}{int(row) + SHIFT.get(sheet, 0)}"


@pytest.fixture(scope="module")
def printed():
    return {lowered(*place): str(cell.value) for place, cell in cells(PRINTED).items()}


@pytest.fixture(scope="module")
def filled():
    return cells(FILLED)


@pytest.fixture(scope="module")
def empty():
    return cells(EMPTY)


def shown(value, number_format):
    """Show a number as Excel would; only the formats of these workbooks."""
    if "#,##0" in number_format:
        return number_format.replace("#,##0", f"{value:,}").replace('"', "")
    decimals = len(number_format.partition(".")[2])
    return f"{value:.{decimals}f}"


def digits_alone(text):
    return re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)


# -- the script -------------------------------------------------------------------------------


def run_make(folder, *arguments):
    command = [sys.executable, str(folder / "make.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def copied(tmp_path):
    """The folder of the workbooks with nothing generated in it."""
    ignored = shutil.ignore_patterns("__pycache__", *(path.name for path in GENERATED))
    return shutil.copytree(FOLDER, tmp_path / "workbooks", ignore=ignored)


def test_the_printed_workbook_is_the_original():
    assert hashlib.sha256(PRINTED.read_bytes()).hexdigest() == PRINTED_SHA256


def test_the_script_makes_the_same_bytes_every_time(copied):
    runs = []
    for _ in range(2):
        assert run_make(copied).returncode == 0
        runs.append([(copied / path.name).read_bytes() for path in GENERATED])
    assert runs[0] == runs[1]


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_the_files_on_disk_are_what_the_script_makes(copied, path):
    run_make(copied)
    fresh = copied / path.name
    if xlsxwriter.__version__ == MADE_WITH_XLSXWRITER:
        assert parts(fresh) == parts(path)
    here, there = cells(path), cells(fresh)
    assert {place: (c.value, c.number_format) for place, c in here.items()} == {
        place: (c.value, c.number_format) for place, c in there.items()
    }


def test_check_tells_a_changed_file_from_an_unchanged_one(copied):
    run_make(copied)
    assert run_make(copied, "--check").returncode == 0
    shutil.copy(copied / FILLED.name, copied / EMPTY.name)
    result = run_make(copied, "--check")
    assert result.returncode == 1
    assert EMPTY.name in result.stdout
    assert FILLED.name not in result.stdout.replace(EMPTY.name, "")


def test_the_script_does_not_lean_on_the_library():
    code = (
        "import sys, runpy; sys.argv = ['make.py', '--check']\n"
        "try: runpy.run_path('make.py', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name.partition('.')[0] == 'sakipcalc' for name in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=FOLDER, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr


def test_the_emblem_is_drawn_as_committed(copied):
    from PIL import Image, ImageChops

    (copied / "kop.png").unlink()
    assert run_make(copied, "--emblem").returncode == 0
    with Image.open(FOLDER / "kop.png") as old, Image.open(copied / "kop.png") as new:
        assert old.size == new.size
        extremes = ImageChops.difference(old, new).getextrema()
    assert max(high for _, high in extremes) <= 8  # another Pillow may smooth an edge otherwise


# -- the filled workbook ----------------------------------------------------------------------


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_the_sheets_are_those_of_the_print(path):
    names = load(PRINTED).sheetnames
    assert len(names) == 24
    assert load(path).sheetnames == names


def agrees(text, cell):
    """Whether a cell holds what was printed: the same words, or a number that shows the same figure."""
    if isinstance(cell.value, str):
        return cell.value == text
    display = shown(cell.value, cell.number_format)
    if "#,##0" in cell.number_format:
        return digits_alone(display) == digits_alone(text)
    figure = float(text.replace(",", "."))
    return cell.value == figure == float(display)


def test_every_printed_cell_is_kept(printed, filled):
    wrong = {
        place: (text, filled[place].value if place in filled else None)
        for place, text in printed.items()
        if place not in DIFFERENCES and not (place in filled and agrees(text, filled[place]))
    }
    assert wrong == {}


def test_what_differs_from_the_print_is_what_is_listed(printed, filled):
    assert all(place in printed for place in DIFFERENCES)
    assert {place: filled[place].value for place in DIFFERENCES} == DIFFERENCES
    furniture = {(sheet, cell) for sheet, areas in FURNITURE.items() for cell in every_cell(areas)}
    added = filled.keys() - printed.keys()
    assert added == ADDED_FACTS.keys() | furniture
    assert {place: filled[place].value for place in ADDED_FACTS} == ADDED_FACTS


def test_no_number_is_left_as_text(filled):
    texts = {place: cell.value for place, cell in filled.items() if isinstance(cell.value, str)}
    assert {place for place, text in texts.items() if re.fullmatch(r"(Rp\.? ?)?[\d.,]+(,-)?", text)} == CODES


def test_money_is_read_whole_and_thousands_stay_thousands(filled):
    value = {place: cell.value for place, cell in filled.items()}
    assert value["Tabel 3.9", "C26"] == 76_728_000  # printed 76,728,000
    assert value["Tabel 3.9", "C50"] == 2_130_000_000  # printed 2.130.000.000
    assert value["Tabel 2.4", "E10"] == 2_800  # printed 2.800 under (x 1000 Rp)
    assert value["PK Camat", "C10"] == 2_220_960_000
    assert value["Belanja", "C5"] == 1_421_414_021
    assert value["Tabel 3.2", "E6"] == 97.25
    assert value["PK Camat", "E6"] == "WBK"
    assert value["Tabel 3.3", "J5"] == value["Tabel 2.1", "G5"] == 2024


def leaf_rows(filled):
    """The rows of Tabel 3.9 that are sub kegiatan: lettered ones."""
    names = {
        int(cell[1:]): c.value
        for (sheet, cell), c in filled.items()
        if sheet == "Tabel 3.9" and cell[0] == "B"
    }
    return [row for row, name in names.items() if re.match(r"[a-z]\)", name)]


def test_the_tree_of_tabel_3_9_adds_up_to_its_jumlah(filled):
    rows = leaf_rows(filled)
    assert len(rows) == 25
    for column in "CD":
        leaves = sum(filled["Tabel 3.9", f"{column}{row}"].value for row in rows)
        assert leaves == filled["Tabel 3.9", f"{column}50"].value


def test_results_show_their_printed_decimals(printed, filled):
    """100,61 and 114 stay so in a column of one decimal: their print is what an audit judges."""
    for cell in every_cell("F7:F8 I7:I8 L7:L8"):
        place = "Tabel 3.3", cell
        display = shown(filled[place].value, filled[place].number_format)
        assert display == printed[place].replace(",", ".")


def test_targets_disagree_as_in_the_report(filled):
    value = {place: cell.value for place, cell in filled.items()}
    assert (value["Tabel 3.2", "D6"], value["Tabel 3.2", "D7"]) == (92, 70)
    assert (value["Tabel 2.3", "F6"], value["Tabel 2.3", "F8"]) == (91, 79)
    assert (value["PK Camat", "E7"], value["PK Camat", "E5"]) == (91, 79)


# -- the template -----------------------------------------------------------------------------


def left_empty(filled):
    places = {(sheet, cell) for sheet, areas in LEFT_EMPTY.items() for cell in every_cell(areas)}
    typed = {f"D{row}" for row in leaf_rows(filled)} | set(TYPED_PAGU)
    return places | {("Tabel 3.9", cell) for cell in every_cell("C6:E50") if cell not in typed}


def test_the_template_has_every_input_and_nothing_that_follows(filled, empty):
    emptied = left_empty(filled)
    expected = {place: c.value for place, c in filled.items() if place not in emptied}
    assert {place: c.value for place, c in empty.items()} == expected
    assert len(expected) < len(filled)


def test_empty_cells_keep_their_number_format_and_border():
    book = load(EMPTY)
    for (sheet, cell), number_format in FORMATS.items():
        found = book[sheet][cell]
        assert (sheet, cell, found.value, found.number_format) == (sheet, cell, None, number_format)
        assert found.border.left.style == "thin"


def test_both_workbooks_are_laid_out_alike():
    filled, empty = (load(path) for path in GENERATED)
    for sheet in filled.worksheets:
        twin = empty[sheet.title]
        assert {str(area) for area in twin.merged_cells.ranges} == {
            str(area) for area in sheet.merged_cells.ranges
        }
        heights = {row: size.height for row, size in sheet.row_dimensions.items()}
        assert {row: size.height for row, size in twin.row_dimensions.items()} == heights


def test_the_empty_pagu_follow_from_tabel_2_4(filled, empty):
    """Each leaf pagu left empty is a figure of Tabel 2.4 times 1000; the two typed ones are not."""
    thousands = Counter(
        cell.value * 1000
        for (sheet, place), cell in filled.items()
        if sheet == "Tabel 2.4" and place[0] == "E" and isinstance(cell.value, int)
    )
    pagu = {row: filled["Tabel 3.9", f"C{row}"].value for row in leaf_rows(filled)}
    typed = {row for row in pagu if ("Tabel 3.9", f"C{row}") in empty}
    assert typed == {16, 28}
    carried = Counter(value for row, value in pagu.items() if row not in typed)
    assert thousands - carried == Counter({44_439_000: 1, 10_047_000: 1})
    assert carried - thousands == Counter()


# -- what real templates carry ----------------------------------------------------------------

NS = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "x14": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


class Package:
    """The XML parts of one workbook, by the sheet that they belong to."""

    def __init__(self, path):
        self._parts = parts(path)
        self.workbook = self.xml("xl/workbook.xml")
        self.names = [sheet.get("name") for sheet in self.workbook.iterfind(".//m:sheet", NS)]

    def xml(self, name):
        return ET.fromstring(self._parts[name])  # noqa: S314 - our own file

    def sheet(self, name):
        return self.xml(self._sheet_part(name))

    def related(self, name, kind):
        """The parts of a kind (drawing, comments, hyperlink) that a sheet points to."""
        part = Path(self._sheet_part(name))
        return self._targets(part, kind)

    def drawing(self, name):
        return self.xml(self.related(name, "drawing")[0])

    def of_drawing(self, name, kind):
        return self._targets(Path(self.related(name, "drawing")[0]), kind)

    def size(self, part):
        return len(self._parts[part])

    def _sheet_part(self, name):
        return f"xl/worksheets/sheet{self.names.index(name) + 1}.xml"

    def _targets(self, part, kind):
        relations = self.xml(f"{part.parent.as_posix()}/_rels/{part.name}.rels")
        targets = [r.get("Target") for r in relations if r.get("Type").endswith(f"/{kind}")]
        return [target.replace("../", "xl/") for target in targets]


@pytest.fixture(scope="module", params=GENERATED, ids=lambda path: path.stem)
def package(request):
    return Package(request.param)


@pytest.mark.parametrize("sheet", ["Sampul", "Tabel 4.1"])
def test_the_letterhead_has_its_picture(package, sheet):
    assert len(package.drawing(sheet).findall(".//xdr:pic", NS)) == 1
    (picture,) = package.of_drawing(sheet, "image")
    assert package.size(picture) > 1000


def test_the_text_box_stands_beside_the_table(package):
    (shape,) = package.drawing("Tabel 3.2").findall(".//xdr:sp", NS)
    assert "Petunjuk pengisian" in "".join(shape.itertext())
    assert shape.find("xdr:nvSpPr/xdr:cNvSpPr", NS).get("txBox") == "1"
    (left,) = package.drawing("Tabel 3.2").findall(".//xdr:from/xdr:col", NS)
    assert int(left.text) > 7  # right of column H


def test_the_chart_draws_the_capaian_of_tabel_3_3(package):
    (part,) = package.of_drawing("Tabel 3.3", "chart")
    values = [formula.text for formula in package.xml(part).iterfind(".//c:val//c:f", NS)]
    assert values == [f"'Tabel 3.3'!${column}$7:${column}$8" for column in "FIL"]


def test_drop_downs_take_their_words_from_where_they_are_kept(package):
    def lists(sheet):
        rules = package.sheet(sheet).iterfind(".//m:dataValidation", NS)
        return {
            rule.get("sqref"): rule.findtext("m:formula1", None, NS)
            for rule in rules
            if rule.get("type") == "list"
        }

    assert lists("Tabel 3.2") == {"G6:G7": "'Tabel 3.1'!$C$5:$C$9"}
    assert list(lists("PK Camat")) == ["D10:D15"]
    assert "APBD" in lists("PK Camat")["D10:D15"]


def test_realisasi_is_validated_in_the_leaves_alone(package, filled):
    (rule,) = package.sheet("Tabel 3.9").iterfind(".//m:dataValidation", NS)
    assert set(every_cell(rule.get("sqref"))) == {f"D{row}" for row in leaf_rows(filled)}


def test_conditional_formats_old_and_new(package):
    low = package.sheet("Tabel 3.2").find(".//m:conditionalFormatting", NS)
    assert low.get("sqref") == "F6:F7"
    budget = package.sheet("Tabel 3.9")
    assert budget.find(".//m:conditionalFormatting", NS).get("sqref") == "E6:E50"
    assert budget.find(".//x14:dataBar", NS) is not None


def test_print_settings(package):
    names = {
        (n.get("name"), n.get("localSheetId")): n.text
        for n in package.workbook.iterfind(".//m:definedName", NS)
    }
    budget = str(package.names.index("Tabel 3.9"))
    assert names["_xlnm.Print_Area", budget] == "'Tabel 3.9'!$A$1:$E$59"
    assert names["_xlnm.Print_Titles", budget] == "'Tabel 3.9'!$4:$5"
    areas = {index for name, index in names if name == "_xlnm.Print_Area"}
    assert len(areas) == 23  # all but the cover
    setup = package.sheet("Tabel 3.2").find("m:pageSetup", NS)
    assert (setup.get("orientation"), setup.get("paperSize"), setup.get("fitToHeight")) == (
        "landscape",
        "14",
        "0",
    )


def test_defined_names_are_used_by_formulas(package):
    names = {n.get("name"): n.text for n in package.workbook.iterfind(".//m:definedName", NS)}
    assert names["PaguTotal"] == "'Tabel 3.9'!$C$50"
    assert names["TargetIKM2024"] == "'Tabel 3.2'!$D$6"
    formulas = {s: package.sheet(s).findtext(".//m:c/m:f", None, NS) for s in ("Tabel 3.2", "Tabel 3.9")}
    assert "TargetIKM2024" in formulas["Tabel 3.2"]
    assert "PaguTotal" in formulas["Tabel 3.9"]


def test_the_comment_names_the_source(package):
    (part,) = package.related("Tabel 3.2", "comments")
    (comment,) = package.xml(part).iterfind(".//m:comment", NS)
    assert comment.get("ref") == "E7"
    assert "Evaluasi Inspektorat" in "".join(comment.itertext())


def test_links_lead_to_sheets_that_exist(package):
    links = package.sheet("Sampul").findall(".//m:hyperlink", NS)
    inside = [link.get("location").partition("'!")[0].strip("'") for link in links if link.get("location")]
    assert len(inside) >= 10
    assert set(inside) <= set(package.names)
    assert package.related("Sampul", "hyperlink") == [PRINTED.name]


def test_frozen_panes_tab_colours_and_rich_text(package):
    assert package.sheet("Tabel 3.9").find(".//m:pane", NS).get("topLeftCell") == "C6"
    colours = {package.sheet(name).find(".//m:tabColor", NS).get("rgb") for name in package.names}
    assert len(colours) == 4
    assert package.xml("xl/sharedStrings.xml").find(".//m:si/m:r", NS) is not None


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.stem)
def test_each_kode_warna_has_its_own_colour(path):
    sheet = load(path)["Tabel 3.1"]
    fills = [sheet[f"D{row}"].fill for row in range(5, 10)]
    assert {fill.fill_type for fill in fills} == {"solid"}
    assert len({fill.fgColor.rgb for fill in fills}) == 5


@pytest.mark.parametrize(
    ("sheet", "row", "column"), [("Tabel 3.2", 9, "F"), ("Tabel 3.9", 52, "D"), ("Tabel 4.1", 15, "F")]
)
def test_the_signature_block(filled, sheet, row, column):
    block = [filled[sheet, f"{column}{row + step}"].value for step in (0, 1, 5, 7)]
    assert block == [
        "Blora, 3 Februari 2024",
        "CAMAT BOGOREJO",
        "(nama lengkap)",
        "NIP. ........................",
    ]


# -- LibreOffice ------------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_both_and_reads_the_same_values(tmp_path):
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", tmp_path, *GENERATED]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for path in GENERATED:
        ours, theirs = cells(path), cells(tmp_path / path.name)
        assert {p: c.value for p, c in theirs.items()} == {p: c.value for p, c in ours.items()}
