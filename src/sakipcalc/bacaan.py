"""How a workbook was understood: which table each header was taken for, why, and what was second best."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from sakipcalc import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.messages import Lang
    from sakipcalc.places import Place

__all__ = ["Bacaan", "Calon", "Judul"]

#: Candidates that an explanation names.
_TOLD = 2
#: The words of a heading say what it is from this weight on.
_BY_WORDS = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Calon:
    """A standard table that a header may be.

    Parameters
    ----------
    tabel : str
        Its id.
    skor : float
        How well it fits, 0 to 1.
    tanda : mapping of str to float
        What the score is made of: ``kolom``, how well the headings fit; ``cakupan``, how many of the
        table's columns are there; ``judul`` and ``nomor``, whether caption or sheet name say so.
    kurang : tuple of str
        Columns that the table must have and the header has not.
    """

    tabel: str
    skor: float
    tanda: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    kurang: tuple[str, ...] = ()

    def tell(self, lang: Lang = "id") -> str:
        """Return the candidate with its score and the signs, in one clause."""
        signs = ", ".join(
            f"{messages.text(f'words.tanda-{sign}', lang)} {share:.0%}"
            for sign, share in self.tanda.items()
            if share
        )
        told = messages.text("words.calon", lang, tabel=self.tabel, skor=f"{self.skor:.0%}", tanda=signs)
        if not self.kurang:
            return told
        return f"{told}; {messages.text('words.calon-kurang', lang, kurang=self.kurang)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judul:
    """A heading and the column that it was taken for; none when it was not understood.

    Parameters
    ----------
    tempat : Place
        Its cell.
    teks : str
        As the workbook spells it.
    kolom : str
        The column.
    mirip : bool
        Whether it is spelled in an unusual way.
    yakin : float
        How sure the column is, 0 to 1.
    tanda : mapping of str to float
        Each sign with its weight: ``kata`` of the heading, ``isi``, ``angka``, ``satuan``, ``pembeda``,
        ``letak``.
    lain : tuple of str and float
        The column that it might be as well, and how surely; empty where there is none.
    """

    tempat: Place
    teks: str
    kolom: str = ""
    mirip: bool = False
    yakin: float = 1.0
    tanda: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    lain: tuple[str, float] = ("", 0.0)

    @property
    def ditebak(self) -> bool:
        """Whether not the words of the heading but content, place or figures say what the column is."""
        return bool(self.kolom) and self.tanda.get("kata", 1.0) < _BY_WORDS and "jawaban" not in self.tanda

    def tell(self, lang: Lang = "id") -> str:
        """Return the column with its confidence, each sign and the runner-up."""
        signs = ", ".join(
            f"{messages.text(f'words.tanda-{sign}', lang)} {weight:+.0%}"
            for sign, weight in self.tanda.items()
        )
        other, sure = self.lain
        lain = messages.text("words.kolom-lain", lang, kolom=other, yakin=f"{sure:.0%}") if other else ""
        place = "".join(filter(str.isalpha, self.tempat.cell))
        text = " ".join(self.teks.split())
        known = {"lajur": place, "judul": text, "kolom": self.kolom or "–", "yakin": f"{self.yakin:.0%}"}
        return messages.text("words.kolom-alasan", lang, **known, tanda=signs, lain=lain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bacaan:
    """What became of one header.

    Parameters
    ----------
    tempat : Place
        Its first cell.
    keterangan : str
        Caption.
    dipakai : str
        Name of the table that it was read as; empty when it was not read.
    calon : tuple of Calon
        Tables that it may be, the best first.
    judul : tuple of Judul
        Its headings from left to right.
    """

    tempat: Place
    keterangan: str
    dipakai: str
    calon: tuple[Calon, ...]
    judul: tuple[Judul, ...]

    @property
    def tak_dikenal(self) -> tuple[Judul, ...]:
        """Headings that were not understood."""
        return tuple(one for one in self.judul if not one.kolom)

    def tell(self, lang: Lang = "id") -> str:
        """Tell how the header was understood, in a few lines."""
        head = "words.dibaca-sebagai" if self.dipakai else "words.tidak-dibaca"
        lines = [messages.text(head, lang, tempat=self.tempat, tabel=self.dipakai, judul=self.keterangan)]
        lines += [f"  {calon.tell(lang)}" for calon in self.calon[:_TOLD]]
        columns = ", ".join(
            f"{one.teks} → {one.kolom}{' (~)' if one.mirip else ''}" for one in self.judul if one.kolom
        )
        if self.dipakai and columns:
            lines.append(f"  {messages.text('words.kolom-dipahami', lang, kolom=columns)}")
            lines += [f"    {one.tell(lang)}" for one in self.judul if one.kolom and one.tanda]
        if self.dipakai and self.tak_dikenal:
            unknown = tuple(f"{one.teks} [{one.tempat}]" for one in self.tak_dikenal)
            lines.append(f"  {messages.text('words.kolom-tak-dikenal', lang, kolom=unknown)}")
        return "\n".join(lines)
