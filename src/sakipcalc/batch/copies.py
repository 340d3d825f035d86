"""Units of one batch whose figures are those of another: a workbook copied and not typed anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.core.findings import DaftarTemuan, Temuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.batch.outcome import PlainRow
    from sakipcalc.messages import Lang

__all__ = ["copied_units"]

#: So many realisasi of an indicator, one of them with decimals, are not alike by chance.
_FEWEST = 2


class _Unit(NamedTuple):
    """A unit of a year: the workbook and who it is."""

    sumber: str
    nama: str
    kabupaten: str
    tahun: int | None


def copied_units(units: Iterable[PlainRow], indicators: Iterable[PlainRow], lang: Lang) -> Iterator[PlainRow]:
    """Yield a finding for each unit that has the figures of one before it, as rows of findings.

    Parameters
    ----------
    units : iterable of dict
        Rows of the table of units.
    indicators : iterable of dict
        Rows of the table of indicators.
    lang : {"id", "en"}
        Language of the findings.
    """
    known = {one["sumber"]: _Unit(*(one[name] for name in _Unit._fields)) for one in units}
    reached: dict[str, list[float]] = {}
    for row in indicators:
        if isinstance(row["realisasi"], int | float):
            reached.setdefault(row["sumber"], []).append(row["realisasi"])
    first: dict[tuple[object, ...], _Unit] = {}
    for source, figures in reached.items():
        unit = known.get(source)
        if unit is None or len(figures) < _FEWEST or all(float(one).is_integer() for one in figures):
            continue
        original = first.setdefault((unit.tahun, *figures), unit)
        if original.nama and unit.nama and (original.nama, original.kabupaten) != (unit.nama, unit.kabupaten):
            yield _row(unit, original, figures, lang)


def _row(unit: _Unit, original: _Unit, figures: list[float], lang: Lang) -> PlainRow:
    told = Temuan(code="salinan-unit-lain", places=(), data={"lain": original.nama, "angka": tuple(figures)})
    (record,) = DaftarTemuan([told]).records(lang)
    return {**unit._asdict(), **record, "tempat": "", "rincian": ""}
