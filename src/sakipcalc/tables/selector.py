"""Selector notation: from which cell a derived cell takes a value.

``target``               the same row (and the same year, where columns are yearly)
``2.1.target@akhir``     another table, same indicator or programme line, last Renstra year
``anak:anggaran``        the rows one level below (``daun``: the leaves, ``gabungan``: the rows
                         that the budget cell of this row is merged over, ``rata`` those that
                         this row is the mean of)
``3.9.anggaran#jumlah``  the row JUMLAH of another table (``#sasaran``: its programmes under the same sasaran)
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, cast

__all__ = ["OtherSubject", "Scope", "Selector", "YearChoice"]

Scope = Literal["", "anak", "daun", "gabungan", "rata"]
YearChoice = Literal["", "tahun", "akhir", "kolom", "semua"]
OtherSubject = Literal["", "jumlah", "sasaran"]

_NOTATION = re.compile(
    r"(?:(?P<lingkup>anak|daun|gabungan|rata):)?"
    r"(?:(?P<tabel>\d\.\d+|[A-Z][\w-]*)\.)?"
    r"(?P<kolom>[a-z_]+)"
    r"(?:@(?P<tahun>tahun|akhir|kolom|semua))?"
    r"(?:\#(?P<baris>jumlah|sasaran))?"
)


class Selector(NamedTuple):
    """A parsed selector.

    Parameters
    ----------
    kolom : str
        Column that is taken.
    tabel : str
        Table that is taken from; empty means the table of the derived cell.
    lingkup : {"", "anak", "daun", "gabungan", "rata"}
        Several rows instead of one.
    tahun : {"", "tahun", "akhir", "kolom", "semua"}
        Year of a yearly column: the report's, the last of the Renstra, that of the derived
        column, or every year up to the report's.
    baris : {"", "jumlah", "sasaran"}
        The row JUMLAH, or the programmes under the sasaran of the derived cell.

    Examples
    --------
    >>> Selector.parse("2.1.target@akhir").tahun
    'akhir'
    """

    kolom: str
    tabel: str = ""
    lingkup: Scope = ""
    tahun: YearChoice = ""
    baris: OtherSubject = ""

    @classmethod
    def parse(cls, text: str) -> Selector:
        """Read the notation; ValueError where the text is none."""
        match = _NOTATION.fullmatch(text)
        if match is None:
            message = f"not a selector: {text!r}"
            raise ValueError(message)
        return cls(
            kolom=match["kolom"],
            tabel=match["tabel"] or "",
            lingkup=cast("Scope", match["lingkup"] or ""),
            tahun=cast("YearChoice", match["tahun"] or ""),
            baris=cast("OtherSubject", match["baris"] or ""),
        )
