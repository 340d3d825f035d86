"""Draws one table of an office: header of any height, body, total; and notes what each cell must be read as."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from ..figures import grouped, plain_text
from ..page import BORDER, Page
from .truth import Area, Expected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..arithmetic import Value
    from ..page import Look, Raw

_HEAD: Look = {**BORDER, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
#: Kinds of columns that hold figures.
NUMERIC = frozenset({"angka", "cacah", "persen", "uang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Col:
    """A column: `path` its headings from the top, `accept` what it may be read as, empty for the office's own.

    `texts` are what stands in a column of the office's own. A `mute` one has a heading that says nothing, so that no fact of it need be known.
    """

    key: str
    path: tuple[str, ...]
    accept: tuple[tuple[str, str], ...] = ()
    kind: str = "teks"
    mute: bool = False
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a body.

    Parameters
    ----------
    values : mapping
        Values by the key of the column.
    group : mapping
        For columns that stand once for several lines: which group the line belongs to.
    across : str
        A text over the whole width, instead of values.
    silent : frozenset of str
        Columns whose cell says nothing that must be read here.
    look : mapping
        Look of its cells.
    facts : mapping
        Facts that its cells state, by column.
    """

    values: Mapping[str, Value | Raw] = field(default_factory=dict)
    group: Mapping[str, int] = field(default_factory=dict)
    across: str = ""
    silent: frozenset[str] = frozenset()
    look: Look = field(default_factory=dict)
    facts: Mapping[str, tuple[tuple[str, ...], Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How an office writes its tables.

    Parameters
    ----------
    merged : bool
        Headings merged over the columns and rows that they are for.
    numbers : str
        A row of column numbers: ``""``, ``1``, ``(1)``.
    numbers_inside : bool
        That row stands between two rows of headings.
    labels : str
        A label of several lines merged, repeated or written once.
    figures : str
        True numbers or texts.
    percent : str
        Per cents as numbers, as texts with a sign, or as a part of one with the format.
    money : str
        Money as numbers, texts, or with ``Rp``.
    factor : int
        What money is divided by.
    decimals : int
        Decimals of computed figures.
    empty : str
        What stands where nothing is.
    across_merged : bool
        Texts over the width are merged.
    """

    merged: bool = True
    numbers: str = ""
    numbers_inside: bool = False
    labels: str = "gabung"
    figures: str = "bilangan"
    percent: str = "bilangan"
    money: str = "bilangan"
    factor: int = 1
    decimals: int = 2
    empty: str = ""
    across_merged: bool = True


def draw_table(
    page: Page, at: tuple[int, int], cols: Sequence[Col], lines: Sequence[Line], manner: Manner
) -> Drawn:
    """Draw a table with its first heading at a cell (from 0) and return what it says."""
    top, left = at
    body = _draw_header(page, top, left, cols, manner)
    area = Area(sheet=page.name, top=top + 1, left=left + 1, bottom=body + len(lines), right=left + len(cols))
    drawn = Drawn(area=area, below=body + len(lines), body=body)
    for n, line in enumerate(lines):
        _draw_line(page, (body + n, left), cols, (lines[n - 1] if n else None, line), manner, drawn)
    if manner.labels == "gabung":
        _merge_labels(page, (body, left), cols, lines)
    return drawn


@dataclass(slots=True)
class Drawn:
    """A drawn table: its area, the row below it, and its values."""

    area: Area
    below: int
    body: int
    expected: list[Expected] = field(default_factory=list)


def _draw_header(page: Page, top: int, left: int, cols: Sequence[Col], manner: Manner) -> int:
    """Draw the headings and return the first row below (from 0)."""
    height = max(len(col.path) for col in cols)
    inside = manner.numbers_inside and height == 2
    rows = [0, 2] if inside else list(range(height))
    last = rows[-1]
    for offset, col in enumerate(cols):
        for row in range(last + 1):
            page.put(top + row, left + offset, None, _HEAD)
        for level, text in enumerate(col.path):
            row = rows[level] if level + 1 < len(col.path) or len(col.path) == 1 else last
            page.put(top + row, left + offset, _raw(text), _HEAD)
    if inside:
        _number(page, top + 1, left, cols, manner.numbers or "1")
    for level in range(height - 1):
        _merge_level(page, (top + rows[level], left), cols, level, merged=manner.merged and not inside)
    if manner.merged and height > 1 and not inside:
        for offset, col in enumerate(cols):
            if len(col.path) == 1:
                page.merge(top, left + offset, top + last, left + offset)
    below = top + last + 1
    if manner.numbers and not inside:
        _number(page, below, left, cols, manner.numbers)
        below += 1
    return below


def _merge_level(page: Page, at: tuple[int, int], cols: Sequence[Col], level: int, *, merged: bool) -> None:
    """Let a heading stand once over the neighbours that share it."""
    row, left = at
    shared = [col.path[: level + 1] if len(col.path) > level + 1 else None for col in cols]
    start = 0
    for prefix, block in groupby(shared):
        width = len(list(block))
        if prefix is not None and width > 1:
            if merged:
                page.merge(row, left + start, row, left + start + width - 1)
            else:
                for offset in range(start + 1, start + width):
                    page.put(row, left + offset, None, _HEAD)
        start += width


def _number(page: Page, row: int, left: int, cols: Sequence[Col], form: str) -> None:
    for offset in range(len(cols)):
        page.put(row, left + offset, f"({offset + 1})" if "(" in form else offset + 1, _HEAD)


def _raw(text: str) -> Raw:
    return int(text) if text.isdigit() and len(text) == 4 else text


def _draw_line(
    page: Page, at: tuple[int, int], cols: Sequence[Col], lines: tuple[Line | None, Line], manner: Manner, drawn: Drawn
) -> None:  # fmt: skip
    (row, left), (before, line) = at, lines
    if line.across:
        for offset in range(len(cols)):
            page.put(row, left + offset, line.across if not offset else None, {**BORDER, "bold": True})
        if manner.across_merged:
            page.merge(row, left, row, left + len(cols) - 1)
        return
    for offset, col in enumerate(cols):
        value = line.values.get(col.key)
        again = before is not None and _same_group(before, line, col.key) and manner.labels != "ulang"
        raw, look = written(None if again else value, col.kind, manner)
        if col.key in line.silent and value is None:
            raw = None
        page.put(row, left + offset, raw, {**BORDER, **look, **line.look})
        place = {"area": drawn.area, "row": row + 1, "col": left + offset + 1}
        if col.accept and not again and col.key not in line.silent and value is not None:
            drawn.expected.append(Expected(accept=col.accept, value=_exact(value), **place))
        if col.key in line.facts and not col.mute:
            path, fact = line.facts[col.key]
            drawn.expected.append(Expected(fact=path, value=fact, **place))


def _same_group(before: Line, line: Line, key: str) -> bool:
    return key in line.group and key in before.group and line.group[key] == before.group[key]


def _exact(value: Value | Raw) -> Value:
    return Fraction(value) if isinstance(value, int | float) else value


def _merge_labels(page: Page, at: tuple[int, int], cols: Sequence[Col], lines: Sequence[Line]) -> None:
    top, left = at
    for offset, col in enumerate(cols):
        start = 0
        for group, block in groupby(
            lines, key=lambda line, k=col.key: None if line.across else line.group.get(k)
        ):
            height = len(list(block))
            if group is not None and height > 1:
                page.merge(top + start, left + offset, top + start + height - 1, left + offset)
            start += height


def written(value: Value | Raw, kind: str, manner: Manner) -> tuple[Raw, Look]:
    """Return what an office puts into a cell for a value, and its look."""
    if value is None:
        return (manner.empty if kind in NUMERIC else None) or None, {}
    if isinstance(value, str):
        return value, {}
    exact = Fraction(value)
    if kind == "uang":
        return _money(exact / manner.factor, manner.money)
    if kind == "persen":
        return _percent(exact, manner)
    if kind in NUMERIC and manner.figures == "teks":
        whole = exact.denominator == 1
        return (grouped(int(exact)) if whole else plain_text(exact)), {}
    return _plain(exact), {}


def _plain(value: Fraction) -> Raw:
    return int(value) if value.denominator == 1 else float(value)


def _money(value: Fraction, form: str) -> tuple[Raw, Look]:
    if form == "bilangan" or value.denominator != 1:
        return _plain(value), {"num_format": "#,##0"}
    return {"teks": grouped(int(value)), "rp": f"Rp {grouped(int(value))}"}[form], {}


def _percent(value: Fraction, manner: Manner) -> tuple[Raw, Look]:
    if manner.percent == "pecahan":
        return float(value / 100), {"num_format": "0.00%"}
    if manner.percent == "teks":
        return f"{plain_text(value)}%", {}
    return _plain(value), {"num_format": "0.00"}
