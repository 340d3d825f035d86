"""Choices of method and scales that a workbook states."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc.base.places import Place
from sakipcalc.computing.values import UsedScale
from sakipcalc.core.errors import RuleError
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase
from sakipcalc.model import column_key
from sakipcalc.rulebook import scale, scale_names
from sakipcalc.rulebook.methods import Metode
from sakipcalc.rulebook.scales import PrintedBand, Skala, same_label
from sakipcalc.rulebook.scales.printed import assemble, points_left_out
from sakipcalc.tables.standard import EFFICIENCY, SCALE, SUPPORT
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from sakipcalc.model import Cell, Choice, Laporan, Table
    from sakipcalc.tables import TableSpec

    #: A label with the figure that it judges, if that stands in a cell of its own.
    _JudgedBy = tuple[Cell, Fraction | None]

__all__ = ["find_method", "find_scales", "is_of_ratios"]


#: What is chosen name by name: "Arah Angka kemiskinan", "Tautan Predikat SAKIP".
_NAMED = {"arah ": "arah", "tautan ": "tautan", "bukan tautan ": "bukan_tautan"}
#: "Abaikan target-berbeda Tabel 3.2!D6" with the reason as its value.
_SILENCED = re.compile(r"abaikan\s+(?P<kode>[a-z-]+)\s*(?P<tempat>.*)", re.IGNORECASE)

#: "Kolom Lembar1!C5", "Tabel Lembar1!A5" and "Unit" answer the reader, and are no choice of method.
_OF_READING = re.compile(
    r"\s*(?:(?:kolom|tabel)\s.+!\$?[A-Z]{1,3}\$?\d+|unit(?:\s+\[[^\[\]]+\])?)\s*$", re.IGNORECASE
)


def find_method(laporan: Laporan) -> tuple[Metode, tuple[Temuan, ...]]:
    """Return the Metode of a workbook and what is wrong with its sheet Pengaturan.

    A sheet with a fault is a finding, and the default Metode is used: never half of its choices.
    """
    given = _headed(laporan) | _given(laporan.settings)
    if not given:
        return Metode(), ()
    try:
        return Metode.from_mapping(given, source="Pengaturan", trusted=False), ()
    except RuleError as error:
        places = tuple(one.place for one in laporan.settings)
        return Metode(), (Temuan(code="pengaturan-salah", places=places, data={"sebab": error}),)


def _headed(laporan: Laporan) -> dict[str, Any]:
    """Return the choice that a heading makes: "Efisiensi (%)" is a difference of per cents, and no ratio."""
    table = laporan.find(EFFICIENCY)
    headings = [column.heading for column in table.columns if column.id == "efisiensi"] if table else []
    return {"efisiensi": "selisih"} if any(map(_PER_CENT.search, headings)) else {}


_PER_CENT = re.compile(r"%|\bpersen", re.IGNORECASE)


def _given(settings: Iterable[Choice]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for one in settings:
        if _OF_READING.match(one.name):
            continue
        begin = next((start for start in _NAMED if one.name.lower().startswith(start)), "")
        silenced = _SILENCED.fullmatch(one.name)
        if begin:
            given.setdefault(_NAMED[begin], {})[one.name[len(begin) :].strip()] = one.setting
        elif silenced:
            given.setdefault("abaikan", []).append({**silenced.groupdict(), "alasan": one.setting})
        else:
            given[one.name] = one.setting
    return given


#: What Tabel 3.8 says of a programme.
_SUPPORTS, _NOT = "Menunjang", "Tidak Menunjang"


def find_scales(laporan: Laporan, metode: Metode) -> tuple[Mapping[str, UsedScale], tuple[Temuan, ...]]:
    """Return the scale for each table that states one, and what is wrong with those of the workbook.

    A scale that cannot be read, or that has a gap or an overlap, is a finding; the
    built-in scale of the Metode then takes its place.
    """
    scales: dict[str, UsedScale] = {}
    findings: list[Temuan] = []
    for spec in laporan.specs.scales:
        table_id, table = spec.id, laporan.find(spec.id)
        scales[table_id] = UsedScale(skala=_builtin(spec, metode))
        if table is None:
            doubt = _doubt_about(laporan, scales[table_id].skala, spec, metode)
            if doubt:
                scales[table_id] = replace(scales[table_id], is_known=False)
                findings.append(doubt)
            continue
        try:
            printed = _printed(table, metode)
            scales[table_id] = replace(printed, skala=_classifying(printed.skala, metode))
            findings += [_left_out(table, point) for point in printed.unlabelled]
        except RuleError as error:
            findings += [_finding(fault) for fault in getattr(error, "faults", (error,))]
    scales[SUPPORT] = UsedScale(skala=_of_support(scales[SCALE].skala))
    return MappingProxyType(scales), tuple(findings)


#: Bounds of ratios lie around 1, those of differences around 0.
_LARGEST_RATIO = 3


def is_of_ratios(skala: Skala) -> bool:
    """Return whether a scale of efficiency judges ratios: it turns at 1, and not at 0."""
    bounds = [band.lower for band in skala.pita if band.lower is not None]
    return bool(bounds) and min(bounds) > 0 and min(bounds) <= 1 and max(bounds) < _LARGEST_RATIO


def _doubt_about(laporan: Laporan, skala: Skala, spec: TableSpec, metode: Metode) -> Temuan | None:
    """Return why a built-in scale is not the office's: by the labels that it prints, or by their bounds."""
    judged = _judged(laporan, spec.id)
    labels = [label for label, _ in judged]
    chosen = any(one.name.lower().startswith("skala") for one in laporan.settings)
    of_efficiency = spec.skala != _OF_CAPAIAN
    if _are_strange(labels, skala) or (of_efficiency and not chosen and _are_coarser(labels, skala)):
        return _unknown("skala-tak-dikenal", labels, _explaining(judged, metode))
    if of_efficiency or chosen:
        return None
    differing = [one for one in _figured(judged) if not _explains(skala, [one])]
    others = _explaining(judged, metode) if differing else ()
    if others or (len(differing) > _ONE_SLIP and _rise(judged, skala)):
        return _unknown("skala-batas-lain", labels, others)
    return None


_OF_CAPAIAN = "capaian"


def _judged(laporan: Laporan, table_id: str) -> list[_JudgedBy]:
    """Return the labels by a scale that a workbook prints, each with the figure beside it that it judges."""
    judged: dict[Cell, Fraction | None] = {}
    for table in laporan.tables:
        for column in table.columns:
            rules = [rule for rule in column.spec.turunan if rule.skala == table_id]
            if column.spec.jenis != "label" or not rules:
                continue
            figures = column_key(rules[0].masukan["nilai"][0].kolom, column.period)
            for row in table.rows:
                label = row.cells.get(column.key)
                if label is not None and _WORDS.fullmatch(label.text):
                    figure = row.cells.get(figures)
                    judged[label] = figure.value if figure and label not in judged else None
    return list(judged.items())


def _are_strange(labels: Sequence[Cell], skala: Skala) -> bool:
    """Return whether the labels that a workbook prints are not those of a scale.

    One among many is a slip; one in few is a scale of their own, as "Tidak Efisien" beside "Efisien".
    """
    strange = [one for one in labels if not any(same_label(one.text, band.label) for band in skala.pita)]
    return bool(strange) and _A_SLIP * len(strange) >= len(labels)


def _are_coarser(labels: Sequence[Cell], skala: Skala) -> bool:
    """Return whether an office says "Efisien", and never "Sangat Efisien": it may know no such degree.

    Whatever is not wasted is then what it calls so.
    """
    best = plain(skala.pita[0].label)
    said = {plain(one.text) for one in labels}
    return best not in said and any(best.endswith(f" {word}") for word in said)


def _figured(judged: Iterable[_JudgedBy]) -> list[tuple[Cell, Fraction]]:
    return [(label, figure) for label, figure in judged if figure is not None]


def _explains(skala: Skala, judged: Iterable[tuple[Cell, Fraction]]) -> bool:
    """Return whether a scale gives each label for its figure."""
    return all(same_label(label.text, skala.classify(figure) or "") for label, figure in judged)


def _explaining(judged: Sequence[_JudgedBy], metode: Metode) -> tuple[str, ...]:
    """Return the known scales that explain all labels of a workbook: "Sangat Baik" for 97 is one of nka."""
    figured = _figured(judged)
    known = {
        name: scale(name, reading=metode.baca_pita, path=metode.aturan or None) for name in scale_names()
    }
    return tuple(name for name, one in known.items() if figured and _explains(one, figured))


def _rise(judged: Sequence[_JudgedBy], skala: Skala) -> bool:
    """Return whether some scale of the same words explains all labels: they rise with their figures."""
    heights = {plain(band.label): -at for at, band in enumerate(skala.pita)}
    ranked = sorted(
        (figure, heights[word])
        for label, figure in _figured(judged)
        if (word := plain(label.text)) in heights
    )
    return all(lower <= higher for (_, lower), (_, higher) in pairwise(ranked))


#: A label that another scale might give is a slip, where no known scale does; two are bounds of another one.
_ONE_SLIP = 1
#: A label that a scale lacks is a slip where it is less than one in so many.
_A_SLIP = 4


def _unknown(code: str, cells: Sequence[Cell], explaining: Sequence[str]) -> Temuan:
    labels = tuple(dict.fromkeys(f"“{cell.text}”" for cell in cells))
    others = Phrase("words.skala-cocok", {"skala": tuple(explaining)}) if explaining else ""
    data = {"label": labels[:_FEW], "cocok": others}
    return Temuan(code=code, places=tuple(cell.place for cell in cells), data=data)


#: What a scale may call a band; anything else in its place is a slip.
_WORDS = re.compile(r"[^\W\d_]+(?:[ /-]+[^\W\d_]+){0,3}")
#: So many labels of an unknown scale are named.
_FEW = 5


def _builtin(spec: TableSpec, metode: Metode) -> Skala:
    """Return the scale of the Metode that holds where the workbook lacks the table."""
    skala = metode.scale(spec.skala or "capaian")
    return _classifying(skala, metode) if spec.skala == "capaian" else skala


def _of_support(skala: Skala) -> Skala:
    """Return the label of a programme on the scale of capaian: the upper half of its bands supports."""
    lowest = skala.pita[max(len(skala.pita) // 2, 1) - 1]
    supports = replace(lowest, label=_SUPPORTS, colour="")
    rest = () if lowest.lower is None else (replace(skala.pita[-1], label=_NOT, colour=""),)
    return replace(skala, id="menunjang", pita=(supports, *rest))


def _classifying(skala: Skala, metode: Metode) -> Skala:
    """Return a scale of capaian that classifies values unrounded or as displayed, as the Metode says."""
    return skala.displayed(metode.desimal) if metode.klasifikasi == "tampil" else skala


def _printed(table: Table, metode: Metode) -> UsedScale:
    rows = [
        PrintedBand(
            text=row.text("skala"),
            label=row.text("predikat"),
            colour=row.cells["warna"].fill if "warna" in row.cells else "",
            place=row.cells["skala"].place,
        )
        for row in table.rows
        if row.text("skala") and row.text("predikat")
    ]
    bands, decimals = assemble(rows, metode.baca_pita, with_points=True)
    read = Skala(id=f"tabel-{table.id}", pita=bands, desimal=decimals)
    cells = {plain(row.text("predikat")): row.cells["predikat"] for row in table.rows}
    return UsedScale(skala=read, labels=_in_order(read, cells), unlabelled=points_left_out(rows))


def _in_order(skala: Skala, cells: Mapping[str, Cell]) -> tuple[Cell, ...]:
    return tuple(cells[plain(band.label)] for band in skala.pita)


def _left_out(table: Table, point: Fraction) -> Temuan:
    places = tuple(row.cells["skala"].place for row in table.rows if row.text("skala"))
    return Temuan(code="skala-satu-nilai", places=places, actual=point)


def _finding(error: RuleError) -> Temuan:
    other = error.values.get("other")
    places = (error.place, *((other,) if isinstance(other, Place) else ()))
    return Temuan(code="skala-rusak", places=places, data={"sebab": error})
