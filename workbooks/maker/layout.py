"""The 24 sheets as data: where their tables stand, what each column holds, what a template leaves empty.

All addresses are those of the printed workbook; a sheet with a letterhead stands `shift` rows lower.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: its heading and body, the kind of each column, and the cells a template leaves empty.

    `typed` takes cells out of `blank` again; `lead` is the column that a group of rows shares.
    """

    head: str
    body: str
    kinds: str
    blank: str = ""
    typed: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its caption rows, tables, looks and printing."""

    name: str
    titles: int
    tables: tuple[Table, ...] = ()
    widths: tuple[float, ...]
    heights: tuple[tuple[int, float], ...] = ()
    tab: str = "#8EA9DB"
    landscape: bool = False
    freeze: str = ""
    repeat: str = ""
    shift: int = 0
    sign: str = ""
    last_row: int = 0


PLAN, AGREEMENT, RESULT, CLOSING = "#8EA9DB", "#A9D08E", "#F4B084", "#C9A6E4"


def _agreement(name: str, *tables: Table, widths: tuple[float, ...] = (6, 46, 46, 20)) -> Sheet:
    return Sheet(name=name, titles=1, tables=tables, widths=widths, tab=AGREEMENT)


def _targets(head: str, body: str) -> Table:
    return Table(head=head, body=body, kinds="nomor teks teks target")


def _budgets(head: str, body: str) -> Table:
    return Table(head=head, body=body, kinds="nomor teks rp tengah")


COVER = Sheet(
    name="Sampul",
    titles=0,
    widths=(4, 86, 4),
    heights=((1, 112), (2, 26), (3, 26), (4, 20), (5, 20), (6, 20)),
    tab=CLOSING,
)

PLANNING = (
    Sheet(
        name="Tabel 2.1",
        titles=2,
        tables=(
            Table(
                head="A4:I5",
                body="A6:I9",
                kinds="nomor teks tengah teks target target target target target",
            ),
        ),
        widths=(6, 36, 12, 44, 9, 9, 9, 9, 9),
        tab=PLAN,
        landscape=True,
    ),
    Sheet(
        name="Tabel 2.2",
        titles=2,
        tables=(Table(head="A4:C5", body="A6:C7", kinds="teks teks teks"),),
        widths=(38, 30, 90),
        tab=PLAN,
        landscape=True,
        repeat="4:5",
    ),
    Sheet(
        name="Tabel 2.3",
        titles=3,
        tables=(Table(head="A5:F5", body="A6:F9", kinds="nomor teks tengah teks tengah target"),),
        widths=(6, 38, 12, 50, 14, 12),
        tab=PLAN,
        landscape=True,
    ),
    Sheet(
        name="Tabel 2.4",
        titles=4,
        tables=(Table(head="A6:E6", body="A7:E59", kinds="nomor teks teks cacah rupiah"),),
        widths=(6, 50, 52, 12, 14),
        tab=PLAN,
        freeze="C7",
        repeat="6:6",
    ),
)

AGREEMENTS = (
    _agreement(
        "PK Camat",
        Table(head="A3:E4", body="A5:E7", kinds="nomor teks teks teks target"),
        Table(head="A9:D9", body="A10:D15", kinds="nomor teks rp tengah"),
        widths=(6, 44, 30, 22, 12),
    ),
    _agreement(
        "PK Sekretaris",
        _targets("A3:D4", "A5:D9"),
        _budgets("A11:D11", "A12:D12"),
        _budgets("A14:D14", "A15:D19"),
    ),
    _agreement(
        "PK Kasubag Umum",
        _targets("A3:D4", "A5:D16"),
        _budgets("A18:D18", "A19:D21"),
        _budgets("A23:D23", "A24:D35"),
    ),
    _agreement(
        "PK Kasubag Program",
        _targets("A3:D4", "A5:D8"),
        _budgets("A10:D10", "A11:D13"),
        _budgets("A15:D15", "A16:D18"),
    ),
    _agreement(
        "PK Kasi Pemerintahan",
        _targets("A3:D4", "A5:D8"),
        _budgets("A10:D10", "A11:D13"),
        _budgets("A15:D15", "A16:D19"),
    ),
    _agreement(
        "PK Kasi Trantib",
        _targets("A3:D3", "A4:D4"),
        _budgets("A6:D6", "A7:D7"),
        _budgets("A9:D9", "A10:D10"),
    ),
    _agreement(
        "PK Kasi Pembangunan",
        _targets("A3:D4", "A5:D6"),
        _budgets("A8:D8", "A9:D10"),
        _budgets("A12:D12", "A13:D14"),
    ),
    _agreement(
        "PK Kasi Pelayanan",
        _targets("A3:D4", "A5:D5"),
        _budgets("A7:D7", "A8:D8"),
        _budgets("A10:D10", "A11:D11"),
    ),
)

RESULTS = (
    Sheet(
        name="Tabel 3.1",
        titles=2,
        tables=(Table(head="A4:D4", body="A5:D9", kinds="nomor tengah tengah teks"),),
        widths=(6, 30, 30, 16),
        tab=RESULT,
        last_row=11,
    ),
    Sheet(
        name="Tabel 3.2",
        titles=3,
        tables=(
            Table(
                head="A5:H5",
                body="A6:H7",
                kinds="nomor teks teks target nilai capaian tengah teks",
                blank="F6:G7",
            ),
        ),
        widths=(6, 44, 20, 10, 11, 11, 15, 22, 3, 34, 12),
        tab=RESULT,
        landscape=True,
        freeze="A6",
        sign="F9",
    ),
    Sheet(
        name="Tabel 3.3",
        titles=3,
        tables=(
            Table(
                head="A5:L6",
                body="A7:L8",
                kinds="nomor teks teks" + " target nilai capaian" * 3,
                blank="D7:D8 F7:G8 I7:L8",
            ),
        ),
        widths=(6, 42, 19) + (9, 11, 11) * 3,
        tab=RESULT,
        landscape=True,
        freeze="D7",
        last_row=28,
    ),
    Sheet(
        name="Tabel 3.4",
        titles=4,
        tables=(
            Table(
                head="A6:G6",
                body="A7:G8",
                kinds="nomor teks teks nilai target capaian capaian",
                blank="D7:G8",
            ),
        ),
        widths=(6, 46, 20, 13, 13, 13, 13),
        tab=RESULT,
        landscape=True,
    ),
    Sheet(
        name="Tabel 3.5",
        titles=5,
        tables=(
            Table(
                head="A7:H7",
                body="A8:H9",
                kinds="nomor teks teks target nilai capaian teks teks",
                blank="D8:F9",
            ),
        ),
        widths=(6, 38, 19, 10, 11, 12, 36, 24),
        tab=RESULT,
        landscape=True,
    ),
    Sheet(
        name="Tabel 3.6",
        titles=2,
        tables=(Table(head="A4:D4", body="A5:D7", kinds="nomor tengah teks tengah"),),
        widths=(6, 12, 34, 24),
        tab=RESULT,
    ),
    Sheet(
        name="Tabel 3.7",
        titles=4,
        tables=(
            Table(
                head="A6:K7",
                body="A8:K9",
                kinds="nomor teks target nilai capaian rupiah rupiah persen rasio selisih tengah",
                blank="C8:K9",
            ),
        ),
        widths=(6, 38, 9, 11, 11, 18, 18, 11, 11, 12, 18),
        tab=RESULT,
        landscape=True,
    ),
    Sheet(
        name="Tabel 3.8",
        titles=4,
        tables=(
            Table(
                head="A6:H6",
                body="A7:H12",
                kinds="nomor teks teks capaian teks teks target tengah",
                blank="D7:D12",
            ),
        ),
        widths=(6, 30, 19, 12, 38, 46, 12, 15),
        tab=RESULT,
        landscape=True,
        repeat="6:6",
    ),
    Sheet(
        name="Tabel 3.9",
        titles=2,
        tables=(
            Table(
                head="A4:E5",
                body="A6:E50",
                kinds="teks teks rupiah rupiah persen",
                blank="C6:E50",
                # Realisasi of every sub kegiatan, and the two pagu that Tabel 2.4 cuts to thousands.
                typed="D8 D10:D11 D13:D19 D21 D23:D26 D28:D29 D32 D35:D36 D39:D40 D43 D46 D49 C16 C28",
                lead="A",
            ),
        ),
        widths=(30, 54, 17, 17, 13, 3, 24, 16),
        tab=RESULT,
        freeze="C6",
        repeat="4:5",
        sign="D52",
    ),
    Sheet(
        name="Belanja",
        titles=2,
        tables=(Table(head="A4:C4", body="A5:C7", kinds="nomor teks belanja"),),
        widths=(6, 36, 28),
        tab=RESULT,
    ),
)

CONCLUSION = Sheet(
    name="Tabel 4.1",
    titles=3,
    tables=(
        Table(
            head="A5:H5",
            body="A6:H7",
            kinds="nomor teks teks target nilai capaian tengah teks",
            blank="D6:H7",
        ),
    ),
    widths=(10, 44, 20, 10, 11, 11, 15, 22),
    tab=CLOSING,
    landscape=True,
    shift=6,
    sign="F9",
)

SHEETS = (COVER, *PLANNING, *AGREEMENTS, *RESULTS, CONCLUSION)
