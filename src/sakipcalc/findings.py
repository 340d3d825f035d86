"""Findings: what is wrong or remarkable in a readable workbook, and where.

A finding holds a stable code, places and figures. Its level and its wording stand
in ``messages/findings.toml`` under the code, in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, overload

from sakipcalc import html, messages
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from sakipcalc.messages import Lang

__all__ = ["LEVELS", "LINK_COLUMN", "Abaikan", "BarisLembar", "DaftarTemuan", "Temuan", "Tingkat", "title_of"]

Tingkat = Literal["galat", "peringatan", "info"]
#: Levels, the gravest first.
LEVELS: tuple[Tingkat, ...] = ("galat", "peringatan", "info")
#: Ground and ink of each level in a notebook, and how many findings it shows unfolded.
_LEVEL_COLOURS: Mapping[Tingkat, tuple[str, str]] = MappingProxyType({
    "galat": ("C00000", "FFFFFF"), "peringatan": ("FFC000", "000000"), "info": ("5B9BD5", "000000"),
})  # fmt: skip
_SHOWN = 25
#: Column of a sheet ``Temuan``, counted from 0, whose cells lead to the place.
LINK_COLUMN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Abaikan:
    """A finding that a unit has looked at and lets stand.

    Parameters
    ----------
    kode : str
        Code of the finding.
    tempat : str
        Its first place as findings are listed (``Tabel 3.2!D6``), or a whole sheet (``Tabel 3.2``).
    alasan : str
        Why; it stays visible beside the finding.
    """

    kode: str
    tempat: str
    alasan: str

    def kena(self, temuan: Temuan) -> bool:
        """Return whether a finding is meant."""
        first = temuan.tempat[0] if temuan.tempat else Place()
        return self.kode == temuan.kode and self.tempat in {str(first), first.sheet}


@dataclass(frozen=True, slots=True, kw_only=True)
class Temuan:
    """One finding.

    Parameters
    ----------
    kode : str
        Stable code, a key of ``messages/findings.toml``.
    tempat : tuple of Place
        The cells concerned, the one to look at first in front.
    nilai : object, optional
        What was found: a number or a text.
    seharusnya : object, optional
        What was expected, where a rule or a sum decides it.
    di_tabel_lain : object, optional
        What another table says, where nothing decides which of the two is right.
    data : mapping
        Further values that the sentence names.
    rujukan : str
        Rule that it rests on, with its clause; the catalogue's for the code where none is given.
    alasan : str
        Why the unit lets it stand; empty for a finding that counts.
    rincian : tuple of Temuan
        The findings that it gathers, where one cause shows in many places.

    Examples
    --------
    >>> from sakipcalc.places import Place
    >>> t = Temuan(kode="sel-galat", tempat=(Place("a.xlsx", "Tabel 3.2", "E6"),), nilai="#DIV/0!")
    >>> t.tingkat, t.pesan("en")
    ('galat', 'The cell holds the error value #DIV/0! instead of a figure.')
    """

    kode: str
    tempat: tuple[Place, ...]
    nilai: object = None
    seharusnya: object = None
    data: Mapping[str, object] = field(default_factory=dict)
    rujukan: str = ""
    alasan: str = ""
    di_tabel_lain: object = None
    rincian: tuple[Temuan, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", MappingProxyType(dict(self.data)))
        object.__setattr__(self, "rujukan", self.rujukan or self._entry.get("rujukan", ""))

    def __reduce__(self) -> tuple[object, ...]:
        # A read-only mapping does not pickle, and findings travel between worker processes.
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return _rebuild, ({**values, "data": dict(self.data)},)

    @property
    def _entry(self) -> Mapping[str, Any]:
        entry: Mapping[str, Any] = messages.catalogue("findings")[self.kode]
        return entry

    @property
    def tingkat(self) -> Tingkat:
        """Level of the finding: ``galat`` (error), ``peringatan`` (warning) or ``info``."""
        level: Tingkat = self._entry["tingkat"]
        return "info" if self.alasan else level

    def judul(self, lang: Lang = "id") -> str:
        """Return what kind of finding it is, in a few words.

        Examples
        --------
        >>> Temuan(kode="target-berbeda", tempat=()).judul()
        'Target tidak sama di semua tabel'
        """
        return title_of(self.kode, lang)

    def pesan(self, lang: Lang = "id") -> str:
        """Return what was found, in one sentence."""
        return messages.text(f"findings.{self.kode}", lang, **self._known())

    def saran(self, lang: Lang = "id") -> str:
        """Return what to do about it."""
        return messages.hint(f"findings.{self.kode}", lang, **self._known())

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{w}") for w in ("level", "place", "finding", "what-to-do")]
        return html.table(words, [_notebook_row(self)]) + (html.note(self.rujukan) if self.rujukan else "")

    def _known(self) -> dict[str, object]:
        expected = self.di_tabel_lain if self.seharusnya is None else self.seharusnya
        return {"nilai": self.nilai, "seharusnya": expected, "tempat": self.tempat} | dict(self.data)


def title_of(kode: str, lang: Lang = "id") -> str:
    """Return the title of a code; the code itself where it is one of another version of the library.

    Examples
    --------
    >>> title_of("angka-negatif", "en")
    'Negative figure'
    """
    entry = messages.catalogue("findings").get(kode)
    return str(entry["judul"][lang]) if entry else kode


def _rebuild(values: dict[str, Any]) -> Temuan:
    return Temuan(**values)


class DaftarTemuan(Sequence[Temuan]):
    """Findings in order: the gravest first, then as the sheets and cells stand in the workbook.

    Parameters
    ----------
    temuan : iterable of Temuan
        The findings in any order.
    lembar : iterable of str
        The sheets in the order of the workbook; findings on others come after them.

    Examples
    --------
    >>> len(DaftarTemuan([]))
    0
    """

    __slots__ = ("_temuan",)

    def __init__(self, temuan: Iterable[Temuan], lembar: Iterable[str] = ()) -> None:
        order = {sheet: at for at, sheet in enumerate(dict.fromkeys(lembar))}

        def key(one: Temuan) -> tuple[int, int, tuple[int, int]]:
            first = one.tempat[0] if one.tempat else Place()
            return LEVELS.index(one.tingkat), order.get(first.sheet, len(order)), first.koordinat

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
        return hash(tuple((one.kode, one.tempat) for one in self))

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {level}" for level, n in self.counts.items())
        return f"<DaftarTemuan: {counts}>"

    def _repr_html_(self) -> str:
        rows = [_notebook_row(one) for one in self]
        words = [messages.text(f"words.{w}") for w in ("level", "place", "finding", "what-to-do")]
        told = ", ".join(f"{n} {messages.text(f'words.{level}').lower()}" for level, n in self.counts.items())
        first = html.table(words, rows[:_SHOWN], title=f"{messages.text('words.findings')}: {told}")
        if len(rows) <= _SHOWN:
            return first
        more = messages.text("words.further", n=len(rows) - _SHOWN)
        return first + html.folded(more, html.table(words, rows[_SHOWN:]))

    @property
    def counts(self) -> Mapping[Tingkat, int]:
        """How many findings there are of each level."""
        return {level: sum(t.tingkat == level for t in self) for level in LEVELS}

    def at_least(self, tingkat: Tingkat) -> tuple[Temuan, ...]:
        """Return the findings of this level and of graver ones."""
        grave = LEVELS[: LEVELS.index(tingkat) + 1]
        return tuple(t for t in self if t.tingkat in grave)

    def with_code(self, kode: str) -> tuple[Temuan, ...]:
        """Return the findings of one code, those among them that a cause gathers."""
        return tuple(t for t in self.berurut if t.kode == kode)

    @property
    def berurut(self) -> tuple[Temuan, ...]:
        """The findings as a list prints them: each cause with the findings that it gathers under it."""
        return tuple(part for one in self for part in (one, *one.rincian))

    @property
    def semua(self) -> tuple[Temuan, ...]:
        """Every finding by itself: in the place of one cause stand the findings that it gathers."""
        return tuple(part for one in self for part in (one.rincian or (one,)))

    @property
    def frame(self) -> pd.DataFrame:
        """The findings as a table, one row each: kode, tingkat, sheet, cell, pesan, saran ..."""
        import pandas as pd

        rows = [
            {**record, "tempat": [str(p) for p in t.tempat]}
            for record, t in zip(self.records(), self, strict=True)
        ]
        return pd.DataFrame(rows, columns=list(_FIELDS))

    def records(self, lang: Lang = "id") -> list[dict[str, object]]:
        """Return one plain dict a finding, as ``audit --format json`` prints them.

        ``sheet`` and ``cell`` are the first place, ``tempat`` all of them; numbers are int or float.
        """
        return [_record(t, lang) for t in self]

    def lembar(self, lang: Lang = "id") -> list[BarisLembar]:
        """Return the rows of a sheet ``Temuan``: its header, then one row for each finding and its parts.

        Parameters
        ----------
        lang : {"id", "en"}
            Language.
        """
        words = ("level", "place", "finding", "what-to-do", "found", "expected", "further-places", "source")
        header = tuple(messages.text(f"words.{word}", lang) for word in words)
        return [BarisLembar(sel=header), *(_sheet_row(one, lang) for one in self.berurut)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarisLembar:
    """One row of a sheet ``Temuan``.

    Parameters
    ----------
    sel : tuple of str or number
        Its cells from left to right.
    tujuan : Place, optional
        The cell that its place (:data:`LINK_COLUMN`) leads to; None for the header, and where there is none.
    """

    sel: tuple[str | float, ...]
    tujuan: Place | None = None


def _notebook_row(temuan: Temuan) -> tuple[object, ...]:
    level = html.chip(messages.text(f"words.{temuan.tingkat}"), *_LEVEL_COLOURS[temuan.tingkat])
    return level, ", ".join(map(str, temuan.tempat)), temuan.pesan(), temuan.saran()


def _sheet_row(temuan: Temuan, lang: Lang) -> BarisLembar:
    first, *others = temuan.tempat or (None,)
    said = temuan.pesan(lang)
    if temuan.alasan:
        said = f"{said} {messages.text('words.let-stand', lang, alasan=temuan.alasan)}"
    figures = (_plain(temuan.nilai), _expected(temuan, lang))
    cells: tuple[str | float, ...] = (
        messages.text(f"words.{temuan.tingkat}", lang),
        str(first or ""),
        said,
        temuan.saran(lang),
        *("" if one is None else one if isinstance(one, int | float) else str(one) for one in figures),
        ", ".join(map(str, others)),
        temuan.rujukan,
    )
    return BarisLembar(sel=cells, tujuan=first)


def _expected(temuan: Temuan, lang: Lang) -> object:
    """Return what a finding expects; the figure of another table says that it is that."""
    if temuan.seharusnya is None and temuan.di_tabel_lain is not None:
        return messages.text("words.di-tabel-lain", lang, nilai=temuan.di_tabel_lain)
    return _plain(temuan.seharusnya)


_FIELDS = (
    "kode", "tingkat", "sheet", "cell", "pesan", "saran", "nilai", "seharusnya", "tempat", "rujukan",
    "alasan",
)  # fmt: skip


def _record(temuan: Temuan, lang: Lang) -> dict[str, object]:
    first = temuan.tempat[0] if temuan.tempat else None
    return {
        "kode": temuan.kode,
        "tingkat": temuan.tingkat,
        "sheet": first.sheet if first else None,
        "cell": first.cell if first else None,
        "pesan": temuan.pesan(lang),
        "saran": temuan.saran(lang),
        "nilai": _plain(temuan.nilai),
        "seharusnya": _plain(temuan.seharusnya),
        "tempat": [{"sheet": p.sheet, "cell": p.cell} for p in temuan.tempat],
        "rujukan": temuan.rujukan or None,
        "alasan": temuan.alasan or None,
        "di_tabel_lain": _plain(temuan.di_tabel_lain),
        "rincian": [_record(part, lang) for part in temuan.rincian],
    }


def _plain(value: object) -> object:
    """Return an exact number as int or float; anything else as it is."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value
