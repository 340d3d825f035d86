"""Layouts of the other tables, and forms that are no annex table at all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from .hand import ROMAN
from .kinds import kind
from .measurement import as_, columns, lines
from .table import Col, Line

if TYPE_CHECKING:
    from .desk import Desk

#: Kinds that hold nothing to be read.
NONE = (
    "bukan E.81", "bukan T-C.24", "bukan daftar pegawai", "bukan agenda", "bukan daftar paket", "bukan daftar risiko", "bukan hasil survei",
)  # fmt: skip


@kind("PK perjanjian kinerja")
def agreement(desk: Desk) -> None:
    """What the head of the office promises for the year."""
    page = desk.page()
    desk.caption(page, "pk")
    cols = columns(desk, "no", "sasaran", "indikator", "target")
    spelled = {"sasaran": "sasaran", "indikator": "indikator", "target": "target"}
    cols = [replace(c, accept=as_(spelled[c.key], "PK", "2.3") + (as_("tujuan_sasaran", "2.3") if c.key == "sasaran" else ()) if c.key in spelled else ()) for c in cols]  # fmt: skip
    desk.table(page, cols, lines(desk, desk.office.indicators, facts=False))


@kind("2.3 target tahunan")
def targets(desk: Desk) -> None:
    """The targets of the year with their units."""
    page = desk.page()
    desk.caption(page, "target")
    cols = columns(desk, "no", "sasaran", "indikator", "satuan", "target")
    cols = [replace(c, accept=as_(c.key, "2.3", "PK") if c.key != "no" else ()) for c in cols]
    desk.table(page, cols, lines(desk, desk.office.indicators, facts=False))


@kind("3.5 analisis")
def analysis(desk: Desk) -> None:
    """Why a target was reached or not, and what is done."""
    page = desk.page()
    desk.caption(page, "analisis")
    cols = columns(desk, "no", "sasaran", "indikator", "target", "realisasi", "capaian", "analisis", "solusi")
    cols = [
        replace(c, accept=tuple(("3.5", k) for k in dict.fromkeys(k for _, k in c.accept) if "_2" not in k))
        for c in cols
    ]
    body = []
    for line, one in zip(
        lines(desk, desk.office.indicators, facts=False), desk.office.indicators, strict=True
    ):
        words = {
            "analisis": f"Capaian {one.name.lower()} dipengaruhi kerja sama antarbidang",
            "solusi": f"Menambah tenaga untuk {one.sasaran.lower()}",
        }
        body.append(replace(line, values={**line.values, **words}))
    desk.table(page, cols, body)


@kind("3.8 program penunjang")
def support(desk: Desk) -> None:
    """Which programmes helped which indicator."""
    page = desk.page()
    desk.caption(page, "penunjang")
    cols = columns(desk, "no", "sasaran", "indikator", "capaian")
    cols = [
        replace(c, accept=tuple(("3.8", k) for k in dict.fromkeys(k for _, k in c.accept) if "_2" not in k))
        for c in cols
    ]
    for key in ("program", "indikator_program", "capaian_program", "menunjang"):
        cols.append(
            Col(
                key=key,
                path=(desk.hand.heading(key),),
                accept=as_(key, "3.8"),
                kind="persen" if key == "capaian_program" else "teks",
            )
        )
    body = []
    for line, one in zip(
        lines(desk, desk.office.indicators, facts=False), desk.office.indicators, strict=True
    ):
        programme = next(
            (p for p in desk.office.programmes if p.sasaran == one.sasaran), desk.office.programmes[0]
        )
        values = {
            "program": programme.name,
            "indikator_program": f"Persentase {programme.name.lower()}",
            "capaian_program": Fraction(desk.rng.randint(700, 1100), 10),
            "menunjang": "Menunjang",
        }
        body.append(replace(line, values={**line.values, **values}))
    desk.table(page, cols, body)


@kind("bukan E.81")
def evaluation_form(desk: Desk) -> None:
    """Form E.81, the evaluation of the Renja: K and Rp for each quarter, and no annex of the report."""
    page = desk.page()
    page.put(
        page.next_row,
        0,
        desk.rng.choice(
            (
                "Formulir E.81",
                "FORM E. 81",
                "Evaluasi Terhadap Hasil Renja Perangkat Daerah Lingkup Kabupaten",
            )
        ),
        {"bold": True},
    )
    page.next_row += 2
    labels = ("No", "Sasaran", "Program/Kegiatan", "Indikator Kinerja Program (Outcome)/Kegiatan (Output)")
    groups = ["Target Renstra pada Tahun Akhir", "Realisasi Capaian Kinerja Renstra s/d Renja Tahun Lalu", "Target Kinerja dan Anggaran Renja Tahun Berjalan", *(f"Realisasi Kinerja Pada Triwulan {ROMAN[q]}" for q in range(1, 5)), "Realisasi Capaian Kinerja dan Anggaran Renja yang Dievaluasi", "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra (%)"]  # fmt: skip
    cols = [Col(key=f"l{n}", path=(text,)) for n, text in enumerate(labels)]
    cols += [
        Col(key=f"g{n}{part}", path=(group, part), kind="uang" if part == "Rp" else "angka")
        for n, group in enumerate(groups)
        for part in ("K", "Rp")
    ]
    cols.append(Col(key="pj", path=("Unit Perangkat Daerah Penanggung Jawab",)))
    body = []
    for n, line in enumerate(desk.office.lines()):
        values = {
            "l0": n + 1,
            "l1": line.sasaran,
            "l2": line.name,
            "l3": f"Jumlah keluaran {line.name.lower()}",
            "pj": "Sekretariat",
        }
        values |= {f"g{g}K": desk.rng.randint(1, 100) for g in range(len(groups))} | {
            f"g{g}Rp": line.ceiling for g in range(len(groups))
        }
        body.append(Line(values=values))
    desk.strangers.append(desk.table(page, cols, body, numbers="1").area)


_FUNDS = (
    "Anggaran pada Tahun ke-",
    "Realisasi Anggaran pada Tahun ke-",
    "Rasio antara Realisasi dan Anggaran Tahun ke-",
)
_ACCOUNTS = (
    "PENDAPATAN DAERAH",
    "Pendapatan Asli Daerah",
    "Retribusi Daerah",
    "BELANJA DAERAH",
    "Belanja Operasi",
    "Belanja Modal",
)


@kind("bukan T-C.24")
def funding_form(desk: Desk) -> None:
    """Form T-C.24: budgets and spending of five years by kinds of income and spending, with growth."""
    page = desk.page("T-C.24")
    page.put(
        page.next_row,
        0,
        f"Tabel T-C.24 Anggaran dan Realisasi Pendanaan Pelayanan {desk.office.name}",
        {"bold": True},
    )
    page.next_row += 2
    cols = [Col(key="u", path=("Uraian",))]
    cols += [
        Col(key=f"g{g}{n}", path=(group, str(n)), kind="uang" if g < 2 else "persen")
        for g, group in enumerate(_FUNDS)
        for n in range(1, 6)
    ]
    cols += [
        Col(key=f"r{k}", path=("Rata-rata Pertumbuhan", k), kind="persen") for k in ("Anggaran", "Realisasi")
    ]
    body = []
    for name in _ACCOUNTS:
        money = {f"g{g}{n}": desk.rng.randint(10, 900) * 1_000_000 for g in range(2) for n in range(1, 6)}
        body.append(
            Line(
                values={
                    "u": name,
                    **money,
                    **{f"g2{n}": Fraction(desk.rng.randint(700, 999), 10) for n in range(1, 6)},
                    "rAnggaran": Fraction(3),
                    "rRealisasi": Fraction(4),
                }
            )
        )
    desk.strangers.append(desk.table(page, cols, body).area)


@kind("bukan daftar pegawai")
def staff(desk: Desk) -> None:
    """A list of the staff by rank, or by education."""
    page = desk.page()
    page.put(
        page.next_row,
        0,
        desk.rng.choice(
            ("Daftar Pegawai {}", "Komposisi Pegawai {} Tahun Berjalan", "Tabel 1.2 Keadaan Pegawai {}")
        ).format(desk.office.name),
        {"bold": True},
    )
    page.next_row += 2
    texts = (
        ("No", "Nama", "NIP", "Pangkat/Gol.", "Jabatan", "Pendidikan")
        if desk.rng.random() < 0.5
        else ("No", "Jabatan", "Laki-laki", "Perempuan", "Jumlah", "Keterangan")
    )
    cols = [Col(key=str(n), path=(text,), kind="angka") for n, text in enumerate(texts)]
    body = []
    for n in range(1, desk.rng.randint(6, 15)):
        counts = {"2": desk.rng.randint(0, 9), "3": desk.rng.randint(0, 9)}
        people = {
            "0": n,
            "1": f"Pegawai {n}",
            "2": f"19800{n:02}12 20100{n % 9 + 1} 1 00{n % 9}",
            "3": "III/c",
            "4": "Analis",
            "5": "S1",
        }
        body.append(
            Line(
                values=people
                if "NIP" in texts
                else {"0": n, "1": f"Jabatan {n}", **counts, "4": sum(counts.values()), "5": "-"}
            )
        )
    desk.strangers.append(desk.table(page, cols, body).area)


@kind("bukan agenda")
def agenda(desk: Desk) -> None:
    """A list of assets or of meetings."""
    page = desk.page()
    page.put(
        page.next_row,
        0,
        desk.rng.choice(("Daftar Inventaris", "Rekap Sarana dan Prasarana", "Jadwal Rapat Koordinasi")),
        {"bold": True},
    )
    page.next_row += 2
    texts = desk.rng.choice(
        (
            ("No", "Nama Barang", "Merk", "Jumlah", "Satuan", "Kondisi"),
            ("No", "Uraian Sarana", "Satuan", "Jumlah", "Baik", "Rusak Ringan", "Rusak Berat"),
            ("No", "Tanggal", "Acara", "Tempat", "Peserta"),
        )
    )
    cols = [Col(key=str(n), path=(text,), kind="angka") for n, text in enumerate(texts)]
    body = [
        Line(
            values={
                "0": n,
                "1": f"Barang {n}",
                **{str(k): desk.rng.choice((desk.rng.randint(1, 40), "unit")) for k in range(2, len(texts))},
            }
        )
        for n in range(1, 9)
    ]
    desk.strangers.append(desk.table(page, cols, body).area)


@kind("bukan daftar paket")
def purchases(desk: Desk) -> None:
    """What is to be bought this year: money, but no programme and no result."""
    title = desk.rng.choice(
        ("Rencana Umum Pengadaan {}", "Daftar Paket Pengadaan Tahun {}", "Jadwal Pengadaan Barang/Jasa {}")
    )
    heads = ("No", "Nama Paket", "Jenis Pengadaan", "Metode Pemilihan", "Nilai (Rp)", "Waktu Pelaksanaan")
    body = [
        Line(values={"0": n, "1": f"Pengadaan {line.name.split()[-1].lower()}", "2": "Barang", "3": "E-purchasing", "4": line.ceiling, "5": "Maret"})
        for n, line in enumerate(desk.office.lines(), 1)
    ]  # fmt: skip
    _stranger(desk, title.format(desk.office.year), heads, body, {"4": "uang"})


@kind("bukan daftar risiko")
def risks(desk: Desk) -> None:
    """A register of risks: likelihood times impact."""
    heads = (
        "No",
        "Risiko",
        "Penyebab",
        "Kemungkinan",
        "Dampak",
        "Skor Risiko",
        "Rencana Penanganan",
        "Penanggung Jawab",
    )
    body = []
    for n in range(1, 8):
        likely, hurt = desk.rng.randint(1, 5), desk.rng.randint(1, 5)
        body.append(
            Line(
                values={
                    "0": n,
                    "1": f"Keterlambatan berkas {n}",
                    "2": "Kurang tenaga",
                    "3": likely,
                    "4": hurt,
                    "5": likely * hurt,
                    "6": "Penjadwalan ulang",
                    "7": "Sekretaris",
                }
            )
        )
    _stranger(
        desk,
        desk.rng.choice(("Daftar Risiko {}", "Peta Risiko Tahun {}")).format(desk.office.year),
        heads,
        body,
        {},
    )


@kind("bukan hasil survei")
def survey(desk: Desk) -> None:
    """What people said of the service, by question."""
    heads = ("No", "Unsur Pelayanan", "Nilai Rata-rata Unsur", "Nilai Tertimbang", "Mutu Pelayanan")
    body = []
    for n, name in enumerate(
        (
            "Persyaratan",
            "Prosedur",
            "Waktu",
            "Biaya",
            "Produk",
            "Kompetensi",
            "Perilaku",
            "Pengaduan",
            "Sarana",
        ),
        1,
    ):
        value = Fraction(desk.rng.randint(290, 390), 100)
        body.append(Line(values={"0": n, "1": name, "2": value, "3": desk.rounded(value / 9), "4": "B"}))
    _stranger(desk, f"Hasil Survei Kepuasan Masyarakat {desk.office.year}", heads, body, {})


def _stranger(
    desk: Desk, title: str, heads: tuple[str, ...], body: list[Line], kinds: dict[str, str]
) -> None:
    """Draw a list that is no annex table."""
    page = desk.page()
    page.put(page.next_row, 0, title, {"bold": True})
    page.next_row += 2
    cols = [Col(key=str(n), path=(text,), kind=kinds.get(str(n), "angka")) for n, text in enumerate(heads)]
    desk.strangers.append(desk.table(page, cols, body).area)
