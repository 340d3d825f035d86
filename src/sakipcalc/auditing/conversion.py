"""The conversion of an index in the text of Tabel 2.2: its base, and the two columns of ranges."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.auditing.check import check
from sakipcalc.core.findings import Temuan
from sakipcalc.rulebook.scales.printed import read_extent
from sakipcalc.text.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.computing import Hasil
    from sakipcalc.model import Explanation
    from sakipcalc.rulebook.scales import PrintedBand

#: "x Nilai Dasar (25)", "x 25", "dikalikan dengan nilai dasar 25".
_BASE = re.compile(
    r"(?:[x×*]|dikali(?:kan)?(?:\s+dengan)?)\s*(?:nilai\s+)?(?:dasar\s*)?\(?\s*(\d+(?:[.,]\d+)?)\b",
    re.IGNORECASE,
)
_PAIR = 2


@check
def check_conversion(hasil: Hasil) -> Iterator[Temuan]:
    """Yield the scales of two columns whose ranges the stated base does not convert into each other."""
    for text in hasil.laporan.penjelasan:
        stated = _BASE.search(text.blocks.get("formulasi", ""))
        base = parse_number(stated[1]).value if stated else None
        if base is not None and len(text.scales) == _PAIR:
            yield from _differing(text, Fraction(base))


def _differing(text: Explanation, base: Fraction) -> Iterator[Temuan]:
    raw, converted = text.scales
    pairs = list(_bounds(raw, converted, base))
    wrong = [one for one in pairs if abs(one[0] * base - one[1]) > one[2]]
    if not wrong:
        return
    highest = max(pairs, key=lambda one: one[1])
    yield Temuan(
        code="dasar-konversi-berbeda",
        places=(text.place,),
        actual=base,
        in_other_table=highest[1] / highest[0] if 2 * len(wrong) > len(pairs) and highest[0] else None,
        data={
            "indikator": text.nama_indikator,
            "rincian": tuple(_shown(one * base, two) for one, two, _ in wrong),
        },
    )


def _bounds(
    raw: Sequence[PrintedBand], converted: Sequence[PrintedBand], base: Fraction
) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """Yield each bound of an index, the bound beside it, and how far rounding may set them apart."""
    for one, two in zip(raw, converted, strict=True):
        own, other = read_extent(one.text), read_extent(two.text)
        if own is None or other is None:
            continue
        for low, high in ((own.low, other.low), (own.high, other.high)):
            if low is not None and high is not None:
                yield low.at, high.at, _step(low.decimals) * base + _step(high.decimals)


def _step(decimals: int) -> Fraction:
    """Return the uncertainty of a bound: one unit of its last decimal, for bounds begin a digit later."""
    return Fraction(1, 10**decimals)


def _shown(should: Fraction, printed: Fraction) -> str:
    return f"{float(should):.2f} / {float(printed):.2f}".replace(".", ",")
