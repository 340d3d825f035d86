"""Texts that stand in no cell: headers and footers of pages, text boxes, titles of charts, properties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sakipcalc.ooxml.changes import Changes
from sakipcalc.ooxml.xml import unescape
from sakipcalc.places import Place
from sakipcalc.rolling.report import Perubahan, Sisa
from sakipcalc.rolling.years import moved_text, names_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.ooxml import Package

__all__ = ["moved_parts"]

#: Parts that hold such texts, and the elements that they stand in.
_TEXTS = (
    (re.compile(r"xl/worksheets/[^/]+\.xml"), r"(?:odd|even|first)(?:Header|Footer)"),
    (re.compile(r"xl/(?:drawings|charts)/[^/]+\.xml"), r"(?:a:)?t"),
    (re.compile(r"xl/comments[^/]*\.xml"), r"t"),
    (re.compile(r"docProps/core\.xml"), r"dc:(?:title|subject|description)|cp:keywords"),
)
#: What somebody wrote beside a cell is his own: it is listed and never changed.
_REMARKS = re.compile(r"xl/comments[^/]*\.xml")


def moved_parts(package: Package, year: int) -> tuple[bytes, tuple[Perubahan, ...], tuple[Sisa, ...]]:
    """Return the package with the years in such texts moved, what changed, and what names the year still."""
    changes = Changes(package)
    moved: list[Perubahan] = []
    left: list[Sisa] = []
    for name in package.archive.members:
        pattern = next((texts for parts, texts in _TEXTS if parts.fullmatch(name)), None)
        if pattern is None:
            continue
        text = package.text(name)
        splices = []
        for start, end in _contents(text, pattern):
            old = text[start:end]
            if not names_year(old, year):
                continue
            new = old if _REMARKS.fullmatch(name) else moved_text(old, year)
            if new == old:
                left.append(Sisa(tempat=Place(), bagian=name, teks=unescape(old)))
                continue
            splices.append((start, end, new))
            moved.append(Perubahan(tempat=Place(), bagian=name, lama=unescape(old), baru=unescape(new)))
        changes.splice(name, splices)
    return changes.to_bytes(), tuple(moved), tuple(left)


def _contents(text: str, element: str) -> Iterator[tuple[int, int]]:
    """Yield where the texts of some elements begin and end; only digits are ever changed in them."""
    for found in re.finditer(rf"<({element})(?:\s[^<>]*)?>([^<]*)</\1\s*>", text):
        yield found.span(2)
