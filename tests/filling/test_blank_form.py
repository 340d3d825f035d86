"""A blank form that takes the facts of a printed report says what the report says, and accuses nothing else."""

from __future__ import annotations

import pytest

import sakipcalc as sc


@pytest.fixture(scope="module")
def both(tmp_path_factory, workbooks):
    folder = tmp_path_factory.mktemp("formulir")
    sc.write_template(folder / "kosong.xlsx", tahun=2024, indikator=12, program=3, kegiatan=2, sub_kegiatan=2)
    source = sc.read(workbooks / "bogorejo-2024.xlsx")
    report = sc.fill(folder / "kosong.xlsx", folder / "isi.xlsx", data=source)
    return sc.compute(source), sc.compute(sc.read(folder / "isi.xlsx")), report


def shown(hasil, table):
    return [text for row in hasil.laporan.find(table).rows if (text := row.text("indikator"))]


def test_no_line_is_shown_that_the_report_does_not_have(both):
    theirs, ours, _ = both
    for table in ("2.1", "2.2", "2.3", "3.2", "3.3", "3.4", "3.5", "4.1"):
        assert shown(ours, table) == shown(theirs, table), table
    assert list(dict.fromkeys(shown(ours, "3.8"))) == list(dict.fromkeys(shown(theirs, "3.8")))


def test_targets_of_every_year_and_results_are_those_of_the_report(both):
    theirs, ours, _ = both
    years = [f"target_{year}" for year in range(2022, 2027)]
    plans = [
        [
            [row.cells[key].value for key in years]
            for row in one.laporan.find("2.1").rows
            if row.text("indikator")
        ]
        for one in both[:2]
    ]
    assert plans[0] == plans[1]
    assert ours.capaian["capaian"].tolist() == theirs.capaian["capaian"].tolist()
    assert ours.total_anggaran.pagu.number == theirs.total_anggaran.pagu.number
    assert ours.efisiensi["selisih"].tolist() == theirs.efisiensi["selisih"].tolist()


def test_the_agreement_of_the_head_is_that_of_the_head_whatever_he_is_called(both):
    _, ours, report = both
    agreed = ours.laporan.find("PK")
    assert [row.cells["target"].text for row in agreed.rows if row.text("indikator")] == ["79", "WBK", "91"]
    assert not any("Camat" in name for name in report.without_place)


def test_what_came_from_one_source_is_not_accused(both):
    theirs, ours, report = both
    errors = [one for one in sc.audit(ours.laporan, ours).unfolded if one.severity == "galat"]
    assert {one.code for one in errors} <= {"target-berbeda", "pk-tidak-berjenjang"}
    assert not {"satuan-berbeda", "realisasi-kosong"} & {one.code for one in sc.audit(ours.laporan, ours)}
    numbering = [one for one in sc.audit(ours.laporan, ours).unfolded if one.code == "urutan-butir"]
    assert {one.places[0].sheet for one in numbering} <= {"Tabel 3.9"}
    assert {str(place) for place in report.without_result} == set()
    assert not [
        one for one in report.unfilled if one.place.sheet == "Tabel 3.8" and one.place.coordinates[0] > 16
    ]
    assert len(theirs.capaian_rows) == len(ours.capaian_rows)
