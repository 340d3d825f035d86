"""Validators of written choices: each notes the faults and returns a clean value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from inspect import signature
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sakipcalc.base.data import office_words
from sakipcalc.core.errors import FaultList, RuleError, nearest
from sakipcalc.core.findings import Accepted
from sakipcalc.messages import catalogue
from sakipcalc.text.arah import ARAH, read_polarity
from sakipcalc.text.numerals import parse_number
from sakipcalc.text.numerals.exact import exact

__all__ = [
    "Check",
    "checked",
    "names",
    "names_to",
    "number",
    "one_of",
    "optional",
    "polarity",
    "share",
    "silenced",
    "text",
    "whole",
]

_Class = TypeVar("_Class", bound=type)

#: Takes a value, its path in the file and the list of faults.
Check = Callable[[Any, str, FaultList], Any]


def checked(cls: _Class) -> _Class:
    """Make a class refuse unknown keywords, together with all other faults.

    Type checkers and ``help`` still see its own parameters.

    Raises
    ------
    RuleError
        On construction: ``key-unknown`` with the known keywords and the nearest spelling.
    """
    init = vars(cls)["__init__"]
    known = tuple(signature(init).parameters)[1:]

    @wraps(init)
    def refusing(self: Any, *args: Any, **choices: Any) -> None:
        faults = FaultList()
        faults.unknown_keys(choices, known)
        try:
            init(self, *args, **{name: choices[name] for name in choices if name in known})
        except RuleError as error:
            faults.keep(error)
        faults.raise_any()

    cls.__init__ = refusing  # type: ignore[misc]  # of the class itself, on which it is called
    return cls


def one_of(*known: str) -> Check:
    """Check that a word is one of the known ones."""

    def check(value: Any, path: str, faults: FaultList) -> Any:
        word = str(value).strip().lower()
        if word not in known:
            faults.add("choice-unknown", path, value=str(value), known=known)
        return word

    return check


def polarity(value: Any, path: str, faults: FaultList) -> Any:
    """Check a polarity in any of its spellings; it becomes the word of this library."""
    read = read_polarity(str(value))
    if read is None:
        faults.add("choice-unknown", path, value=str(value), known=ARAH)
    return read


def number(low: float, high: float) -> Check:
    """Check that a number, or a text with one, lies between two bounds; it becomes exact."""

    def check(value: Any, path: str, faults: FaultList) -> Fraction | None:
        read = parse_number(value).value if isinstance(value, str) else value
        if isinstance(read, bool) or not isinstance(read, int | float | Decimal | Fraction):
            faults.add("not-a-number", path, value=str(value))
            return None
        if (isinstance(read, Decimal) and read.is_nan()) or not low <= read <= high:
            faults.add("number-out-of-range", path, value=read, low=low, high=high)
            return None
        return exact(read)

    return check


def optional(check: Check) -> Check:
    """Let a value be absent."""

    def checked(value: Any, path: str, faults: FaultList) -> Any:
        known = office_words("jawaban")["tanpa"]
        absent = value is None or (isinstance(value, str) and value.strip().lower() in known)
        return None if absent else check(value, path, faults)

    return checked


def whole(value: Any, path: str, faults: FaultList) -> int:
    """Check a number of decimals, 0 to 9."""
    decimals = number(0, 9)(value, path, faults)
    if decimals is not None and decimals.denominator != 1:
        faults.add("value-wrong-kind", path, expected="0, 1, 2 ...")
    return int(decimals or 0)


def share(value: Any, path: str, faults: FaultList) -> float:
    """Check a share, 0 to 1."""
    return float(number(0, 1)(value, path, faults) or 0)


def text(value: Any, path: str, faults: FaultList) -> str:
    """Check a text."""
    if not isinstance(value, str | Path):
        faults.add("value-wrong-kind", path, expected="text")
    return str(value)


def names_to(check: Check) -> Check:
    """Check a table of names, each with a value of one kind; the table becomes read-only."""

    def checked(value: Any, path: str, faults: FaultList) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            faults.add("value-wrong-kind", path, expected="nama = pilihan")
            return {}
        return MappingProxyType(
            {str(name): check(one, f"{path}.{name}", faults) for name, one in value.items()}
        )

    return checked


def names(value: Any, path: str, faults: FaultList) -> tuple[str, ...]:
    """Check one name or several: a list, or a text with semicolons between them."""
    several = value.split(";") if isinstance(value, str) else value
    if not isinstance(several, list | tuple) or not all(isinstance(one, str) for one in several):
        faults.add("value-wrong-kind", path, expected='"nama" / ["nama", "nama"]')
        return ()
    return tuple(one.strip() for one in several if one.strip())


def silenced(value: Any, path: str, faults: FaultList) -> tuple[Accepted, ...]:
    """Validate the accepted findings: each a known code, a place and a reason."""
    if not isinstance(value, list | tuple):
        faults.add("value-wrong-kind", path, expected="[[abaikan]] kode, tempat, alasan")
        return ()
    return tuple(_one_silenced(one, f"{path}[{at}]", faults) for at, one in enumerate(value, 1))


def _one_silenced(value: Any, path: str, faults: FaultList) -> Accepted:
    if isinstance(value, Accepted):
        value = {"kode": value.kode, "tempat": value.tempat, "alasan": value.alasan}
    if not isinstance(value, Mapping):
        faults.add("value-wrong-kind", path, expected="kode, tempat, alasan")
        value = {}
    keys = ("kode", "tempat", "alasan")
    faults.unknown_keys(value, keys, path)
    for key in keys:
        if not str(value.get(key, "")).strip() and (key != "tempat" or key not in value):
            faults.add("key-missing", f"{path}.{key}")
    made = Accepted(**{key: " ".join(str(value.get(key, "")).split()) for key in keys})
    codes = catalogue("findings")
    if made.kode and made.kode not in codes:
        faults.add("finding-unknown", f"{path}.kode", value=made.kode, nearest=nearest(made.kode, codes))
    return made
