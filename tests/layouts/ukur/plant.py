"""Plants one wrong figure into a drawn workbook and sees whom the audit accuses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .judge import Reading
from .kinds import at_desk
from .truth import Expected, Verdict

if TYPE_CHECKING:
    from .desk import Desk

#: Columns that follow from others, so that a wrong figure in one contradicts the table.
_RESULTS = ("capaian", "serapan", "kemajuan", "selisih", "efisiensi")
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


def _accusations(reading: Reading) -> set[tuple[str, int, int]]:
    """Return the cells that an audit calls wrong; a place that is none where it crashes."""
    try:
        findings = reading.findings
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is counted and told
        return {(f"{type(error).__name__}: {error}", 0, 0)}
    return {
        (f.tempat[0].sheet, *f.tempat[0].koordinat) for f in findings if f.tingkat == "galat" and f.tempat
    }


def _doubted(desk: Desk, victim: Expected) -> bool:
    """Return whether the reading of the table is in doubt, so that nobody is accused."""
    doubts = Reading(desk.done().data).doubts
    return any(
        sheet == victim.area.sheet and victim.area.top - 4 <= row <= victim.area.bottom
        for sheet, row, _ in doubts
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
