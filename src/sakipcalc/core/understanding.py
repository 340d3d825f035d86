"""Explanation of a reading: which table each header was taken for, why, and the second-best guess."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.base.places import Place
    from sakipcalc.messages import Lang

__all__ = ["Guess", "HeaderReading", "HeadingReading"]

#: Candidates that an explanation names.
_TOLD = 2
#: The words of a heading say what it is from this weight on.
_BY_WORDS = 0.45
_NO_MARKS: Mapping[str, float] = MappingProxyType({})


class Guess(NamedTuple):
    """A standard table that a header may be.

    Parameters
    ----------
    table_id : str
        Its id.
    score : float
        How well it fits, 0 to 1.
    marks : mapping of str to float
        What the score is made of: ``kolom``, how well the headings fit; ``cakupan``, how many of the
        table's columns are there; ``judul`` and ``nomor``, whether caption or sheet name say so.
    missing : tuple of str
        Columns that the table must have and the header has not.
    """

    table_id: str
    score: float
    marks: Mapping[str, float] = _NO_MARKS
    missing: tuple[str, ...] = ()

    def tell(self, lang: Lang | None = None) -> str:
        """Return the candidate with its score and the signs, in one clause."""
        signs = ", ".join(
            f"{messages.text(f'words.tanda-{sign}', lang)} {share:.0%}"
            for sign, share in self.marks.items()
            if share
        )
        told = messages.text("words.calon", lang, tabel=self.table_id, skor=f"{self.score:.0%}", tanda=signs)
        if not self.missing:
            return told
        return f"{told}; {messages.text('words.calon-kurang', lang, kurang=self.missing)}"


class HeadingReading(NamedTuple):  # a workbook has two hundred
    """A heading and the column that it was taken for; none when it was not understood.

    Parameters
    ----------
    place : Place
        Its cell.
    text : str
        As the workbook spells it.
    column : str
        The column.
    similar : bool
        Whether it is spelled in an unusual way.
    yakin : float
        How sure the column is, 0 to 1.
    marks : mapping of str to float
        Each sign with its weight: ``kata`` of the heading, ``isi``, ``angka``, ``satuan``, ``pembeda``,
        ``letak``.
    second_best : tuple of str and float
        The column that it might be as well, and how surely; empty where there is none.
    """

    place: Place
    text: str
    column: str = ""
    similar: bool = False
    yakin: float = 1.0
    marks: Mapping[str, float] = _NO_MARKS
    second_best: tuple[str, float] = ("", 0.0)

    @property
    def guessed(self) -> bool:
        """Whether not the words of the heading but content, place or figures say what the column is."""
        return bool(self.column) and self.marks.get("kata", 1.0) < _BY_WORDS and "jawaban" not in self.marks

    def tell(self, lang: Lang | None = None) -> str:
        """Return the column with its confidence, each sign and the runner-up."""
        signs = ", ".join(
            f"{messages.text(f'words.tanda-{sign}', lang)} {weight:+.0%}"
            for sign, weight in self.marks.items()
        )
        other, sure = self.second_best
        lain = messages.text("words.kolom-lain", lang, kolom=other, yakin=f"{sure:.0%}") if other else ""
        place = "".join(filter(str.isalpha, self.place.cell))
        text = " ".join(self.text.split())
        known = {"lajur": place, "judul": text, "kolom": self.column or "–", "yakin": f"{self.yakin:.0%}"}
        return messages.text("words.kolom-alasan", lang, **known, tanda=signs, lain=lain)


class HeaderReading(NamedTuple):
    """Reading of one header: the table that it was taken for, and the guesses.

    Parameters
    ----------
    place : Place
        Its first cell.
    caption : str
        Caption.
    read_as : str
        Name of the table that it was read as; empty when it was not read.
    guesses : tuple of Guess
        Tables that it may be, the best first.
    headings : tuple of HeadingReading
        Its headings from left to right.
    """

    place: Place
    caption: str
    read_as: str
    guesses: tuple[Guess, ...]
    headings: tuple[HeadingReading, ...]

    @property
    def unknown(self) -> tuple[HeadingReading, ...]:
        """Headings that were not understood."""
        return tuple(one for one in self.headings if not one.column)

    def tell(self, lang: Lang | None = None) -> str:
        """Describe the reading of the header, in a few lines."""
        head = "words.dibaca-sebagai" if self.read_as else "words.tidak-dibaca"
        lines = [messages.text(head, lang, tempat=self.place, tabel=self.read_as, judul=self.caption)]
        lines += [f"  {guess.tell(lang)}" for guess in self.guesses[:_TOLD]]
        columns = ", ".join(
            f"{one.text} → {one.column}{' (~)' if one.similar else ''}" for one in self.headings if one.column
        )
        if self.read_as and columns:
            lines.append(f"  {messages.text('words.kolom-dipahami', lang, kolom=columns)}")
            lines += [f"    {one.tell(lang)}" for one in self.headings if one.column and one.marks]
        if self.read_as and self.unknown:
            unknown = tuple(f"{one.text} [{one.place}]" for one in self.unknown)
            lines.append(f"  {messages.text('words.kolom-tak-dikenal', lang, kolom=unknown)}")
        return "\n".join(lines)
