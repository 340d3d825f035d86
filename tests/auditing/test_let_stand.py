"""Findings that a unit lets stand, and names that it confirms or denies."""

from __future__ import annotations

import json

import pytest

import sakipcalc as sc
from sakipcalc.cli import main

REASON = "Target perubahan sudah ditandatangani bupati"


@pytest.fixture
def laporan(as_file, consistent):
    """A workbook with one error: the target of the plan of the year differs."""
    consistent["Tabel 2.3"][2][5] = 85
    return sc.read(as_file(consistent))


def audit(laporan, **choices):
    return sc.audit(laporan, sc.compute(laporan, sc.Metode(**choices)))


@pytest.mark.parametrize("place", ["Tabel 2.3!F3", "Tabel 2.3"])
def test_a_finding_that_is_let_stand_is_info_with_its_reason(laporan, place):
    (finding,) = audit(laporan, abaikan=[{"kode": "target-berbeda", "tempat": place, "alasan": REASON}])
    assert (finding.severity, finding.reason) == ("info", REASON)
    (record,) = sc.DaftarTemuan([finding]).records()
    assert (record["tingkat"], record["alasan"]) == ("info", REASON)


def test_only_the_place_that_is_named_is_let_stand(laporan):
    temuan = audit(laporan, abaikan=[{"kode": "target-berbeda", "tempat": "Tabel 2.3!F4", "alasan": REASON}])
    assert [(t.code, t.severity) for t in temuan] == [
        ("target-berbeda", "galat"),
        ("abaikan-tidak-terpakai", "info"),
    ]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"kode": "target-beda", "tempat": "Tabel 2.3!F3", "alasan": REASON}, "finding-unknown"),
        ({"kode": "target-berbeda", "tempat": "Tabel 2.3!F3", "alasan": " "}, "key-missing"),
        ({"kode": "target-berbeda", "alasan": REASON}, "key-missing"),
        ({"kode": "target-berbeda", "tempat": "x", "alasan": REASON, "sampai": 2025}, "key-unknown"),
        ("target-berbeda", "value-wrong-kind"),
    ],
)
def test_an_entry_without_a_known_code_a_place_or_a_reason_is_refused(entry, code):
    with pytest.raises(sc.RuleError) as caught:
        sc.Metode(abaikan=[entry])
    assert code in {fault.code for fault in getattr(caught.value, "faults", (caught.value,))}


def test_a_refused_code_comes_with_the_nearest_one():
    with pytest.raises(sc.RuleError, match="Ejaan terdekat: target-berbeda"):
        sc.Metode(abaikan=[{"kode": "target-beda", "tempat": "x", "alasan": REASON}])


def test_the_command_line_does_not_fail_on_what_is_let_stand(as_file, consistent, tmp_path, capsys):
    consistent["Tabel 2.3"][2][5] = 85
    book = str(as_file(consistent))
    metode = tmp_path / "metode.toml"
    metode.write_text(
        f'[[abaikan]]\nkode = "target-berbeda"\ntempat = "Tabel 2.3!F3"\nalasan = "{REASON}"\n',
        encoding="utf-8",
    )
    assert main(["audit", book, "--format", "json"]) == 1
    capsys.readouterr()
    assert main(["audit", book, "--format", "json", "--metode", str(metode)]) == 0
    (record,) = json.loads(capsys.readouterr().out)["temuan"]
    assert record["alasan"] == REASON
    assert main(["audit", book, "--metode", str(metode)]) == 0
    assert REASON in capsys.readouterr().out


def test_the_sheet_of_settings_lets_stand_and_confirms_too(as_file, consistent):
    consistent["Tabel 2.3"][2][5] = 85
    consistent["Tabel 3.2"][2][2] = "Nilai kepuasan warga"
    consistent["Pengaturan"] = [
        ["Abaikan target-berbeda Tabel 2.3!F3", REASON],
        ["Tautan Nilai kepuasan warga", "Indeks Kepuasan Masyarakat"],
    ]
    (finding,) = sc.audit(sc.read(as_file(consistent)))
    assert (finding.code, finding.reason) == ("target-berbeda", REASON)


def test_names_that_are_no_pair_are_not_linked(as_file, consistent):
    consistent["Tabel 2.3"][2][3] = "Indeks Kepuasan Masyarakat atas Layanan"
    laporan = sc.read(as_file(consistent))
    assert audit(laporan).with_code("indikator-tanpa-realisasi") == ()
    (finding,) = audit(
        laporan,
        bukan_tautan={"Indeks Kepuasan Masyarakat atas Layanan": ["SKM", "Indeks Kepuasan Masyarakat"]},
    ).with_code("indikator-tanpa-realisasi")
    assert str(finding.places[0]) == "Tabel 2.3!F3"


def test_a_line_is_linked_by_the_name_that_the_unit_confirms(as_file, consistent):
    consistent["Tabel 2.4"] = [
        ["Tabel 2.4 Rumusan Program"],
        ["No", "Program/ Kegiatan/ Sub Kegiatan", "Target", "Anggaran"],
        [1, "Program Pelayanan", 100, None], [2, "Layanan", 100, None], [3, "Penyambutan tamu", 12, 400],
        [4, "Survei", 1, 600], [5, "Program Bantuan", 100, None], [6, "Bantuan", 100, None], [7, "Beras", 12, 500],
    ]  # fmt: skip
    laporan = sc.read(as_file(consistent))
    lost = {str(t.places[0]) for t in audit(laporan).with_code("baris-hilang")}
    assert lost == {"Tabel 2.4!B5", "Tabel 3.9!B5"}
    assert audit(laporan, tautan={"Penyambutan tamu": "a) Loket"}).at_least("peringatan") == ()


def test_choices_survive_a_journey_to_another_process():
    import pickle

    metode = sc.Metode(
        tautan={"a": "b"},
        bukan_tautan={"c": "d; e"},
        abaikan=[{"kode": "target-berbeda", "tempat": "x", "alasan": "y"}],
    )
    assert pickle.loads(pickle.dumps(metode)) == metode  # noqa: S301 -- pickled in this line
    assert metode.bukan_tautan == {"c": ("d", "e")}
    assert sc.Metode.from_mapping(metode.as_dict()) == metode
