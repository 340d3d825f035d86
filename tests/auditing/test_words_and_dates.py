"""Names, dates, bases, formulas and the absorption as a whole: each planted, and each silent without it."""

from __future__ import annotations

import pytest

import sakipcalc as sc


@pytest.fixture
def audited(as_file):
    return lambda sheets: sc.audit(sc.read(as_file(sheets)))


def told(temuan, code):
    return [[str(place) for place in one.places] for one in temuan.with_code(code)]


def test_an_instruction_under_a_table_is_left(audited, consistent):
    consistent["Tabel 3.2"] += [[], ["Tambah sasaran..."]]
    assert told(audited(consistent), "catatan-tertinggal") == [["Tabel 3.2!A6"]]
    consistent["Tabel 3.2"][-1] = ["Sumber: Sekretariat"]
    assert told(audited(consistent), "catatan-tertinggal") == []


@pytest.mark.parametrize(
    ("date", "early"),
    [
        ("Blora, 3 Februari 2024", True),
        ("Blora,  tanggal 30 Desember 2024", True),
        ("Semarang, 3 Maret 2023", True),
        ("Blora, 31 Desember 2024", False),
        ("Blora, 3 Februari 2025", False),
        ("Peraturan Bupati, 3 Februari 2024 tentang tata kerja", False),
    ],
)
def test_a_signature_beside_results_is_later_than_their_year(audited, consistent, date, early):
    consistent["Tabel 3.9"] += [[], [None, None, date]]
    assert told(audited(consistent), "tanggal-sebelum-akhir-tahun") == ([["Tabel 3.9!C12"]] if early else [])


def test_a_promise_is_dated_in_its_year(audited, consistent):
    consistent["Tabel 2.3"] += [[], [None, None, "Blora, 3 Februari 2024"]]
    assert told(audited(consistent), "tanggal-sebelum-akhir-tahun") == []


def test_tujuan_by_another_name(audited, consistent):
    consistent["Tabel 2.3"][2][1] = "Terwujudnya kepuasan warga"
    assert told(audited(consistent), "nama-tujuan-berbeda") == [["Tabel 2.3!B3", "Tabel 2.1!B3"]]
    consistent["Tabel 2.3"][2][1] = "PELAYANAN  PRIMA"
    assert told(audited(consistent), "nama-tujuan-berbeda") == []


def explained(text):
    heads = ["Tujuan/Sasaran", "Indikator Kinerja", "Penjelasan (Alasan, Formulasi, Sumber Data)"]
    return {"Tabel 2.2": [["Tabel 2.2 Indikator Kinerja Utama"], heads, ["Pelayanan prima", "SKM", text]]}


RANGES = "\n".join(
    [
        "1,00-2,5996 | 25,00-64,99 | D",
        "2,60-3,064 | 65,00-76,60 | C",
        "3,0644-3,532 | 76,61-88,30 | B",
        "3,5324-4,00 | 88,31-100,00 | A",
    ]
)


@pytest.mark.parametrize(
    ("stated", "ranges", "wrong"),
    [
        ("NIK = NI x Nilai Dasar (25)", RANGES, False),
        ("NIK = NI x 20", RANGES, True),
        ("NIK = NI x 25", RANGES.replace("76,60", "78,60"), True),
        ("NIK = NI dikali nilai dasar 25", RANGES, False),
        ("NIK menurut peraturan", RANGES, False),
    ],
)
def test_the_base_of_a_conversion_converts_its_ranges(audited, consistent, stated, ranges, wrong):
    text = f"Formulasi Pengukuran: {stated}\n{ranges}\nSumber Data: survei"
    found = audited(consistent | explained(text)).with_code("dasar-konversi-berbeda")
    assert [str(one.places[0]) for one in found] == (["Tabel 2.2!C3"] if wrong else [])
    if stated.endswith("20"):
        assert found[0].in_other_table == 25


def test_absorption_turned_over_is_one_cause(audited, consistent):
    consistent["Tabel 3.9"][2][4] = 125
    assert told(audited(consistent), "pembagian-terbalik") == []  # one cell is one slip
    consistent["Tabel 3.9"][3][4] = 125
    consistent["Tabel 3.7"][3][7] = 125
    found = audited(consistent)
    (cause,) = found.with_code("pembagian-terbalik")
    assert {str(place) for place in cause.places} == {"Tabel 3.9!E3", "Tabel 3.9!E4", "Tabel 3.7!H4"}
    assert {one.code for one in found} & {"hitungan-berbeda"} == set()


def spending(rests):
    """Return Tabel 3.9 with a line for each rest."""
    rows = [
        [None, f"{'abcdefgh'[n]}) Baris {n}", 100, 100 - rest, 100 - rest] for n, rest in enumerate(rests)
    ]
    total = [100 * len(rests), 100 * len(rests) - sum(rests)]
    share = round(total[1] / total[0] * 100, 1)
    return {
        "Tabel 3.9": [
            ["Tabel 3.9 Realisasi Anggaran Tahun 2024"],
            ["Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"],
            ["Pelayanan prima", "Program Pelayanan", *total, share],
            [None, "1. Layanan", *total, share],
            *rows,
            ["JUMLAH", None, *total, share],
        ]
    }


def test_the_line_that_explains_what_was_not_spent(audited):
    (finding,) = audited(spending([1, 40, 2, 1, 0])).with_code("sisa-terbesar")
    assert [place.cell for place in finding.places] == ["D6", "C6"]
    assert (finding.actual, finding.data["jumlah"]) == (40, 44)
    assert told(audited(spending([10, 12, 9, 11, 10])), "sisa-terbesar") == []
    assert told(audited(spending([0, 0, 0, 0, 0])), "sisa-terbesar") == []


def test_a_formula_that_reads_another_row(audited):
    sheets = spending([1, 4, 2, 1, 3])
    for at in range(4, 9):
        sheets["Tabel 3.9"][at][4] = f"=D{at + 1}/C{at + 1}*100"
    assert told(audited(sheets), "rumus-menyimpang") == []
    sheets["Tabel 3.9"][6][4] = "=D6/C6*100"
    assert told(audited(sheets), "rumus-menyimpang") == [["Tabel 3.9!E7", "Tabel 3.9!E5"]]
