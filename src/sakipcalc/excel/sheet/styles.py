"""Styles of a workbook: number formats, fonts, fills and their colours."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from contextlib import suppress
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.excel.sheet.cells import is_true
from sakipcalc.excel.sheet.values import is_date_format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from sakipcalc.excel.xml import Node

__all__ = [
    "BUILTIN_FORMATS",
    "LONGEST_FORMAT",
    "Font",
    "Look",
    "Styles",
    "custom_palette",
    "theme_colors",
]


_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
#: The 64 colours of ECMA-376 part 1, 18.8.27; the first 8 are doubled.
_BASIC = ("000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF")
_REST = (
    "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 "
    "0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 "
    "99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 "
    "003300 333300 993300 993366 333399 333333"
)
_PALETTE = (*_BASIC, *_BASIC, *_REST.split())
#: The order in which cells count the colours of a theme.
_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    *(f"accent{number}" for number in range(1, 7)),
    "hlink",
    "folHlink",
)


def theme_colors(root: Node | None) -> tuple[str, ...]:
    """Return the colours of a theme as RRGGBB, in the order cells count them."""
    scheme = next((node for node in root.walk() if node.name == "clrScheme"), None) if root else None
    found: dict[str, str] = {}
    for slot in scheme.children if scheme else ():
        for color in slot.children:
            found[slot.name] = _rgb(color.get("lastClr") or color.get("val"))
    return tuple(found.get(name, "") for name in _THEME_ORDER) if found else ()


def custom_palette(styles: Node | None) -> Sequence[str]:
    """Return the indexed colours of a workbook: its own when it has them."""
    colors = styles.child("colors") if styles else None
    indexed = colors.child("indexedColors") if colors else None
    if indexed is None:
        return _PALETTE
    return [_rgb(node.get("rgb")) for node in indexed.all("rgbColor")]


def _resolve_color(node: Node | None, palette: Sequence[str], theme: Sequence[str]) -> str:
    """Return a colour element as RRGGBB, empty when it is automatic or unknown."""
    if node is None:
        return ""
    base = _rgb(node.get("rgb"))
    for key, colors in (("indexed", palette), ("theme", theme)):
        if not base and node.get(key).isdecimal() and int(node.get(key)) < len(colors):
            base = colors[int(node.get(key))]
    return tinted(base, _tint(node.get("tint"))) if base else ""


def tinted(rgb: str, tint: float) -> str:
    """Return a colour made lighter (tint up to 1) or darker (down to -1), as ECMA-376 18.8.19 has it.

    Excel counts in steps of 1/240 and may show a value two units away.

    Examples
    --------
    >>> tinted("4472C4", 0), tinted("000000", 0.5)
    ('4472C4', '808080')
    """
    if not tint:
        return rgb
    hue, light, saturation = rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{round(255 * part):02X}" for part in hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    )


def _tint(text: str) -> float:
    try:
        tint = float(text or 0)
    except ValueError:
        return 0
    return tint if -1 <= tint <= 1 else 0


def _rgb(text: str) -> str:
    found = _RGB.fullmatch(text)
    return found[1].upper() if found else ""


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
        # Those of Thai.
        59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
        71: "d/m/yyyy", 72: "d-mmm-yy", 73: "d-mmm", 74: "mmm-yy", 75: "h:mm", 76: "h:mm:ss",
        77: "d/m/yyyy h:mm", 78: "mm:ss", 79: "[h]:mm:ss", 80: "mm:ss.0", 81: "d/m/yy",
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


class Look(NamedTuple):
    """What of a format bears on reading a cell: number format, colour of a solid fill, indent, bold type."""

    format: str
    fill: str
    indent: int
    bold: bool


#: What is worked out of styles and theme when somebody asks, whichever formats there are.
_OF_WORKBOOK = ("_palette", "_theme_colors")


class Styles:
    """Answers about the format of a cell by its index (``RawCell.style``).

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
        self.custom_formats: dict[int, str] = {
            node.integer("numFmtId"): node.get("formatCode")
            for node in self._list("numFmts", "numFmt")
            if len(node.get("formatCode")) <= LONGEST_FORMAT
        }
        self._looks: dict[int, Look] = {}
        self._known_bold: dict[int, bool] = {}

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
        more.__dict__.update({name: vars(self)[name] for name in _OF_WORKBOOK if name in vars(self)})
        looks = self._looks.copy()  # another package of this form may ask for more meanwhile
        more._looks = {style: look for style, look in looks.items() if 0 <= style < len(self)}
        return more

    def __len__(self) -> int:
        return len(self.formats)

    @cached_property
    def borders(self) -> tuple[Node, ...]:
        """The borders, which only who adds formats asks for."""
        return self._list("borders", "border")

    def looks(self, styles: AbstractSet[int]) -> Mapping[int, Look]:
        """Return the looks of some formats, and of those that were asked for before."""
        for style in styles - self._looks.keys():
            bold = self._bold(self._index(style, "fontId"))
            self._looks[style] = Look(self.number_format(style), self.fill(style), self.indent(style), bold)
        return self._looks

    def _bold(self, font: int) -> bool:
        """Tell whether a font, by its index, is bold."""
        if font not in self._known_bold:
            mark = self.fonts[font].child("b") if font < len(self.fonts) else None
            self._known_bold[font] = mark is not None and is_true(mark.get("val", "1"))
        return self._known_bold[font]

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
        name, size = (node.child(tag) if node else None for tag in ("name", "sz"))
        points = _SIZE
        with suppress(ValueError):
            points = float(size.get("val")) if size else _SIZE
        return Font(name.get("val") if name else "", points, self._bold(self._index(style, "fontId")))

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
        of_theme = node is not None and "theme" in node.attrs  # which few are, and a theme is long
        return _resolve_color(node, self._palette, self._theme_colors if of_theme else ())

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
        """The code of the number format of each style."""
        numbers = (node.integer("numFmtId") for node in self.formats)
        return tuple(
            self.custom_formats.get(each) or BUILTIN_FORMATS.get(each, "General") for each in numbers
        )

    @cached_property
    def _solid(self) -> tuple[str, ...]:
        """The colour of the solid fill of each style, empty without one."""
        colors = []
        for fill in self.fills:
            pattern = fill.child("patternFill")
            solid = pattern is not None and pattern.get("patternType") == "solid"
            colors.append(self._color(pattern.child("fgColor")) if pattern and solid else "")
        known = dict(enumerate(colors))
        return tuple(known.get(node.integer("fillId"), "") for node in self.formats)

    @cached_property
    def _palette(self) -> tuple[str, ...]:
        """The palette of the workbook."""
        return tuple(custom_palette(self.root))

    @cached_property
    def _theme_colors(self) -> tuple[str, ...]:
        """The colours of the theme."""
        return theme_colors(self._theme)
