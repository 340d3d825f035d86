"""Features that openpyxl would lose of a workbook: found by letting it save a copy and comparing."""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sakipcalc.core.errors import WorkbookError
from sakipcalc.excel import Package
from sakipcalc.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook

__all__ = ["lost_by_openpyxl", "opened_by_openpyxl"]

#: Parts that every program makes in its own way, or not at all.
_MADE_ANEW = frozenset({
    "", ".rel", "[Content_Type]", "[Content_Types]", "app", "calcChain", "core", "sharedString",
    "sheet", "style", "theme", "thumbnail", "vmlDrawing", "legacyDrawing", "commentsDrawing",
})  # fmt: skip
_NUMBER = re.compile(r"(?<!\d)\d++(?=$|\.)")
_WORKSHEET, _DRAWING = re.compile(r"/worksheets/[^/]+\.xml$"), re.compile(r"/drawings/drawing[^/]*\.xml$")
#: A formula with what it gave.
_RESULT = re.compile(rb"</f>\s*<v>|<f\b[^>]*/>\s*<v>")
#: What may be lost inside a part: shapes of a drawing, and what newer versions of Excel keep with a sheet.
_INSIDE = (
    ("shapes", _DRAWING, re.compile(rb"<xdr:(?:sp|cxnSp|grpSp)>|<xdr:sp ")),
    ("extensions", _WORKSHEET, re.compile(rb"<ext\b")),
)


def opened_by_openpyxl(content: bytes) -> Workbook:
    """Return a workbook as openpyxl's; macros stay in it.

    Raises
    ------
    WorkbookError
        ``not-for-openpyxl`` for one that openpyxl cannot open.
    """
    import openpyxl

    with warnings.catch_warnings(), _as_one_error():
        warnings.simplefilter("ignore")  # what it cannot keep is told in words of this library
        return openpyxl.load_workbook(io.BytesIO(content), keep_vba=Package.open(content).has_macros)


@contextmanager
def _as_one_error() -> Iterator[None]:
    """Tell in one sentence whatever openpyxl fails with at a workbook that others open."""
    try:
        yield
    except Exception as error:
        raise WorkbookError("not-for-openpyxl") from error


def lost_by_openpyxl(content: bytes) -> tuple[Phrase, ...]:
    """Return the features of a workbook that are gone when openpyxl has saved it.

    Examples
    --------
    >>> from pathlib import Path
    >>> lost = lost_by_openpyxl(Path("workbooks/bogorejo-2024.xlsx").read_bytes())
    >>> any("rumus" in one.in_language("id") for one in lost)
    True
    """
    again, opened = io.BytesIO(), opened_by_openpyxl(content)
    with _as_one_error():  # it opens some that it cannot save, such as those of strict OOXML
        opened.save(again)
    before, after = Package.open(content), Package.open(again.getvalue())
    return tuple(_lost(before, after))


def _lost(before: Package, after: Package) -> Iterator[Phrase]:
    if results := _count(before, _WORKSHEET, _RESULT):
        yield Phrase("words.lost-results", {"n": results})
    kept = _kinds(after)
    gone = {kind: n - kept[kind] for kind, n in _kinds(before).items() if n > kept[kind]}
    if gone:
        yield Phrase("words.lost-parts", {"names": tuple(f"{kind} ({n})" for kind, n in gone.items())})
    for code, part, mark in _INSIDE:
        if (n := _count(before, part, mark) - _count(after, part, mark)) > 0:
            yield Phrase(f"words.lost-{code}", {"n": n})


def _kinds(package: Package) -> Counter[str]:
    """Count the parts by kind: ``xl/charts/chart2.xml`` is one of ``chart``."""
    stems = (_NUMBER.sub("", PurePosixPath(name).stem).rstrip("s") for name in package.archive.members)
    return Counter(stem for stem in stems if stem not in _MADE_ANEW)


def _count(package: Package, part: re.Pattern[str], mark: re.Pattern[bytes]) -> int:
    names = filter(part.search, package.archive.members)
    return sum(len(mark.findall(package.archive.read(name))) for name in names)
