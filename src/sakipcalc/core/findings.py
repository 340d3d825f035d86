"""The findings in a workbook, as a list that shows itself, and as rows of frames and sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Self, overload

from sakipcalc import messages
from sakipcalc.base.places import Place, in_short
from sakipcalc.core import findings_html
from sakipcalc.core.temuan import LEVELS, Accepted, Severity, Temuan, title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    from sakipcalc.messages import Lang

__all__ = [
    "LEVELS",
    "LINK_COLUMN",
    "Accepted",
    "DaftarTemuan",
    "FindingRow",
    "Severity",
    "Temuan",
    "title_of",
]

#: Column of a sheet ``Temuan``, counted from 0, whose cells lead to the place.
LINK_COLUMN = 1


class DaftarTemuan(Sequence[Temuan]):
    """Findings in order: the gravest first, then as the sheets and cells stand in the workbook.

    Parameters
    ----------
    temuan : iterable of Temuan
        The findings in any order.
    sheets : iterable of str
        The sheets in the order of the workbook; findings on others come after them.

    Examples
    --------
    >>> len(DaftarTemuan([]))
    0
    """

    __slots__ = ("_temuan",)

    def __init__(self, temuan: Iterable[Temuan], sheets: Iterable[str] = ()) -> None:
        order = {sheet: at for at, sheet in enumerate(dict.fromkeys(sheets))}

        def key(one: Temuan) -> tuple[int, int, tuple[int, int]]:
            first = one.places[0] if one.places else Place()
            return LEVELS.index(one.severity), order.get(first.sheet, len(order)), first.coordinates

        self._temuan = tuple(sorted(temuan, key=key))

    @overload
    def __getitem__(self, index: int) -> Temuan: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Temuan]: ...
    def __getitem__(self, index: int | slice) -> Temuan | Sequence[Temuan]:
        return self._temuan[index]

    def __len__(self) -> int:
        return len(self._temuan)

    def __eq__(self, other: object) -> bool:
        return self._temuan == other._temuan if isinstance(other, DaftarTemuan) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple((one.code, one.places) for one in self))

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {level}" for level, n in self.counts.items())
        return f"<DaftarTemuan: {counts}>"

    def _repr_html_(self) -> str:
        return findings_html.shown(self, self.counts)

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Number of findings of each level."""
        return {level: sum(t.severity == level for t in self) for level in LEVELS}

    def at_least(self, level: Severity) -> tuple[Temuan, ...]:
        """Return the findings of this level and of graver ones."""
        grave = LEVELS[: LEVELS.index(level) + 1]
        return tuple(t for t in self if t.severity in grave)

    def only(self, wanted: Callable[[Temuan], bool]) -> Self:
        """Return the findings that are wanted, in the same order."""
        some = type(self)(())
        some._temuan = tuple(filter(wanted, self._temuan))  # noqa: SLF001 -- one of this class
        return some

    def with_code(self, code: str) -> tuple[Temuan, ...]:
        """Return the findings of one code, those among them that a cause gathers."""
        return tuple(t for t in self.unfolded if t.code == code)

    @property
    def unfolded(self) -> tuple[Temuan, ...]:
        """The findings as a list prints them: each cause with the findings that it gathers under it."""
        return tuple(part for one in self for part in (one, *one.rincian))

    @property
    def all(self) -> tuple[Temuan, ...]:
        """Every finding by itself: in the place of one cause stand the findings that it gathers."""
        return tuple(part for one in self for part in (one.rincian or (one,)))

    @property
    def frame(self) -> pd.DataFrame:
        """The findings as a table, one row each: kode, tingkat, sheet, cell, pesan, saran ...

        ``rincian`` has the sentences of the findings that a cause gathers; `unfolded` has them as rows.
        """
        import pandas as pd

        rows = [
            {
                **record,
                "tempat": [str(p) for p in t.places],
                "rincian": [part.message() for part in t.rincian],
            }
            for record, t in zip(self.records(), self, strict=True)
        ]
        return pd.DataFrame(rows, columns=list(_FIELDS))

    def records(self, lang: Lang | None = None) -> list[dict[str, object]]:
        """Return one plain dict a finding, as ``audit --format json`` prints them.

        ``sheet`` and ``cell`` are the first place, ``tempat`` all of them; numbers are int or float.
        """
        lang = messages.spoken(lang)
        return [_record(t, lang) for t in self]

    def sheet_rows(self, lang: Lang | None = None) -> list[FindingRow]:
        """Return the rows of a sheet ``Temuan``: its header, then one row for each finding and its parts.

        Parameters
        ----------
        lang : {"id", "en"}
            Language.
        """
        lang = messages.spoken(lang)
        words = ("level", "place", "finding", "what-to-do", "found", "expected", "further-places", "source")
        header = tuple(messages.text(f"words.{word}", lang) for word in words)
        return [FindingRow(values=header), *(_sheet_row(one, lang) for one in self.unfolded)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One row of a sheet ``Temuan``.

    Parameters
    ----------
    values : tuple of str or number
        Its cells from left to right.
    link : Place, optional
        The cell that its place (:data:`LINK_COLUMN`) leads to; None for the header, and where there is none.
    """

    values: tuple[str | float, ...]
    link: Place | None = None


def _sheet_row(temuan: Temuan, lang: Lang) -> FindingRow:
    first, *others = temuan.places or (None,)
    said = temuan.message(lang)
    if temuan.reason:
        said = f"{said} {messages.text('words.let-stand', lang, alasan=temuan.reason)}"
    figures = (_plain(temuan.actual), _expected(temuan, lang))
    cells: tuple[str | float, ...] = (
        messages.text(f"words.{temuan.severity}", lang),
        str(first or ""),
        said,
        temuan.hint(lang),
        *("" if one is None else one if isinstance(one, int | float) else str(one) for one in figures),
        in_short(others),
        temuan.citation,
    )
    return FindingRow(values=cells, link=first)


def _expected(temuan: Temuan, lang: Lang) -> object:
    """Return the expected value of a finding; the figure of another table is called that."""
    if temuan.expected is None and temuan.in_other_table is not None:
        return messages.text("words.di-tabel-lain", lang, nilai=temuan.in_other_table)
    return _plain(temuan.expected)


_FIELDS = (
    "kode", "tingkat", "sheet", "cell", "pesan", "saran", "nilai", "seharusnya", "tempat", "rujukan",
    "alasan", "di_tabel_lain", "rincian",
)  # fmt: skip


def _record(temuan: Temuan, lang: Lang) -> dict[str, object]:
    first = temuan.places[0] if temuan.places else None
    return {
        "kode": temuan.code,
        "tingkat": temuan.severity,
        "sheet": first.sheet if first else None,
        "cell": first.cell if first else None,
        "pesan": temuan.message(lang),
        "saran": temuan.hint(lang),
        "nilai": _plain(temuan.actual),
        "seharusnya": _plain(temuan.expected),
        "tempat": [{"sheet": p.sheet, "cell": p.cell} for p in temuan.places],
        "rujukan": temuan.citation or None,
        "alasan": temuan.reason or None,
        "di_tabel_lain": _plain(temuan.in_other_table),
        "rincian": [_record(part, lang) for part in temuan.rincian],
    }


def _plain(value: object) -> object:
    """Return an exact number as int or float; anything else as it is."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value
