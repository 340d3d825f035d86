"""Minimal workbooks of budgets and efficiency, each drawn as the sheet looks, with its figures by hand."""

from __future__ import annotations

import pytest

import sakipcalc as sc

from .drawn_sheets import drawn, hold

COVER = "DINAS KETAHANAN PANGAN\nKABUPATEN RANTEPUTIH\nTAHUN 2026\nRenstra 2025-2029"
SPENT = "Tabel 3.9 Realisasi Anggaran Tahun 2026\n\n"
#: Level (1 programme, 2 kegiatan, 3 sub kegiatan), name, pagu and realisasi in thousands.
TREE = (
    (1, "Diversifikasi Konsumsi Pangan", 840, 714),
    (2, "Penganekaragaman Pangan Lokal", 540, 486),
    (3, "Pekarangan Lestari", 340, 306),
    (3, "Lomba Cipta Menu", 200, 180),
    (2, "Penyuluhan Gizi", 300, 228),
    (3, "Kelas Ibu Balita", 300, 228),
    (1, "Penanganan Kerawanan Pangan", 360, 306),
    (2, "Peta Rawan Pangan", 360, 306),
    (3, "Survei Desa Rentan", 360, 306),
)
THOUSAND = 1000
LEVELS = ("program", "kegiatan", "sub_kegiatan")


def numbered() -> list[str]:
    """Return the outline of each line: 1, 1.1, 1.1.1."""
    counts, found = [0, 0, 0], []
    for level, *_ in TREE:
        counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (3 - level)]
        found.append(".".join(map(str, counts[:level])))
    return found


OUTLINE = numbered()


def lines(shape: str, *, bare: bool = False, factor: float = THOUSAND) -> list[str]:
    """Return the tree, each line in a shape; `bare` leaves the figures of parents out."""
    found = []
    for number, (level, name, pagu, realisasi) in zip(OUTLINE, TREE, strict=True):
        last = int(number.rsplit(".", 1)[-1])
        code = ".".join(part.zfill(2) for part in number.split("."))
        said = ["", "", "", ""]
        if level == len(LEVELS) or not bare:
            said = [pagu * factor, realisasi * factor, round(realisasi / pagu * 100, 2), pagu * factor * 0.9]
        labels = {
            "no": number,
            "code": code,
            "account": code.replace(".", ".2.", 1),
            "mixed": ("I" * last, chr(64 + last), str(last))[level - 1],
        }
        named = zip(("pagu", "realisasi", "persen", "awal"), said, strict=True)
        found.append(shape.format(name=name, **labels, **dict(named)))
    return found


def sheet(head: str, shape: str, *foot: str, caption: str = SPENT, **options: object) -> str:
    """Return the sheet of a table of spending: its caption, header, lines and what stands below them."""
    return caption + "\n".join([head, *lines(shape, **options), *foot])


OUTLINED = "{no} {name} | {pagu} | {realisasi} | {persen}"
CODED = "{no} | {name} | {pagu} | {realisasi} | {persen}"
HEAD = "Program / Kegiatan / Sub Kegiatan | Anggaran (Rp) | Realisasi (Rp) | %"
WITH_CODE = "Kode | " + HEAD
FOOT = "JUMLAH | 1200000 | 1020000 | 85"

CASES = {
    # head words of 3.9
    "pagu by another name": sheet(WITH_CODE.replace("Anggaran (Rp)", "Pagu Indikatif"), CODED, "| " + FOOT),
    "alokasi and serapan": sheet(
        "Kode | Uraian | Alokasi Dana | Penyerapan | %", CODED, "| " + FOOT
    ),
    "both with Jumlah before them": sheet(
        "Kode | Uraian | Jumlah Anggaran | Jumlah Realisasi | %", CODED, "| " + FOOT
    ),
    "realisasi up to a date": sheet(
        "Kode | Uraian | Target Anggaran | Realisasi s.d. 31 Desember 2026 | %", CODED, "| " + FOOT
    ),
    "a group with the year": sheet(
        "Kode | Uraian | Tahun 2026 | < | <\n^ | ^ | Anggaran | Realisasi | %", CODED, "| " + FOOT
    ),
    "a group over target and realisasi": sheet(
        "Kode | Uraian | Anggaran | < | <\n^ | ^ | Target | Realisasi | %", CODED, "| " + FOOT
    ),
    # A1
    "three rows of headings and columns of its own": sheet(
        "Kode | Uraian | Penanggung Jawab | Belanja Tahun 2026 | < | < | Sisa Kas\n"
        "^ | ^ | ^ | Pagu | Realisasi | < | ^\n^ | ^ | ^ | ^ | Nominal | % | ^",
        "{no} | {name} | Bu Ratna | {pagu} | {realisasi} | {persen} |",
        "| JUMLAH | | 1200000 | 1020000 | 85 |",
    ),
    "two rows of headings": sheet(
        "No | Uraian | Pagu | Realisasi | <\n^ | ^ | ^ | Nominal | %", CODED, "| " + FOOT
    ),
    # A2
    "an outline in a column, parents empty": sheet(WITH_CODE, CODED, bare=True),
    "an outline glued to the name, parents empty": sheet(HEAD, OUTLINED, bare=True),
    "roman, letter and number glued to the name": sheet(HEAD, "{mixed}. {name} | {pagu} | {realisasi} | {persen}", bare=True),
    "numbers of two digits": sheet(WITH_CODE, "'{code} | {name} | {pagu} | {realisasi} | {persen}"),
    "codes without the urusan": sheet(WITH_CODE, "'{account} | {name} | {pagu} | {realisasi} | {persen}"),
    "codes whose urusan is left open": sheet(WITH_CODE, "X.XX.{account} | {name} | {pagu} | {realisasi} | {persen}"),
    "codes with their urusan": sheet(WITH_CODE, "2.09.{account} | {name} | {pagu} | {realisasi} | {persen}"),
    "codes glued to the name": sheet(HEAD, "2.09.{account} {name} | {pagu} | {realisasi} | {persen}", FOOT),
    # A3
    "the budget as it was and as it became": sheet(
        "Kode | Uraian | Pagu Semula | Pagu Menjadi | Realisasi | %", "{no} | {name} | {awal} | {pagu} | {realisasi} | {persen}"
    ),
    "after a shift": sheet(
        "Kode | Uraian | Anggaran | Anggaran setelah Refocusing | Realisasi | %",
        "{no} | {name} | {awal} | {pagu} | {realisasi} | {persen}",
    ),
    "two documents of the budget": sheet(
        "Kode | Uraian | DPA | DPPA | Realisasi | %", "{no} | {name} | {awal} | {pagu} | {realisasi} | {persen}"
    ),
    "a changed APBD": sheet(
        "Kode | Uraian | APBD | P-APBD | Realisasi | %", "{no} | {name} | {awal} | {pagu} | {realisasi} | {persen}"
    ),
    "two years side by side": sheet(
        "Kode | Uraian | Anggaran 2025 | Realisasi 2025 | % 2025 | Anggaran 2026 | Realisasi 2026 | % 2026",
        "{no} | {name} | {awal} | {awal} | 100 | {pagu} | {realisasi} | {persen}",
    ),
    # A4
    "thousands that only the caption names": sheet(
        WITH_CODE, CODED, caption="Tabel 3.9 Realisasi Anggaran Tahun 2026 (dalam ribuan Rupiah)\n\n", factor=1
    ),
    "thousands that only a note below names": sheet(
        WITH_CODE, CODED, "", "Keterangan: angka dalam ribuan rupiah", factor=1
    ),
    "thousands that stand beside the caption": sheet(
        WITH_CODE, CODED, caption="Tabel 3.9 Realisasi Anggaran Tahun 2026 | | (Rp 000)\n\n", factor=1
    ),
    "thousands that a line far above names": sheet(
        WITH_CODE, CODED, caption="(angka dalam ribuan)" + "\n" * 11 + SPENT, factor=1
    ),
    "what was there and what was used": sheet("Kode | Uraian | Dana Tersedia | Dana Terpakai | %", CODED, "| " + FOOT),
    "documents of the money": sheet("Kode | Uraian | DPA-SKPD | SPJ | %", CODED, "| " + FOOT),
    # A6, A7
    "a total by a name of its own": sheet(WITH_CODE, CODED, "| Jumlah Belanja Seluruh Bidang | 1200000 | 1020000 | 85"),
    "a total of the office": sheet(WITH_CODE, CODED, "| Total Dinas Ketahanan Pangan | 1200000 | 1020000 | 85"),
    "totals of parts": sheet(
        WITH_CODE, CODED, "| Sub Total Program 1 | 840000 | 714000 | 85", "| Sub Total Program 2 | 360000 | 306000 | 85", "| " + FOOT
    ),
    "a page that begins again": sheet(WITH_CODE, CODED, "| " + FOOT).replace(
        "\n1.2 |", f"\n\nLanjutan Tabel 3.9\n\n{WITH_CODE}\n1.2 |"
    ),
    "thousands, and a page that begins again": sheet(
        WITH_CODE, CODED, caption="Tabel 3.9 Realisasi Anggaran Tahun 2026 (dalam ribuan Rupiah)\n\n", factor=1
    ).replace("\n1.2 |", f"\n\nLanjutan Tabel 3.9\n\n{WITH_CODE}\n1.2 |"),
    "a total in spaced letters": sheet(WITH_CODE, CODED, "| T O T A L (Rp) | 1200000 | 1020000 | 85"),
}  # fmt: skip


def total(hasil: sc.Hasil) -> tuple[float, float]:
    """Return the budget of all and what was spent of it."""
    return float(hasil.total_anggaran.pagu.number), float(hasil.total_anggaran.realisasi.number)


@pytest.mark.parametrize("case", CASES)
def test_a_tree_of_the_budget_is_read_level_by_level(case):
    laporan = sc.read(drawn({"Sampul": COVER, "Belanja": CASES[case]}))
    hasil = sc.compute(laporan)
    assert hasil.anggaran["tingkat"].tolist()[: len(TREE)] == [LEVELS[level - 1] for level, *_ in TREE]
    hold(
        hasil, {"program": {"pagu": [840_000, 360_000], "realisasi": [714_000, 306_000], "persen": [85, 85]}}
    )
    assert total(hasil) == (1_200_000, 1_020_000)
    assert sc.audit(laporan, hasil).at_least("galat") == ()


#: The tree with a column for each level.
SEATS = "Program | Kegiatan | Sub Kegiatan | Anggaran (Rp) | Realisasi (Rp) | %\n"


def by_column(fill: str) -> str:
    """Return the tree with one column for each level, what stands above its line written by `fill`.

    One of: nothing (`alone`, each line with its own figures), `repeated`, `merged`.
    """
    names, found, last = ["", "", ""], [], ["", "", ""]
    for level, name, pagu, realisasi in TREE:
        names[level - 1 :] = [name, *[""] * (3 - level)]
        figures = f"{pagu}000 | {realisasi}000 | {round(realisasi / pagu * 100, 2)}"
        if fill == "alone":
            found.append(
                " | ".join([*(one if at == level - 1 else "" for at, one in enumerate(names)), figures])
            )
        elif level == 3:
            shown = [
                "^" if fill == "merged" and one == old else one for one, old in zip(names, last, strict=True)
            ]
            found.append(" | ".join([*shown, figures]))
            last = list(names)
    return SPENT + SEATS + "\n".join(found)


@pytest.mark.parametrize("fill", ["alone", "repeated", "merged"])
def test_levels_with_a_column_each(fill):
    hasil = sc.compute(sc.read(drawn({"Sampul": COVER, "Belanja": by_column(fill)})))
    hold(hasil, {"program": {"uraian": [TREE[0][1], TREE[6][1]], "pagu": [840_000, 360_000]}})
    assert hasil.anggaran["tingkat"].tolist().count("kegiatan") == 3
    assert hasil.anggaran["tingkat"].tolist().count("sub_kegiatan") == 4
    assert total(hasil) == (1_200_000, 1_020_000)


@pytest.mark.parametrize("named", ["Sasaran: {}", "SASARAN STRATEGIS II. {}", "Sasaran 1 : {}"])
def test_a_line_of_its_sasaran_over_each_programme(named):
    goals = ["Pangan beragam", "Desa tahan pangan"]
    own = [named.format(goal) for goal in goals]
    body = lines(CODED)
    rows = [f"| {own[0]} | 840000 | 714000 | 85", *body[:6], f"| {own[1]} | 360000 | 306000 | 85", *body[6:]]
    hasil = sc.compute(sc.read(drawn({"Sampul": COVER, "a": SPENT + "\n".join([WITH_CODE, *rows])})))
    hold(hasil, {"program": {"pagu": [840_000, 360_000], "sasaran": goals}})
    assert total(hasil) == (1_200_000, 1_020_000)


def test_a_total_typed_wrong_is_what_its_lines_come_to():
    page = sheet(WITH_CODE, CODED, "| JUMLAH | 2100000 | 1020000 | 48.57")
    laporan = sc.read(drawn({"Sampul": COVER, "a": page}))
    hasil = sc.compute(laporan)
    assert total(hasil) == (1_200_000, 1_020_000)
    assert "C13" in [one.places[0].cell for one in sc.audit(laporan, hasil).at_least("galat")]


def test_a_part_of_a_document_with_one_kegiatan_typed_wrong():
    """The outline begins at 4, parents are formulas, and one of them is a number that its line does not come to."""
    sheet_of_part = (
        SPENT
        + """\
No | Uraian | Anggaran (Rp) | Realisasi (Rp) | %
4 | Penanganan Kerawanan Pangan | =C5+C7 | =D5+D7 | =D4/C4*100
4.1 | Peta Rawan Pangan | =C6 | =D6 | =D5/C5*100
4.1.1 | Survei Desa Rentan | 360000 | 306000 | 85
4.2 | Lumbung Desa | 84000 | 40000 | 83.33
4.2.1 | Bangun Lumbung | 48000 | 40000 | 83.33
| JUMLAH | =C4 | =D4 | =D9/C9*100"""
    )
    laporan = sc.read(drawn({"Sampul": COVER, "a": sheet_of_part}))
    hasil = sc.compute(laporan)
    assert total(hasil) == (408_000, 346_000)
    assert {
        str(place.cell) for one in sc.audit(laporan, hasil).at_least("galat") for place in one.places[:1]
    } == {"C7"}


def test_a_plan_alone_has_programmes_and_a_total():
    plan = "Tabel 2.4 Program, Kegiatan dan Anggaran Tahun 2026\n\n" + "\n".join(
        [
            "Kode | Program / Kegiatan / Sub Kegiatan | Anggaran (Rp)",
            *lines("{no} | {name} | {pagu}", bare=True),
        ]
    )
    hasil = sc.compute(sc.read(drawn({"Sampul": COVER, "a": plan})))
    hold(hasil, {"program": {"pagu": [840_000, 360_000]}})
    assert hasil.total_anggaran.pagu.number == 1_200_000
    assert hasil.total_anggaran.realisasi.number is None


MEASURED = """\
Tabel 3.2 Pengukuran Kinerja Tahun 2026

No | Sasaran | Indikator Kinerja | Satuan | Target | Realisasi | Capaian (%)
1 | Pangan beragam | Skor pola pangan | Skor | 80 | 84 | 105
2 | Pangan beragam | Pekarangan tertanam | Unit | 500 | 475 | 95
3 | Desa tahan pangan | Desa mandiri pangan | Desa | 40 | 32 | 80"""
JOINED = "Tabel 3.7 Perbandingan Kinerja dan Anggaran Tahun 2026\n\n"
NAMED = (
    "1 | Pangan beragam | Skor pola pangan",
    "2 | Pangan beragam | Pekarangan tertanam",
    "3 | Desa tahan pangan | Desa mandiri pangan",
)
REACHED = ("80 | 84 | 105", "500 | 475 | 95", "40 | 32 | 80")
BAND, TWO, EVERY = "840000 | 714000 | 85", "360000 | 306000 | 85", "1200000 | 1020000 | 85"
NONE = " | | "


FLAT = (
    "No | Sasaran | Indikator Kinerja | Target | Realisasi | Capaian (%)"
    " | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%)"
)


def joined(figures: tuple[str, str, str], head: str = FLAT) -> str:
    """Return a table of performance and budget with pagu, realisasi and serapan of its three rows."""
    return JOINED + "\n".join([head, *(" | ".join(one) for one in zip(NAMED, REACHED, figures, strict=True))])


OWN = ("300000 | 270000 | 90", "540000 | 432000 | 80", "360000 | 306000 | 85")
BESIDE = "No | Sasaran | Indikator Kinerja | {} | < | < | {} | < | <\n^ | ^ | ^ | Target | Realisasi | % | Pagu | Realisasi | %"

SCOPES = {
    # E1
    "groups by other names": (joined(OWN, BESIDE.format("Hasil Sasaran", "Serapan Dana")), [105, 95, 80], [90, 80, 85]),
    "a group that names both budget and spending": (
        joined(OWN, BESIDE.format("Pengukuran Kinerja", "Pagu dan Realisasi Belanja")), [105, 95, 80], [90, 80, 85]
    ),
    "a group with the year": (joined(OWN, BESIDE.format("Kinerja Tahun 2026", "Anggaran Tahun 2026")), [105, 95, 80], [90, 80, 85]),
    # E2
    "a total in the first row": (joined((EVERY, NONE, NONE)), [280 / 3], [85]),
    "a total in each row": (joined((EVERY, EVERY, EVERY)), [280 / 3], [85]),
    "once a sasaran": (joined((BAND, NONE, TWO)), [100, 80], [85, 85]),
    "again in each row of a sasaran": (joined((BAND, BAND, TWO)), [100, 80], [85, 85]),
    "merged over a sasaran": (joined((BAND, "^ | ^ | ^", TWO)), [100, 80], [85, 85]),
    # E3
    "a row for each sasaran": (
        JOINED + f"No | Sasaran | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%)\n1 | Pangan beragam | {BAND}\n2 | Desa tahan pangan | {TWO}",
        [100, 80], [85, 85],
    ),
    "sasaran merged, no indicator named": (
        JOINED + "No | Sasaran | Capaian (%) | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%)\n"
        f"1 | Pangan beragam | 105 | {BAND}\n^ | ^ | 95 | ^ | ^ | ^\n2 | Desa tahan pangan | 80 | {TWO}",
        [100, 80], [85, 85],
    ),
    "a row for each programme": (
        JOINED + "No | Sasaran | Program | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%) | Tingkat Efisiensi\n"
        "1 | Pangan beragam | Pekarangan Lestari | 540000 | 432000 | 80 | 1.25\n2 | ^ | Gizi Ibu | 300000 | 270000 | 90 | 1.11\n"
        f"3 | Desa tahan pangan | Penanganan Kerawanan Pangan | {TWO} | 0.94",
        [100, 100, 80], [80, 90, 85],
    ),
    "per cents only": (
        JOINED + "No | Sasaran | Indikator Kinerja | Capaian Kinerja (%) | Serapan Anggaran (%)\n" + "\n".join(
            f"{name} | {of} | {spent}" for name, of, spent in zip(NAMED, (105, 95, 80), (90, 80, 85), strict=True)
        ),
        [105, 95, 80], [90, 80, 85],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SCOPES)
def test_whom_a_drawn_budget_serves(case):
    page, reached, spent = SCOPES[case]
    hasil = sc.compute(sc.read(drawn({"Sampul": COVER, "3.2": MEASURED, "3.7": page})))
    hold(hasil, {"efisiensi": {"capaian_kinerja": reached, "capaian_anggaran": spent}})


@pytest.mark.parametrize(
    "absorbed", ["Daya Serap", "% Keuangan", "Persentase Realisasi", "Capaian Anggaran (%)"]
)
@pytest.mark.parametrize(
    ("degree", "column"),
    [("Selisih", "selisih"), ("Efisiensi Anggaran", "efisiensi"), ("Persentase Efisiensi", "efisiensi")],
)
def test_headings_of_what_was_spent_and_how_well(absorbed, degree, column):
    head = f"{FLAT.replace('Serapan (%)', absorbed)} | {degree}"
    figures = tuple(f"{own} | {by}" for own, by in zip(OWN, (15, 15, -5), strict=True))
    laporan = sc.read(drawn({"Sampul": COVER, "3.7": joined(figures, head)}))
    read = {one.heading: one.id for one in laporan.tables[0].columns}
    assert (read[absorbed], read[degree]) == ("serapan", column)


@pytest.mark.parametrize(
    ("head", "bands", "label"),
    [
        ("Selisih | Kategori", ("> 10 | Irit", "0 – 10 | Pas", "< 0 | Royal"), "Irit"),
        ("Interval | Kriteria", ("> 10 | Irit", "0 – 10 | Pas", "< 0 | Royal"), "Irit"),
        ("Persentase Efisiensi | Predikat", ("> 25 | Irit", "5 – 25 | Pas", "< 5 | Royal"), "Pas"),
        ("Rentang Nilai | Sebutan", ("≥ 1,15 | Irit", "0,90 – 1,14 | Pas", "< 0,90 | Royal"), "Pas"),
    ],
)
def test_a_scale_of_efficiency_under_words_of_its_own(head, bands, label):
    """100 of performance and 88 of budget: 12 points, a ratio of 1.136."""
    scale = "Tabel 3.6 Skala Tingkat Efisiensi\n\n" + "\n".join(
        [f"No | {head}", *(f"{at} | {one}" for at, one in enumerate(bands, 1))]
    )
    page = (
        JOINED
        + """\
No | Indikator Kinerja | Target | Realisasi | Capaian (%) | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%) | Tingkat Efisiensi
1 | Desa mandiri pangan | 40 | 40 | 100 | 500000 | 440000 | 88 |"""
    )
    (row,) = sc.compute(sc.read(drawn({"Sampul": COVER, "3.6": scale, "3.7": page}))).efisiensi_rows
    assert row.kategori.text == label


def test_a_measurement_with_columns_of_its_own_comes_before_the_conclusion():
    measured = """\
Tabel 6 Capaian Sasaran Tahun 2026

No | Sasaran | Indikator Kinerja | Satuan Hitung | Target | Realisasi | Capaian (%) | Pelaksana
1 | Desa tahan pangan | Desa mandiri pangan | Desa | 40 | 32 | 80 | Bidang II"""
    concluded = """\
Tabel 11 Rekap Hasil Pengukuran Indikator Kinerja

No | Sasaran | Indikator Kinerja | Target | Realisasi | Capaian (%)
1 | Desa tahan pangan | Desa mandiri pangan | 40 | 32 | 80"""
    hasil = sc.compute(sc.read(drawn({"Sampul": COVER, "Bab III": measured, "Bab IV": concluded})))
    assert hasil.capaian["satuan"].tolist() == ["Desa"]
    assert hasil.capaian["tempat"].tolist()[0].startswith("Bab III!")


@pytest.mark.parametrize(
    "head", ["Selisih | Kategori", "Efisiensi | Predikat", "Efisiensi | Tingkat Efisiensi"]
)
def test_a_label_that_does_not_fit_its_printed_difference_is_the_one_accused(head):
    """Nothing writes the polarity; the printed 40 per cent and the difference agree with less being better."""
    scale = "Tabel 3.6 Skala Tingkat Efisiensi\n\nNo | Selisih | Tingkat Efisiensi\n1 | ≥ 0 | Irit\n2 | < 0 | Royal"
    measured = MEASURED.split("\n1 |", 1)[0] + "\n1 | Desa tahan pangan | Lumbung rusak | Unit | 50 | 80 | 40"
    page = (
        JOINED
        + f"""\
No | Indikator Kinerja | Target | Realisasi | Capaian (%) | Anggaran (Rp) | Realisasi Anggaran (Rp) | Serapan (%) | {head}
1 | Lumbung rusak | 50 | 80 | 40 | 500000 | 400000 | 80 | -40 | Irit"""
    )
    laporan = sc.read(drawn({"Sampul": COVER, "3.2": measured, "3.6": scale, "3.7": page}))
    accused = [place.cell for one in sc.audit(laporan).at_least("galat") for place in one.places[:1]]
    assert accused == ["J4"]
