"""LibreOffice opens what was edited and computes what the formulas say."""

from __future__ import annotations

import pytest

from sakipcalc.ooxml import Package

pytestmark = pytest.mark.libreoffice
POISON = -987654.5


def test_formulas_are_computed_anew(make, made, recalculated):
    """Every cached value is wrong in the file; LibreOffice has to replace each."""
    package = Package.open(made)
    editor = package.edit()
    for row in range(50, 54):
        editor.set_number("Tabel 3.2", f"C{row}", 70 + row)
        editor.set_number("Tabel 3.2", f"D{row}", 83.75)
        editor.set_formula(
            "Tabel 3.2", f"E{row}", f'=IF(OR(D{row}="",C{row}=0),"",D{row}/C{row}*100)', POISON
        )
    editor.set_formula(
        "Tabel 3.2", "E54", "=SUM(E50:E53)", POISON, editor.style(0, number_format="0.0", fill="FFC000")
    )
    editor.set_formula("Tabel 3.2", "F54", '=IF(E54>1,"Tinggi","Rendah")', "racun")
    editor.set_formula("Ja'far & <co>", "A1", "='Tabel 3.2'!E54", POISON)
    editor.set_text("Tabel 3.2", "G54", "=1+1")
    data = editor.to_bytes()
    assert make.opened(data, data_only=True)["Tabel 3.2"]["E54"].value == POISON

    book = make.opened(recalculated(data).read_bytes(), data_only=True)
    sheet = book["Tabel 3.2"]
    expected = [83.75 / (70 + row) * 100 for row in range(50, 54)]
    assert [sheet[f"E{row}"].value for row in range(50, 54)] == pytest.approx(expected, rel=1e-12)
    assert sheet["E54"].value == pytest.approx(sum(expected), rel=1e-12)
    assert book["Ja'far & <co>"]["A1"].value == sheet["E54"].value
    assert (sheet["F54"].value, sheet["G54"].value) == ("Tinggi", "=1+1")
    assert (sheet["E54"].number_format, sheet["E54"].fill.fgColor.rgb) == ("0.0", "FFFFC000")


def test_written_out_shares_compute_the_same(make, recalculated):
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><f t="shared" '
        + ('ref="B1:B5" si="0">$A$1+A1^2+SUM(A1:$A$5)</f>' if row == 1 else 'si="0"/>')
        + f"<v>{POISON}</v></c></row>"
        for row in range(1, 6)
    )
    editor = Package.open(make.book(rows)).edit()
    editor.set_number("Data", "B1", 0)
    sheet = make.opened(recalculated(editor.to_bytes()).read_bytes(), data_only=True)["Data"]
    assert [sheet[f"B{row}"].value for row in range(1, 6)] == [
        0, *(1 + row**2 + sum(range(row, 6)) for row in range(2, 6)),
    ]  # fmt: skip
