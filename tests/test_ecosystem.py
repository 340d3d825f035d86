"""Workbooks of openpyxl, frames and open writers of pandas: the types of the programs around the library."""

from __future__ import annotations

import io
import pickle
import warnings
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

import sakipcalc as sc
from sakipcalc.reading import read_frames
from sakipcalc.tables import Vocabulary


@pytest.fixture(scope="module")
def laporan(workbooks):
    return sc.read(workbooks / "bogorejo-2024-kosong.xlsx")


def test_a_workbook_that_openpyxl_holds_open_reads_as_its_file_does(workbooks):
    path = workbooks / "bogorejo-2024-tercetak.xlsx"
    ours, theirs = sc.read(path), sc.read(_loaded(path))
    assert [table.name for table in theirs.tables] == [table.name for table in ours.tables]
    for name, frame in ours.tabel.items():
        pd.testing.assert_frame_equal(theirs.tabel[name], frame)
        assert theirs.tabel[name].sakip.tingkat.equals(frame.sakip.tingkat)
    assert theirs.tabel["3.2"].sakip.tempat.loc[6, "target"] == "Tabel 3.2!D6"


def test_what_a_program_changes_in_openpyxl_is_what_is_read(workbooks):
    book = _loaded(workbooks / "bogorejo-2024.xlsx", data_only=True)
    book["Tabel 3.2"]["E6"] = 46
    assert sc.compute(book).capaian.loc[0, "capaian"] == 50
    assert sc.audit(book).counts["galat"] >= 1


def test_formulas_that_openpyxl_has_without_results_are_no_values(workbooks):
    filled = sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", io.BytesIO())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = filled.workbook()
    frame = sc.read(book).tabel["3.2"]
    assert frame["capaian"].isna().all()
    assert sc.compute(book).capaian["capaian"].tolist() == pytest.approx([97.25 / 92 * 100, 83.75 / 70 * 100])


def test_dates_theme_colours_and_hidden_rows_come_through(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Indikator Kinerja", "Target", "Realisasi", "Capaian %"])
    sheet.append(["Indeks IKM", 80, 84, None])
    sheet.append(["Nilai SAKIP", Decimal("70.5"), pd.Timestamp("2024-01-31").to_pydatetime(), None])
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "a.xlsx")
    ours, theirs = sc.read(tmp_path / "a.xlsx"), sc.read(book)
    pd.testing.assert_frame_equal(theirs.tabel["3.2"], ours.tabel["3.2"])
    assert [one.code for one in theirs.temuan] == [one.code for one in ours.temuan]


def test_a_workbook_that_is_only_written_is_refused():
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(openpyxl.Workbook(write_only=True))
    assert caught.value.code == "write-only"


def test_frames_fill_as_the_workbook_does_that_they_were_read_from(workbooks, laporan):
    template = workbooks / "bogorejo-2024-kosong.xlsx"
    by_frames = sc.fill(template, io.BytesIO(), data=dict(laporan.tabel))
    by_laporan = sc.fill(template, io.BytesIO(), data=laporan)
    assert by_frames.workbook_bytes == by_laporan.workbook_bytes


def test_facts_of_a_database_fill_a_blank_workbook(tmp_path):
    blank = tmp_path / "kosong.xlsx"
    sc.write_template(blank, tahun=2024, renstra=(2021, 2026), nama="Kecamatan Jepon", indikator=2, program=1)
    facts = {
        "2.1": pd.DataFrame({
            "tujuan_sasaran": ["Meningkatnya layanan"], "indikator": ["Indeks IKM"], "satuan": ["Indeks"],
            "target_2024": [Decimal("92.5")],
        }),
        "3.2": pd.DataFrame({
            "tujuan_sasaran": ["Meningkatnya layanan"], "indikator": ["Indeks IKM"], "realisasi": [97.125],
        }),
    }  # fmt: skip
    filled = sc.fill(blank, tmp_path / "isi.xlsx", data=facts)
    assert filled.hasil.capaian["capaian"].tolist() == [105.0]


def test_a_column_of_levels_says_what_each_line_of_the_budget_is():
    lines = pd.DataFrame({
        "tingkat": ["program", "kegiatan", "sub_kegiatan", "jumlah"],
        "uraian": ["Pelayanan publik", "Koordinasi", "Rapat", "Semua"],
        "realisasi": [pd.NA, None, 11_500_000.0, float("nan")],
    })  # fmt: skip
    read = read_frames({"3.9": lines}, Vocabulary.standard()).find("3.9")
    assert [(str(row.level), row.parent) for row in read.rows] == [
        ("program", 0),
        ("kegiatan", 2),
        ("sub_kegiatan", 3),
        ("jumlah", 0),
    ]


@pytest.mark.parametrize(
    ("facts", "code", "meant"),
    [
        ({"3.22": {"target": [1]}}, "frame-table-unknown", "3.2"),
        ({"3.2": {"realisassi": [1]}}, "frame-column-unknown", "realisasi"),
    ],
)
def test_a_table_or_a_column_that_does_not_exist_is_refused(workbooks, facts, code, meant):
    frames = {name: pd.DataFrame(columns) for name, columns in facts.items()}
    with pytest.raises(sc.TableError) as caught:
        sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", io.BytesIO(), data=frames)
    assert caught.value.code == code
    assert meant in caught.value.hint()


@pytest.mark.parametrize("engine", ["xlsxwriter", "openpyxl"])
def test_results_go_into_a_workbook_that_pandas_is_writing(laporan, engine):
    hasil, stream = sc.compute(laporan), io.BytesIO()
    with pd.ExcelWriter(stream, engine=engine) as writer:
        pd.DataFrame({"a": [1]}).to_excel(writer, sheet_name="Milik sendiri")
        names = sc.write_results(hasil, writer, temuan=sc.audit(laporan, hasil))
        with pytest.raises(sc.OutputError) as caught:
            sc.write_results(hasil, writer)
    assert caught.value.code == "sheet-taken"
    assert pd.ExcelFile(stream, engine="openpyxl").sheet_names == ["Milik sendiri", *names]
    read = pd.read_excel(stream, engine="openpyxl", sheet_name="Capaian")
    assert read["Target"].tolist() == hasil.capaian["target"].tolist()
    assert read["Capaian %"].tolist() == pytest.approx(hasil.capaian["capaian"].tolist())
    assert len(pd.read_excel(stream, engine="openpyxl", sheet_name="Temuan")) == len(sc.audit(laporan, hasil))


@pytest.mark.parametrize("engine", ["xlsxwriter", "openpyxl"])
def test_a_text_of_a_workbook_never_becomes_a_formula(engine):
    book = openpyxl.Workbook()
    book.active.append(["Indikator Kinerja", "Target", "Realisasi", "Capaian %"])
    book.active.append(["Indeks IKM", 80, 84, None])
    book.active["A2"].value, book.active["A2"].data_type = "=HYPERLINK(1)", "s"
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine=engine) as writer:
        sc.write_results(sc.compute(book), writer)
    sheet = openpyxl.load_workbook(stream)["Capaian"]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row].count("f") == 0
    assert sheet["B2"].value == "=HYPERLINK(1)"


def test_the_filled_workbook_is_openpyxls_and_says_what_saving_would_lose(workbooks):
    report = sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", io.BytesIO())
    with pytest.warns(UserWarning, match="185 rumus"):
        book = report.workbook()
    assert str(book["Tabel 3.2"]["F6"].value).startswith("=")
    told = [one.in_language("en") for one in report.losses]
    assert any("1 drawn shape" in one for one in told)
    assert not any("comment" in one for one in told)


def _loaded(path, *, data_only=False):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=data_only)


def test_frames_go_to_parquet_and_together_without_a_wrong_origin(laporan, workbooks, tmp_path):
    other = sc.read(workbooks / "bogorejo-2024.xlsx")
    frames = [one.tabel["3.2"] for one in (laporan, other)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frames[0].to_parquet(tmp_path / "a.parquet")
    back = pd.read_parquet(tmp_path / "a.parquet")
    assert back["realisasi"].tolist() == frames[0]["realisasi"].tolist()
    assert back.index.tolist() == frames[0].index.tolist()
    with pytest.raises(AttributeError):
        _ = back.sakip
    with pytest.raises(AttributeError):
        _ = pd.concat(frames).sakip
    assert pickle.loads(pickle.dumps(frames[0])).sakip.tempat.equals(frames[0].sakip.tempat)  # noqa: S301 -- our own


def test_a_laporan_is_filled_and_rolled_forward_from_what_it_was_read_from(workbooks, laporan):
    direct, again = io.BytesIO(), io.BytesIO()
    sc.fill(workbooks / "bogorejo-2024-kosong.xlsx", direct)
    sc.fill(laporan, again)
    assert again.getvalue() == direct.getvalue()
    of_bytes = sc.read((workbooks / "bogorejo-2024.xlsx").read_bytes())
    assert sc.roll_forward(of_bytes, io.BytesIO()).to_year == 2025
    with pytest.raises(sc.WorkbookError, match="tidak dibaca dari berkas"):
        sc.fill(sc.read(io.BytesIO(direct.getvalue())), io.BytesIO())


def test_what_python_raises_for_a_missing_file_or_key_is_caught_too(laporan):
    with pytest.raises(FileNotFoundError) as missing:
        sc.read("tidak-ada.xlsx")
    assert isinstance(missing.value, sc.WorkbookError)
    assert pickle.loads(pickle.dumps(missing.value)).code == "no-such-file"  # noqa: S301 -- our own
    with pytest.raises(KeyError, match=r"terdekat: 3\.2\."):
        laporan.tabel["Tabel 3.2"]
    assert "9.9" not in laporan.tabel
    assert laporan.tabel.get("9.9") is None


def test_findings_of_one_workbook_are_written_without_naming_it(laporan):
    sheet = _written(sc.audit(laporan))
    assert sheet.max_row > 10


def _written(found):
    made = io.BytesIO()
    sc.write_findings(found, made)
    return openpyxl.load_workbook(made)["Temuan"]
