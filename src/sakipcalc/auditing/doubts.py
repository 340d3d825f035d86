"""What speaks for a printed figure before it is called wrong: an accusation is the last thing.

Where a figure of the inputs can be read in two ways, and the other way gives what is printed, the reading is
asked about; where all figures that are too high stop at one number, that is a cap.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.calc.agreement import CAPS
from sakipcalc.calc.intervals import Interval, applied
from sakipcalc.computing.how import ByRule, Mean
from sakipcalc.computing.verify import printed_decimals, verify
from sakipcalc.rulebook import formulas
from sakipcalc.rulebook.methods import PLAIN_FORMULAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sakipcalc.computing import Value
    from sakipcalc.model import Cell

__all__ = [
    "Misread",
    "cap_of",
    "fits_before_rounding",
    "fits_other_polarities",
    "is_asked",
    "is_exchanged",
    "misread",
]

#: A cap shows in so many figures.
_FEWEST = 2
#: Means of more indicators are not tried with every polarity of each.
_MOST = 6
_THOUSAND = 1000
#: A figure that may have thousands behind its mark, or three decimals.
_THREE = re.compile(r"\D*\d{1,3}[.,]\d{3}(?!\d)")


class Misread(NamedTuple):
    """A figure that gives what is printed when it is read in another way."""

    cell: Cell
    reading: Fraction


def is_asked(value: Value) -> bool:
    """Return whether a figure that a value is made from can be read in two ways, and is asked about."""
    cells = (one.cell for one in value.sources())
    return any(
        cell is not None and cell.numeral is not None and cell.numeral.reading == "rancu" for cell in cells
    )


def misread(cell: Cell, value: Value) -> Misread | None:
    """Return the input that would give a printed result if it were read in another way; None without one."""
    if not isinstance(value.how, ByRule) or cell.value is None:
        return None
    names, inputs = list(value.how.inputs), list(value.how.inputs.values())
    for given in product(*(tuple(_readings(one)) for one in inputs)):
        odd = [at for at, number in enumerate(given) if number != inputs[at].number]
        done = formulas.evaluate(value.how.rule, **dict(zip(names, given, strict=True))) if odd else None
        if done is None or verify(cell, done) == "beda":
            continue
        source, reading = inputs[odd[0]].cell, given[odd[0]]
        return Misread(source, reading) if source is not None and reading is not None else None
    return None


def _readings(value: Value) -> Iterator[Fraction | None]:
    """Yield the number of a value, and what its cell may say besides."""
    yield value.number
    numeral = value.cell.numeral if value.cell is not None else None
    if numeral is None or numeral.value is None or value.cell is None or value.cell.value != value.number:
        return
    yield from map(Fraction, numeral.alternatives)
    if numeral.confidence < 1 and not numeral.alternatives and _THREE.match(numeral.text):
        yield Fraction(numeral.value) * (_THOUSAND if numeral.decimals else Fraction(1, _THOUSAND))


def is_exchanged(cell: Cell, value: Value) -> bool:
    """Return whether a result and an input fit when they change places: columns taken for each other."""
    if not isinstance(value.how, ByRule) or cell.value is None:
        return False
    given = {name: one.number for name, one in value.how.inputs.items()}
    for name, one in value.how.inputs.items():
        if one.cell is None or one.number is None:
            continue
        done = formulas.evaluate(value.how.rule, **{**given, name: cell.value})
        if done is not None and verify(one.cell, done) != "beda" and verify(cell, one.number) == "beda":
            return True
    return False


def fits_before_rounding(cell: Cell, value: Value) -> bool:
    """Return whether a printed result is that of a realisasi with more decimals than are shown of it."""
    if not isinstance(value.how, ByRule) or cell.value is None:
        return False
    measured = value.how.inputs.get("realisasi")
    shown = measured.cell if measured is not None else None
    if measured is None or shown is None or shown.value is None or shown.value != measured.number:
        return False
    decimals, own = printed_decimals(shown), printed_decimals(cell)
    points = {name: one.number for name, one in value.how.inputs.items() if one.number is not None}
    if not decimals or own is None or len(points) < len(value.how.inputs):
        return False
    operands = {name: Interval.of(number) for name, number in points.items()}
    made = applied(value.how.rule, {**operands, "realisasi": _rounding(shown.value, decimals)})
    return made is not None and made.meets(_rounding(cell.value, own))


def _rounding(shown: Fraction, decimals: int) -> Interval:
    """Return the values that are rounded to a figure."""
    half = Fraction(1, 2 * 10**decimals)
    return Interval(shown - half, shown + half)


def fits_other_polarities(cell: Cell, value: Value) -> bool:
    """Return whether a printed mean is that of the same indicators with other polarities."""
    if not isinstance(value.how, Mean) or not 0 < len(value.how.parts) <= _MOST:
        return False
    ways = [tuple(_by_any_polarity(part)) for part in value.how.parts]
    return any(
        verify(cell, sum(given, Fraction(0)) / len(given)) != "beda" for given in product(*ways) if given
    )


def _by_any_polarity(value: Value) -> Iterator[Fraction]:
    if not isinstance(value.how, ByRule) or value.how.rule not in PLAIN_FORMULAS:
        yield from () if value.number is None else (value.number,)
        return
    given = {name: one.number for name, one in value.how.inputs.items()}
    for formula in PLAIN_FORMULAS:
        if set(formulas.inputs(formula)) <= given.keys():
            own = {name: given[name] for name in formulas.inputs(formula)}
            if (found := formulas.evaluate(formula, **own)) is not None:
                yield found


def cap_of(results: Iterable[tuple[Cell, Value]]) -> int | None:
    """Return the number at which printed results stop that are higher by their inputs; None without one."""
    pairs = [
        (cell.value, value.number)
        for cell, value in results
        if cell.value is not None and value.number is not None
    ]
    for cap in CAPS:
        stopped = [shown for shown, made in pairs if made > cap and shown == cap]
        if len(stopped) >= _FEWEST and not any(shown > cap for shown, _ in pairs):
            return cap
    return None
