"""Rows of an indicator table that say nothing but a name: headings of what stands below them.

No | Uraian                              | Satuan | Target
A  | Meningkatnya kualitas pelayanan     |        |          what the indicators below belong to
1  | Indeks kepuasan masyarakat          | Indeks |     84
2  | Jumlah layanan arsip:               |        |          what the parts below are parts of
   | - Peminjaman                        | kali   |    120

What a row is, its words may say. Else its label does: where no row with figures has a label of that kind
(SS1 over 1a-CP, [S 1.0] over [IKU 1.1], 1 over 1a), and the table begins with such a row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.reading.summaries import is_summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sakipcalc.model import Row
    from sakipcalc.tables import TableSpec

__all__ = ["LoneNames", "lone_names"]

#: "Meningkatnya", "Terwujudnya": what has come about is a goal, and no indicator.
_GOAL = re.compile(r"\W*(?:sasaran\b|tujuan\b|misi\b|(?:\S{1,4}[.)]\s+)?\w{4,}nya\b)", re.IGNORECASE)
#: The mark of a part: a dash, a small letter.
_PART = re.compile(r"\s*(?:[-–•*]\s*+\w|\(?[a-z][.)]\s*+\S)")
_LETTERS = re.compile(r"\s*(?:[A-Z]|[IVX]{1,5})[.)]?\s*")
_DIGITS = re.compile(r"\s*\d{1,3}[.)]?\s*")
_NAME, _NUMBER = "indikator", "no"


class LoneNames(NamedTuple):
    """The rows that are left, and the rows of the sheet that head others: of goals, of parts."""

    rows: tuple[Row, ...]
    goal_lines: tuple[int, ...]
    part_lines: tuple[int, ...]


def lone_names(
    rows: Sequence[Row], spec: TableSpec, heading: str, label_of: Callable[[Row], str]
) -> LoneNames:
    """Return the rows without those that only head others.

    A row of an empty form says nothing but its name, too: what heads others is told by its mark or theirs,
    and by rows below that say more.

    Parameters
    ----------
    rows : sequence of Row
        The rows of a table.
    spec : TableSpec
        What the table is.
    heading : str
        What stands above the names.
    label_of : callable
        Gives the label of a row: the short text left of its name, be it in a column of the table or not.
    """
    alone = [_is_alone(row, spec) for row in rows] if spec.identitas[:1] == (_NAME,) else []
    if not any(alone):
        return LoneNames(tuple(rows), (), ())
    goals, parts = [], []
    kinds = [_kind(label_of(row) or _front(row.text(_NAME))) for row in rows]
    says_more = [bool(row.text(_NAME)) and not lone for row, lone in zip(rows, alone, strict=True)]
    of_goals = _kinds_of_goals(alone, says_more, kinds, heading)
    for at, row in enumerate(rows[:-1]):
        below = next((i for i in range(at + 1, len(rows)) if not alone[i]), None)
        if not alone[at] or below is None or is_summary(row) or is_summary(rows[below]):
            continue
        if kinds[at] in of_goals:
            goals.append(row.number)
        elif below > at + 1:
            continue
        elif _heads_parts(row, rows[below], other_kind=kinds[below] != kinds[at]):
            parts.append(row.number)
        elif _heads_indicators(row, rows[below]):
            goals.append(row.number)
    gone = {*goals, *parts}
    return LoneNames(tuple(row for row in rows if row.number not in gone), tuple(goals), tuple(parts))


def _is_alone(row: Row, spec: TableSpec) -> bool:
    """Return whether a row has a name of its own, and neither a unit nor figures but their mean."""
    own = row.own_words()  # none of the name alone where it stands in another row
    if not any(key == _NAME and text for key, text, _ in own):
        return False
    others = [
        key
        for key, text, formula in own
        if (text or formula) and key not in {_NAME, _NUMBER} and not _is_label(key, spec)
    ]
    return not others or all(row.sheet_col(key) == row.sheet_col(_NAME) for key in others)


def _is_label(key: str, spec: TableSpec) -> bool:
    """Return whether a column says what the rows below belong to, or what has come out of them."""
    return key in spec.kolom and (spec.kolom[key].menurun or spec.kolom[key].peran == "out")


def _kinds_of_goals(
    alone: Sequence[bool], says_more: Sequence[bool], kinds: Sequence[str], heading: str
) -> set[str]:
    """Return the kinds of labels that goals have: no row with figures has one, and the table begins with one.

    Where nothing else has a label, theirs has to be a word: "Tujuan 1". Without labels only a heading that
    names two things says so: "Sasaran / Indikator". Empty lines say nothing.
    """
    if not alone[0] or not any(says_more):
        return set()
    others = {kind for kind, more in zip(kinds, says_more, strict=True) if more}
    worded = len(kinds[0]) > 1 and kinds[0][0].isalpha()
    labelled = kinds[0] != "" and ("" not in others or (worded and others == {""}))
    if not labelled and not (kinds[0] == "" and _NAMES_TWO.search(heading)):
        return set()
    return {kind for kind, lone in zip(kinds, alone, strict=True) if lone and kind not in others - {""}}


_NAMES_TWO = re.compile(r"\w\s*[/&]\s*\w|\bdan\b", re.IGNORECASE)
#: A label glued to a name: "[IKU 1.1]", "SS.1", "T1.", "1.2".
_FRONT = re.compile(r"\s*(\[[^\]]{1,12}\]|[A-Z]{1,4}[\s.-]?\d[\d.]*|\d{1,2}(?:\.\d{1,2})*[a-z]?[.)]?)[\s.:-]")
_ROMAN = re.compile(r"[IVXL]{1,5}")


def _front(name: str) -> str:
    found = _FRONT.match(name)
    return found[1] if found else ""


def _kind(label: str) -> str:
    """Return the kind of a label: its letters, and where its numbers are.

    Examples
    --------
    >>> [_kind(label) for label in ("SS 1", "1a-CP", "12b.", "[IKU 1.1]", "II", "a)", "")]
    ['SS9', '9a', '9a', 'IKU9.9', 'R', 'a', '']
    """
    bare = re.sub(r"[\s()\[\]]", "", label).split("-")[0].strip(".:")
    if _ROMAN.fullmatch(bare):
        return "R"
    if bare.isalpha():
        return bare if len(bare) > 1 else "A" if bare.isupper() else "a"
    return re.sub(r"(?<=9)[a-z]$", "a", re.sub(r"\d+", "9", bare)) if bare else ""


def _heads_parts(row: Row, below: Row, *, other_kind: bool) -> bool:
    """Return whether a name stands over its parts: it ends in a colon, or they are marked as parts."""
    part = _PART.match(below.text(_NAME)) is not None and not _PART.match(row.text(_NAME))
    numbered = bool(below.text(_NUMBER)) and not other_kind
    return part or (row.text(_NAME).rstrip().endswith(":") and not numbered)


def _heads_indicators(row: Row, below: Row) -> bool:
    """Return whether a name is the goal of rows below: lettered over numbers, or a goal over none."""
    lettered = _LETTERS.fullmatch(row.text(_NUMBER)) and _DIGITS.fullmatch(below.text(_NUMBER))
    goal = _GOAL.match(row.text(_NAME)) and not _GOAL.match(below.text(_NAME))
    return bool(lettered or goal)
