"""The rules of `shiftrules` applied to the elements of a part."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .markup import escape, set_attribute
from .opc import RELATIONSHIPS
from .refs import Area
from .shifting import View
from .shiftrules import BLOCKS, RULES, SINGLES, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .markup import Splice
    from .shifting import Shifter
    from .shiftrules import Rule
    from .xml import Node

__all__ = ["PartShift"]

_STRETCH = {"cell": "never", "area": "never", "range": "always", "areas": "always", "source": "always"}


class PartShift:
    """Finds what has to change in a part, and counts it.

    Parameters
    ----------
    kind : str
        Kind of the part, a key of `RULES`.
    home : str
        The sheet that it belongs to, empty when it belongs to none.
    shifter : Shifter
        Rewrites the references.
    tabs : tuple of str
        The names of all sheets, for names that are limited to one.
    """

    def __init__(self, kind: str, home: str, shifter: Shifter, tabs: tuple[str, ...] = ()) -> None:
        self._rules = RULES[kind]
        self._home = home
        self._shifter = shifter
        self._tabs = tabs
        self.counts: Counter[str] = Counter()

    def splices(self, root: Node, view: View | None = None) -> Iterator[Splice]:
        """Yield the splices of an element and all below."""
        stack = [(root, view or View(home=self._home))]
        while stack:
            node, seen = stack.pop()
            if node.name in BLOCKS and (rows := _rows(node)):
                seen = replace(seen, rows=rows, anchor=rows[0])
            if node.name in SINGLES:
                seen = replace(seen, stretch="never")
            for rule in self._rules.get(node.name, ()):
                yield from self._apply(node, rule, seen)
            stack.extend((child, seen) for child in reversed(node.children))

    def _apply(self, node: Node, rule: Rule, view: View) -> Iterator[Splice]:
        if node.children if rule.attribute == TEXT else rule.attribute not in node.attrs:
            return  # the text of an element that holds others, as in the extensions of 2010, is theirs
        old = node.text if rule.attribute == TEXT else node.attrs[rule.attribute]
        new = self._moved(node, rule.kind, old, view)
        if new == old:
            return
        self.counts[rule.feature] += 1
        if rule.attribute == TEXT:
            yield node.open_end, node.close_start, escape(new)
        else:
            yield set_attribute(node.source, node.start, rule.attribute, new)

    def _moved(self, node: Node, kind: str, old: str, view: View) -> str:
        """Return a reference of some kind as it reads afterwards."""
        shifter = self._shifter
        if kind == "location":
            return old if node.get_in(RELATIONSHIPS, "id") else shifter.location(old, self._home)
        if kind == "series":
            return shifter.formula(
                old, replace(view, stretch="never" if view.stretch == "never" else "series")
            )
        if kind == "name":
            local = node.get("localSheetId")
            home = self._tabs[int(local)] if local.isdecimal() and int(local) < len(self._tabs) else ""
            return shifter.formula(old, View(home=home, fixed_only=True))
        if kind in {"formula", "single"}:
            return shifter.formula(old, replace(view, rows=None) if kind == "single" else view)
        if kind == "source":
            outside = node.get_in(RELATIONSHIPS, "id")
            return old if outside else shifter.areas(old, node.get("sheet"), _STRETCH[kind])
        stretch = "never" if view.stretch == "never" else _STRETCH[kind]
        return shifter.areas(old, self._home, stretch)


def _rows(node: Node) -> tuple[int, int] | None:
    """Return first and last row of the cells that a block is about."""
    text = node.get("sqref") or next((child.text for child in node.children if child.name == "sqref"), "")
    areas = [Area.parse(ref) for ref in text.split()]
    if not areas:
        return None
    return min(area.top for area in areas), max(area.bottom for area in areas)
