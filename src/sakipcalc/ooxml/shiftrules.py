"""Where references to cells stand in the parts of a workbook: data for `partshift`.

One rule names an element and an attribute (or its text), the kind of reference that
stands there, and what a receipt calls it. Elements are known by their local name:
the strict and the transitional vocabulary and the extensions of 2010 and later agree in these.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["BLOCKS", "FREE", "REFUSED", "RULES", "SAFE", "SINGLES", "TEXT", "Rule"]

#: In place of an attribute: the text of the element.
TEXT = ""


class Rule(NamedTuple):
    """One place where a reference stands.

    Kinds: ``cell`` and ``area`` on the sheet itself; ``range``, an area that stretches with a body;
    ``areas``, a list of such; ``formula``; ``series``, a formula of a chart; ``name``, a formula whose
    relative references stay; ``location``, where a link leads; ``source``, an area on the sheet that the
    attribute ``sheet`` names.
    """

    attribute: str
    kind: str
    feature: str


def _worksheet() -> dict[str, tuple[Rule, ...]]:
    view = Rule("topLeftCell", "cell", "views")
    return {
        "sheetView": (view,),
        "customSheetView": (view,),
        "pane": (view,),
        "selection": (Rule("activeCell", "cell", "views"), Rule("sqref", "cell", "views")),
        "protectedRange": (Rule("sqref", "areas", "protected-ranges"),),
        "scenarios": (Rule("sqref", "cell", "scenarios"),),
        "inputCells": (Rule("r", "cell", "scenarios"),),
        **_filters(),
        "mergeCell": (Rule("ref", "area", "merges"),),
        "conditionalFormatting": (Rule("sqref", "areas", "conditional-formats"),),
        "cfvo": (Rule("val", "formula", "conditional-formats"),),
        "dataValidation": (Rule("sqref", "areas", "validations"),),
        "hyperlink": (Rule("ref", "area", "hyperlinks"), Rule("location", "location", "hyperlinks")),
        "cellWatch": (Rule("r", "cell", "watches"),),
        "ignoredError": (Rule("sqref", "areas", "ignored-errors"),),
        "cellSmartTags": (Rule("r", "cell", "smart-tags"),),
        "webPublishItem": (Rule("sourceRef", "area", "web-publishing"),),
        "dataRef": (Rule("ref", "source", "consolidation"),),
        "controlPr": (
            Rule("linkedCell", "formula", "controls"),
            Rule("listFillRange", "formula", "controls"),
        ),
        "formula": (Rule(TEXT, "formula", "conditional-formats"),),
        "formula1": (Rule(TEXT, "formula", "validations"),),
        "formula2": (Rule(TEXT, "formula", "validations"),),
        "f": (Rule(TEXT, "formula", "extensions"),),
        "sqref": (Rule(TEXT, "areas", "extensions"),),
    }


def _filters() -> dict[str, tuple[Rule, ...]]:
    return {name: (Rule("ref", "range", "filters"),) for name in ("autoFilter", "sortState", "sortCondition")}


_SERIES = {name: (Rule(TEXT, "series", "charts"),) for name in ("f", "sqref")}
_DRAWING = {
    "sp": (Rule("textlink", "formula", "shapes"),),
    "cameraTool": (Rule("cellRange", "formula", "shapes"),),
}

#: Kind of part (as relationships name it) -> local name of an element -> rules.
RULES: Mapping[str, Mapping[str, tuple[Rule, ...]]] = MappingProxyType(
    {
        "worksheet": _worksheet(),
        "workbook": {"definedName": (Rule(TEXT, "name", "names"),), "f": (Rule(TEXT, "name", "names"),)},
        "table": {
            "table": (Rule("ref", "range", "tables"),),
            **_filters(),
            "calculatedColumnFormula": (Rule(TEXT, "formula", "tables"),),
            "totalsRowFormula": (Rule(TEXT, "formula", "tables"),),
        },
        "comments": {"comment": (Rule("ref", "cell", "comments"),)},
        "threadedComment": {"threadedComment": (Rule("ref", "cell", "threaded-comments"),)},
        "tableSingleCells": {"singleXmlCell": (Rule("r", "cell", "xml-cells"),)},
        "namedSheetView": {"nsvFilter": (Rule("ref", "range", "views"),), **_filters()},
        "pivotTable": {"location": (Rule("ref", "area", "pivot-tables"),)},
        "pivotCacheDefinition": {
            name: (Rule("ref", "source", "pivot-tables"),) for name in ("worksheetSource", "rangeSet")
        },
        "ctrlProp": {
            "formControlPr": tuple(
                Rule(name, "formula", "controls")
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
