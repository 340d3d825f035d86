"""Results, audit and filling ask the same: what one of them takes for certain no other doubts."""

from __future__ import annotations

import io

import pytest

import sakipcalc as sc
from sakipcalc.filling.unfilled import EmptyReason

from .ukur.evidence import FACTS
from .ukur.kinds import drawn

#: What the audit asks of an indicator, by what keeps it from being computed.
ASKS = {
    "arah": {"arah-belum-pasti", "arah-bertentangan"},
    "satuan": {"satuan-belum-pasti"},
    "urutan": {"urutan-belum-pasti"},
    "akumulasi": {"triwulan-belum-pasti"},
}
KINDS = (
    *FACTS, "2.3 target tahunan", "3.2 kolom arah", "3.2 rata-rata dan gabungan", "3.2 capaian gabungan", "3.3 tanpa target",
    "3.7 dua kelompok", "3.7 anggaran sekali", "3.8 program penunjang", "3.2 dan 4.1 dengan nomor lain",
    "Triwulan target dan realisasi", "Triwulan tanpa target",
)  # fmt: skip


def asked_in(findings) -> dict[str, set[str]]:
    """Return what is asked of each indicator."""
    found: dict[str, set[str]] = {}
    for one in findings:
        for question, codes in ASKS.items():
            if one.code in codes:
                found.setdefault(str(one.data["indikator"]), set()).add(question)
    return found


@pytest.fixture(scope="module", params=[(kind, seed) for kind in KINDS for seed in (3, 4)], ids=str)
def answers(request):
    data = drawn(*request.param).data
    hasil = sc.compute(data)
    report = sc.fill(data, io.BytesIO())
    return hasil, asked_in(sc.audit(hasil.laporan, hasil)), report


def test_something_is_asked():
    drawings = (drawn(kind, seed).data for kind in KINDS for seed in (3, 4))
    assert sum(any(row.capaian.question for row in sc.compute(data).capaian_rows) for data in drawings) > 6


def test_what_the_audit_asks_has_no_figure_and_the_reverse(answers):
    hasil, asked, _ = answers
    for row in hasil.capaian_rows:
        question = row.capaian.question or row.realisasi.question
        assert not question or question in asked.get(row.indikator.nama, set()), row.indikator.nama
        either_way = row.capaian.number in {None, 100} or row.target.number is None
        assert row.indikator.nama not in asked or question or either_way, row.indikator.nama
    assert asked_in(hasil.temuan) == asked
    exported = {one["indikator"]: one for one in hasil.as_dict()["capaian"]}
    for row in hasil.capaian_rows:
        if row.capaian.question:
            assert exported[row.indikator.nama]["capaian"] is None
            assert exported[row.indikator.nama]["sebab"] == [row.capaian.question]


def test_filling_asks_what_the_audit_asks_and_writes_nothing_there(answers):
    hasil, asked, report = answers
    assert asked_in(report.temuan) == asked
    waiting = {
        cell.place
        for row in hasil.capaian_rows
        if row.capaian.question
        for table, _ in hasil.links.named_tables()
        if (line := hasil.links.row(table, row.indikator.subject)) is not None
        for column in ("capaian", "kategori")
        if (cell := line.cells.get(column)) is not None and cell.empty
    }
    assert waiting <= set(report.empty_for(EmptyReason.ASKED))
    assert waiting.isdisjoint(one.cell.place for one in report.written)
