"""Whole numbers in Indonesian words, as reports put them in brackets: ``2 (dua)``."""

from __future__ import annotations

__all__ = ["terbilang"]

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
#: The largest first; what is counted in thousands has a word for one of its own.
_POWERS = (
    (10**12, "triliun", "satu triliun"),
    (10**9, "miliar", "satu miliar"),
    (10**6, "juta", "satu juta"),
    (1000, "ribu", "seribu"),
    (100, "ratus", "seratus"),
    (10, "puluh", "sepuluh"),
)
_ELEVEN, _TEENS = 11, range(12, 20)


def terbilang(number: int) -> str:
    """Return a whole number in words.

    Parameters
    ----------
    number : int
        Any whole number.

    Examples
    --------
    >>> terbilang(2_130_000_000)
    'dua miliar seratus tiga puluh juta'
    >>> terbilang(-1011), terbilang(17), terbilang(0)
    ('minus seribu sebelas', 'tujuh belas', 'nol')
    """
    if number < 0:
        return f"minus {terbilang(-number)}"
    if number < len(_DIGITS):
        return _DIGITS[number]
    if number == _ELEVEN:
        return "sebelas"
    if number in _TEENS:
        return f"{_DIGITS[number - 10]} belas"
    power, word, one = next(entry for entry in _POWERS if number >= entry[0])
    times, rest = divmod(number, power)
    head = one if times == 1 else f"{terbilang(times)} {word}"
    return f"{head} {terbilang(rest)}" if rest else head
