"""Colours as workbooks write them: direct, by number of a palette, or of a theme with a tint."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .xml import Node

__all__ = ["custom_palette", "resolve_color", "theme_colors"]

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


def resolve_color(node: Node | None, palette: Sequence[str], theme: Sequence[str]) -> str:
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
