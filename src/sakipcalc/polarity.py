"""Polarities: which way an indicator is better, and how offices write it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from sakipcalc.data import office_words
from sakipcalc.names import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ARAH", "Arah", "read_polarity"]

Arah = Literal["naik", "turun", "rentang", "rentang_turun", "stabil", "kualitatif", "ya_tidak"]
#: Polarities that an indicator may have.
ARAH: tuple[Arah, ...] = get_args(Arah)

#: What stands in brackets, one sign, or a run of words.
_PART = re.compile(r"\([^()]*\)|[+↑▲⬆↗↓▼⬇↘]|[^()+↑▲⬆↗↓▼⬇↘]+")


def read_polarity(text: str) -> Arah | None:
    """Return the polarity that a text names, or None where it names none, or two.

    Parameters
    ----------
    text : str
        Any usual spelling: Indonesian or English words, or the signs (+), (-), ↑ and ↓;
        case, spaces and punctuation do not matter. The spellings stand in ``kata/arah.toml``.

    Returns
    -------
    {"naik", "turun", "rentang", "rentang_turun", "stabil", "kualitatif", "ya_tidak"} or None
        None for a bare dash too: in a table it says that a cell is empty.

    Examples
    --------
    >>> read_polarity("Semakin tinggi, semakin baik"), read_polarity("Minimize (-)")
    ('naik', 'turun')
    >>> read_polarity("naik (-)") is None
    True
    """
    parts = [part for part in _PART.findall(text) if part.strip()]
    named = {_spellings().get(_key(part)) for part in parts}
    return named.pop() if len(named) == 1 else None


def _key(part: str) -> str:
    return plain(part) or "".join(part.split())


@cache
def _spellings() -> Mapping[str, Arah]:
    known = office_words("arah")
    return {spelling: arah for arah in ARAH for spelling in known[arah]}
