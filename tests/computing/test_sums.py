"""Sums and shares of the budget tree: programmes = leaves = JUMLAH, and no figure over an unknown part."""

from __future__ import annotations

import io
import re
from fractions import Fraction

import pytest
import xlsxwriter
from hypothesis import given, note
from hypothesis import strategies as st

import sakipcalc as sc
from sakipcalc.writing.report.sentences import sentences

from ..layouts.draw import draw
from ..layouts.facts import UNITS, unit
from ..layouts.layout import layouts
from ..layouts.profile import drawn


def tree(*lines):
    """A Tabel 3.9 with these lines: name, anggaran, realisasi."""
    heads = ["Sasaran", "Program / Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)", "%"]
    rows = [[None, name, budget, spent, None] for name, budget, spent in lines]
    return {
        "Sampul": [["DINAS CONTOH"], ["TAHUN 2024"]],
        "Tabel 3.9": [["Tabel 3.9 Realisasi Anggaran"], heads, *rows],
    }


@pytest.fixture
def computed(as_file):
    return lambda *lines: sc.compute(sc.read(as_file(tree(*lines))))


def programmes(hasil):
    return [
        (line.pagu.number, line.realisasi.number, line.serapan.status.value) for line in hasil.baris_program
    ]


ROAD = ("Program Jalan", None, None)
LINES = (("a) Aspal", 300, 150), ("b) Rambu", 100, 50))


@pytest.mark.parametrize("dash", ["-", "–", None, " - "])
def test_a_dash_on_a_line_with_lines_below_is_no_figure(computed, dash):
    hasil = computed(ROAD, ("1. Pemeliharaan", dash, dash), *LINES, ("JUMLAH", None, None))
    assert programmes(hasil) == [(400, 200, "dihitung")]
    assert hasil.total_anggaran.serapan.number == 50
    assert [line.pagu.number for line in hasil.anggaran_rows] == [400, 400, 300, 100]


def test_a_dash_on_a_leaf_is_nothing_and_an_empty_one_is_unknown(computed):
    lines = ROAD, ("1. Pemeliharaan", None, None), LINES[0]
    done = computed(*lines, ("b) Rambu", 100, "-"))
    assert programmes(done) == [(400, 150, "dihitung")]
    owing = computed(*lines, ("b) Rambu", 100, None))
    assert programmes(owing) == [(400, None, "belum lengkap")]
    (road,) = owing.baris_program
    assert (road.realisasi.filled, road.realisasi.at_least) == ((1, 2), 150)
    assert owing.program["status"].tolist() == ["belum lengkap"]


def test_a_line_that_has_nothing_to_spend_is_not_waited_for(computed):
    for nothing in (0, "-"):
        hasil = computed(ROAD, ("1. Pemeliharaan", None, None), LINES[0], ("b) Rambu", nothing, None))
        assert programmes(hasil) == [(300, 150, "dihitung")]


def test_no_sentence_names_a_figure_over_an_unknown_part(computed):
    other = ("Program Air", None, None), ("1. Sumur", None, None), ("a) Bor", 40, 30), ("b) Pipa", 60, 12)
    hasil = computed(ROAD, ("1. Pemeliharaan", None, None), LINES[0], ("b) Rambu", 100, None), *other)
    told = [one.text() for one in sentences(hasil)]
    assert told == [
        "Realisasi anggaran belum lengkap: baru 3 (tiga) dari 4 (empat) baris yang terisi. Pagunya Rp500.",
        "Serapan 1 (satu) dari 2 (dua) program belum dapat dihitung.",
    ]


def test_one_programme_in_two_blocks_is_one(computed):
    blocks = (
        ROAD, ("1. Pemeliharaan", None, None), LINES[0],
        ("Program Air", None, None), ("1. Sumur", None, None), ("a) Bor", 40, 30),
        ("Program Jalan", None, None), ("1. Jembatan", None, None), ("a) Kayu", 200, 200),
    )  # fmt: skip
    hasil = computed(*blocks)
    assert programmes(hasil) == [(500, 350, "dihitung"), (40, 30, "dihitung")]
    assert hasil.baris_program[0].serapan.number == 70
    # The table keeps its lines.
    assert [line.pagu.number for line in hasil.anggaran_rows if line.level == "program"] == [300, 40, 200]
    assert "Dari 2 (dua) program" in " ".join(one.text() for one in sentences(hasil))
    (finding,) = sc.audit(hasil.laporan, hasil).with_code("program-berulang")
    assert [place.cell for place in finding.places] == ["B3", "B9"]
    assert "pagu 500, realisasi 350" in finding.message()


def test_an_empty_line_of_a_form_is_no_line(computed):
    hasil = computed(ROAD, ("1. Pemeliharaan", None, None), *LINES, (None, None, None), (None, None, None))
    assert len(hasil.anggaran_rows) == 4
    assert programmes(hasil) == [(400, 200, "dihitung")]


def test_money_outside_the_programmes_and_without_a_name_is_named(as_file):
    lines = ("Sub Kegiatan Listrik", 70, 70), ROAD, ("1. Pemeliharaan", None, None), *LINES
    found = sc.audit(sc.read(as_file(tree(*lines))))
    (outside,) = found.with_code("baris-di-luar-program")
    assert ([place.cell for place in outside.places], outside.actual) == (["C3", "D3"], 70)


@pytest.mark.parametrize("name", ["bogorejo-2024", "bogorejo-2024-kosong", "bogorejo-2024-tercetak"])
def test_the_programmes_of_the_reference_report(workbooks, name):
    hasil = sc.compute(sc.read(workbooks / f"{name}.xlsx"))
    first, second, *_ = hasil.baris_program
    assert len(hasil.baris_program) == 6
    assert (first.pagu.number, first.realisasi.number) == (1_936_550_000, 1_819_681_688)
    assert float(first.serapan.number) == pytest.approx(93.965, abs=0.0005)
    assert second.pagu.number == 46_100_000
    told = " ".join(one.text() for one in sentences(hasil))
    if name.endswith("tercetak"):  # one line of it has no realisasi
        assert (second.realisasi.number, second.serapan.status) == (None, "belum lengkap")
        assert "35,24" not in told
        assert "Dari 5 (lima) program" in told
    else:
        assert (second.realisasi.number, float(second.serapan.number)) == (
            45_940_000,
            pytest.approx(99.653, abs=0.0005),
        )
        assert "Dari 6 (enam) program" in told
        assert sum(line.pagu.number for line in hasil.baris_program) == hasil.total_anggaran.pagu.number


@drawn(15, 300)
@given(
    spent=st.lists(st.none() | st.integers(1, 999), min_size=5, max_size=5),
    budgets=st.lists(st.integers(1000, 9999), min_size=5, max_size=5),
)
def test_no_sentence_gives_an_incomplete_programme_a_figure(spent, budgets):
    """Whichever lines are missing: what is told of a programme is told of all its lines, or in no figure."""
    names = ("Program Jalan", "Program Air", "Program Hutan")
    lines = []
    for at, name in enumerate(names):
        own = range(2 * at, min(2 * at + 2, 5))
        lines += [(name, None, None), ("1. Kegiatan", None, None)]
        lines += [(f"{'ab'[n % 2]}) Baris {n}", budgets[n], spent[n]) for n in own]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for sheet, rows in tree(*lines).items():
            page = book.add_worksheet(sheet)
            for row, cells in enumerate(rows):
                page.write_row(row, 0, cells)
    hasil = sc.compute(sc.read(buffer.getvalue()))
    told = [one.text() for one in sentences(hasil)]
    for at, line in enumerate(hasil.baris_program):
        missing = None in spent[2 * at : 2 * at + 2]
        assert (line.realisasi.number is None) == missing
        if missing:
            assert not [text for text in told if names[at] in text and "%" in text]
    if None in spent:
        part = f"Rp{sum(filter(None, spent)):,}".replace(",", ".")
        assert not [text for text in told if re.search(rf"{re.escape(part)}(?![\d.])", text)]


#: Findings that say why programmes, leaves and total of a tree are not one figure.
SAID = frozenset({
    "jumlah-berbeda", "baris-tanpa-angka", "baris-di-luar-program", "realisasi-anggaran-kosong", "baris-tanpa-nama",
    "angka-rusak", "angka-rancu", "sel-galat",
})  # fmt: skip


@pytest.mark.parametrize("name", UNITS)
@drawn(25, 500)
@given(data=st.data())
def test_programmes_leaves_and_total_are_one_figure_or_a_finding(name, data):
    layout = data.draw(layouts(), label="layout")
    hasil = sc.compute(sc.read(draw(unit(name), layout).data))
    found = {one.code for one in sc.audit(hasil.laporan, hasil)}
    above = {row.parent for table in hasil.laporan.tables if table.id == "3.9" for row in table.rows}
    for column in ("pagu", "realisasi"):
        tops = [getattr(line, column).number for line in hasil.baris_program]
        leaves = [
            row.cells["anggaran" if column == "pagu" else column].value
            for table in hasil.laporan.tables if table.id == "3.9"
            for row in table.rows if row.number not in above and not row.level.is_summary
        ]  # fmt: skip
        total = getattr(hasil.total_anggaran, column).number
        if None in tops or not tops:
            continue
        same = {sum(tops, Fraction(0)), sum(filter(None, leaves), Fraction(0)), total}
        note(f"{column}: {same}")
        assert len(same) == 1 or found & SAID


def test_a_total_of_a_part_in_the_second_of_two_trees_is_about_no_line(as_file):
    lines = [
        ["Program Pelayanan", 900], ["Kegiatan Layanan", 900], ["Sub Kegiatan Loket", 900], ["Jumlah I", 900],
        ["Program Bantuan", 500], ["Kegiatan Pangan", 500], ["Sub Kegiatan Beras", 500], ["Jumlah", 1400],
    ]  # fmt: skip
    planned = [[number, *line] for number, line in enumerate(lines, 1)]
    workbook = tree(*((name, budget, budget) for name, budget in lines)) | {
        "Tabel 2.4": [["Tabel 2.4 Rencana Program"], ["No", "Program / Kegiatan", "Anggaran (Rp)"], *planned]
    }
    hasil = sc.compute(sc.read(as_file(workbook)))
    assert hasil.total_anggaran.realisasi.number == 1400
    assert len(hasil.links.tables["3.9"].rows) == len(lines)


def test_a_total_that_is_merged_over_one_of_its_lines_ends_no_audit(as_file, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    lines = [("Program Pelayanan", 900, 1), ("Kegiatan Layanan", 700, 1), ("Sub Kegiatan Loket", 600, 1)]
    book = openpyxl.load_workbook(as_file(tree(*lines, ("Sub Kegiatan Surat", 500, 1), ("Jumlah", 2000, 4))))
    book["Tabel 3.9"].merge_cells("C4:C5")  # of the kegiatan and the first line below it
    book.save(tmp_path / "gabung.xlsx")
    assert sc.audit(tmp_path / "gabung.xlsx").with_code("jumlah-berbeda")
