"""roll-forward renews or forgets stored values of formulas that depend on what it emptied, and no others."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.base.allowance import granted
from sakipcalc.excel import Package
from sakipcalc.excel.calculate.readers import At, dependents

SOURCE = Path(__file__).parents[2] / "workbooks" / "bogorejo-2024.xlsx"
#: Formula on a sheet of its own, and whether its value comes of a realisasi or a budget of the old year.
FORMULAS = {
    'CUBEVALUE("ThisWorkbookDataModel","[Measures].[Pagu]")': False,
    "[1]Sheet1!$E$6": False,
    "'[1]Tabel 3.2'!E6*2": False,
    "A1000+1": False,
    "SUM(Z1:Z9)": False,
    "MyMacro(Z1)": False,
    "TODAY()": False,
    "\"'Tabel 3.2'!E6\"&1": False,
    "'Tabel 3.2'!E6": True,
    "'tabel 3.2'!$E$6*100": True,
    "SUM('Tabel 3.2'!E6:E7)": True,
    "SUM('Tabel 3.2'!E:E)": True,
    "SUM('Tabel 3.2'!6:7)": True,
    "MyMacro('Tabel 3.2'!E6)": True,
    "RealisasiIkm/2": True,
    "NamaDariNama": True,
    'INDIRECT("Z"&1)': True,
    "OFFSET(Z1,1,1)": True,
    "COUNT('Tabel 3.1:Tabel 3.3'!E6)": True,
    "B9*2": True,  # a chain: the formula in row 9
    "SUM(B9:B10)": True,
    "ISBLANK(Z1)": False,
}


CHAIN = 20_000


@pytest.fixture(scope="module")
def rolled() -> dict[str, str | None]:
    """What each formula stores after rolling forward, none where it was forgotten."""
    cells = "".join(
        f'<row r="{row}"><c r="B{row}" cm="1"><f>{formula.replace("&", "&amp;").replace(chr(34), "&quot;")}</f><v>{row}</v></c></row>'
        for row, formula in enumerate(FORMULAS, 1)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(SOURCE) as old, zipfile.ZipFile(made, "w") as new:
        last = len([name for name in old.namelist() if name.startswith("xl/worksheets/sheet")]) + 1
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "xl/workbook.xml":
                content = content.replace(
                    "</sheets>", '<sheet name="Lain" sheetId="900" r:id="rIdLain"/></sheets>'
                )
                names = (
                    '<definedName name="NamaDariNama">RealisasiIkm+1</definedName>'
                    "<definedName name=\"RealisasiIkm\">'Tabel 3.2'!$E$6</definedName>"
                )
                content = content.replace("</definedNames>", f"{names}</definedNames>")
            elif name == "xl/_rels/workbook.xml.rels":
                target = f'<Relationship Id="rIdLain" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{last}.xml"/>'
                content = content.replace("</Relationships>", f"{target}</Relationships>")
            elif name == "[Content_Types].xml":
                entry = f'<Override PartName="/xl/worksheets/sheet{last}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                content = content.replace("</Types>", f"{entry}</Types>")
            new.writestr(name, content)
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        new.writestr(
            f"xl/worksheets/sheet{last}.xml",
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        )
    done = io.BytesIO()
    sc.roll_forward(io.BytesIO(made.getvalue()), done)
    with zipfile.ZipFile(done) as archive:
        text = archive.read(f"xl/worksheets/sheet{last}.xml").decode()
    found = dict(re.findall(r'<c r="B(\d+)"[^>]*>(?:<f>[^<]*</f>)(?:<v>([^<]*)</v>)?', text))
    return {formula: found.get(str(row)) or None for row, formula in enumerate(FORMULAS, 1)}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_beside_the_annexes(rolled, formula):
    old = str([*FORMULAS].index(formula) + 1)
    assert (rolled[formula] != old) is FORMULAS[formula]


def test_what_is_renewed_is_what_the_emptied_cells_give(rolled):
    """Nought of a cell that is empty; nothing where nobody can say, as behind a macro."""
    assert rolled["'Tabel 3.2'!E6"] == rolled["'tabel 3.2'!$E$6*100"] == rolled["RealisasiIkm/2"] == "0"
    assert rolled["MyMacro('Tabel 3.2'!E6)"] is None
    assert rolled["COUNT('Tabel 3.1:Tabel 3.3'!E6)"] is None


def test_a_long_chain_takes_time_in_proportion():
    """Each cell reads the one above; the last depends on the first, and is found without a look at all pairs."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f>A{row - 1}+1</f><v>{row}</v></c></row>' for row in range(2, CHAIN)
    )
    package = Package.open(sheet_of(f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}'))
    assert len(dependents(package, [At("a", 1, 1)])) == CHAIN - 2
    assert dependents(package, [At("a", 1, 2)]) == set()
    assert len(dependents(package, [At("a", CHAIN - 100, 1)])) == 99


@pytest.mark.parametrize("formula", ["COUNTA(B$1:Z{})", "SUM(B$1:Z{0},A{1})"])
def test_running_counts_of_large_areas_are_looked_through_in_proportion(formula):
    """Each reads all rows down to its own: a cell at the top changes all of them, and each is found once."""
    taken = []
    for last in (200, 400):
        rows = "".join(
            f'<row r="{row}"><c r="A{row}"><f>{formula.format(row, row - 1)}</f><v>1</v></c><c r="B{row}"><v>1</v></c></row>'
            for row in range(101, last + 101)
        )
        package = Package.open(sheet_of(rows))
        dependents(package, [])  # what reads what is known from here on
        with granted() as allowance:
            found = dependents(package, (At("a", row, 2) for row in range(101, last + 101)))
        assert len(found) == last
        taken.append(allowance.taken)
    assert taken[1] < 3 * taken[0]


def test_a_circle_ends():
    package = Package.open(
        sheet_of('<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>')
    )
    assert dependents(package, [At("a", 1, 1)]) == {At("a", 1, 1), At("a", 1, 2)}


def sheet_of(rows: str) -> bytes:
    import xlsxwriter

    made, changed = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet("A")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData/>", f"<sheetData>{rows}</sheetData>".encode())
            new.writestr(name, content)
    return changed.getvalue()


def test_no_helper_figure_of_the_old_year_stays_beside_emptied_cells(as_file, consistent):
    """A copy, a difference and a share of what is emptied go; a figure of its own is listed and stays."""
    table = consistent["Tabel 3.2"]
    table[1] += ["Bantu"]
    table[2] += [None, 87.36, 3.36, 1.04]  # the realisasi again, less the target, and divided by it
    table[3] += [None, 7117]
    done = io.BytesIO()
    report = sc.roll_forward(as_file(consistent), done)
    sheet = Package.open(done.getvalue()).sheet("Tabel 3.2")
    held = {col: sheet.cells[3, col].kind for col in (10, 11, 12) if (3, col) in sheet.cells}
    assert set(held.values()) <= {""}
    assert sheet.cells[4, 10].number == 7117
    assert [(str(one.place.cell), one.text) for one in report.unjudged] == [("J4", "7117")]
    assert {"J3", "K3", "L3"} <= {place.cell for place in report.cleared}
