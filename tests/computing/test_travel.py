"""What the library hands out can be kept in a cache, sent to another process, and compared."""

from __future__ import annotations

import copy
import io
import pickle

import pytest

import sakipcalc as sc


@pytest.fixture(scope="module")
def handed_out(request):
    folder = request.getfixturevalue("workbooks")
    laporan = sc.read(folder / "bogorejo-2024.xlsx")
    hasil = sc.compute(laporan)
    return {
        "laporan": laporan,
        "hasil": hasil,
        "temuan": sc.audit(laporan, hasil),
        "skala": hasil.metode.scale(),
        "fill": sc.fill(folder / "bogorejo-2024-kosong.xlsx", io.BytesIO()),
        "batch": sc.audit_many(folder / "bogorejo-2024.xlsx", jobs=1, progress=False),
    }


def sent(one):
    """Return what arrives in another process."""
    return pickle.loads(pickle.dumps(one))  # noqa: S301 -- of this test


KINDS = ("laporan", "hasil", "temuan", "skala", "fill", "batch")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("again", [copy.deepcopy, sent], ids=["copy", "pickle"])
def test_it_comes_back_equal(handed_out, kind, again):
    assert again(handed_out[kind]) == handed_out[kind]


def test_what_comes_back_still_works(handed_out):
    back = sent(handed_out["hasil"])
    assert back.as_dict() == handed_out["hasil"].as_dict()
    filled = sent(handed_out["fill"])
    assert filled.temuan == handed_out["fill"].temuan
    assert filled.frame.equals(handed_out["fill"].frame)
    laporan = sent(handed_out["laporan"])
    assert sc.audit(laporan, sc.compute(laporan)) == handed_out["temuan"]


def test_other_workbooks_and_other_choices_are_not_equal(handed_out, workbooks):
    other = sc.read(workbooks / "bogorejo-2024-tercetak.xlsx")
    assert other != handed_out["laporan"]
    assert sc.compute(handed_out["laporan"], sc.Metode(batas=110)) != handed_out["hasil"]


def test_verbs_take_a_workbook_that_is_still_to_be_read(handed_out, workbooks, tmp_path):
    path = workbooks / "bogorejo-2024.xlsx"
    assert sc.compute(path) == handed_out["hasil"]
    assert sc.compute(path.read_bytes()).as_dict() == handed_out["hasil"].as_dict()
    assert sc.audit(path) == handed_out["temuan"]
    sc.write_report(path, tmp_path / "laporan.xlsx")
    assert sc.compute(tmp_path / "laporan.xlsx").capaian["kategori"].tolist() == ["Sangat Baik"] * 2
