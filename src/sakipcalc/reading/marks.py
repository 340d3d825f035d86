"""Patterns of cells in whatever table: a figure, a year, the number of a row, a total, a mean."""

from __future__ import annotations

import re

__all__ = ["LAST_YEAR", "MEAN", "NUMBERING", "TOTAL", "TOTAL_OF_TREE", "UNIT", "is_figure", "is_year"]

#: The word for a total alone, or with what it is the total of; "Jumlah dokumen ..." is an indicator.
TOTAL = re.compile(
    r"\s*(?:(?:grand\s+|sub\s*[.-]?\s*)?total|j\s?u\s?m\s?l\s?a\s?h|jml)(?:\s+(?:total|anggaran|belanja|pagu|dana|capaian|realisasi|kinerja"
    r"|keseluruhan|seluruhnya|seluruh|semua|umum|akhir|program|kegiatan|sub|dinas|badan|daerah))*\s*(?:\(?rp\.?\)?|\(%\)|%)?\s*[:.]?\s*",
    re.IGNORECASE,
)
#: Among lines of a budget any name that begins so is a total: of all, or of a part.
TOTAL_OF_TREE = re.compile(
    r"\s*(?:(?:grand\s+|sub[\s.-]*+)?(?:total|jumlah|jml)\b|j\s+u\s+m\s+l\s+a\s+h|t\s+o\s+t\s+a\s+l)",
    re.IGNORECASE,
)
#: Likewise for a mean; "Rata-rata lama sekolah" is an indicator.
MEAN = re.compile(
    r"\s*(?:nilai\s+)?rata\s*-?\s*rata(?:\s+(?:capaian|kinerja|persentase|realisasi|nilai|total|seluruh|keseluruhan|sasaran|indikator))*"
    r"\s*(?:\(%\)|%)?\s*[:.]?\s*",
    re.IGNORECASE,
)
#: What stands in a column "No": 1, (2), 1.2, a), IV, IKU 1, SS1.1.
NUMBERING = re.compile(
    r"\s*\(?(?:\d+(?:[.,]\d+)*|(?!no\b)[a-z]{1,2}|[ivxl]+|(?-i:[A-Z]{1,4})[\s.-]?\d+(?:[.,]\d+)*)[.)]?\s*",
    re.IGNORECASE,
)
#: A unit alone, in a cell beside its figures or in a row below the headings.
UNIT = re.compile(r"\(?\s*(?:rp\.?|%|k|rupiah|persen|fisik|keu\.?|t|r|c)\s*\)?", re.IGNORECASE)
_FIGURE = re.compile(
    r"\s*+\(?[-+]?\s*+(?:rp\.?\s*+)?[-+]?\d[\d.,]*(?:,-)?\s*+(?:%|(?:ribu|juta|mil[iy]ar|tril[iy]un)\b)?\)?\s*+",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\s*(?:19[89]|20\d)\d\s*")
_FIRST_YEAR, LAST_YEAR = 1980, 2099


def is_figure(raw: object) -> bool:
    """Return whether a value is a number, be it written as a text.

    Examples
    --------
    >>> is_figure("Rp 1.200,-"), is_figure(12.5), is_figure("12 Dokumen")
    (True, True, False)
    """
    if isinstance(raw, str):
        return _FIGURE.fullmatch(raw) is not None
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def is_year(raw: object) -> bool:
    """Return whether a value may be a year.

    Examples
    --------
    >>> is_year("2024"), is_year(2024.0), is_year(2024.5), is_year("12024")
    (True, True, False, False)
    """
    if isinstance(raw, str):
        return _YEAR.fullmatch(raw) is not None
    return isinstance(raw, int | float) and _FIRST_YEAR <= raw <= LAST_YEAR and raw == int(raw)
