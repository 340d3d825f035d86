"""IronCalc, the engine that works out formulas; it comes with the extra ``[recalc]``.

It is given cells and formulas one by one, and never a file: what a workbook holds beside them cannot lead it
astray, and what it does not need to know costs nothing.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sakipcalc.base.allowance import metered
from sakipcalc.excel.sheet.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import ironcalc

    from sakipcalc.excel.calculate.readers import At
    from sakipcalc.excel.package import DefinedName
    from sakipcalc.excel.sheet.cells import RawCell

    Answers: TypeAlias = dict[At, float | str | bool]

__all__ = ["calculated", "is_there", "knows"]

#: Errors by which the engine says that it cannot, or must not, answer.
_CANNOT = frozenset({"#NAME?", "#ERROR!", "#N/IMPL!", "#CIRC!", "#SPILL!", "#CALC!"})
#: Whole numbers above are not written as such.
_WHOLE = 2.0**53
#: Where decimals have a comma; what differs there depends on the machine.
_ELSEWHERE = "de"
_T = TypeVar("_T")


def is_there() -> bool:
    """Return whether the engine is installed."""
    return find_spec("ironcalc") is not None


@cache
def knows(function: str) -> bool:
    """Return whether the engine has a function.

    Examples
    --------
    >>> knows("SUM"), knows("CUBEVALUE")
    (True, False)
    """
    import ironcalc

    model = ironcalc.create("", "en", "UTC", "en")
    return _asked(lambda: _of_nothing(model, function)) not in {None, "#NAME?"}


def _of_nothing(model: ironcalc.Model, function: str) -> object:
    model.update_cell_with_formula(0, 1, 1, f"={function}()")
    model.evaluate()
    return model.get_cell_value(0, 1, 1)


def calculated(
    sheets: Sequence[str],
    names: Iterable[DefinedName],
    given: Iterable[tuple[At, RawCell]],
    formulas: Mapping[At, str],
    arrays: Collection[At] = (),
) -> Answers:
    """Return the results of formulas; those that the engine cannot answer are left out.

    Parameters
    ----------
    sheets : sequence of str
        Names of all worksheets.
    names : iterable of DefinedName
        Names that stand for something; those of one sheet count by its place among `sheets`.
    given : iterable of (At, RawCell)
        Cells that the formulas read.
    formulas : mapping
        Cell -> formula without its equals sign.
    arrays : collection of At
        Those that are array formulas of one cell.
    """
    answers = _asked(lambda: _answers(_model(sheets, names, given), sheets, formulas, arrays)) or ({}, {})
    here, there = answers
    return {at: result for at, result in here.items() if there.get(at) == result}


def _model(
    sheets: Sequence[str], names: Iterable[DefinedName], given: Iterable[tuple[At, RawCell]]
) -> ironcalc.Model:
    """Return a workbook with the cells that formulas read."""
    import ironcalc

    model = ironcalc.create("", "en", "UTC", "en")
    model.rename_sheet(0, sheets[0])
    for name in sheets[1:]:
        model.add_sheet(name)
    for one in names:
        with suppress(ironcalc.WorkbookError):  # a formula that uses it gives #NAME? then
            model.new_defined_name(one.name, one.sheet, one.text)
    tabs = _tabs(sheets)
    for at, cell in metered(given):
        _put(model, tabs[at.sheet], cell)
    return model


def _answers(
    model: ironcalc.Model, sheets: Sequence[str], formulas: Mapping[At, str], arrays: Collection[At]
) -> tuple[Answers, Answers]:
    """Return the results of formulas with a decimal point, and with a decimal comma."""
    tabs = _tabs(sheets)
    for at, formula in metered(formulas.items()):
        if at in arrays:
            model.set_user_array_formula(tabs[at.sheet], at.row, at.col, 1, 1, f"={formula}")
        else:
            model.update_cell_with_formula(tabs[at.sheet], at.row, at.col, f"={formula}")
    model.evaluate()
    here = _results(model, tabs, formulas)
    model.set_locale(_ELSEWHERE)
    model.evaluate()
    return here, _results(model, tabs, formulas)


def _tabs(sheets: Sequence[str]) -> dict[str, int]:
    return {name.lower(): number for number, name in enumerate(sheets)}


def _results(model: ironcalc.Model, tabs: Mapping[str, int], cells: Iterable[At]) -> Answers:
    found = ((at, _result(model, tabs[at.sheet], at)) for at in cells)
    return {at: result for at, result in found if result is not None}


def _put(model: ironcalc.Model, tab: int, cell: RawCell) -> None:
    if cell.kind == "n":
        model.update_cell_with_number(tab, cell.row, cell.col, cell.number)
    elif cell.kind == "s":
        model.update_cell_with_text(tab, cell.row, cell.col, cell.text)
    elif cell.kind == "b":
        model.update_cell_with_bool(tab, cell.row, cell.col, cell.text == "1")
    elif cell.kind == "e":
        model.set_user_input(tab, cell.row, cell.col, cell.text)


def _result(model: ironcalc.Model, tab: int, at: At) -> float | str | bool | None:
    import ironcalc

    value = model.get_cell_value(tab, at.row, at.col)
    if model.get_cell_type(tab, at.row, at.col) == ironcalc.CellType.ErrorValue:
        return None if value in _CANNOT else CellError(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
        return int(value)
    return value


def _asked(question: Callable[[], _T]) -> _T | None:
    """Return an answer of the engine; None where it fails, whatever it has met.

    Its panics are no `Exception`.
    """
    try:
        return question()
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            return None
        raise
