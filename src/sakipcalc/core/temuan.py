"""A finding: what is wrong or remarkable in a readable workbook, and where.

It holds a stable code, places and figures. Its level and its wording stand in
``messages/findings.toml`` under the code, in both languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from sakipcalc import messages
from sakipcalc.base.places import Place
from sakipcalc.core import html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.messages import Lang

__all__ = ["LEVELS", "Accepted", "Severity", "Temuan", "first_place", "level_chip", "title_of"]

Severity = Literal["galat", "peringatan", "info"]
#: Levels, the gravest first.
LEVELS: tuple[Severity, ...] = ("galat", "peringatan", "info")
#: Ground and ink of the chip of a level.
_COLOURS: Mapping[Severity, tuple[str, str]] = MappingProxyType({
    "galat": ("C00000", "FFFFFF"), "peringatan": ("FFC000", "000000"), "info": ("5B9BD5", "000000"),
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
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

    def covers(self, temuan: Temuan) -> bool:
        """Return whether a finding is meant."""
        first = temuan.places[0] if temuan.places else Place()
        return self.kode == temuan.code and self.tempat in {str(first), first.sheet}


@dataclass(frozen=True, slots=True, kw_only=True)
class Temuan:
    """One finding.

    Parameters
    ----------
    code : str
        Stable code, a key of ``messages/findings.toml``.
    places : tuple of Place
        The cells concerned, the one to look at first in front.
    actual : object, optional
        What was found: a number or a text.
    expected : object, optional
        What was expected, where a rule or a sum decides it.
    in_other_table : object, optional
        What another table says, where nothing decides which of the two is right.
    data : mapping
        Further values that the sentence names.
    citation : str
        Rule that it rests on, with its clause; the catalogue's for the code where none is given.
    reason : str
        Why the unit lets it stand; empty for a finding that counts.
    rincian : tuple of Temuan
        The findings that it gathers, where one cause shows in many places.

    Examples
    --------
    >>> from sakipcalc.base.places import Place, in_short
    >>> t = Temuan(code="sel-galat", places=(Place("a.xlsx", "Tabel 3.2", "E6"),), actual="#DIV/0!")
    >>> t.severity, t.message("en")
    ('galat', 'The cell holds the error value #DIV/0! instead of a figure.')
    """

    code: str
    places: tuple[Place, ...]
    actual: object = None
    expected: object = None
    data: Mapping[str, object] = field(default_factory=dict)
    citation: str = ""
    reason: str = ""
    in_other_table: object = None
    rincian: tuple[Temuan, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "data", MappingProxyType(dict(self.data)))
        object.__setattr__(self, "citation", self.citation or self._entry.get("rujukan", ""))

    def __reduce__(self) -> tuple[object, ...]:
        # A read-only mapping does not pickle, and findings travel between worker processes.
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return _rebuild, ({**values, "data": dict(self.data)},)

    @property
    def _entry(self) -> Mapping[str, Any]:
        entry: Mapping[str, Any] = messages.catalogue("findings")[self.code]
        return entry

    @property
    def severity(self) -> Severity:
        """Level of the finding: ``galat`` (error), ``peringatan`` (warning) or ``info``."""
        level: Severity = self._entry["tingkat"]
        return "info" if self.reason else level

    def title(self, lang: Lang | None = None) -> str:
        """Return the kind of finding, in a few words.

        Examples
        --------
        >>> Temuan(code="target-berbeda", places=()).title()
        'Target tidak sama di semua tabel'
        """
        return title_of(self.code, lang)

    def message(self, lang: Lang | None = None) -> str:
        """Return the finding in one sentence."""
        return messages.text(f"findings.{self.code}", lang, **self._known())

    def brief(self, lang: Lang | None = None) -> str:
        """Return the finding for a summary, where its place stands beside it and others are near."""
        short = self._entry.get("ringkas")
        return messages.shaped(short, lang, self._known()) if short else self.message(lang)

    def hint(self, lang: Lang | None = None) -> str:
        """Return the advice on the finding."""
        return messages.hint(f"findings.{self.code}", lang, **self._known())

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{w}") for w in ("level", "place", "finding", "what-to-do")]
        row = (level_chip(self.severity), first_place(self), self.message(), self.hint())
        return html.table(words, [row]) + (html.note(self.citation) if self.citation else "")

    def _known(self) -> dict[str, object]:
        expected = self.in_other_table if self.expected is None else self.expected
        return {"nilai": self.actual, "seharusnya": expected, "tempat": self.places} | dict(self.data)


def title_of(code: str, lang: Lang | None = None) -> str:
    """Return the title of a code; the code itself where it is one of another version of the library.

    Examples
    --------
    >>> title_of("angka-negatif", "en")
    'Negative figure'
    """
    entry = messages.catalogue("findings").get(code)
    return str(entry["judul"][messages.spoken(lang)]) if entry else code


def _rebuild(values: dict[str, Any]) -> Temuan:
    return Temuan(**values)


def first_place(temuan: Temuan) -> str:
    """Return the place to look at first; the sentence names the others."""
    return str(temuan.places[0]) if temuan.places else ""


def level_chip(level: Severity) -> html.Markup:
    """Return the word of a level on its colour."""
    return html.chip(messages.text(f"words.{level}"), *_COLOURS[level])
