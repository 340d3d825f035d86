"""One value as an office writes it: what goes into the cell, how it is shown, and what it reads as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .arithmetic import Value, half_up

if TYPE_CHECKING:
    from .layout import Style
    from .page import Look, Raw

_WITH_UNIT = re.compile(r"(\d+)\s*(%|[A-Za-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A value in a cell: `raw` with its look, and `reads`, what a reader must find in it."""

    raw: Raw
    reads: Value
    look: Look


def written(
    value: Value, kind: str, style: Style, *, turn: int = 0, computed: bool = False, satuan: str = ""
) -> Written:
    """Write a value.

    Parameters
    ----------
    value
        The fact.
    kind : str
        What its column holds.
    style : Style
        How the office writes.
    turn : int
        Number of the row, for offices that write now so and now so.
    computed : bool
        Whether it follows from other figures, so that it is rounded.
    satuan : str
        Unit that is to stand behind it; empty for none.
    """
    if value is None:
        return Written(raw=style.kosong or None, reads=None, look={})
    if isinstance(value, str):
        return _word(value, kind)
    if kind == "nomor":
        return _row_number(value, style)
    if kind == "uang":
        return _money(value, style)
    rounded = half_up(value, style.desimal) if computed and style.desimal is not None else value
    if kind in {"persen", "rasio"}:
        return _percent(rounded, kind, style, computed=computed)
    return _figure(rounded, kind, style, turn, satuan)


def _word(value: str, kind: str) -> Written:
    found = _WITH_UNIT.fullmatch(value) if kind in {"angka", "cacah"} else None
    return Written(raw=value, reads=Fraction(found[1]) if found else value, look={})


def _row_number(value: Fraction, style: Style) -> Written:
    text = f"{value}." if style.nomor_baris == "titik" else str(value)
    return Written(raw=int(value) if style.nomor_baris == "bilangan" else text, reads=text, look={})


def _number(value: Fraction, num_format: str) -> Written:
    return Written(raw=float(value), reads=value, look={"num_format": num_format} if num_format else {})


def _money(value: Fraction, style: Style) -> Written:
    shown = value / 1000 if style.ribuan else value
    if style.uang == "bilangan" or shown.denominator != 1:
        plain = _number(shown, "#,##0")
        return Written(raw=plain.raw, reads=value, look=plain.look)
    digits = grouped(int(shown))
    text = {"teks": digits, "rp": f"Rp {digits}", "rupiah": f"Rp. {digits},-"}[style.uang]
    return Written(raw=text, reads=value, look={})


def grouped(value: int) -> str:
    """Return whole digits as Indonesian offices group them."""
    return f"{value:,}".replace(",", ".")


def plain_text(value: Fraction, decimals: int | None = None, mark: str = ",") -> str:
    """Return a number as text, without groups; all its decimals, at most ten, where none are asked for."""
    text = (
        f"{float(value):.{decimals}f}"
        if decimals is not None
        else f"{float(value):.10f}".rstrip("0").rstrip(".")
    )
    return text.replace(".", mark)


def _percent(value: Fraction, kind: str, style: Style, *, computed: bool) -> Written:
    decimals = style.desimal if computed else None
    as_number = style.desimal is None and computed
    if style.persen == "pecahan" and kind == "persen":
        fraction = _number(value / 100, "0.00%")
        return Written(raw=fraction.raw, reads=fraction.reads * 100, look=fraction.look)
    if style.persen in {"bilangan", "pecahan"} or as_number:
        return _number(value, "0.00" if computed else "")
    mark = "." if style.angka == "teks titik" else ","
    text = plain_text(value, decimals, mark)
    sign = "%" if style.persen == "teks persen" and kind == "persen" else ""
    return Written(raw=f"{text}{sign}", reads=value, look={})


def _figure(value: Fraction, kind: str, style: Style, turn: int, satuan: str) -> Written:
    if satuan == "%" and style.persen == "pecahan":
        fraction = _number(value / 100, "0%" if (value % 1) == 0 else "0.00%")
        return Written(raw=fraction.raw, reads=fraction.reads * 100, look=fraction.look)
    as_text = style.angka.startswith("teks") or (style.angka == "campur" and turn % 2)
    if not as_text and not satuan:
        return _number(value, "#,##0" if kind == "cacah" else "")
    text = plain_text(value, mark="." if style.angka == "teks titik" else ",")
    return Written(raw=f"{text}{'' if satuan in {'%', ''} else ' '}{satuan}", reads=value, look={})
