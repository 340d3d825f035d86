"""Stable names of indicators and lines of the budget, for programs that keep results."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sakipcalc.computing.links import Indicator, Subject
    from sakipcalc.model import Row

__all__ = ["code_of", "indicator_ids"]

#: So long is an id before its digest.
_LONGEST = 60
_DIGITS = 8
#: A code of the nomenclature at the beginning of a name: ``7.01.02.2.05 Koordinasi``, ``X.XX.01``.
_CODE = re.compile(r"\s*((?:\d{1,2}|X{1,2})(?:\.(?:\d{1,4}|X{1,2}))+)(?![\w.])", re.IGNORECASE)


def indicator_ids(indicators: Sequence[Indicator]) -> Mapping[Subject, str]:
    """Return an id for each indicator: its name in small letters, whatever its place in the workbook.

    Of a long name, and where several goals have an indicator of one name, a digest tells them apart.
    """
    counts = Counter(plain(one.nama) for one in indicators)
    return {one.subject: _id(one, several=counts[plain(one.nama)] > 1) for one in indicators}


def _id(one: Indicator, *, several: bool) -> str:
    name = plain(one.nama)
    slug = "-".join(name.split())
    if not several and len(slug) <= _LONGEST:
        return slug
    import hashlib  # few names are so long

    told = f"{plain(one.tujuan_sasaran)}|{name}" if several else name
    return f"{slug[:_LONGEST].rstrip('-')}-{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]}"


def code_of(row: Row) -> str:
    """Return the code of a line of the budget: that of its column, else one in front of its name."""
    found = _CODE.match(row.text("uraian"))
    return row.text("kode") or (found[1] if found else "")
