"""Rows: from the table that they follow from, from another workbook, on empty lines or on inserted ones."""

from __future__ import annotations

import openpyxl
import pytest
import xlsxwriter

import sakipcalc as sc

COVER = [["DINAS CONTOH"], ["KABUPATEN SEMARANG"], ["TAHUN 2024"], ["Renstra 2021-2026"]]
PLAN = ["No", "Tujuan", "Sasaran", "Indikator Kinerja", 2022, 2023, 2024, 2025, 2026]
MEASURED = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
NAMES = ("Angka harapan hidup", "Prevalensi stunting", "Cakupan imunisasi", "Nilai SAKIP", "Indeks IKM",
         "Jumlah inovasi", "Opini laporan keuangan", "Rasio dokter")  # fmt: skip


def blank(width: int, number: object = None) -> list[object]:
    return [number, *[(None, "0.00")] * (width - 1)]


def data(count: int) -> dict[str, list[list[object]]]:
    return {
        "Sampul": COVER,
        "Tabel 3.2": [
            ["Tabel 3.2 Hasil Pengukuran Indikator Kinerja"], MEASURED,
            *([n, f"Sasaran {n // 2}", NAMES[n - 1], 80 + n, 81.5 + n, None, None] for n in range(1, count + 1)),
        ],
    }  # fmt: skip


def form(lines: int) -> dict[str, list[list[object]]]:
    return {
        "Sampul": COVER,
        "Tabel 3.2": [
            ["Tabel 3.2 Hasil Pengukuran Indikator Kinerja"], MEASURED,
            *(blank(7, n) for n in range(1, lines + 1)),
            [None],
            ["Catatan: angka sementara"],
            ["Rata-rata", "=AVERAGE(F3:F4)"],
        ],
        "Tabel 4.1": [["Tabel 4.1 Kesimpulan"], MEASURED, blank(7)],
        "Lain": [["=SUM('Tabel 3.2'!E3:E4)"]],
    }  # fmt: skip


def texts(path, sheet, column, values=False):
    page = openpyxl.load_workbook(path, data_only=values)[sheet]
    return [cell.value for cell in page[column]]


def test_empty_tables_take_the_rows_of_the_table_that_they_follow_from(as_file, tmp_path):
    sheets = {
        "Sampul": COVER,
        "Tabel 2.1": [
            ["Tabel 2.1 Tujuan dan Sasaran Jangka Menengah"], PLAN,
            *([n, f"Tujuan {n}", None, NAMES[n], 80, 81, 82, 83, 84] for n in range(1, 4)),
        ],
        "Tabel 2.3": [["Tabel 2.3 Tujuan/Sasaran Kinerja Tahun 2024"],
                      ["No", "Tujuan", "Sasaran", "Indikator Kinerja", "Satuan", "Target"], blank(6), blank(6)],
        "Tabel 3.2": [["Tabel 3.2 Hasil Pengukuran Indikator Kinerja"], MEASURED],
        "Tabel 4.1": [["Tabel 4.1 Kesimpulan"], MEASURED],
    }  # fmt: skip
    report = sc.fill(as_file(sheets), tmp_path / "isi.xlsx")
    assert report.rows_by_table == {"2.3": 3, "3.2": 3, "4.1": 3}
    assert texts(tmp_path / "isi.xlsx", "Tabel 2.3", "D")[2:] == list(NAMES[1:4])
    assert texts(tmp_path / "isi.xlsx", "Tabel 4.1", "C")[2:] == list(NAMES[1:4])
    assert texts(tmp_path / "isi.xlsx", "Tabel 4.1", "D", values=True)[2:] == [82, 82, 82]
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "A")[2:] == [1, 2, 3]


def test_a_table_with_rows_of_its_own_does_not_grow(as_file, consistent, tmp_path):
    consistent["Tabel 3.2"].pop()
    report = sc.fill(as_file(consistent), tmp_path / "isi.xlsx")
    assert report.new_rows == ()
    assert len(sc.read(tmp_path / "isi.xlsx").find("3.2").rows) == 1


def test_the_budget_tree_is_taken_over_with_levels_and_total(as_file, consistent, tmp_path):
    consistent["Tabel 2.4"] = [
        ["Tabel 2.4 Rumusan Program"], ["No", "Program/ Kegiatan/ Sub Kegiatan", "Target", "Anggaran (x 1000 Rp)"],
        [1, "Program Pelayanan", 100, None], [2, "Layanan", 100, None], [3, "Loket", 12, 400],
        [4, "Survei", 1, 600], [5, "Mebel", "-", "-"],
    ]  # fmt: skip
    consistent["Tabel 3.9"] = [*consistent["Tabel 3.9"][:2]]
    sc.fill(as_file(consistent), tmp_path / "isi.xlsx")
    rows = sc.read(tmp_path / "isi.xlsx").find("3.9").rows
    assert [(row.level, row.text("uraian"), row.cells["anggaran"].value) for row in rows] == [
        ("program", "Program Pelayanan", 1_000_000), ("kegiatan", "1. Layanan", 1_000_000),
        ("sub_kegiatan", "a) Loket", 400_000), ("sub_kegiatan", "b) Survei", 600_000),
        ("jumlah", "JUMLAH", 1_000_000),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_rows_go_to_empty_lines_and_then_to_inserted_ones_and_formulas_follow(as_file, tmp_path, count):
    source = as_file(data(count), "data.xlsx")
    report = sc.fill(as_file(form(2)), tmp_path / "isi.xlsx", data=source)
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "C")[2 : 2 + count] == list(NAMES[:count])
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "A")[2 : 2 + count] == [*range(1, count + 1)]
    assert sum(row.inserted for row in report.new_rows if row.table_id == "3.2") == max(count - 2, 0)
    last = 2 + max(count, 2)
    assert texts(tmp_path / "isi.xlsx", "Lain", "A") == [f"=SUM('Tabel 3.2'!E3:E{last})"]
    assert f"=AVERAGE(F3:F{last})" in texts(tmp_path / "isi.xlsx", "Tabel 3.2", "B")
    assert report.rows_frame["asal"][0].startswith("[data.xlsx]Tabel 3.2!")
    for more in ({}, {"data": source}):
        sc.fill(tmp_path / "isi.xlsx", tmp_path / "lagi.xlsx", overwrite=True, **more)
        assert (tmp_path / "lagi.xlsx").read_bytes() == (tmp_path / "isi.xlsx").read_bytes()


def test_without_data_and_empty_tables_nothing_is_read_twice(as_file, consistent, tmp_path):
    report = sc.fill(as_file(consistent), tmp_path / "isi.xlsx")
    assert (report.new_rows, report.other_rows, report.without_place) == ((), (), ())


@pytest.fixture
def differing(as_file):
    """A template with one row that the data have with another target, and one that they do not have."""
    sheets = form(4)
    sheets["Tabel 3.2"][2:4] = [
        [1, "Sasaran 0", NAMES[0], 70, None, None, None], [2, "Sasaran 9", "Angka kemiskinan", 9, 8, None, None],
    ]  # fmt: skip
    return as_file(sheets), as_file(data(3), "data.xlsx")


def test_keep_leaves_cells_and_rows_and_says_so(differing, tmp_path):
    template, source = differing
    report = sc.fill(template, tmp_path / "isi.xlsx", data=source)
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "C")[2:6] == [NAMES[0], "Angka kemiskinan", *NAMES[1:3]]
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "D")[2:4] == [70, 9]
    assert [(c.column, c.value.number) for c in report.conflicts] == [("target", 81)]
    assert [row.text for row in report.other_rows] == ["Sasaran 9"]
    assert "Angka kemiskinan" in "".join(texts(tmp_path / "isi.xlsx", "Tabel 3.2", "C")[2:4])
    assert "Sasaran 9" in report._repr_html_()


def test_replace_puts_the_data_in_place_and_leaves_no_conflict(differing, tmp_path):
    template, source = differing
    report = sc.fill(template, tmp_path / "isi.xlsx", data=source, on_conflict="replace")
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "C")[2:5] == list(NAMES[:3])
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "D")[2:5] == [81, 82, 83]
    assert report.cleared
    again = sc.fill(tmp_path / "isi.xlsx", tmp_path / "lagi.xlsx", data=source, on_conflict="replace")
    assert (again.conflicts, again.other_rows, again.written) == ((), (), ())


def test_error_stops_at_a_value_and_at_a_row(differing, as_file, tmp_path):
    template, source = differing
    with pytest.raises(sc.ConflictError) as caught:
        sc.fill(template, tmp_path / "hasil" / "isi.xlsx", data=source, on_conflict="error")
    assert caught.value.code == "values-differ"
    with pytest.raises(sc.ConflictError) as caught:
        sc.fill(template, tmp_path / "hasil" / "isi.xlsx", data=as_file({**data(0),
            "Tabel 3.2": [*data(0)["Tabel 3.2"], [1, "Sasaran 0", NAMES[0], 70, None, None, None]]}, "d.xlsx"),
            on_conflict="error")  # fmt: skip
    assert caught.value.code == "rows-differ"
    assert not (tmp_path / "hasil").exists()


def test_what_has_no_place_is_named(as_file, consistent, tmp_path):
    source = as_file(consistent, "data.xlsx")
    report = sc.fill(as_file(form(2)), tmp_path / "isi.xlsx", data=source)
    assert {"2.1", "2.3", "3.7", "3.9", "3.2 arah"} <= set(report.without_place)


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5 kasus", "@SUM(A1)"])
def test_text_of_the_data_never_becomes_a_formula(as_file, tmp_path, text):
    rows = data(1)
    rows["Tabel 3.2"][2][1] = (
        f"'{text}" if text[0] == "=" else text
    )  # the writer of the tests would make it one
    rows["Tabel 3.2"][2][2] = f"x{text}"
    source = as_file(rows, "data.xlsx")
    book = openpyxl.load_workbook(source)
    for cell in ("B3", "C3"):
        book["Tabel 3.2"][cell].value = text
        book["Tabel 3.2"][cell].data_type = "s"
    book.save(source)
    sc.fill(as_file(form(1)), tmp_path / "isi.xlsx", data=source)
    cells = openpyxl.load_workbook(tmp_path / "isi.xlsx")["Tabel 3.2"]
    assert [(cells[c].value, cells[c].data_type) for c in ("B3", "C3")] == [(text, "s")] * 2


def test_quantities_keep_their_unit_and_plain_texts_become_numbers(as_file, tmp_path):
    rows = data(2)
    rows["Tabel 3.2"][2][3:5] = ["12 Dokumen", "97,25"]
    sc.fill(as_file(form(2)), tmp_path / "isi.xlsx", data=as_file(rows, "data.xlsx"))
    cells = openpyxl.load_workbook(tmp_path / "isi.xlsx")["Tabel 3.2"]
    assert (cells["D3"].value, cells["E3"].value) == ("12 Dokumen", 97.25)


def test_missing_stays_missing(as_file, tmp_path):
    rows = data(2)
    rows["Tabel 3.2"][2][4] = None
    rows["Tabel 3.2"][3][4] = "-"
    report = sc.fill(as_file(form(2)), tmp_path / "isi.xlsx", data=as_file(rows, "data.xlsx"))
    assert texts(tmp_path / "isi.xlsx", "Tabel 3.2", "E")[2:4] == [None, "-"]
    assert report.hasil.capaian["capaian"].isna().all()


LABELS = ("Sasaran A", "Sasaran B")


@pytest.fixture
def labelled(tmp_path):
    """Return a function that draws a template with two goals, merged over rows that have an indicator or none."""

    def draw(*rows):
        heads = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
        with xlsxwriter.Workbook(tmp_path / "label.xlsx") as book:
            look = book.add_format({"border": 1})
            book.add_worksheet("Sampul").write_column(0, 0, ["DINAS CONTOH", "TAHUN 2024"])
            page = book.add_worksheet("Tabel 3.2")
            page.write_string(0, 0, "Tabel 3.2 Hasil Pengukuran")
            page.write_row(1, 0, heads)
            at = 2
            for goal, names in zip(LABELS, rows, strict=True):
                for n, name in enumerate(names):
                    for col in range(7):
                        page.write_blank(at + n, col, None, look)
                    if name:
                        page.write_string(at + n, 2, name, look)
                page.merge_range(at, 1, at + len(names) - 1, 1, goal, look)
                at += len(names)
            page.write_string(at, 1, "Catatan: contoh")
            page.write_formula("K1", f"=COUNTA(C3:C{at})", None, 0)
        return tmp_path / "label.xlsx"

    return draw


def indicators(goals_and_names):
    rows = [[n, goal, name, 80, 90, None, None] for n, (goal, name) in enumerate(goals_and_names, 1)]
    return {"Sampul": [["DINAS CONTOH"], ["TAHUN 2024"]], "Tabel 3.2": [*form(0)["Tabel 3.2"][:2], *rows]}


@pytest.mark.parametrize(
    ("drawn", "merged", "inserted"),
    [
        ((("Nilai a1", None, None), ("Nilai b1", None)), {"B3:B5", "B6:B7"}, 0),
        ((("Nilai a1", None), ("Nilai b1", None)), {"B3:B5", "B6:B7"}, 1),
        ((("Nilai a1", "Nilai a2"), ("Nilai b1", "Nilai b2")), {"B3:B5", "B6:B7"}, 1),
    ],
)
def test_a_row_goes_under_the_merged_label_that_is_its_own_and_the_label_grows(
    labelled, as_file, tmp_path, drawn, merged, inserted
):
    names = [("Sasaran A", f"Nilai a{n}") for n in (1, 2, 3)] + [("Sasaran B", f"Nilai b{n}") for n in (1, 2)]
    data = as_file(indicators(names), "data.xlsx")
    report = sc.fill(labelled(*drawn), tmp_path / "isi.xlsx", data=data)
    page = openpyxl.load_workbook(tmp_path / "isi.xlsx")["Tabel 3.2"]
    assert {str(area) for area in page.merged_cells.ranges} == merged
    assert [page.cell(row, 2).value for row in range(3, 9)] == [
        "Sasaran A",
        None,
        None,
        "Sasaran B",
        None,
        "Catatan: contoh",
    ]
    said = [page.cell(row, 3).value for row in range(3, 8)]
    assert (sorted(said[:3]), sorted(said[3:])) == (
        ["Nilai a1", "Nilai a2", "Nilai a3"],
        ["Nilai b1", "Nilai b2"],
    )
    assert sum(row.inserted for row in report.new_rows) == inserted
    assert page["K1"].value == "=COUNTA(C3:C7)"
    read = sc.read(tmp_path / "isi.xlsx").tabel["3.2"]
    assert [text[-1] for text in read["tujuan_sasaran"]] == ["A", "A", "A", "B", "B"]
    sc.fill(tmp_path / "isi.xlsx", tmp_path / "lagi.xlsx", data=data)
    assert (tmp_path / "lagi.xlsx").read_bytes() == (tmp_path / "isi.xlsx").read_bytes()


def test_a_goal_that_the_template_does_not_have_comes_below_the_merged_labels(labelled, as_file, tmp_path):
    names = [
        ("Sasaran A", "Nilai a1"),
        ("Sasaran B", "Nilai b1"),
        ("Sasaran C", "Nilai c1"),
        ("Sasaran B", "Nilai b3"),
    ]
    form_ = labelled(("Nilai a1", "Nilai a2"), ("Nilai b1", "Nilai b2"))
    sc.fill(form_, tmp_path / "isi.xlsx", data=as_file(indicators(names), "data.xlsx"))
    page = openpyxl.load_workbook(tmp_path / "isi.xlsx")["Tabel 3.2"]
    assert {str(area) for area in page.merged_cells.ranges} == {"B3:B4", "B5:B7"}
    assert [page.cell(row, 2).value for row in range(3, 10)] == [
        "Sasaran A", None, "Sasaran B", None, None, "Sasaran C", "Catatan: contoh",
    ]  # fmt: skip
    assert [page.cell(row, 3).value for row in range(3, 9)] == [
        "Nilai a1", "Nilai a2", "Nilai b1", "Nilai b3", "Nilai b2", "Nilai c1",
    ]  # fmt: skip
