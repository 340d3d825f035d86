"""How high rows have to be for their text: estimated from widths of characters, as no font is at hand."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import ceil
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sakipcalc.base.data import packaged
from sakipcalc.excel.refs import Area

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sakipcalc.excel.sheet.sheet import RawSheet
    from sakipcalc.excel.sheet.styles import Font, Styles

__all__ = ["LARGEST_HEIGHT", "TextFit", "digit_width", "roomy", "text_height"]

#: No row is higher [points].
LARGEST_HEIGHT = 409.5
_PIXELS = 96 / 72  # in a point
#: Pixels of a cell that its text does not use: its margins and its line.
_PADDING = 5
#: An indent is as wide as so many spaces.
_SPACES = 3
#: Columns without a width are so many digits wide, and end at a multiple of so many pixels.
_DIGITS, _GRAIN = 8, 8
#: Of texts that are longer the lines are counted anew each time.
_USUAL = 400
#: The text of a match.
_TEXT = itemgetter(0)
#: Where a line may end: behind spaces and hyphens, in some programs behind slashes too.
_WORDS = re.compile(r"[^\s-]*-+|[^\s-]+|\s"), re.compile(r"[^\s/-]*[/-]+|[^\s/-]+|\s")


#: What is added to text, so that it does not touch the lines of its cell, and of which heights are multiples
#: [points].
_MARGIN, _PIXEL = 3.0, 0.75


class _Face(NamedTuple):
    """A font: width of text against the listed characters, of a digit, and from line to line."""

    width: float
    digit: float
    line: float


def text_height(text: str, pixels: float, font: Font, *, indent: int = 0) -> float:
    """Return the height [points] that wrapped text takes in a cell.

    Parameters
    ----------
    text : str
        The text.
    pixels : float
        Width of the cell, or of the cells merged with it.
    font : Font
        Its font.
    indent : int
        Steps by which it is indented.
    """
    face = _face(font.name, bold=font.bold)
    unit = font.size * _PIXELS * face.width / 1000  # pixels in a listed width of 1
    width = pixels - _PADDING - round(indent * _SPACES * _widths()[" "] * unit)
    line = font.size * face.line
    return min(_lines(text, width / unit, ceil(LARGEST_HEIGHT / line)) * line, LARGEST_HEIGHT)


def digit_width(font: Font) -> int:
    """Return the width [pixels] of a digit, of which widths of columns are multiples."""
    return max(1, round(_face(font.name, bold=False).digit * font.size * _PIXELS))


def roomy(height: float) -> float:
    """Return the height [points] of a row for text of some height: with a margin, in whole pixels."""
    return min(ceil((height + _MARGIN) / _PIXEL) * _PIXEL, LARGEST_HEIGHT)


class TextFit:
    """Tells which height the rows of a sheet have, and which their text needs.

    Parameters
    ----------
    sheet : RawSheet
        The sheet as it was read.
    styles : Styles
        The formats of its workbook.
    """

    def __init__(self, sheet: RawSheet, styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self._digit = digit_width(styles.font(0))

    def height(self, row: int) -> float | None:
        """Return the height [points] that a row has; None where a program may fit it to its text."""
        stated = self._sheet.row_height(row)
        return self._sheet.default_height if stated is None and self._sheet.default_fixed else stated

    def fitted(self, row: int) -> float:
        """Return the height [points] that the text of a row needs, that of merged cells left out.

        It is what Excel gives a row that has no height.
        """
        found = self._sheet.rows.get(row)
        cells = self._sheet.scan.cells_of(found) if found else ()
        texts = (cell for cell in cells if cell.kind == "s" and not self._sheet.merge_at.at(row, cell.col))
        needed = (self.needed(row, cell.col, cell.text) for cell in texts)
        return max(self._sheet.default_height, *needed, 0.0)

    def needed(self, row: int, col: int, text: str) -> float:
        """Return the height [points] that a text takes in a cell, or in the cells merged with it.

        Text that is not wrapped, or that is turned, needs none.
        """
        style = self._sheet.style_at(row, col)
        if not self._styles.wrap(style) or self._styles.rotation(style):
            return 0.0
        area = self._sheet.merge_at.at(row, col) or Area(row, col, row, col)
        pixels = sum(map(self._pixels, range(area.left, area.right + 1)))
        return text_height(text, pixels, self._styles.font(style), indent=self._styles.indent(style))

    def _pixels(self, col: int) -> int:
        """Return the width of a column [pixels]."""
        stated = 0.0 if col in self._sheet.hidden_cols else self._sheet.col_width(col)
        if stated is not None:
            return round(stated * self._digit)
        return -(-(_DIGITS * self._digit + _PADDING) // _GRAIN) * _GRAIN


def _lines(text: str, width: float, most: int) -> int:
    """Return the number of lines that a text takes in the program in which it takes the most.

    No more than fill the highest row are counted.
    """
    if len(text) * _widest() <= width and text.isprintable():
        return 1
    return _counted(text, width, most) if len(text) <= _USUAL else _count(text, width, most)


@lru_cache(maxsize=4096)
def _counted(text: str, width: float, most: int) -> int:
    """Return how many lines a text takes in a width."""
    return _count(text, width, most)


def _count(text: str, width: float, most: int) -> int:
    return max(_wrapped(text, words, width, most) for words in _WORDS)


def _wrapped(text: str, words: re.Pattern[str], width: float, most: int) -> int:
    """Return the number of lines of a text, each filled with words as far as it goes; `most` are enough."""
    count = 0
    for line in text.splitlines() or [""]:
        if count >= most:
            break
        count += _filled(map(_TEXT, words.finditer(line)), width, most - count)
    return count


def _filled(words: Iterable[str], width: float, most: int) -> int:
    """Return the number of lines that words without a break take; `most` are enough."""
    count, used = 1, 0.0
    for word in words:
        if count >= most:
            break
        size = sum(map(_width, word))
        if used and used + size > width and not word.isspace():  # a space at the end hangs over
            count, used = count + 1, 0.0
        if size <= width or word.isspace():
            used += size
            continue
        for character in word:  # what is too long for a line is broken wherever the line ends
            size = _width(character)
            if used and used + size > width:
                count, used = count + 1, 0.0
                if count >= most:
                    return count
            used += size
    return count


@cache
def _widest() -> float:
    """Return the width of the widest character."""
    return max(_widths().values())


def _width(character: str) -> float:
    return _widths().get(character, _widths()["0"])


@cache
def _fonts() -> Mapping[str, Any]:
    """Return the widths of characters and the fonts that differ."""
    return packaged(__package__, "fonts.toml")


@cache
def _widths() -> Mapping[str, float]:
    """Return the width of each character that is known."""
    return {one: float(width) for width, all_ in _fonts()["characters"].items() for one in all_}


def _face(name: str, *, bold: bool) -> _Face:
    other = _fonts()["other"]
    known = _fonts()["fonts"].get(name.lower(), other)
    return _Face(known["width"] * (other["bold"] if bold else 1), known["digit"], known["line"])
