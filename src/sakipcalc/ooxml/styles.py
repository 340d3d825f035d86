"""The formats of cells, as far as reading and filling need them."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from .cells import is_true
from .colors import custom_palette, resolve_color, theme_colors
from .dates import is_date_format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .xml import Node

__all__ = ["BUILTIN_FORMATS", "LONGEST_FORMAT", "Font", "Styles"]

#: Characters of a number format, as Excel allows them; a longer one is made to keep its reader busy.
LONGEST_FORMAT = 255

#: Number formats that a number alone names (ECMA-376 part 1, 18.8.30).
BUILTIN_FORMATS: Mapping[int, str] = MappingProxyType(
    {
        0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
        5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)',
        7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
        9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
        14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
        20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
        37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)",
        40: "#,##0.00_);[Red](#,##0.00)", 41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
        42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
        43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
        44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
        45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
        **dict.fromkeys((*range(27, 37), *range(50, 59)), "mm-dd-yy"),  # dates of East Asian locales
    }
)  # fmt: skip

#: Size of a font [points] that does not say it.
_SIZE = 11.0
#: Alignments that wrap text.
_JUSTIFIED = frozenset({"justify", "distributed"})


class Font(NamedTuple):
    """A font by its name, which may be empty, with its size [points]."""

    name: str
    size: float
    bold: bool = False


class Styles:
    """Answers about the format of a cell by its index (``Cell.style``).

    An index beyond the list answers as the default format does.

    Parameters
    ----------
    root : Node or None
        Root of the styles part, if the workbook has one.
    theme : Node or None
        Root of the theme part, if the workbook has one.
    """

    def __init__(self, root: Node | None, theme: Node | None = None) -> None:
        self.root = root
        self._theme = theme
        self.formats: tuple[Node, ...] = self._list("cellXfs", "xf")
        self.fonts: tuple[Node, ...] = self._list("fonts", "font")
        self.fills: tuple[Node, ...] = self._list("fills", "fill")
        self.borders: tuple[Node, ...] = self._list("borders", "border")
        self.custom_formats: dict[int, str] = {
            node.integer("numFmtId"): node.get("formatCode")
            for node in self._list("numFmts", "numFmt")
            if len(node.get("formatCode")) <= LONGEST_FORMAT
        }

    def with_more(
        self,
        *,
        formats: Iterable[Node],
        fonts: Iterable[Node],
        fills: Iterable[Node],
        borders: Iterable[Node],
        codes: Mapping[int, str],
    ) -> Styles:
        """Return the formats of the same workbook with others at their end.

        Parameters
        ----------
        formats, fonts, fills, borders : iterable of Node
            All of them, the old ones first.
        codes : mapping of int to str
            Number formats that the workbook defines.
        """
        more = Styles(self.root, self._theme)
        more.formats, more.fonts = tuple(formats), tuple(fonts)
        more.fills, more.borders = tuple(fills), tuple(borders)
        more.custom_formats = dict(codes)
        return more

    def __len__(self) -> int:
        return len(self.formats)

    def number_format(self, style: int) -> str:
        """Return the code of the number format, ``"General"`` when there is none."""
        return self._codes[style] if 0 <= style < len(self._codes) else "General"

    def is_date(self, style: int) -> bool:
        """Tell whether the number format shows a date or a time."""
        return is_date_format(self.number_format(style))

    def fill(self, style: int) -> str:
        """Return the colour of a solid fill as RRGGBB, else an empty text."""
        return self._solid[style] if 0 <= style < len(self._solid) else ""

    def font_color(self, style: int) -> str:
        """Return the colour of the font as RRGGBB, empty when it is automatic."""
        font = self._font(style)
        return self._color(font.child("color")) if font else ""

    def font(self, style: int) -> Font:
        """Return name, size and weight of the font."""
        node = self._font(style)
        name, size, bold = (node.child(tag) if node else None for tag in ("name", "sz", "b"))
        points = _SIZE
        with suppress(ValueError):
            points = float(size.get("val")) if size else _SIZE
        return Font(
            name.get("val") if name else "", points, bold is not None and is_true(bold.get("val", "1"))
        )

    def indent(self, style: int) -> int:
        """Return the indent [steps] of the alignment."""
        node = self._child(style, "alignment")
        return node.integer("indent") if node else 0

    def wrap(self, style: int) -> bool:
        """Tell whether long text is wrapped in the cell; it is where it is justified, too."""
        node = self._child(style, "alignment")
        if node is None:
            return False
        return is_true(node.get("wrapText")) or not _JUSTIFIED.isdisjoint(
            (node.get("horizontal"), node.get("vertical"))
        )

    def rotation(self, style: int) -> int:
        """Return by how much the text is turned, as the file counts it; 0 for text that is not."""
        node = self._child(style, "alignment")
        return node.integer("textRotation") if node else 0

    def locked(self, style: int) -> bool:
        """Tell whether the cell cannot be changed while its sheet is protected."""
        node = self._child(style, "protection")
        return node is None or is_true(node.get("locked", "1"))

    def _color(self, node: Node | None) -> str:
        return resolve_color(node, self._palette, self._theme_colors)

    def _font(self, style: int) -> Node | None:
        index = self._index(style, "fontId")
        return self.fonts[index] if index < len(self.fonts) else None

    def _child(self, style: int, name: str) -> Node | None:
        return self.formats[style].child(name) if 0 <= style < len(self.formats) else None

    def _index(self, style: int, name: str) -> int:
        return self.formats[style].integer(name) if 0 <= style < len(self.formats) else 0

    def _list(self, holder: str, name: str) -> tuple[Node, ...]:
        node = self.root.child(holder) if self.root else None
        return tuple(node.all(name)) if node else ()

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        numbers = (node.integer("numFmtId") for node in self.formats)
        return tuple(
            self.custom_formats.get(each) or BUILTIN_FORMATS.get(each, "General") for each in numbers
        )

    @cached_property
    def _solid(self) -> tuple[str, ...]:
        colors = []
        for fill in self.fills:
            pattern = fill.child("patternFill")
            solid = pattern is not None and pattern.get("patternType") == "solid"
            colors.append(self._color(pattern.child("fgColor")) if pattern and solid else "")
        known = dict(enumerate(colors))
        return tuple(known.get(node.integer("fillId"), "") for node in self.formats)

    @cached_property
    def _palette(self) -> tuple[str, ...]:
        return tuple(custom_palette(self.root))

    @cached_property
    def _theme_colors(self) -> tuple[str, ...]:
        return theme_colors(self._theme)
