"""References in formulas, lists of areas and links rewritten for rows inserted on some sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sakipcalc.base.formulatext.tokens import LOST, REFERENCES, placed
from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.refs import LAST_ROW
from sakipcalc.excel.rowmap import ends_of, rewritten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.base.formulatext.tokens import Placed
    from sakipcalc.excel.rowmap import RowMap

    Ends = Sequence[tuple[bool, int]]  # whether it is fixed, and its row

__all__ = ["Shifter", "View"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """From where a formula is seen.

    Parameters
    ----------
    home : str
        The sheet that references without a sheet are on; empty when there is none.
    rows : tuple of int, optional
        First and last row of the cells that share the formula (a conditional format, a validation, a
        shared formula); none for the formula of a single cell.
    anchor : int
        The row that it is written for; a range whose relative end is that row itself does not stretch.
    fixed_only : bool
        Whether relative references have no place of their own and stay (defined names).
    stretch : str
        Which ranges stretch, see `RowMap`.
    """

    home: str = ""
    rows: tuple[int, int] | None = None
    anchor: int = 0
    fixed_only: bool = False
    stretch: str = "formula"


class Shifter:
    """Rewrites what refers to cells, for rows inserted on some sheets.

    Parameters
    ----------
    tabs : sequence of str
        The names of all sheets, in their order.
    maps : mapping
        Name of a sheet -> where its rows go.

    Examples
    --------
    >>> from sakipcalc.excel.rowmap import Insertion, RowMap
    >>> shifter = Shifter(["A", "B"], {"A": RowMap([Insertion(sheet="A", before=3, count=2)])})
    >>> shifter.formula("SUM(A1:A3)+A!$B$4+A4", View(home="B"))
    'SUM(A1:A3)+A!$B$6+A4'
    """

    def __init__(self, tabs: Sequence[str], maps: Mapping[str, RowMap]) -> None:
        self._order = {name.lower(): at for at, name in enumerate(tabs)}
        self._maps = {name.lower(): rows for name, rows in maps.items()}

    def rows_of(self, sheet: str) -> RowMap | None:
        """Return where the rows of a sheet go, none when none is inserted there."""
        return self._maps.get(sheet.lower())

    # -- formulas --------------------------------------------------------------------

    def formula(self, text: str, view: View) -> str:
        """Return a formula as it reads afterwards.

        Of a formula that several rows share, a relative reference keeps its distance, unless the distance
        changes alike for all of the rows.

        Raises
        ------
        PackageError
            ``several-sheets`` when a reference through several sheets would need different rows on each.
        """
        return self._shifted(text, view)[0]

    def shared(self, text: str, view: View) -> str | None:
        """Return a formula that several rows share, none when no single one can say the same afterwards."""
        shifted, uniform = self._shifted(text, view)
        return shifted if uniform else None

    def _shifted(self, text: str, view: View) -> tuple[str, bool]:
        if not self.rows_of(view.home) and "!" not in text:
            return text, True
        uniform = True
        written = []
        for piece in placed(text, self._order):
            new = piece.text
            if piece.kind in REFERENCES and piece.kind != "columns":
                found = {self._reference(piece, rows, view) for rows in self._targets(piece, view)}
                if len(found) > 1:
                    raise PackageError(
                        "several-sheets",
                        detail=text,
                        values={"formula": text, "sheets": ":".join(piece.sheets)},
                    )
                for reference, same in found:
                    uniform = uniform and same
                    new = LOST if reference is None else reference
            written.append(new)
        return "".join(written), uniform

    def _targets(self, piece: Placed, view: View) -> Iterable[RowMap | None]:
        """Return where the rows go on each sheet that a reference means; empty when it cannot change."""
        names = piece.sheets or (view.home,)
        places = [self._order.get(name.lower(), -1) for name in names]
        if len(names) > 1 and min(places) >= 0:
            span = range(min(places), max(places) + 1)
            targets = [self._maps.get(name) for name, at in self._order.items() if at in span]
        else:
            targets = [self.rows_of(names[-1])]
        moves = any(targets) or (view.rows is not None and self.rows_of(view.home) is not None)
        return targets if moves else ()

    def _reference(self, piece: Placed, target: RowMap | None, view: View) -> tuple[str | None, bool]:
        """Return a reference afterwards, and whether it holds for all rows that share it."""
        ref = piece.text
        ends = ends_of(ref)
        rows = [row for _, row in ends]
        if view.rows is not None:
            return self._relative(ref, ends, target, view)
        moved = self._moved(ref, ends, rows, target, view, view.anchor)
        if view.fixed_only:
            moved = [new if fixed else row for (fixed, row), new in zip(ends, moved, strict=True)]
        return rewritten(ref, moved), True

    def _moved(
        self, ref: str, ends: Ends, rows: Sequence[int], target: RowMap | None, view: View, own: int
    ) -> list[int | None]:
        """Return the rows of the ends of a reference afterwards, seen from a row of its own."""
        if target is None:
            return list(rows)
        last = len(rows) - 1 if rows[-1] == max(rows) else 0
        running = not ends[last][0] and rows[last] == own and target is self.rows_of(view.home)
        return target.moved(ref, rows, "never" if running else view.stretch)

    def _relative(self, ref: str, ends: Ends, target: RowMap | None, view: View) -> tuple[str | None, bool]:
        home = self.rows_of(view.home)
        step = home.row(view.anchor) - view.anchor if home else 0
        outcomes = set()
        for row in self._turning_points(ends, (home, target), view):
            rows = [own if fixed else own + row - view.anchor for fixed, own in ends]
            if all(1 <= each <= LAST_ROW for each in rows):
                moved = self._moved(ref, ends, rows, target, view, row)
                drift = home.row(row) - row if home else 0
                outcomes.add(
                    tuple(
                        new if fixed or new is None else new - old - drift
                        for (fixed, _), old, new in zip(ends, rows, moved, strict=True)
                    )
                )
        if len(outcomes) == 1:
            change = outcomes.pop()
            moved = [
                new if fixed or new is None else row + step + new
                for (fixed, row), new in zip(ends, change, strict=True)
            ]
            return rewritten(ref, moved), True
        own = self._moved(ref, ends, [row for _, row in ends], target, view, view.anchor)
        kept = [new if fixed else row + step for (fixed, row), new in zip(ends, own, strict=True)]
        return rewritten(ref, [row if row and 1 <= row <= LAST_ROW else None for row in kept]), False

    @staticmethod
    def _turning_points(ends: Ends, maps: Iterable[RowMap | None], view: View) -> Iterable[int]:
        """Return the rows of a view between which nothing changes."""
        first, last = view.rows or (view.anchor, view.anchor)
        offsets = {0, *(row - view.anchor for fixed, row in ends if not fixed)}
        lines = {line for rows in maps if rows for line in rows.lines}
        points = {line - offset - step for line in lines for offset in offsets for step in (0, 1)}
        return {first, last, *(point for point in points if first <= point <= last)}

    # -- other references ------------------------------------------------------------

    def areas(self, text: str, home: str, stretch: str = "always") -> str:
        """Return a list of areas (``sqref``) as it reads afterwards."""
        rows = self.rows_of(home)
        if rows is None:
            return text
        return " ".join(self._area(ref, rows, stretch) for ref in text.split())

    @staticmethod
    def _area(ref: str, rows: RowMap, stretch: str) -> str:
        moved = rows.text(ref, stretch)
        if moved is None:
            raise PackageError("rows-past-end", detail=ref, values={"ref": ref})
        return moved

    def location(self, text: str, home: str) -> str:
        """Return where a link leads afterwards; a ``#`` before it and escapes of an address stay."""
        mark, place = ("#", text[1:]) if text.startswith("#") else ("", text)
        plain = unquote(place)
        moved = self.formula(plain, View(home=home, stretch="never"))
        if moved == plain:
            return text
        return mark + (moved if plain == place else quote(moved, safe="!'$:"))
