"""What people put in a cell where no figure is: marks for nothing, words for what was not measured."""

from __future__ import annotations

import re
from functools import lru_cache

from sakipcalc.base.data import office_words

__all__ = ["is_dash", "is_not_measured"]

#: What people put in a cell for "none"; a question mark or dots mean that it is not known yet.
_DASHES = frozenset("-–—−~_ ")
_LONGEST = 80


def is_dash(text: str) -> bool:
    """Return whether a text is nothing but dashes: there is nothing to say."""
    return bool(text) and _DASHES.issuperset(text)


@lru_cache(maxsize=1024)
def is_not_measured(text: str) -> bool:
    """Return whether a text says that nothing was measured: that a figure is neither 0 nor owed.

    Examples
    --------
    >>> [is_not_measured(text) for text in ("n/a", "Tidak dilakukan pengukuran", "tdk. dinilai tahun ini")]
    [True, True, True]
    >>> [is_not_measured(text) for text in ("", "-", "belum dinilai", "belum rilis", "Tidak Tercapai")]
    [False, False, False, False, False]
    """
    if not text or len(text) > _LONGEST:
        return False
    said = office_words("isi")
    told = " ".join(re.findall(r"[^\W_]+", text.lower()))
    if told in said["tanpa_ukuran"]:
        return True
    first, *others = told.split() or [""]
    while others and others[0] in said["dilakukan"]:
        del others[0]
    return first in said["tidak"] and bool(others) and others[0] in said["ukuran"]
