"""The words that the checks look for, from ``kata/pemeriksaan.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.data import office_words
from sakipcalc.names import plain
from sakipcalc.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["left_note", "likely_polarity", "units"]


def likely_polarity(name: str) -> tuple[str, str]:
    """Return the polarity that the name of an indicator speaks of, and the words that do; empty without any.

    Examples
    --------
    >>> likely_polarity("Angka kemiskinan"), likely_polarity("Persentase penurunan kemiskinan")
    (('turun', 'kemiskinan'), ('', ''))
    """
    known = office_words("pemeriksaan")["arah"]
    words = f" {plain(name)} "
    if any(f" {phrase} " in words for phrase in known["kecuali"]):
        return "", ""
    found = [(arah, one) for arah in ("turun", "naik") for one in known[arah] if f" {one} " in words]
    return found[0] if len({arah for arah, _ in found}) == 1 else ("", "")


@remembered(8192)
def left_note(text: str) -> str:
    """Return the words of an editor that were left in a text; empty without any.

    Examples
    --------
    >>> left_note("Nilai SAKIP (cek lagi)"), left_note("Laporan bulanan")
    ('cek lagi', '')
    >>> left_note("Tambah sasaran..."), left_note("Isi Rumah Sakit"), left_note("dst")
    ('tambah', '', 'dst')
    """
    known = office_words("pemeriksaan")["catatan"]
    shown = text.lower()
    signs = (sign for sign in known["tanda"] if _stands_alone(shown, sign))
    words = f" {plain(text)} "
    phrases = (phrase for phrase in known["kata"] if f" {phrase} " in words)
    return next(signs, "") or next(phrases, "") or _instruction(text, known["awal"])


def _instruction(text: str, openings: Sequence[str]) -> str:
    """Return the word with which a text tells the next editor to go on, if it does: it ends in dots."""
    said = plain(text)
    opening = next((one for one in openings if said == one or said.startswith(f"{one} ")), "")
    unfinished = text.rstrip(" )]").endswith(("...", "…"))
    return opening if opening and (unfinished or said == "dst") else ""


def _stands_alone(text: str, sign: str) -> bool:
    before, found, after = text.partition(sign)
    return bool(found) and not before[-1:].isalnum() and not after[:1].isalnum()


def units() -> Mapping[str, str]:
    """Return spellings of units with the one that stands for them."""
    known: Mapping[str, str] = office_words("pemeriksaan")["satuan"]
    return known
