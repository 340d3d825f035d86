"""Findings that one cause explains, told as one: a budget changed after the agreements were signed, say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.base.data import office_words
from sakipcalc.core.findings import Temuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["gathered"]


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
    yield from (one for one in every if id(one) not in told)


def _is_of(known: Mapping[str, Any], one: Temuan) -> bool:
    """Return whether a finding is open, and explained as the cause wants it, where that says how."""
    explained = getattr(one.data.get("diagnosis"), "code", "")
    return not one.reason and known.get("diagnosis", explained) == explained


def _as_one(cause: str, parts: list[Temuan]) -> Temuan:
    places = dict.fromkeys(place for one in parts for place in one.places[:1])
    return Temuan(code=cause, places=tuple(places), data={"n": len(parts)}, rincian=tuple(parts))
