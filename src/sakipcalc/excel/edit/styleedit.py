"""New formats of cells, each derived from one that exists; what exists is not touched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from sakipcalc.excel.errors import PackageError
from sakipcalc.excel.markup import escape, grown, splice, written_attributes
from sakipcalc.excel.sheet.cells import is_true
from sakipcalc.excel.sheet.styles import BUILTIN_FORMATS, Styles
from sakipcalc.excel.xml import parse_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.excel.markup import Splice
    from sakipcalc.excel.xml import Node

__all__ = ["StyleChange", "StyleEdits"]

_MOST_FORMATS = 65_490  # cell formats that Excel takes
_FIRST_CUSTOM = 164
#: Built-in formats that read the same in every locale.
_UNIVERSAL = {BUILTIN_FORMATS[number]: number for number in (*range(5), *range(9, 14), 49)}
_RGB = re.compile(r"[0-9A-Fa-f]{6}")
_AFTER_COLOR = frozenset({"name", "family", "charset", "scheme"})
_AFTER_UNDERLINE = _AFTER_COLOR | {"vertAlign", "sz", "color"}
#: Sides of a border, in the order of the schema.
_SIDES = ("left", "right", "top", "bottom")


class StyleChange(TypedDict, total=False):
    """In what a format differs from the one it is derived from; what is left out, or none, stays.

    Parameters
    ----------
    number_format : str
        Code of the number format, for example ``"0.00"``.
    fill, font_color : str
        Colour as RRGGBB.
    border : str
        Colour of thin lines around the cell; a workbook without a list of borders gets none.
    bold, underline, wrap : bool
        Whether the font is bold and underlined, and whether long text is wrapped.
    horizontal, vertical : str
        Alignment in the words of the format: ``"center"``, ``"right"``, ``"top"``.
    indent : int
        Steps by which text keeps away from the edge that it is aligned to.
    """

    number_format: str | None
    fill: str | None
    font_color: str | None
    border: str | None
    bold: bool | None
    underline: bool | None
    wrap: bool | None
    horizontal: str | None
    vertical: str | None
    indent: int | None


class StyleEdits:
    """The formats to be appended to a styles part.

    Parameters
    ----------
    styles : Styles
        The formats as they were read.
    part : str
        Name of the styles part, for errors.

    Attributes
    ----------
    left_out : bool
        Whether something was asked for that the part has no list for, or no more room.
    """

    def __init__(self, styles: Styles, part: str) -> None:
        self.styles = self._whole = styles
        self._part = part
        self._added: dict[str, list[str]] = {
            "numFmts": [], "fonts": [], "fills": [], "borders": [], "cellXfs": [],
        }  # fmt: skip
        self._formats = list(styles.formats)
        self._fonts = list(styles.fonts)
        self._fills = list(styles.fills)
        self._borders = list(styles.borders)
        self.left_out: bool = False
        self._known: dict[str, dict[object, int]] = {}
        self._codes = {code: number for number, code in reversed(styles.custom_formats.items())}

    @property
    def _prefix(self) -> str:
        return self.styles.root.prefix if self.styles.root else ""

    def __len__(self) -> int:
        return len(self._formats)

    @property
    def added(self) -> int:
        """Number of cell formats that are appended."""
        return len(self._added["cellXfs"])

    @property
    def whole(self) -> Styles:
        """All formats, as reading the output gives them."""
        if len(self._whole) < len(self):
            codes = {**self.styles.custom_formats, **{number: code for code, number in self._codes.items()}}
            self._whole = self._whole.with_more(
                formats=self._formats,
                fonts=self._fonts,
                fills=self._fills,
                borders=self._borders,
                codes=codes,
            )
        return self._whole

    def derive(self, base: int, changes: StyleChange) -> int:
        """Return the index of a format that differs from `base` in what is given, as far as that can be.

        A workbook without a list of formats has the one that needs no list, and nothing is derived. The same
        one is meant by an index beyond the list.
        """
        root = self.styles.root
        if base < 0:
            raise PackageError("bad-style", part=self._part, detail=str(base), values={"style": base})
        if root is None or not self._formats:
            self.left_out = True
            return 0
        base = base if base < len(self._formats) else 0
        old = self._formats[base]
        attrs = {**old.attrs, **self._attrs(old, changes)}
        children = [child.markup for child in old.children if child.name != "alignment"]
        alignment = old.child("alignment")
        if aligned := _aligned(old, changes):
            whole = {**(alignment.attrs if alignment else {}), **aligned}
            children.insert(0, f"<{root.prefix}alignment{written_attributes(whole)}/>")
        elif alignment is not None:
            children.insert(0, alignment.markup)
        made = self._put("cellXfs", self._formats, _element(f"{root.prefix}xf", attrs, "".join(children)))
        return base if made is None else made

    def _attrs(self, old: Node, changes: StyleChange) -> dict[str, str]:
        """Return the attributes of a format that speak of the changes."""
        found: dict[str, tuple[str, int | None]] = {
            "numFmtId": ("applyNumberFormat", self._number_format(changes.get("number_format"))),
            "fillId": ("applyFill", self._fill(changes.get("fill"))),
            "fontId": ("applyFont", self._font(old.integer("fontId"), changes)),
            "borderId": ("applyBorder", self._border(changes.get("border"))),
        }
        attrs: dict[str, str] = {}
        for name, (applied, number) in found.items():
            if number not in {None, old.integer(name)}:
                attrs |= {name: str(number), applied: "1"}
        if _aligned(old, changes):
            attrs["applyAlignment"] = "1"
        return attrs

    def render(self) -> str:
        """Return the text of the styles part with the new formats."""
        root = self.styles.root
        if root is None:
            raise PackageError("missing-part", part=self._part)
        splices: list[Splice] = []
        for holder, markups in self._added.items():
            if not markups:
                continue
            node = root.child(holder)
            if node is not None:
                splices += grown(node, "".join(markups), count=str(len(node.children) + len(markups)))
            elif holder == "numFmts":  # the first child, and the only one that may be missing
                tag = f"{root.prefix}numFmts"
                inside = f'<{tag} count="{len(markups)}">{"".join(markups)}</{tag}>'
                splices.append((root.open_end, root.open_end, inside))
        return splice(root.source, splices)

    def _put(self, holder: str, nodes: list[Node], markup: str) -> int | None:
        """Return the index of an equal element, or append it; none where there is no place for it."""
        root = self.styles.root
        if root is None or root.child(holder) is None:
            self.left_out = True
            return None
        new = parse_at(markup, 0, root.scope)
        known = self._known.setdefault(holder, {})
        for index in range(len(known), len(nodes)):
            known.setdefault(_canonical(nodes[index]), index)
        equal = known.get(_canonical(new))
        if equal is not None:
            return equal
        if len(nodes) >= _MOST_FORMATS:
            self.left_out = True
            return None
        known[_canonical(new)] = len(nodes)
        nodes.append(new)
        self._added[holder].append(markup)
        return len(nodes) - 1

    def _number_format(self, code: str | None) -> int | None:
        if code is None:
            return None
        builtin = _UNIVERSAL.get(code)
        number = self._codes.get(code, None if builtin in self.styles.custom_formats else builtin)
        if number is None:
            used = (node.integer("numFmtId") for node in self._formats)
            number = max(_FIRST_CUSTOM - 1, *self._codes.values(), *used) + 1
            self._codes[code] = number
            prefix = self._prefix
            self._added["numFmts"].append(
                f'<{prefix}numFmt numFmtId="{number}" formatCode="{escape(code)}"/>'
            )
        return number

    def _fill(self, color: str | None) -> int | None:
        if color is None:
            return None
        p = self._prefix
        colors = f'<{p}fgColor rgb="FF{_rgb(color)}"/><{p}bgColor indexed="64"/>'
        markup = f'<{p}fill><{p}patternFill patternType="solid">{colors}</{p}patternFill></{p}fill>'
        return self._put("fills", self._fills, markup)

    def _border(self, color: str | None) -> int | None:
        if color is None or not self._borders:
            return None
        p = self._prefix
        line = f'style="thin"><{p}color rgb="FF{_rgb(color)}"/>'
        sides = "".join(f"<{p}{side} {line}</{p}{side}>" for side in _SIDES)
        return self._put("borders", self._borders, f"<{p}border>{sides}<{p}diagonal/></{p}border>")

    def _font(self, base: int, changes: StyleChange) -> int | None:
        bold, underline, color = (changes.get("bold"), changes.get("underline"), changes.get("font_color"))
        if bold is None and underline is None and color is None:
            return None
        if not 0 <= base < len(self._fonts):
            self.left_out = True
            return None
        font = self._fonts[base]
        children = [(child.name, child.markup) for child in font.children]
        if bold is not None:
            children = [child for child in children if child[0] != "b"]
            children[:0] = [("b", f"<{font.prefix}b/>")] if bold else []
        if underline is not None:
            mark = f"<{font.prefix}u/>" if underline else ""
            children = _with_child(children, ("u", mark), _AFTER_UNDERLINE)
        if color is not None:
            mark = f'<{font.prefix}color rgb="FF{_rgb(color)}"/>'
            children = _with_child(children, ("color", mark), _AFTER_COLOR)
        inside = "".join(markup for _, markup in children)
        return self._put("fonts", self._fonts, _element(f"{font.prefix}font", {}, inside))


def _aligned(old: Node, changes: StyleChange) -> dict[str, str]:
    """Return the attributes of the alignment that are to be others than they are."""
    alignment = old.child("alignment")
    wanted = {
        name: str(value)
        for name in ("horizontal", "vertical", "indent")
        if (value := changes.get(name)) is not None
    }
    wrap = changes.get("wrap")
    if wrap is not None and wrap != is_true(alignment.get("wrapText") if alignment else None):
        wanted["wrapText"] = "1" if wrap else "0"
    return {name: value for name, value in wanted.items() if not alignment or alignment.get(name) != value}


def _with_child(
    children: list[tuple[str, str]], child: tuple[str, str], after: frozenset[str]
) -> list[tuple[str, str]]:
    """Return the children of an element with another in place of its namesake, in the order of the schema."""
    others = [other for other in children if other[0] != child[0]]
    at = next((at for at, other in enumerate(others) if other[0] in after), len(others))
    return [*others[:at], child, *others[at:]]


def _element(tag: str, attrs: Mapping[str, str], inside: str) -> str:
    head = f"<{tag}{written_attributes(attrs)}"
    return f"{head}>{inside}</{tag}>" if inside else f"{head}/>"


def _canonical(node: Node) -> tuple[object, ...]:
    return node.name, frozenset(node.attrs.items()), tuple(child.markup for child in node.children)


def _rgb(color: str) -> str:
    if not _RGB.fullmatch(color):
        raise PackageError("bad-style", detail=color, values={"color": color})
    return color.upper()
