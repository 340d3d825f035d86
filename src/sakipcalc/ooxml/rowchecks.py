"""What forbids inserting rows into a sheet; looked at before anything is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import PackageError
from .refs import LAST_ROW

if TYPE_CHECKING:
    from .refs import Area
    from .rowmap import Insertion, RowMap
    from .sheet import Sheet

__all__ = ["check", "cut"]


def check(sheet: Sheet, rows: RowMap) -> None:
    """Refuse insertions into a sheet that cannot be made safely.

    Raises
    ------
    PackageError
        ``bad-insertion``, ``rows-out-of-order``, ``alternate-content``, ``protected-sheet``,
        ``rows-cut``, ``rows-past-end`` or ``too-large``.
    """
    part = sheet.info.part
    for each in rows.insertions:
        _check_request(sheet, each)
    if len(set(rows.lines)) < len(rows.lines):
        raise _bad(sheet, rows.insertions[0], "two insertions before one row")
    if sheet.scan.oddity:
        raise PackageError(sheet.scan.oddity, part=part, detail=sheet.name, values={"sheet": sheet.name})
    protection = sheet.scan.root.child("sheetProtection")
    if sheet.protected and (protection is None or protection.get("insertRows", "1") not in {"0", "false"}):
        raise PackageError("protected-sheet", part=part, detail=sheet.name, values={"sheet": sheet.name})
    for feature, areas in (
        ("array-formula", sheet.scan.meaning.arrays),
        ("data-table", sheet.scan.meaning.data_tables),
    ):
        for area in areas:
            if found := rows.cut(area.top, area.bottom):
                raise cut(sheet, part, found, feature, area)
    last = sheet.scan.rows[-1].number if sheet.scan.rows else 0
    if rows.row(last) > LAST_ROW:
        raise PackageError(
            "rows-past-end", part=part, detail=f"row {last}", values={"sheet": sheet.name, "row": last}
        )
    _check_size(sheet, rows)


def cut(sheet: Sheet, part: str, insertion: Insertion, feature: str, area: Area) -> PackageError:
    """Return the refusal to put rows through the middle of something."""
    values = {"sheet": sheet.name, "before": insertion.before, "feature": feature, "area": str(area)}
    return PackageError("rows-cut", part=part, detail=f"{sheet.name}!{area} ({feature})", values=values)


def _check_request(sheet: Sheet, insertion: Insertion) -> None:
    if not 1 <= insertion.before <= LAST_ROW or insertion.count < 1:
        raise _bad(sheet, insertion, "before or count")
    if insertion.model is not None and not 1 <= insertion.model <= LAST_ROW:
        raise _bad(sheet, insertion, "model")
    if insertion.stretch and insertion.stretch.bottom != insertion.before - 1:
        raise _bad(sheet, insertion, "stretch does not end on the row above")


def _check_size(sheet: Sheet, rows: RowMap) -> None:
    """Hold the sheet with its new rows to the limit on cells."""
    made = 0
    for each in rows.insertions:
        model = sheet.rows.get(each.before - 1 if each.model is None else each.model)
        made += each.count * (1 + model.last - model.first) if model else 0
    found = sheet.scan.held + made
    sheet.scan.limits.check("cells", found, part=sheet.info.part)


def _bad(sheet: Sheet, insertion: Insertion, why: str) -> PackageError:
    values = {"sheet": sheet.name, "before": insertion.before, "count": insertion.count}
    return PackageError("bad-insertion", part=sheet.info.part, detail=f"{values}: {why}", values=values)
