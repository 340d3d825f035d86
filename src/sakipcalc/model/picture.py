"""A sheet drawn as it was read: headers with their roles, groups, totals and doubts in colour, as SVG."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from sakipcalc import messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.core.understanding import HeaderReading, HeadingReading
    from sakipcalc.messages import Lang
    from sakipcalc.model.tables import Table

__all__ = ["GambarBacaan", "draw_reading"]

_WIDTH, _HEIGHT, _EDGE = 150, 22, 46
_LETTERS = 20
#: Rows of a long table that are drawn, from its head.
_MOST_ROWS = 60
_COLORS: Mapping[str, str] = {
    "sure": "#cdeac0",
    "guessed": "#ffe08a",
    "unknown": "#e3e3e3",
    "unread": "#f6b4b4",
    "group": "#ddd3f2",
    "total": "#d6e4f5",
    "row": "#ffffff",
}
_SUMMARIES = frozenset({"jumlah", "rata"})
#: A column is sure from this confidence on.
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class GambarBacaan:
    """A picture of how a sheet was read; a notebook shows it.

    Parameters
    ----------
    svg : str
        The picture as SVG.
    """

    svg: str

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg


def draw_reading(
    sheet: str, readings: Sequence[HeaderReading], tables: Sequence[Table], lang: Lang | None = None
) -> GambarBacaan:
    """Draw the blocks of a sheet.

    Parameters
    ----------
    sheet : str
        Its name.
    readings : sequence of HeaderReading
        How its headers were understood.
    tables : sequence of Table
        The tables that were read on it.
    lang : {"id", "en"}
        Language of the legend.
    """
    lang = messages.spoken(lang)
    drawing = _Picture()
    for one in readings:
        drawing.header(one)
    for table in tables:
        drawing.body(table)
    return GambarBacaan(drawing.svg(sheet, lang))


class _Picture:
    """Boxes by row and column of the sheet; rows that hold nothing take no room."""

    def __init__(self) -> None:
        self._boxes: dict[tuple[int, int], tuple[str, str, str]] = {}

    def header(self, reading: HeaderReading) -> None:
        """Draw the headings of a block, each with what it was taken for and how surely."""
        for one in reading.headings:
            row, col = one.place.coordinates
            kind = _kind(one) if reading.read_as else "unread"
            role = f" → {one.column} {one.yakin:.0%}" if one.column else " ?"
            told = one.tell() if one.column else one.text
            self._boxes[row, col] = (kind, f"{' '.join(one.text.split())[:_LETTERS]}{role}", told)

    def body(self, table: Table) -> None:
        """Draw the first rows of a table, the headings of its groups, its totals."""
        first = min((column.col for column in table.columns), default=1)
        for row in table.group_lines:
            self._boxes[row, first] = ("group", "▸", "")
        for line in table.rows[:_MOST_ROWS]:
            kind = "total" if line.level in _SUMMARIES else "row"
            for cell in line.cells.values():
                if cell.row == line.number or cell.place.sheet == table.sheet:
                    text = " ".join(cell.text.split())[: _LETTERS + 6]
                    self._boxes.setdefault((cell.row, cell.col), (kind, text, cell.text))

    def svg(self, sheet: str, lang: Lang) -> str:
        """Return the picture."""
        rows = {row: i for i, row in enumerate(sorted({row for row, _ in self._boxes}))}
        cols = {col: i for i, col in enumerate(sorted({col for _, col in self._boxes}))}
        width = _EDGE + max(len(cols), 3) * _WIDTH + 8
        height = (len(rows) + 3) * _HEIGHT + 8
        title = escape(messages.text("words.gambar-bacaan", lang, lembar=sheet))
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"',
            f' viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11" role="img">',
            f"<title>{title}</title>",
            f'<text x="4" y="15" font-weight="bold">{title}</text>',
            *_legend(lang),
        ]
        for row, at in rows.items():
            parts.append(f'<text x="4" y="{(at + 3) * _HEIGHT - 6}" fill="#777">{row}</text>')
        for (row, col), (kind, text, told) in sorted(self._boxes.items()):
            x, y = _EDGE + cols[col] * _WIDTH, (rows[row] + 2) * _HEIGHT
            parts += _box(x, y, kind, text, told)
        return "\n".join((*parts, "</svg>"))


def _kind(one: HeadingReading) -> str:
    if not one.column:
        return "unknown"
    return "guessed" if one.guessed or one.yakin < _SURE else "sure"


def _box(x: int, y: int, kind: str, text: str, told: str) -> Iterator[str]:
    yield (
        f'<g><rect x="{x}" y="{y}" width="{_WIDTH - 2}" height="{_HEIGHT - 2}" fill="{_COLORS[kind]}" '
        f'stroke="#999" stroke-width="0.5"/>'
    )
    if told:
        yield f"<title>{escape(told)}</title>"
    yield f'<text x="{x + 4}" y="{y + 14}">{escape(text)}</text></g>'


def _legend(lang: Lang) -> Iterator[str]:
    for at, kind in enumerate(kind for kind in _COLORS if kind != "row"):
        x = 4 + at * 110
        word = escape(messages.text(f"words.gambar-{kind}", lang))
        yield f'<rect x="{x}" y="22" width="12" height="12" fill="{_COLORS[kind]}" stroke="#999"/>'
        yield f'<text x="{x + 16}" y="32">{word}</text>'
