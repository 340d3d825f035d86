"""The level of a row: in the tree of a budget, among goals and their indicators, or a row that sums up."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["TREE", "Level"]


_TREE = ("program", "kegiatan", "sub_kegiatan")
_SUMMARIES = ("jumlah", "rata")


class Level(StrEnum):
    """The kind of line that a row is; a member equals its word, and the empty one is false.

    Examples
    --------
    >>> Level.JUMLAH.is_summary, Level.KEGIATAN.in_tree, Level.KEGIATAN.depth < Level.SUB_KEGIATAN.depth
    (True, True, True)
    """

    NONE = ""
    TUJUAN = "tujuan"
    SASARAN = "sasaran"
    UNIT = "unit"
    PROGRAM = "program"
    KEGIATAN = "kegiatan"
    SUB_KEGIATAN = "sub_kegiatan"
    JUMLAH = "jumlah"
    RATA = "rata"

    def __init__(self, word: str) -> None:
        #: How deep it lies in the tree of a budget: 1 for a programme, 0 for what stands above or outside.
        self.depth: int = _TREE.index(word) + 1 if word in _TREE else 0
        #: Whether the row is a programme, an activity or a sub-activity.
        self.in_tree: bool = word in _TREE
        #: Whether the row is a total or a mean of others.
        self.is_summary: bool = word in _SUMMARIES

    @classmethod
    def named(cls, text: str) -> Level:
        """Return the level of a word; none for any other word.

        Examples
        --------
        >>> Level.named("program"), Level.named("uraian")
        (<Level.PROGRAM: 'program'>, <Level.NONE: ''>)
        """
        return next((level for level in cls if level == text), cls.NONE)


#: The levels of the tree of a budget, from above.
TREE = tuple(map(Level, _TREE))
