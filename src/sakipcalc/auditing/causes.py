"""Findings that one cause explains, told as one: a budget changed after the agreements were signed, say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.base.data import office_words
from sakipcalc.base.places import Place
from sakipcalc.core.findings import Temuan
from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["gathered"]

#: A total that differs from its lines.
_TOTAL = "jumlah-berbeda"


def gathered(temuan: Iterable[Temuan]) -> Iterator[Temuan]:
    """Yield the findings, those of one cause as one that has them as its parts.

    A finding that the unit lets stand is settled, and stays by itself. Which codes have a cause in
    common, and from how many on it is worth a word, stands in ``kata/sebab.toml``.

    Parameters
    ----------
    temuan : iterable of Temuan
        The findings of one workbook.
    """
    every = list(temuan)
    told: set[int] = set()
    for cause, known in office_words("sebab").items():
        parts = [one for one in every if one.code in known["kode"] and _is_of(known, one)]
        if len(parts) >= known["sejak"]:
            told.update(map(id, parts))
            yield _as_one(cause, parts)
    for parts in _totals_off_by_the_same(every):
        told.update(map(id, parts))
        yield _one_difference(parts)
    yield from (one for one in every if id(one) not in told)


def _is_of(known: Mapping[str, Any], one: Temuan) -> bool:
    """Return whether a finding is open, and explained as the cause wants it, where that says how."""
    explained = getattr(one.data.get("diagnosis"), "code", "")
    return not one.reason and known.get("diagnosis", explained) == explained


def _totals_off_by_the_same(temuan: Iterable[Temuan]) -> list[list[Temuan]]:
    """Return the open findings of totals of one column that differ from their lines by the same amount."""
    alike: dict[object, list[Temuan]] = {}
    for one in temuan:
        if one.code == _TOTAL and not one.reason:
            key = one.places[0].sheet, one.data["kolom"], one.data["selisih"]
            alike.setdefault(key, []).append(one)
    return [parts for parts in alike.values() if len(parts) > 1]


def _one_difference(parts: list[Temuan]) -> Temuan:
    """Return the finding of several totals that one line has thrown off; the line first where it is known."""
    told = next((one for one in parts if one.data["diagnosis"]), parts[0])
    explained = told.data["diagnosis"]
    line = explained.values.get("baris") if isinstance(explained, Phrase) else None
    culprits = (line,) if isinstance(line, Place) else ()
    totals = (one.places[0] for one in parts)
    data = {"n": len(parts), **{name: told.data[name] for name in ("selisih", "awal", "akhir", "diagnosis")}}
    places = tuple(dict.fromkeys((*culprits, *totals)))
    return Temuan(code="jumlah-sesebab", places=places, data=data, rincian=tuple(parts))


def _as_one(cause: str, parts: list[Temuan]) -> Temuan:
    places = dict.fromkeys(place for one in parts for place in one.places[:1])
    return Temuan(code=cause, places=tuple(places), data={"n": len(parts)}, rincian=tuple(parts))
