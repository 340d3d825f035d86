"""Drop-down lists of a template: the words that a cell may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.formulatext import Reference, Text, parse
from sakipcalc.excel.refs import Area
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.excel import Package
    from sakipcalc.excel.sheet.sheet import ChoiceList
    from sakipcalc.filling.plan import CellWrite

__all__ = ["AllowedWords"]


class AllowedWords:
    """The drop-down lists of a workbook.

    Parameters
    ----------
    package : Package
        The workbook.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[str, Sequence[tuple[Area, frozenset[str]]]] = {}

    def allow(self, cell: CellWrite) -> bool:
        """Return whether a cell may have what would be written; a list that is not read forbids nothing."""
        if cell.value.number is not None:
            return True
        place = cell.cell.place
        lists = [
            words for area, words in self._lists(place.sheet) if words and area.contains(*place.coordinates)
        ]
        return all(plain(cell.value.text) in words for words in lists)

    def _lists(self, sheet: str) -> Sequence[tuple[Area, frozenset[str]]]:
        """Return the areas of a sheet that have a list, each with its words."""
        if sheet not in self._known:
            self._known[sheet] = [
                (area, words)
                for one in self._package.sheet(sheet).drop_downs
                if (words := frozenset(map(plain, self._words(one, sheet))))
                for area in one.areas
            ]
        return self._known[sheet]

    def _words(self, one: ChoiceList, sheet: str) -> Iterator[str]:
        """Yield the words of a list: written in it, or standing in cells."""
        tree = parse(one.source)
        if isinstance(tree, Reference) and tree.kind == "name":
            names = {each.name.lower(): each.text for each in self._package.defined_names}
            tree = parse(names.get(tree.text.lower(), ""))
        if isinstance(tree, Text):
            yield from tree.value.split(",")
        elif isinstance(tree, Reference) and tree.kind in {"area", "cell"} and len(tree.sheets) < 2:  # noqa: PLR2004
            area = Area.parse(tree.text.replace("$", ""))
            name = tree.sheets[0] if tree.sheets else sheet
            known = {info.name.lower(): info.name for info in self._package.sheets}
            cells = self._package.sheet(known[name.lower()]).cells if name.lower() in known else {}
            yield from (cell.text for at, cell in cells.items() if cell.kind and area.contains(*at))
