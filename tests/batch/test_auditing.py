"""Many workbooks audited as they are: results as those of one at a time, and nothing is written beside them."""

from __future__ import annotations

import gc
import shutil

import pytest

import sakipcalc as sc


@pytest.fixture
def folder(tmp_path, workbooks):
    """Two filled workbooks and one that is none."""
    inside = tmp_path / "terisi" / "kecamatan"
    inside.mkdir(parents=True)
    shutil.copy(workbooks / "bogorejo-2024.xlsx", inside / "a.xlsx")
    shutil.copy(workbooks / "bogorejo-2024-tercetak.xlsx", inside / "b.xlsx")
    (inside / "c.xlsx").write_bytes(b"PK tetapi bukan buku kerja")
    return tmp_path / "terisi"


def test_results_are_those_of_each_workbook_by_itself(folder):
    batch = sc.audit_many(folder, jobs=1, progress=False)
    assert [one.status for one in batch] == ["terisi", "terisi", "gagal"]
    for name, outcome in zip("ab", batch, strict=False):
        laporan = sc.read(folder / "kecamatan" / f"{name}.xlsx")
        hasil = sc.compute(laporan)
        assert dict(outcome.temuan) == dict(sc.audit(laporan, hasil).counts)
        own = batch.frame.query("sumber == @outcome.source")
        assert own["capaian"].tolist() == hasil.capaian["capaian"].tolist()
    assert batch.units["sel"].tolist()[:2] == [0, 0]
    assert set(batch.units["tujuan"]) == {""}
    assert batch.failed[0].code


def test_nothing_is_written_beside_the_workbooks_and_nothing_stays_behind(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "sementara"))
    (tmp_path / "sementara").mkdir()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    batch = sc.audit_many(folder, jobs=1, progress=False)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert len(list((tmp_path / "sementara").iterdir())) == 1
    assert len(batch.frame) == 4
    del batch
    gc.collect()
    assert list((tmp_path / "sementara").iterdir()) == []


def test_the_result_folder_of_a_batch_is_read(folder, tmp_path):
    results = tmp_path / "hasil"
    filled = sc.fill_many(folder, results, jobs=1, progress=False)
    batch = sc.audit_many(results, jobs=1, progress=False)
    assert batch.frame["capaian"].tolist() == filled.frame["capaian"].tolist()


def test_limits_hold_for_each_workbook(folder):
    batch = sc.audit_many(folder, jobs=1, progress=False, limits=sc.Limits(file_bytes=1000))
    assert [one.code for one in batch] == ["package-too-large", "package-too-large", batch.outcomes[2].code]
    batch = sc.audit_many(folder / "kecamatan" / "a.xlsx", jobs=1, progress=False, limits=sc.Limits(cells=10))
    assert [one.code for one in batch] == ["package-too-large"]


def test_a_number_of_workers_that_is_none_is_refused_before_anything_is_done(folder, tmp_path):
    for work in (sc.audit_many, lambda *a, **k: sc.fill_many(*a, tmp_path / "hasil", **k)):
        for jobs in (0, -1):
            with pytest.raises(sc.RuleError) as caught:
                work(folder, jobs=jobs)
            assert caught.value.code == "jobs-not-positive"
    assert not (tmp_path / "hasil").exists()


def test_an_empty_folder_is_refused_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "kosong").mkdir()
    with pytest.raises(sc.WorkbookError):
        sc.audit_many(tmp_path / "kosong", progress=False)
    assert [path.name for path in tmp_path.iterdir()] == ["kosong"]
