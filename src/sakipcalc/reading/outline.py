"""Levels from the labels of rows: account codes, outline numbers, and the column that a name stands in.

An outline is read for the whole table at once, by relative depth: the label that comes first is the highest
level, each new kind of label is one below, and one that was seen before goes back to its own::

    I.   Program Pembinaan      kind 0        2      Program Pembinaan    depth 0
    A.   Pengelolaan            kind 1        2.1    Pengelolaan          depth 1
    1.   Pengembangan           kind 2        2.1.1  Pengembangan         depth 2
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.tables.levels import TREE, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["OutlineLabels", "levels_from_labels", "parted"]

_ORDER = (Level.UNIT, *TREE)
#: An account code begins with urusan and bidang: 7.01.01, X.XX.01.2.01; its parts tell the level.
_ACCOUNT = re.compile(r"[\dX]{1,2}\.(?:\d\d|XX)(?:\.[\dX]{1,4})*", re.IGNORECASE)
_MAY_BE_ACCOUNT = re.compile(r"[\s.]*[\dXx]")
_BY_PARTS = {
    1: Level.UNIT,
    2: Level.UNIT,
    3: Level.PROGRAM,
    4: Level.KEGIATAN,
    5: Level.KEGIATAN,
    6: Level.SUB_KEGIATAN,
    7: Level.SUB_KEGIATAN,
}
_FIRST_OF_TREE = 3
_DOTTED = re.compile(r"(?:[\dX]{1,4}\.)+[\dX]{1,4}", re.IGNORECASE)
_GLUED = re.compile(
    r"\s*((?:[\dXx]{1,4}\.)+[\dXx]{1,4}\.?|\(?[IVXL]{1,5}[.)]|\(?[A-Z][.)]|\(?\d{1,2}[.)]|\(?[a-z][.)]|-)\s*(?=\D)"
)
_URUSAN = re.compile(r"\burusan\b|\bbidang\b", re.IGNORECASE)
_AROUND = re.compile(r"[\s()]")
_PLAIN_NUMBER = re.compile(r"\d{1,3}")
#: Labels must tell so many of the lines, and so many of the words agree.
_MOST, _AGREED = 0.7, 0.7
_KINDS = (2, 4)


class OutlineLabels(NamedTuple):
    """Signs of the levels of lines: codes, numbers, names with their columns, and what is glued to these."""

    all_codes: Sequence[str]
    all_numbers: Sequence[str]
    all_names: Sequence[str]
    all_cols: Sequence[int]
    fronts: Sequence[str]


def parted(name: str) -> tuple[str, str]:
    """Return the code or the outline number that is glued to a name, and the name without it.

    Examples
    --------
    >>> parted("1.1 Pengelolaan"), parted("A. Pengelolaan"), parted("Pengelolaan")
    (('1.1', 'Pengelolaan'), ('A.', 'Pengelolaan'), ('', 'Pengelolaan'))
    """
    found = _GLUED.match(name)
    return (found[1], name[found.end() :] or name) if found else ("", name)


def levels_from_labels(lines: OutlineLabels, words: Sequence[Level], heading: str) -> list[Level] | None:
    """Return the level of each line by its label, empty where it has none; None where labels tell nothing.

    Parameters
    ----------
    lines : OutlineLabels
        The lines, without totals.
    words : sequence of Level
        The level that the words of each line state, empty where they state none.
    heading : str
        Heading of the names, which may name the levels.
    """
    if not lines.all_names:  # a tree of nothing but totals
        return None
    if len(set(lines.all_cols)) > 1:
        cols = sorted(set(lines.all_cols))
        return _named([*map(cols.index, lines.all_cols)], words, heading)
    accounts = [
        _account(*line) for line in zip(lines.all_codes, lines.all_numbers, lines.all_names, strict=True)
    ]
    are_accounts = sum(map(bool, accounts)) >= _MOST * len(accounts)
    if are_accounts and not _end_at_programmes(accounts, heading) and not _is_outline(lines, accounts):
        return _from_accounts(accounts)
    kinds = _kinds(lines)
    named = _named(kinds, words, heading) if kinds else None
    return named or (_from_accounts(accounts) if are_accounts else None)


def _end_at_programmes(accounts: Sequence[str], heading: str) -> bool:
    """Return whether account codes, 01.01.01, would have no sub kegiatan though the heading names them."""
    return "sub" in heading.lower() and max(code.count(".") for code in accounts) < _FIRST_OF_TREE


def _is_outline(lines: OutlineLabels, accounts: Sequence[str]) -> bool:
    """Return whether 01, 01.01, 01.01.01 number the lines: account codes begin with one urusan."""
    if max((code.count(".") for code in accounts), default=_FIRST_OF_TREE) >= _FIRST_OF_TREE:
        return False
    labels = [
        (code or number).strip(" .") for code, number in zip(lines.all_codes, lines.all_numbers, strict=True)
    ]
    first = [label for label in labels if _PLAIN_NUMBER.fullmatch(label)]
    several = len(first) > 1 or any(label.startswith("0") for label in first)
    return several and not any(map(_URUSAN.search, lines.all_names))


def _account(code: str, number: str, name: str) -> str:
    """Return the account code of a line, from its own column or from the front of its name."""
    if not (code or number or _MAY_BE_ACCOUNT.match(name)):
        return ""
    for text in (code, number, *name.split(maxsplit=1)[:1]):
        account = "".join(text.split()).strip(".") if text else ""
        if account and _ACCOUNT.fullmatch(account):
            return account
    return ""


def _from_accounts(codes: Sequence[str]) -> list[Level] | None:
    """Return the levels of account codes: the lengths that occur are the levels, in their order."""
    lengths = sorted(
        {len(code.split(".")) for code in codes if code and code.count(".") + 1 >= _FIRST_OF_TREE}
    )
    if lengths and lengths[0] == _FIRST_OF_TREE and len(lengths) <= len(TREE):
        names = {length: TREE[i] for i, length in enumerate(lengths)}
        if len(lengths) == 2:  # noqa: PLR2004 -- program and what stands right below, or the leaves
            names[lengths[1]] = _BY_PARTS[min(lengths[1], max(_BY_PARTS))]
    else:
        names = {length: _BY_PARTS[min(length, max(_BY_PARTS))] for length in lengths}
    return [names.get(len(code.split(".")), Level.UNIT) if code else Level.NONE for code in codes]


def _kinds(lines: OutlineLabels) -> list[int | None] | None:
    """Return the depth of each line by the kind of its label, None for the whole where these tell nothing."""
    return _depths(lines.all_codes) or _depths(lines.all_numbers) or _depths(lines.fronts)


def _depths(labels: Sequence[str]) -> list[int | None] | None:
    bare_labels = {label: _AROUND.sub("", label).rstrip(".") for label in dict.fromkeys(labels)}
    labels = [*map(bare_labels.__getitem__, labels)]
    told = [label for label in labels if label]
    if not told or (len(told) < _MOST * len(labels) and labels[0]):
        return None
    roman = _is_roman(told)
    kind_of = {label: _kind(label, roman=roman) for label in dict.fromkeys(labels)}
    kinds = [*map(kind_of.__getitem__, labels)]
    order = list(dict.fromkeys(kinds))
    if not _KINDS[0] <= len(order) <= _KINDS[1] or "?" in order:
        return None
    if "" in order and order[0] != "":
        order.remove("")
    dotted = [kind for kind in order if kind.startswith("n")]
    if dotted != sorted(dotted, key=lambda kind: int(kind[1:])):
        order = sorted(
            order, key=lambda kind: (kind.startswith("n"), int(kind[1:]) if kind.startswith("n") else 0)
        )
    depths = {kind: depth for depth, kind in enumerate(order)}
    return [*map(depths.get, kinds)]


def _is_roman(labels: Sequence[str]) -> bool:
    """Return whether capital letters are Roman numerals: I comes before any that is none."""
    capitals = [label for label in labels if label.isalpha() and label.isupper()]
    return bool(capitals) and capitals[0] in {"I", "II", "III", "IV"}


def _kind(label: str, *, roman: bool) -> str:
    """Return the kind of a label: numbers by how many parts they have, Roman, capital and small letters."""
    if not label:
        return ""
    if _DOTTED.fullmatch(label) or _PLAIN_NUMBER.fullmatch(label):
        return f"n{label.count('.') + 1}"
    if label == "-":
        return "-"
    if label.isalpha() and label.isupper():
        return "R" if roman and not set(label) - set("IVXL") else "U"
    return "l" if len(label) == 1 and label.isalpha() else "?"


def _named(depths: Sequence[int | None], words: Sequence[Level], heading: str) -> list[Level] | None:
    """Return the names of relative depths: those that the words of most lines agree with."""
    count = max((depth for depth in depths if depth is not None), default=-1) + 1
    if not 1 < count <= len(_ORDER):
        return None
    fits: Mapping[int, int] = {
        first: sum(
            word == _ORDER[first + depth]
            for word, depth in zip(words, depths, strict=True)
            if depth is not None and word
        )
        for first in range(len(_ORDER) - count + 1)
    }
    usual = _usual(count, heading)
    first = max(fits, key=lambda one: (fits[one], one == usual))
    said = sum(bool(word) and depth is not None for word, depth in zip(words, depths, strict=True))
    if said and fits[first] < _AGREED * said:
        return None
    return [Level.NONE if depth is None else _ORDER[first + depth] for depth in depths]


def _usual(count: int, heading: str) -> int:
    """Return which level comes first where no word tells: the first that the heading names."""
    if count == len(_ORDER):
        return 0
    said = heading.lower()
    without_program = "kegiatan" in said and "program" not in said
    return len(_ORDER) - count if without_program else 1
