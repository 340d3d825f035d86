"""Formulas that say the same but for their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["OPEN_ROW", "FormulaPattern"]

#: Stands on both sides of a row that is left open; in no cell and no sheet name.
OPEN_ROW = "\0"


class FormulaPattern(NamedTuple):
    """A formula with its rows left open, each told by how far it is from the row of the formula.

    Parameters
    ----------
    opening : str
        What stands before the first row.
    steps : tuple of (int, str)
        The rows, each with what stands behind it.

    Examples
    --------
    >>> pattern = FormulaPattern("SUM(D", ((1, ":D"), (3, ")")))
    >>> pattern.at(5), pattern.at(10)
    ('SUM(D6:D8)', 'SUM(D11:D13)')
    """

    opening: str
    steps: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, opened: str) -> Self:
        r"""Return the pattern of a formula in whose text rows stand between marks, as :data:`OPEN_ROW` is.

        Examples
        --------
        >>> FormulaPattern.of("SUM(D\x001\x00:D\x003\x00)").at(5)
        'SUM(D6:D8)'
        """
        first, *others = opened.split(OPEN_ROW)
        return cls(first, tuple(zip(map(int, others[::2]), others[1::2], strict=True)))

    def at(self, row: int) -> str:
        """Return the formula for a row."""
        return self.opening + "".join([f"{row + far}{text}" for far, text in self.steps])

    def at_rows(self, rows: Sequence[int]) -> Iterator[str]:
        """Yield the formulas for many rows.

        Examples
        --------
        >>> [*FormulaPattern("D", ((0, "/C"), (0, "*100%"))).at_rows([5, 6])]
        ['D5/C5*100%', 'D6/C6*100%']
        """
        texts = [text.replace("%", "%%") for text in (self.opening, *(text for _, text in self.steps))]
        moved = {far: [row + far for row in rows] for far, _ in self.steps}
        numbers = zip(*[moved[far] for far, _ in self.steps], strict=True) if self.steps else [()] * len(rows)
        return map("%d".join(texts).__mod__, numbers)
