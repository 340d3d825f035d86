"""Explanations of figures as data: operation, inputs with their cells, the rule and its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.computing.explain import tell
from sakipcalc.computing.export import figure, place
from sakipcalc.computing.how import ByRule, MetZero, inputs, word
from sakipcalc.rulebook import rule
from sakipcalc.rulebook.scales.scale import colours

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.messages import Lang

__all__ = ["explanations", "scales"]

ExplainedRecord = dict[str, Any]


def explanations(hasil: Hasil, lang: Lang = "id") -> list[ExplainedRecord]:
    """Return one record for each computed figure of an indicator: capaian, kemajuan, rasio and selisih."""
    rows: list[tuple[str, str, Value, Value | None]] = []
    rows += [(row.indikator.nama, "capaian", row.capaian, row.kategori) for row in hasil.capaian_rows]
    rows += [(row.indikator.nama, "kemajuan", row.kemajuan, None) for row in hasil.renstra_rows]
    for one in hasil.efisiensi_rows:
        names = "; ".join(i.nama for i in one.indikator)
        rows += [(names, "rasio", one.rasio, None), (names, "selisih", one.selisih, one.kategori)]
    return [
        {
            "indikator": name,
            "hal": what,
            **_told(value, "", lang),
            "kategori": (label.text or None) if label else None,
            "kalimat": tell(value, label, lang),
        }
        for name, what, value, label in rows
    ]


def scales(hasil: Hasil) -> list[ExplainedRecord]:
    """Return the scales in use with their bands, the highest first, and the colours that go with them."""
    return [
        {
            "tabel": table,
            "skala": used.skala.id,
            "satuan": used.skala.satuan,
            "dari_berkas": bool(used.labels),
            "pita": [
                {
                    "label": band.label,
                    "bawah": None if band.lower is None else float(band.lower),
                    "tutup": band.closed,
                    "warna": colours(used.skala).get(band.label) or None,
                }
                for band in used.skala.pita
            ],
        }
        for table, used in hasil.skala.items()
    ]


def _told(value: Value, name: str, lang: Lang) -> ExplainedRecord:
    """Return a value with what it was made from; an input that stands in a cell is told no further."""
    made_from = [] if name and value.place else [_told(one, key, lang) for key, one in _named(value)]
    return {
        "nama": name or None,
        "nilai": figure(value),
        "tampil": _shown(value, lang),
        "status": value.status.value,
        "tempat": place(value),
        "operasi": word(value.how) or None,
        "aturan": _rule(value.how.rule, lang) if isinstance(value.how, ByRule) else None,
        "masukan": made_from,
    }


def _named(value: Value) -> Iterator[tuple[str, Value]]:
    if isinstance(value.how, ByRule | MetZero):
        yield from value.how.inputs.items()
    else:
        yield from (("bagian", one) for one in inputs(value.how))


def _shown(value: Value, lang: Lang) -> str:
    """Return a value as a person reads it, two decimals at most."""
    if value.number is None:
        return value.text
    shown = messages.number(value.number, lang, 2)
    mark = "," if lang == "id" else "."
    return shown.rstrip("0").rstrip(mark) if mark in shown else shown


def _rule(name: str, lang: Lang) -> ExplainedRecord:
    known = rule(name)
    return {
        "id": known.id,
        "label": known.label[lang],
        "langkah": known.langkah,
        "bukti": known.bukti,
        "rujukan": [
            {"judul": one.judul, "nomor": one.nomor or None, "tahun": one.tahun, "pasal": one.pasal or None}
            for one in known.rujukan
        ],
    }
