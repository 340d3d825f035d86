"""Whatever stands in template and data: kept is kept, replaced leaves no conflict, text stays text, missing stays missing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sakipcalc as sc

COVER = [["DINAS CONTOH"], ["TAHUN 2024"], ["Renstra 2021-2026"]]
MEASURED = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
NAMES = ("Angka harapan hidup", "Prevalensi stunting", "Cakupan imunisasi", "Nilai SAKIP")
FIRST = 3
PROFILE = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

figures = st.one_of(
    st.none(), st.just("-"), st.integers(0, 200), st.floats(0.01, 200).map(lambda x: round(x, 2))
)
texts = st.one_of(
    st.none(), st.sampled_from(["=1+1", "+62 812", "-5", "@SUM(A1)", "e-SKM", "'kutip", "=cmd|'/c'!A0"])
)


@st.composite
def rows(draw: st.DrawFn) -> list[list[object]]:
    """Rows of Tabel 3.2: some of the indicators, each with figures, dashes or nothing."""
    chosen = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    return [
        [n, f"Sasaran {name}", name, draw(figures), draw(figures), draw(figures), None, draw(texts)]
        for n, name in enumerate(chosen, 1)
    ]


def workbook(path: Path, body: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, lines in (
            ("Sampul", COVER),
            ("Tabel 3.2", [["Tabel 3.2 Hasil Pengukuran"], [*MEASURED, "Sumber Data"], *body]),
        ):
            page = book.add_worksheet(name)
            for r, line in enumerate(lines):
                for c, value in enumerate(line):
                    if isinstance(value, str):
                        page.write_string(r, c, value)
                    elif value is not None:
                        page.write_number(r, c, value)
    return path


def cells(path: Path, *, values: bool = False) -> dict[str, object]:
    page = openpyxl.load_workbook(path, data_only=values)["Tabel 3.2"]
    return {
        c.coordinate: c.value for row in page.iter_rows(min_row=FIRST) for c in row if c.value is not None
    }


def fill(template, data, policy, folder):
    source = workbook(folder / "data.xlsx", data)
    form = workbook(folder / "form.xlsx", template)
    report = sc.fill(form, folder / "isi.xlsx", data=source, on_conflict=policy)
    return report, form, source, folder / "isi.xlsx"


@PROFILE
@given(template=rows(), data=rows())
def test_keep_never_changes_a_typed_cell(template, data):
    with TemporaryDirectory() as name:
        _, form, _, result = fill(template, data, "keep", Path(name))
        before, after = cells(form), cells(result)
        assert {place: after.get(place) for place in before} == before


@PROFILE
@given(template=rows(), data=rows())
def test_replace_leaves_no_conflict_and_filling_again_changes_nothing(template, data):
    with TemporaryDirectory() as name:
        folder = Path(name)
        _, _, source, result = fill(template, data, "replace", folder)
        again = sc.fill(result, folder / "lagi.xlsx", data=source, on_conflict="replace")
        assert (again.conflicts, again.other_rows) == ((), ())
        assert (folder / "lagi.xlsx").read_bytes() == result.read_bytes()


@PROFILE
@given(data=rows())
def test_text_stays_text_and_what_is_missing_stays_missing(data):
    with TemporaryDirectory() as name:
        _, _, _, result = fill([], data, "keep", Path(name))
        page = openpyxl.load_workbook(result)["Tabel 3.2"]
        values = openpyxl.load_workbook(result, data_only=True)["Tabel 3.2"]
        for n, row in enumerate(data, FIRST):
            said = page.cell(n, 8)
            assert said.value == row[7]
            assert said.data_type == ("s" if row[7] else "n")
            for col, value in ((4, row[3]), (5, row[4])):
                assert page.cell(n, col).value == value
            if not all(isinstance(value, int | float) for value in row[3:5]):
                typed = row[5] if isinstance(row[5], int | float) else None
                assert values.cell(n, 6).value in {None, "", typed}
