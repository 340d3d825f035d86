"""What a validator finds in a workbook: a port of Microsoft's Open XML SDK, with its schemas, extensions included."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from openxml_audit import OpenXmlValidator

#: Attributes that the editor may add where there was none: the validator does not look for unknown ones.
ADDED = {
    ("calcPr", "fullCalcOnLoad"),
    ("row", "r"),
    ("c", "r"),
    ("row", "spans"),
    ("c", "s"),
    ("c", "t"),
    ("mergeCells", "count"),
}
VALIDATOR = OpenXmlValidator()


@cache
def faults(data: bytes, *, macros: bool = False) -> Counter[str]:
    """Return the faults of a workbook, positions of elements left out so that moved ones compare equal.

    Advice to use shared strings in place of inline ones is no fault: both are in the standard.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"b.xls{'m' if macros else 'x'}"
        path.write_bytes(data)
        found = VALIDATOR.validate(path).errors
    return Counter(
        re.sub(r"\[[0-9]+\]", "", f"{error.part_uri} {error.path} {error.description}")
        for error in found
        if "inline-string" not in error.description
    )


def attributes(text: bytes) -> set[tuple[str, str]]:
    """Return which attributes stand on which elements of a part."""
    return {
        (node.tag.rpartition("}")[2], name)
        for node in ET.fromstring(text).iter()  # noqa: S314 - made by the tests
        for name in node.attrib
    }


def strays(text: bytes) -> set[str]:
    """Return the texts of a part that stand beside elements, where no reader looks for any."""
    holders = [node for node in ET.fromstring(text).iter() if len(node)]  # noqa: S314 - made by the tests
    texts = [node.text for node in holders] + [child.tail for node in holders for child in node]
    return {text.strip() for text in texts if text and text.strip()}
