"""Rules for the references in every part of a package, and their application."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.insert.shifting import View
from sakipcalc.excel.markup import escape, set_attribute
from sakipcalc.excel.opc import RELATIONSHIPS
from sakipcalc.excel.refs import Area

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sakipcalc.excel.insert.shifting import Shifter
    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.xml import Node

__all__ = ["BLOCKS", "FREE", "REFUSED", "RULES", "SAFE", "SINGLES", "TEXT", "PartShift", "ShiftRule"]


#: In place of an attribute: the text of the element.
TEXT = ""


class ShiftRule(NamedTuple):
    """One place where a reference stands.

    Kinds: ``cell`` and ``area`` on the sheet itself; ``range``, an area that stretches with a body;
    ``areas``, a list of such; ``formula``, of one cell or of all that its block or table holds; ``single``,
    of one cell in any case; ``series``, a formula of a chart; ``name``, a formula whose
    relative references stay; ``location``, where a link leads; ``source``, an area on the sheet that the
    attribute ``sheet`` names.
    """

    attribute: str
    kind: str
    feature: str


def _worksheet() -> dict[str, tuple[ShiftRule, ...]]:
    view = ShiftRule("topLeftCell", "cell", "views")
    return {
        "sheetPr": (ShiftRule("syncRef", "cell", "views"),),
        "sheetView": (view,),
        "customSheetView": (view,),
        "pane": (view,),
        "selection": (ShiftRule("activeCell", "cell", "views"), ShiftRule("sqref", "cell", "views")),
        "protectedRange": (ShiftRule("sqref", "areas", "protected-ranges"),),
        "scenarios": (ShiftRule("sqref", "cell", "scenarios"),),
        "inputCells": (ShiftRule("r", "cell", "scenarios"),),
        **_filters(),
        "mergeCell": (ShiftRule("ref", "area", "merges"),),
        "conditionalFormatting": (ShiftRule("sqref", "areas", "conditional-formats"),),
        "cfvo": (ShiftRule("val", "formula", "conditional-formats"),),
        "dataValidation": (ShiftRule("sqref", "areas", "validations"),),
        "hyperlink": (
            ShiftRule("ref", "area", "hyperlinks"),
            ShiftRule("location", "location", "hyperlinks"),
        ),
        "cellWatch": (ShiftRule("r", "cell", "watches"),),
        "ignoredError": (ShiftRule("sqref", "areas", "ignored-errors"),),
        "cellSmartTags": (ShiftRule("r", "cell", "smart-tags"),),
        "webPublishItem": (ShiftRule("sourceRef", "area", "web-publishing"),),
        "dataRef": (ShiftRule("ref", "source", "consolidation"),),
        "controlPr": (
            ShiftRule("linkedCell", "formula", "controls"),
            ShiftRule("listFillRange", "formula", "controls"),
        ),
        "formula": (ShiftRule(TEXT, "formula", "conditional-formats"),),
        "formula1": (ShiftRule(TEXT, "formula", "validations"),),
        "formula2": (ShiftRule(TEXT, "formula", "validations"),),
        "f": (ShiftRule(TEXT, "formula", "extensions"),),
        "sqref": (ShiftRule(TEXT, "areas", "extensions"),),
    }


def _filters() -> dict[str, tuple[ShiftRule, ...]]:
    return {
        name: (ShiftRule("ref", "range", "filters"),) for name in ("autoFilter", "sortState", "sortCondition")
    }


_SERIES = {name: (ShiftRule(TEXT, "series", "charts"),) for name in ("f", "sqref")}
_DRAWING = {
    "sp": (ShiftRule("textlink", "formula", "shapes"),),
    "cameraTool": (ShiftRule("cellRange", "formula", "shapes"),),
}

#: Kind of part (as relationships name it) -> local name of an element -> rules.
RULES: Mapping[str, Mapping[str, tuple[ShiftRule, ...]]] = MappingProxyType(
    {
        "worksheet": _worksheet(),
        "workbook": {
            "definedName": (ShiftRule(TEXT, "name", "names"),),
            "f": (ShiftRule(TEXT, "name", "names"),),
        },
        "connections": {"parameter": (ShiftRule("cell", "formula", "connections"),)},
        "table": {
            "table": (ShiftRule("ref", "range", "tables"),),
            **_filters(),
            "calculatedColumnFormula": (ShiftRule(TEXT, "formula", "tables"),),
            "totalsRowFormula": (ShiftRule(TEXT, "single", "tables"),),
        },
        "comments": {"comment": (ShiftRule("ref", "cell", "comments"),)},
        "threadedComment": {"threadedComment": (ShiftRule("ref", "cell", "threaded-comments"),)},
        "tableSingleCells": {"singleXmlCell": (ShiftRule("r", "cell", "xml-cells"),)},
        "namedSheetView": {"nsvFilter": (ShiftRule("ref", "range", "views"),), **_filters()},
        "pivotTable": {"location": (ShiftRule("ref", "area", "pivot-tables"),)},
        "pivotCacheDefinition": {
            name: (ShiftRule("ref", "source", "pivot-tables"),) for name in ("worksheetSource", "rangeSet")
        },
        "ctrlProp": {
            "formControlPr": tuple(
                ShiftRule(name, "formula", "controls")
                for name in ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")
            )
        },
        "drawing": _DRAWING,
        "chartUserShapes": _DRAWING,
        "chart": _SERIES,
        "chartEx": _SERIES,
    }
)

#: Elements whose formulas are seen from all the cells of their ``sqref``.
BLOCKS = frozenset({"conditionalFormatting", "dataValidation", "sparkline"})
#: Elements in which a reference never stretches: sparklines, titles of charts and of series.
SINGLES = frozenset({"sparkline", "tx", "title"})
#: Parts whose references all name their sheet, so that it does not matter from where they are reached.
FREE = frozenset({"chart", "chartEx", "pivotCacheDefinition"})
#: Relationships that no rows can be inserted with, and what a refusal calls them.
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "revisionHeaders": "shared-workbook",
        "volatileDependencies": "real-time-data",
        "xlMacrosheet": "macro-sheet",
        "xlIntlMacrosheet": "macro-sheet",
        "dialogsheet": "dialog-sheet",
    }
)
#: Relationships of a sheet to parts that say nothing about rows.
SAFE = frozenset(
    {
        "activeXControlBinary", "control", "customProperty", "hyperlink", "image", "oleObject", "package",
        "person", "printerSettings", "queryTable", "slicer", "timeline", "vmlDrawing",
    }
)  # fmt: skip


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

    def _apply(self, node: Node, rule: ShiftRule, view: View) -> Iterator[Splice]:
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
