"""What the reader says of its own reading: which table, why, what else it might be, and what it did not understand."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

import sakipcalc as sc

HEADER = ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori"]
ROW = [1, "Pelayanan prima", "Indeks IKM", 92, 97.25, 105.7, "Sangat Baik"]


def codes(laporan):
    return {t.code: [str(p) for p in t.places] for t in laporan.temuan}


def test_the_explanation_names_table_signs_and_the_second_best(as_file):
    laporan = sc.read(as_file({"Tabel 3.2": [["Tabel 3.2 Hasil Pengukuran"], HEADER, ROW]}))
    told = laporan.explain_reading("en")
    assert told.startswith("Tabel 3.2!A2: read as Tabel 3.2")
    assert "candidate 3.2:" in told
    assert "candidate 4.1:" in told
    (reading,) = laporan.readings
    assert [one.table_id for one in reading.guesses][:2] == ["3.2", "4.1"]
    assert reading.guesses[0].marks["nomor"] == 1
    assert "Tabel 3.2!A2" in laporan._repr_html_()


def test_a_heading_in_an_unusual_spelling_is_said_and_understood(as_file):
    laporan = sc.read(as_file({"3.2": [[*HEADER[:4], "Relisasi", *HEADER[5:]], ROW]}))
    assert codes(laporan) == {"judul-mirip": ["3.2!E1"]}
    assert laporan.tabel["3.2"].loc[2, "realisasi"] == 97.25


def test_a_column_of_the_offices_own_is_said_and_not_read(as_file):
    laporan = sc.read(as_file({"3.2": [[*HEADER, "Penanggung Jawab"], [*ROW, "Kasi Pelayanan"]]}))
    assert codes(laporan) == {"kolom-tak-dikenal": ["3.2!H1"]}
    assert "Penanggung Jawab" in laporan.temuan[0].message()


def test_a_table_without_a_result_is_read_with_what_it_has(as_file):
    without_realisasi = [[h for h in HEADER if h != "Realisasi"], [x for x in ROW if x != 97.25]]
    laporan = sc.read(as_file({"x": without_realisasi}))
    assert laporan.tabel["3.2"].loc[2, ["target", "capaian"]].tolist() == [92, 105.7]


def test_a_header_without_any_fact_is_asked_about(as_file):
    header, row = (
        ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Kategori"],
        [1, "Prima", "Indeks IKM", "Baik"],
    )
    laporan = sc.read(as_file({"3.1": [["Skala", "Predikat"], ["> 100", "Baik"]], "x": [header, row]}))
    (finding,) = laporan.temuan.with_code("tabel-tak-dibaca")
    assert str(finding.places[0]) == "x!A1"
    assert "“Tabel x!A1”" in finding.hint()


def test_a_workbook_without_any_table_says_how_it_was_read(as_file):
    rows = [["Tabel 7 Daftar Pegawai"], ["Nama", "Pangkat", "Golongan"], ["Budi", "Penata", "III/c"]]
    with pytest.raises(sc.TableError) as caught:
        sc.read(as_file({"x": [["Lampiran"], HEADER[:3], ROW[:3], [], [], [], *rows]}))
    assert next(str(one.place) for one in caught.value.bacaan) == "x!A2"


def test_a_table_that_its_caption_names_is_not_doubtful(as_file):
    header = ["No", "Tujuan", "Sasaran", "Indikator Kinerja", "Satuan", "Target"]
    row = [1, "Pelayanan prima", "Layanan cepat", "Indeks IKM", "Indeks", 92]
    named = sc.read(as_file({"x": [["Rencana Kinerja Tahunan"], header, row]}))
    assert not named.temuan
    assert [t.id for t in named.tables] == ["2.3"]


def test_the_measurement_that_stands_again_without_a_number_is_the_conclusion(as_file):
    laporan = sc.read(as_file({"A": [["Hasil Pengukuran"], HEADER, ROW], "B": [["Kesimpulan"], HEADER, ROW]}))
    assert {t.id: t.sheet for t in laporan.tables} == {"3.2": "A", "4.1": "B"}
    assert not laporan.temuan


@pytest.fixture
def drawn():
    """Return a function that reads what it lets a writer draw on one sheet."""

    def read(draw):
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Tabel 3.2")
            for r, row in enumerate(
                [HEADER, ROW, [2, "Akuntabel", "Nilai SAKIP", 70, 83.75, 119.6, "Sangat Baik"]]
            ):
                sheet.write_row(r, 0, row)
            draw(book, sheet)
        return sc.read(buffer)

    return read


def test_hidden_rows_and_columns_are_read_and_reported(drawn):
    laporan = drawn(
        lambda _, sheet: (
            sheet.set_row(2, None, None, {"hidden": True}),
            sheet.set_column("F:F", 8, None, {"hidden": True}),
        )
    )
    assert len(laporan.find("3.2").rows) == 2
    (finding,) = laporan.temuan
    assert (finding.code, finding.data["baris"], finding.data["kolom"]) == ("sel-tersembunyi", ("3",), ("F",))


def test_a_hidden_sheet_is_read_and_reported(drawn):
    def hide(book, sheet):
        book.add_worksheet("Sampul").activate()
        sheet.hide()

    laporan = drawn(hide)
    assert codes(laporan) == {"lembar-tersembunyi": ["Tabel 3.2!A2"]}


OWN_HEADINGS = {
    "x": [["No", "Tujuan/Sasaran", "Indikator Kinerja", "Angka Janji", "Hasil Nyata", "Capaian %"], ROW[:6]]
}


class TestSynonymsOfTheUser:
    def test_headings_from_a_file_are_understood(self, as_file, tmp_path):
        more = tmp_path / "sinonim.toml"
        more.write_text(
            '[kolom]\nrealisasi = "Hasil Nyata"\n[tabel."3.2"]\ntarget = ["Angka Janji"]\n', "utf-8"
        )
        laporan = sc.read(as_file(OWN_HEADINGS), sinonim=more)
        assert laporan.tabel["3.2"].loc[2, ["target", "realisasi"]].tolist() == [92, 97.25]
        assert not laporan.temuan

    def test_headings_may_be_given_as_a_mapping(self, as_file):
        more = {"kolom": {"realisasi": ["Hasil Nyata"], "target": ["Angka Janji"]}}
        assert sc.read(as_file(OWN_HEADINGS), sinonim=more).find("3.2") is not None

    def test_filling_understands_them_too(self, as_file, tmp_path):
        more = {"kolom": {"realisasi": ["Hasil Nyata"], "target": ["Angka Janji"]}}
        rows = {"x": [*OWN_HEADINGS["x"][:1], [*ROW[:5], None]]}
        report = sc.fill(as_file(rows), tmp_path / "isi.xlsx", sinonim=more)
        assert report.by_table == {"3.2": 1}

    def test_without_them_the_figures_tell_and_the_guess_is_said(self, as_file):
        laporan = sc.read(as_file(OWN_HEADINGS))
        assert laporan.tabel["3.2"].loc[2, ["target", "realisasi"]].tolist() == [92, 97.25]
        (finding,) = laporan.temuan.with_code("kolom-ditebak")
        assert [str(place) for place in finding.places] == ["x!D1"]

    def test_all_faults_of_the_file_are_told_at_once(self, as_file):
        more = {"kolom": {"realisasii": ["x"]}, "tabel": {"3.2": {"target": 5}, "9.9": {}}}
        with pytest.raises(sc.RuleError) as caught:
            sc.read(as_file(OWN_HEADINGS), sinonim=more)
        assert {fault.values["path"] for fault in caught.value.faults} == {
            "kolom.realisasii", "tabel.3.2.target", "tabel.9.9",
        }  # fmt: skip


def test_a_frame_keeps_the_places_of_its_values_when_rows_and_columns_are_chosen(workbooks):
    hasil = sc.compute(sc.read(workbooks / "bogorejo-2024.xlsx"))
    chosen = hasil.capaian.query("realisasi < 90")[["capaian", "indikator"]]
    assert chosen.sakip.tempat.iloc[0].tolist() == ["Tabel 3.2!F7", ""]
    with pytest.raises(AttributeError):
        hasil.capaian.reset_index().sakip  # noqa: B018 -- asked for its error


def test_a_formula_of_the_library_without_a_stored_value_is_known(as_file):
    rows = {
        "Tabel 3.2": [
            [*HEADER],
            [1, "Pelayanan prima", "Indeks IKM", 92, 97.25, "=E2/D2*100", "=IF(F2>100,1,2)"],
        ],
        "Tabel 3.5": [
            ["No", "Tujuan/Sasaran", "Indikator Kinerja", "Target", "Realisasi", "% Capaian", "Analisis"],
            [1, "Pelayanan prima", "Indeks IKM", 92, 97.25, 105.7, "baik"],
        ],
    }
    laporan = sc.read(as_file(rows))
    hasil = sc.compute(laporan)
    assert [str(place) for place in hasil.own_formulas] == ["Tabel 3.2!F2"]
    assert not sc.audit(laporan, hasil).with_code(
        "salinan-berbeda"
    )  # 105.7 agrees with what the formula gives
