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
    drawn_lines = []
    for number, (level, name, pagu, realisasi) in zip(OUTLINE, TREE, strict=True):
        code = ".".join(part.zfill(2) for part in number.split("."))
        last = number.rsplit(".", 1)[-1]
        glued = ("", "", chr(64 + int(last)), last)[level]
        given = ["", "", ""] if bare and level < 3 else [pagu * factor, realisasi * factor, round(realisasi / pagu * 100, 2)]
        drawn_lines.append(
            shape.format(
                no=number, code=code, account=code.replace(".", ".2.", 1), roman="I" * int(last) if level == 1 else glued, name=name, pagu=given[0], realisasi=given[1], persen=given[2],
                awal="" if given[0] == "" else given[0] * 0.9
            )
        )
    return drawn_lines


def sheet(head: str, shape: str, *foot: str, caption: str = SPENT, **options: object) -> str:
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
    "roman, letter and number glued to the name": sheet(HEAD, "{roman}. {name} | {pagu} | {realisasi} | {persen}", bare=True),
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
    # A6, A7
    "a total by a name of its own": sheet(WITH_CODE, CODED, "| Jumlah Belanja Seluruh Bidang | 1200000 | 1020000 | 85"),
    "a total of the office": sheet(WITH_CODE, CODED, "| Total Dinas Ketahanan Pangan | 1200000 | 1020000 | 85"),
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
    hold(hasil, {"program": {"pagu": [840_000, 360_000], "realisasi": [714_000, 306_000], "persen": [85, 85]}})
    assert total(hasil) == (1_200_000, 1_020_000)
    assert sc.audit(laporan, hasil).at_least("galat") == ()
