"""Plants one wrong figure into a drawn workbook and sees whom the audit accuses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .judge import Reading, asked, doubts, where
from .kinds import at_desk
from .truth import Expected, Verdict

if TYPE_CHECKING:
    from .desk import Desk
    from .truth import Drawing

#: Columns that follow from others, so that a wrong figure in one contradicts the table.
_RESULTS = ("capaian", "serapan", "kemajuan", "selisih", "efisiensi")
#: Columns that are taken out to be filled in again.
_FILLED = ("capaian", "serapan", "kemajuan")
#: How far a filled figure may be from the printed one, which is rounded.
_ROUNDED = 0.0051
#: What a wrong figure is off by: more than any rounding.
_OFF = 7.3


def planted(name: str, seed: int) -> list[Verdict]:
    """Return whether a planted error was found, and a verdict ``wrong`` for each other cell that is accused."""
    desk = at_desk(name, seed, plainness=0.6)
    clean = Reading(desk.done().data)
    verdicts = [_accused(desk, place) for place in _accusations(clean)]
    victim = _plant(desk)
    if victim is None:
        return verdicts
    found = _accusations(Reading(desk.done().data))
    place = victim.area.sheet, victim.row, victim.col
    outcome = "right" if place in found else "asked" if _doubted(desk, victim) else "missing"
    return [*verdicts, Verdict(expected=victim, outcome=outcome)]


def _plant(desk: Desk) -> Expected | None:
    """Change one printed result on the desk and return what it should have been."""
    results = [one for one in desk.expected if any(key.split("_2")[0] in _RESULTS for _, key in one.accept)]
    if not results:
        return None
    victim = desk.rng.choice(results)
    page = next(page for page in desk.pages if page.name == victim.area.sheet)
    ink = page.cells[victim.row - 1, victim.col - 1]
    if isinstance(ink.raw, str):
        number = float(ink.raw.rstrip("%").replace(".", "").replace(",", "."))
        shown = f"{number + _OFF:.2f}".replace(".", ",")
        raw: str | float = f"{shown}%" if "%" in ink.raw else shown
    else:
        raw = float(ink.raw or 0) + (_OFF / 100 if "%" in str(ink.look.get("num_format", "")) else _OFF)
    page.cells[victim.row - 1, victim.col - 1] = replace(ink, raw=raw)
    return victim


def emptied(name: str, seed: int) -> list[Verdict]:
    """Take the printed results out of a workbook, fill it, and return what became of each.

    Results of indicators that are better when lower are left alone where nothing but they said so.
    """
    desk = at_desk(name, seed, plainness=0.6)
    falling = {str(one.name) for one in desk.office.indicators if one.lower_is_better}
    said = name.startswith(("arah: ", "3.2 kolom arah", "3.2 tanda arah")) and name != "arah: hasil tercetak"
    names = {
        (e.area, e.row): e.value for e in desk.expected if any(key == "indikator" for _, key in e.accept)
    }
    gone = []
    for one in desk.expected:
        own = str(names.get((one.area, one.row), ""))
        known = said or not any(falling_name in own for falling_name in falling)
        if known and any(key.split("_2")[0] in _FILLED for _, key in one.accept):
            page = next(page for page in desk.pages if page.name == one.area.sheet)
            page.cells[one.row - 1, one.col - 1] = replace(
                page.cells[one.row - 1, one.col - 1], raw=None, formula=""
            )
            gone.append(one)
    if not gone:
        return []
    reading = Reading(desk.done().data)
    reading.doubts += doubts(reading.findings)  # as filling tells them, too
    return [_refilled(one, reading) for one in gone]


def refilled(blank: Drawing, whole: Drawing) -> list[Verdict]:
    """Fill a blank form and return what became of its results, and a verdict ``wrong`` for what else was written over.

    Parameters
    ----------
    blank : Drawing
        The form without its results.
    whole : Drawing
        The same with them; they are what is expected.
    """
    reading = Reading(blank.data)
    reading.doubts += doubts(reading.findings)
    return [_refilled(one, reading) for one in whole.expected]


def _refilled(one: Expected, reading: Reading) -> Verdict:
    value = reading.filled.get(where(one))
    if value is None:
        return Verdict(expected=one, outcome="asked" if asked(one, reading) else "missing")
    near = isinstance(value, int | float) and abs(float(value) - float(one.value or 0)) <= _ROUNDED
    fraction = isinstance(value, int | float) and abs(float(value) * 100 - float(one.value or 0)) <= _ROUNDED
    return Verdict(expected=one, outcome="right" if near or fraction else "wrong", read=str(value))


def _accusations(reading: Reading) -> set[tuple[str, int, int]]:
    """Return the cells that an audit calls wrong; a place that is none where it crashes."""
    try:
        findings = reading.findings
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted and told
        return {(f"{type(error).__name__}: {error}", 0, 0)}
    return {
        (f.places[0].sheet, *f.places[0].coordinates) for f in findings if f.severity == "galat" and f.places
    }


def _doubted(desk: Desk, victim: Expected) -> bool:
    """Return whether the reading of the table is in doubt, so that nobody is accused."""
    read = Reading(desk.done().data)
    read.results  # noqa: B018 -- its doubts count
    return any(
        sheet == victim.area.sheet and victim.area.top - 4 <= row <= victim.area.bottom
        for sheet, row, _ in read.doubts
    )


def _accused(desk: Desk, place: tuple[str, int, int]) -> Verdict:
    sheet, row, col = place
    known = next((one for one in desk.expected if (one.area.sheet, one.row, one.col) == place), None)
    area = known.area if known else desk.expected[0].area
    expected = Expected(
        area=replace(area, sheet=sheet),
        row=row,
        col=col,
        value=known.value if known else None,
        fact=("tuduhan",),
    )
    return Verdict(expected=expected, outcome="wrong", read="galat")
