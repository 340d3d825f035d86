"""What a workbook holds, counted feature by feature, by a reader of its own that knows nothing of the editor."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

MAIN = "spreadsheetml/(?:2006/)?main"
X14 = "spreadsheetml/2009/9/main"
SHEETS = r"xl/worksheets/[^/]+\.xml"
ANY = r".*\.xml"
DRAWINGS = r"xl/drawings/[^/]+\.xml"
CHARTS = r"xl/charts/.*\.xml"

#: Feature -> part, namespace and local name of the element that is counted.
ELEMENTS: dict[str, tuple[str, str, str]] = {
    "formulas": (SHEETS, MAIN, "f"),
    "merged cells": (SHEETS, MAIN, "mergeCell"),
    "conditional formats": (SHEETS, MAIN, "cfRule"),
    "conditional formats of 2010": (SHEETS, X14, "cfRule"),
    "validations": (SHEETS, MAIN, "dataValidation"),
    "validations of 2010": (SHEETS, X14, "dataValidation"),
    "sparklines": (SHEETS, X14, "sparkline"),
    "hyperlinks": (SHEETS, MAIN, "hyperlink"),
    "filters": (ANY, MAIN, "autoFilter"),
    "frozen panes": (SHEETS, MAIN, "pane"),
    "page setup": (ANY, MAIN, "pageSetup"),
    "headers and footers": (ANY, MAIN, "headerFooter"),
    "page breaks": (SHEETS, MAIN, "brk"),
    "ignored errors": (SHEETS, MAIN, "ignoredError"),
    "protected ranges": (SHEETS, MAIN, "protectedRange"),
    "scenarios": (SHEETS, MAIN, "scenario"),
    "sheet protection": (SHEETS, MAIN, "sheetProtection"),
    "background pictures": (SHEETS, MAIN, "picture"),
    "form controls": (SHEETS, MAIN, "control"),
    "rich text in cells": (r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", MAIN, "r"),
    "defined names": (r"xl/workbook\.xml", MAIN, "definedName"),
    "tables": (r"xl/tables/.*\.xml", MAIN, "table"),
    "columns of tables with a formula": (r"xl/tables/.*\.xml", MAIN, "calculatedColumnFormula"),
    "notes": (r"xl/(?:comments/)?comments?[^/]*\.xml", MAIN, "comment"),
    "threaded comments": (ANY, "threadedcomments", "threadedComment"),
    "shapes and text boxes": (DRAWINGS, "spreadsheetDrawing", "sp"),
    "pictures": (DRAWINGS, "spreadsheetDrawing", "pic"),
    "charts": (CHARTS, "drawingml/2006/chart|drawingml/chart", "chart"),
    "elements of charts": (CHARTS, "", ""),
    "slicers": (r"xl/slicers/.*\.xml", "", "slicer"),
    "pivot tables": (r"xl/pivotTables/.*\.xml", MAIN, "pivotTableDefinition"),
}
#: Feature -> parts that are counted.
PARTS: dict[str, str] = {
    "picture files": r"xl/media/.*",
    "chart sheets": r"xl/chartsheets/[^/]+\.xml",
    "printer settings": r"xl/printerSettings/.*",
    "macros": r"xl/vbaProject\.bin",
    "custom XML": r"customXml/item[0-9]*\.xml",
    "custom properties": r"docProps/custom\.xml",
    "cell checkboxes": r"xl/featurePropertyBag/.*",
    "embedded objects": r"xl/embeddings/.*",
    "controls' properties": r"xl/ctrlProps/.*",
    "theme": r"xl/theme/.*\.xml",
}
ATTRIBUTES = {"outline levels": "outlineLevel", "dynamic arrays": "cm", "unlocked or styled cells": "s"}


def features(data: bytes) -> Counter[str]:
    """Return how often each feature occurs."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            for feature, pattern in PARTS.items():
                found[feature] += re.fullmatch(pattern, name) is not None
            if name.endswith((".xml", ".vml")) and not name.startswith("customXml"):
                _count(name, archive.read(name), found)
    return Counter({feature: times for feature, times in found.items() if times})


def _count(name: str, text: bytes, found: Counter[str]) -> None:
    rules = [(feature, rule[1:]) for feature, rule in ELEMENTS.items() if re.fullmatch(rule[0], name)]
    sheet = re.fullmatch(SHEETS, name)
    for node in ET.fromstring(text).iter():  # noqa: S314 - made by the tests
        uri, _, local = node.tag.rpartition("}")
        for feature, (namespace, element) in rules:
            found[feature] += element in {"", local} and re.search(namespace, uri) is not None
        if name.endswith(".vml") and local == "ClientData":
            found["boxes of notes and old controls"] += 1
        if sheet:
            for feature, attribute in ATTRIBUTES.items():
                found[feature] += node.get(attribute) is not None and local in {"c", "row", "col"}
            if local == "c" and {child.tag.rpartition("}")[2] for child in node} >= {"f", "v"}:
                found["values of formulas"] += 1
