"""An independent way to the same figures: plain fractions, sharing no code with the library."""

from __future__ import annotations

import re
from fractions import Fraction


def figure(text: str) -> tuple[Fraction, int] | None:
    """Read a printed figure: its value and the decimals that are printed; None for no figure."""
    digits = re.sub(r"[^\d.,]", "", text)
    if not digits:
        return None
    last = max(digits.rfind("."), digits.rfind(","))
    tail = digits[last + 1 :] if last >= 0 else ""
    groups = len(re.findall("[.,]", digits))
    is_decimal = last >= 0 and (len(tail) != 3 or len(set(re.findall("[.,]", digits))) == 2)
    if is_decimal and not (groups > 1 and len(set(re.findall("[.,]", digits))) == 1):
        return Fraction(re.sub("[.,]", "", digits[:last]) + "." + (tail or "0")), len(tail)
    return Fraction(re.sub("[.,]", "", digits)), 0


def half_up(value: Fraction, decimals: int) -> Fraction:
    sign = -1 if value < 0 else 1
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    return Fraction(sign * (whole + (2 * rest >= scaled.denominator)), 10**decimals)


def cut(value: Fraction, decimals: int) -> Fraction:
    return Fraction(int(value * 10**decimals), 10**decimals)


def verdict(printed: str, exact: Fraction, caps: tuple[int, ...] = (100, 110, 120, 150)) -> str:
    shown, decimals = figure(printed) or (None, 0)
    if shown == half_up(exact, decimals):
        return "agrees"
    if shown == cut(exact, decimals):
        return "truncated"
    if shown in caps and exact > shown:
        return "capped"
    if shown == half_up(exact / 100, decimals):
        return "fraction"
    return "wrong-in-source"


#: Bands by hand, as (label, test of the exact value), the highest first.
SCALES = {
    "lkjip": [
        ("Sangat Baik", lambda x: x > 100),
        ("Baik", lambda x: x >= 85),
        ("Cukup", lambda x: x >= 65),
        ("Kurang", lambda x: x >= 50),
        ("Sangat Kurang", lambda _: True),
    ],
    "permendagri": [
        ("Sangat Tinggi", lambda x: x >= 91),
        ("Tinggi", lambda x: x >= 76),
        ("Sedang", lambda x: x >= 66),
        ("Rendah", lambda x: x >= 51),
        ("Sangat Rendah", lambda _: True),
    ],
    "permendagri_54": [  # what lies between two printed bounds, as 75,05 does, belongs to the lower band
        ("Sangat Tinggi", lambda x: x > 90),
        ("Tinggi", lambda x: x >= Fraction("75.1")),
        ("Sedang", lambda x: x >= Fraction("65.1")),
        ("Rendah", lambda x: x >= Fraction("50.1")),
        ("Sangat Rendah", lambda _: True),
    ],
    "nka": [
        ("Sangat Baik", lambda x: x > 90),
        ("Baik", lambda x: x > 80),
        ("Cukup", lambda x: x > 60),
        ("Kurang", lambda x: x > 50),
        ("Sangat Kurang", lambda _: True),
    ],
    "kinerja_unit": [
        (None, lambda x: half_up(x, 2) > 100),
        ("Sangat Baik", lambda x: half_up(x, 2) >= Fraction("88.31")),
        ("Baik", lambda x: half_up(x, 2) >= Fraction("76.61")),
        ("Kurang Baik", lambda x: half_up(x, 2) >= 65),
        ("Tidak Baik", lambda x: half_up(x, 2) >= 25),
        (None, lambda _: True),
    ],
    "sakip": [
        (None, lambda x: not 0 <= x <= 100),
        ("AA", lambda x: x > 90),
        ("A", lambda x: x > 80),
        ("BB", lambda x: x > 70),
        ("B", lambda x: x > 60),
        ("CC", lambda x: x > 50),
        ("C", lambda x: x > 30),
        ("D", lambda _: True),
    ],
    "sakip_tertutup": [
        (None, lambda x: not 0 <= x <= 100),
        ("AA", lambda x: x >= 90),
        ("A", lambda x: x >= 80),
        ("BB", lambda x: x >= 70),
        ("B", lambda x: x >= 60),
        ("CC", lambda x: x >= 50),
        ("C", lambda x: x >= 30),
        ("D", lambda _: True),
    ],
    "ikm": [
        (None, lambda x: half_up(x, 2) > 100),
        ("A", lambda x: half_up(x, 2) >= Fraction("88.31")),
        ("B", lambda x: half_up(x, 2) >= Fraction("76.61")),
        ("C", lambda x: half_up(x, 2) >= 65),
        ("D", lambda x: half_up(x, 2) >= 25),
        (None, lambda _: True),
    ],
    "efisiensi": [
        ("Sangat Efisien", lambda x: x > 0),
        ("Efisien", lambda x: x == 0),
        ("Kurang Efisien", lambda _: True),
    ],
    "efisiensi_rasio": [
        ("Sangat Efisien", lambda x: x > 1),
        ("Efisien", lambda x: x == 1),
        ("Kurang Efisien", lambda _: True),
    ],
    "efisiensi_band": [
        ("Sangat Efisien", lambda x: x > 5),
        ("Cukup Efisien", lambda x: x >= -5),
        ("Kurang Efisien", lambda _: True),
    ],
}

#: The values at which a label changes.
BOUNDS = {
    "lkjip": (50, 65, 85, 100),
    "permendagri": (51, 66, 76, 91),
    "permendagri_54": ("50.1", "65.1", "75.1", 90),
    "nka": (50, 60, 80, 90),
    "kinerja_unit": ("24.995", "64.995", "76.605", "88.305", "100.005"),
    "sakip": (0, 30, 50, 60, 70, 80, 90, 100),
    "sakip_tertutup": (0, 30, 50, 60, 70, 80, 90, 100),
    "ikm": ("24.995", "64.995", "76.605", "88.305", "100.005"),
    "efisiensi": (0,),
    "efisiensi_rasio": (1,),
    "efisiensi_band": (-5, 5),
}


def label(scale: str, value: Fraction) -> str | None:
    return next(name for name, holds in SCALES[scale] if holds(value))
