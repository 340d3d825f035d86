"""Live formulas evaluated for figures of our own: by that the formula of a capaian is known."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc.base.formulatext import Call, Literal, Operator, Reference, Text, parse
from sakipcalc.rulebook import formulas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.base.formulatext import Node
    from sakipcalc.text.arah import Arah

__all__ = ["polarity_of_formula"]

#: Figures for which no two of the formulas give the same, nor a hundred times the same.
_TARGET, _REACHED = Fraction(7), Fraction(5)
_FORMULAS: Mapping[str, Arah] = {"rasio": "naik", "dua_target": "turun", "kebalikan": "turun"}
_FULL = 100
_DEEPEST = 40

_FormulaValue = Fraction | str | bool | None


def polarity_of_formula(formula: str, target: str, realisasi: str) -> Arah | None:
    """Return the polarity by which a formula makes a capaian of two cells; None where it makes another thing.

    Parameters
    ----------
    formula : str
        Without its equals sign.
    target, realisasi : str
        Names of the two cells on the sheet of the formula.

    Examples
    --------
    >>> polarity_of_formula('IF(E4="","",ROUND((2*$E$4-F4)/E4*100,2))', "E4", "F4")
    'turun'
    >>> polarity_of_formula("F4/E4", "E4", "F4"), polarity_of_formula("SUM(A1:A9)", "E4", "F4")
    ('naik', None)
    """
    tree = parse(formula) if target in formula.replace("$", "") else None
    given = _evaluated(tree, {target: _TARGET, realisasi: _REACHED}, 0) if tree is not None else None
    if isinstance(given, bool) or not isinstance(given, Fraction):
        return None
    for rule, arah in _FORMULAS.items():
        wanted = formulas.evaluate(rule, target=_TARGET, realisasi=_REACHED)
        if wanted is not None and any(abs(given * scale - wanted) < 1 for scale in (1, _FULL)):
            return arah
    return None


def _evaluated(  # noqa: PLR0911 -- one case each
    node: Node, cells: Mapping[str, Fraction], depth: int
) -> _FormulaValue:
    """Return the result of a formula; None where it takes more than the two cells, or is no arithmetic."""
    if depth > _DEEPEST:
        return None
    match node:
        case Literal(text=text):
            return _number(text)
        case Text(value=text):
            return text
        case Reference(text=text, sheets=()):
            return cells.get(text.replace("$", "").upper())
        case Operator(signs=signs, parts=parts):
            return _operated(signs, [_evaluated(part, cells, depth + 1) for part in parts])
        case Call(name=name, parts=parts):
            return _called(name.upper(), parts, cells, depth + 1)
        case _:
            return None


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _operated(signs: tuple[str, ...], values: list[_FormulaValue]) -> _FormulaValue:
    if set(signs) <= {"=", "<>", "<", ">", "<=", ">="}:
        return _compared(signs[0], values[0], values[-1])
    numbers = [value for value in values if isinstance(value, Fraction)]
    if len(numbers) != len(values):
        return None
    if len(numbers) == 1:
        alone = {"-": -numbers[0], "+": numbers[0], "%": numbers[0] / _FULL}
        return alone.get(signs[0])
    result = numbers[0]
    for sign, number in zip(signs, numbers[1:], strict=True):
        match sign:
            case "+":
                result += number
            case "-":
                result -= number
            case "*":
                result *= number
            case "/" if number:
                result /= number
            case _:
                return None
    return result


def _compared(sign: str, one: _FormulaValue, other: _FormulaValue) -> _FormulaValue:
    if one is None or other is None:
        return None
    if type(one) is not type(other):
        return sign == "<>"
    if sign in {"=", "<>"}:
        return (one == other) is (sign == "=")
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return {"<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other}[sign]
    return None


def _called(name: str, parts: tuple[Node, ...], cells: Mapping[str, Fraction], depth: int) -> _FormulaValue:
    if not parts:
        return None
    first = _evaluated(parts[0], cells, depth)
    if name in {"IFERROR", "ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "ABS"}:
        return first
    if name == "IF" and isinstance(first, bool):
        branch = parts[1:2] if first else parts[2:3]
        return _evaluated(branch[0], cells, depth) if branch else None
    if name == "ISNUMBER":
        return isinstance(first, Fraction)
    if name in {"AND", "OR"}:
        truths = [first, *(_evaluated(part, cells, depth) for part in parts[1:])]
        known = [one for one in truths if isinstance(one, bool)]
        return (all(known) if name == "AND" else any(known)) if len(known) == len(truths) else None
    return None
