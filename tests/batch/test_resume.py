"""A batch that goes on: what is unchanged is passed over with its figures, everything else is done."""

from __future__ import annotations

import pytest

import sakipcalc as sc
from sakipcalc.batch.journal import JOURNAL

NAMES = ("a.xlsx", "kec/b.xlsx")


@pytest.fixture
def filled(units, tmp_path):
    """Return input and output folder of a batch that is done, and its report."""
    folder = units(*NAMES)
    return folder, tmp_path / "hasil", sc.fill_many(folder, tmp_path / "hasil", jobs=1)


def again(filled, **choices):
    folder, output, _ = filled
    return sc.fill_many(folder, output, jobs=1, resume=True, **choices)


def statuses(batch):
    return [one.status for one in batch]


def test_what_is_unchanged_is_passed_over_and_counts_as_before(filled):
    before = {path: path.stat().st_mtime_ns for path in filled[1].rglob("*.xlsx")}
    batch = again(filled)
    assert statuses(batch) == ["dilewati"] * 2
    assert {path: path.stat().st_mtime_ns for path in filled[1].rglob("*.xlsx")} == before
    assert batch.frame.equals(filled[2].frame)
    assert batch.temuan.equals(filled[2].temuan)
    assert batch.units.drop(columns="status").equals(filled[2].units.drop(columns="status"))
    assert list(batch.units["nama"]) == [f"Dinas Contoh {letter}" for letter in "AB"]


def test_a_changed_input_and_a_missing_output_are_filled_again(filled, units):
    folder, output, earlier = filled
    (folder / "a.xlsx").write_bytes((folder / "kec" / "b.xlsx").read_bytes())
    batch = again(filled)
    assert statuses(batch) == ["terisi", "dilewati"]
    assert [one.nama for one in batch] == ["Dinas Contoh B"] * 2
    assert sc.read(output / "a.xlsx").entitas.nama == "Dinas Contoh B"
    assert [one.nama for one in earlier] == ["Dinas Contoh A", "Dinas Contoh B"]
    (output / "a.xlsx").unlink()
    assert statuses(again(filled)) == ["terisi", "dilewati"]
    assert (output / "a.xlsx").read_bytes() == (output / "kec" / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    "choices", [{"metode": sc.Metode(batas=110)}, {"formulas": False}, {"sinonim": {}}, {"temuan": True}]
)
def test_other_choices_fill_again(filled, choices):
    assert statuses(again(filled, **choices)) == ["terisi"] * 2
    assert statuses(again(filled, **choices)) == ["dilewati"] * 2


def test_another_version_fills_again(filled, monkeypatch):
    monkeypatch.setattr("sakipcalc.batch.options.__version__", "99")
    assert statuses(again(filled)) == ["terisi"] * 2


def test_headings_of_the_unit_count_with_what_their_file_holds(filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sinonim.toml").write_text('[kolom]\nrealisasi = ["Perolehan"]\n')
    assert statuses(again(filled, sinonim="sinonim.toml")) == ["terisi"] * 2
    assert statuses(again(filled, sinonim={"kolom": {"realisasi": ["Perolehan"]}})) == ["dilewati"] * 2
    (tmp_path / "sinonim.toml").write_text('[kolom]\nrealisasi = ["Didapat"]\n')
    assert statuses(again(filled, sinonim="sinonim.toml")) == ["terisi"] * 2


def test_a_rule_file_counts_with_its_content(filled, tmp_path):
    rules = tmp_path / "aturan.toml"
    rules.write_text("")
    assert statuses(again(filled, metode=sc.Metode(aturan=str(rules)))) == ["terisi"] * 2
    rules.write_text("# lain\n")
    assert statuses(again(filled, metode=sc.Metode(aturan=str(rules)))) == ["terisi"] * 2


def test_a_result_that_somebody_changed_is_not_replaced(filled):
    _, output, _ = filled
    mine = output / "a.xlsx"
    mine.write_bytes(mine.read_bytes() + b"\n")
    kept = mine.read_bytes()
    assert statuses(again(filled)) == ["dilewati"] * 2
    batch = again(filled, formulas=False)
    assert [one.code for one in batch] == ["output-changed", ""]
    assert mine.read_bytes() == kept
    assert statuses(again(filled, formulas=False, overwrite=True)) == ["terisi", "dilewati"]


def test_without_resume_nothing_that_is_there_is_replaced(filled):
    folder, output, _ = filled
    (output / "a.xlsx").write_bytes(b"milik orang")
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.xlsx")}
    batch = sc.fill_many(folder, output, jobs=1)
    assert [one.code for one in batch] == ["output-exists", ""]
    assert {
        path: path.stat().st_mtime_ns for path in output.rglob("*.xlsx")
    } == before  # the others are equal
    assert statuses(again(filled)) == ["dilewati"] * 2  # the failure does not hide what was recorded before
    assert statuses(sc.fill_many(folder, output, jobs=1, overwrite=True)) == ["terisi"] * 2


def test_a_line_that_was_cut_off_by_a_crash_costs_that_workbook_only(filled):
    journal, before = filled[1] / JOURNAL, filled[2].frame
    journal.write_bytes(journal.read_bytes()[:-40])
    batch = again(filled)
    assert statuses(batch) == ["dilewati", "terisi"]
    assert batch.frame.equals(before)
    assert statuses(again(filled)) == ["dilewati"] * 2


def test_without_a_journal_equal_results_stay_as_they_are(filled):
    (filled[1] / JOURNAL).unlink()
    before = {path: path.stat().st_mtime_ns for path in filled[1].rglob("*.xlsx")}
    assert statuses(again(filled)) == ["terisi"] * 2
    assert {path: path.stat().st_mtime_ns for path in filled[1].rglob("*.xlsx")} == before


def test_a_report_stays_right_when_another_batch_goes_to_its_folder(filled, units):
    _, output, batch = filled
    before = batch.frame
    sc.fill_many(units("lain.xlsx", folder="lain"), output, jobs=1)
    assert batch.frame.equals(before)


def test_a_report_whose_results_are_gone_says_so(filled):
    for spoil in (
        lambda journal: journal.write_bytes(journal.read_bytes()[:-40]),
        lambda journal: journal.unlink(),
    ):
        spoil(filled[1] / JOURNAL)
        with pytest.raises(sc.OutputError) as gone:
            _ = filled[2].frame
        assert gone.value.code == "batch-results-gone"


def test_one_template_takes_the_facts_of_many_units(filled, units, tmp_path):
    folder, _, _ = filled
    blank = units("kosong.xlsx", folder="templat") / "kosong.xlsx"
    batch = sc.fill_many(folder, tmp_path / "satu", jobs=1, template=blank, on_conflict="replace")
    realisasi = batch.frame.query("indikator == 'SKM'").set_index("sumber")["realisasi"]
    assert statuses(batch) == ["terisi"] * 2
    assert dict(realisasi) == {str(folder / n): v for n, v in zip(NAMES, (80, 81), strict=True)}


def test_the_facts_of_one_workbook_fill_every_input(filled, tmp_path):
    folder, _, _ = filled
    data = folder / "kec" / "b.xlsx"
    batch = sc.fill_many(folder, tmp_path / "satu", jobs=1, data=data, on_conflict="replace")
    assert set(batch.frame.query("indikator == 'SKM'")["realisasi"]) == {81}
    data.write_bytes(b"PK")
    batch = sc.fill_many([folder / "a.xlsx"], tmp_path / "dua", jobs=1, data=data)
    assert [one.status for one in batch] == ["gagal"]
