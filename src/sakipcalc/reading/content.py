"""What stands in the columns under a header: a few rows tell of each what kind of value it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sakipcalc.core.memo import Recent
from sakipcalc.reading.marks import MEAN, TOTAL, is_figure
from sakipcalc.text.arah import read_polarity
from sakipcalc.text.names import plain
from sakipcalc.text.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.reading.grid import Grid, GridCell

__all__ = ["ContentColumn", "Sample", "sample"]

#: Rows that tell what a table holds; a long one is known by its head.
_ROWS = 14
#: Rows that are looked through for them.
_LOOKED = 60
#: A sum of money in full rupiah is rarely less, and a figure of performance rarely more.
_MONEY = 100_000.0
_LONG, _SHORT = 40, 25
_UNITS = frozenset(
    [
        "%",
        "persen",
        "persentase",
        "indeks",
        "nilai",
        "skor",
        "angka",
        "poin",
        "orang",
        "jiwa",
        "dokumen",
        "laporan",
        "unit",
        "paket",
        "kegiatan",
        "desa",
        "kelurahan",
        "kecamatan",
        "buah",
        "bulan",
        "hari",
        "jam",
        "menit",
        "tahun",
        "kali",
        "kelompok",
        "lembaga",
        "predikat",
        "level",
        "rupiah",
        "rp",
        "km",
        "m2",
        "ha",
        "ton",
        "kg",
        "ruang",
        "kasus",
        "opd",
        "skpd",
        "lokasi",
        "sertifikat",
        "layanan",
        "berkas",
        "rasio",
        "kategori",
        "peringkat",
        "permil",
        "org",
        "dok",
        "lap",
        "kk",
        "rt",
        "rw",
        "buku",
        "judul",
        "boks",
        "arsip",
        "titik",
        "sekolah",
        "siswa",
        "organisasi",
        "juta",
        "miliar",
        "per",
        "tahunan",
    ]
)
_POLAR = frozenset(
    [
        "naik",
        "turun",
        "positif",
        "negatif",
        "positive",
        "negative",
        "max",
        "min",
        "maks",
        "maximize",
        "minimize",
        "maksimal",
        "minimal",
        "meningkat",
        "menurun",
        "stabil",
        "tinggi",
        "rendah",
        "besar",
        "kecil",
        "plus",
        "minus",
        "higher",
        "lower",
        "+",
        "-",
        "↑",
        "↓",
    ]
)
_LABELS = frozenset(
    [
        "baik",
        "sangat",
        "cukup",
        "kurang",
        "tinggi",
        "rendah",
        "sedang",
        "efisien",
        "tercapai",
        "tidak",
        "melampaui",
        "terlampaui",
        "memuaskan",
        "istimewa",
        "unggul",
        "buruk",
        "berhasil",
        "gagal",
        "hijau",
        "merah",
        "kuning",
        "sesuai",
        "belum",
        "menunjang",
        "hemat",
        "wajar",
        "boros",
        "kritis",
        "memadai",
        "lemah",
        "optimal",
    ]
)
_RANGE = re.compile(
    r"[<>≤≥=]|\d\s*+%?\s*+(?:-|–|—|s\.?\s?/?d\.?|sampai)\s*+(?:<|>|≤|≥)?\s*+\d|\b(?:lebih|kurang|di\s?atas|di\s?bawah)\b",
    re.IGNORECASE,
)
#: The number of a row: short, and no figure with decimals.
_ORDINAL = re.compile(
    r"\s*\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[IVXLivxl]{1,5}|[A-Z]{1,4}[\s.-]?\d[\d.]{0,4})[.)]?\s*"
)
_CODE = re.compile(r"[\dXx]+(?:\.[\dXx]{1,4}){1,6}\.?")


class ContentColumn(NamedTuple):
    """What a column holds, as shares of the cells that say something, and its figures by row.

    `said` is the number of those cells; `figures` are aligned with the rows of the sample.
    """

    said: int = 0
    figure: float = 0.0
    percent: float = 0.0
    money: float = 0.0
    hundreds: float = 0.0
    long: float = 0.0
    ordinal: float = 0.0
    unit: float = 0.0
    polar: float = 0.0
    label: float = 0.0
    range: float = 0.0
    code: float = 0.0
    filled: float = 0.0
    length: float = 0.0
    varied: float = 0.0
    counted: float = 0.0
    figures: tuple[float | None, ...] = ()
    formulas: tuple[str, ...] = ()

    @property
    def text(self) -> float:
        """Share of cells that are words."""
        return 1.0 - self.figure if self.said else 0.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a body, and what the columns hold in them."""

    rows: tuple[int, ...]
    columns: dict[int, ContentColumn]

    def column(self, col: int) -> ContentColumn:
        """Return what a column holds."""
        return self.columns.get(col, _NOTHING)


_NOTHING = ContentColumn()


def sample(grid: Grid, first: int, limit: int, cols: Sequence[int]) -> Sample:
    """Return what the columns under a header hold, from its first rows with several cells."""
    rows = tuple(_rows(grid, first, limit, set(cols)))
    seen = grid.seen
    return Sample(rows, {col: _column([seen.get((row, col)) for row in rows], rows, col) for col in cols})


def _rows(grid: Grid, first: int, limit: int, cols: set[int]) -> Iterator[int]:
    found = 0
    for row in range(first, min(limit, first + _LOOKED, grid.last_cell_row + 1)):
        cells = [cell for cell in grid.row(row) if cell.col in cols]
        if len(cells) < 2 or _summed(cells):  # noqa: PLR2004 -- a lone text is no row
            continue
        yield row
        found += 1
        if found >= _ROWS:
            return


def _summed(cells: Sequence[GridCell]) -> bool:
    return any(TOTAL.fullmatch(cell.text) or MEAN.fullmatch(cell.text) for cell in cells[:2])


def _column(cells: Sequence[GridCell | None], rows: Sequence[int], col: int) -> ContentColumn:
    """Return what the cells of a column say; one that is merged over it from the left is that of another."""
    own = [
        cell if cell and cell.row == row and cell.col == col else None
        for cell, row in zip(cells, rows, strict=True)
    ]
    here = [cell for cell in own if cell]
    filled = sum([bool(cell.fill) and not cell.text for cell in here]) / len(cells) if cells else 0.0
    formulas = tuple([cell.formula for cell in here if cell.formula])
    said = [cell for cell in here if cell.text and cell.text not in _DASHES]
    if not said:
        return ContentColumn(filled=filled, formulas=formulas)
    count = len(said)
    known = {id(cell): _SIGNS.get((cell.text, cell.raw)) or _signs(cell) for cell in here if cell.text}
    figures = tuple([_figure(cell, known[id(cell)]) if cell and cell.text else None for cell in own])
    numbers = [abs(number) for number in figures if number is not None]
    *signs, _ = zip(*[known[id(cell)] for cell in said], strict=True)
    figure, long, ordinal, unit, polar, label, ranges, code, counted = [sum(sign) / count for sign in signs]
    texts = [cell.text for cell in said]
    percents = [text[-1] == "%" or "%" in cell.format for text, cell in zip(texts, said, strict=True)]
    return ContentColumn(
        said=count,
        figure=figure,
        percent=sum(percents) / count,
        money=sum([number >= _MONEY for number in numbers]) / max(len(numbers), 1),
        hundreds=sum([number <= 400 for number in numbers]) / max(len(numbers), 1),  # noqa: PLR2004 -- a wide per cent
        long=long,
        ordinal=ordinal,
        unit=unit,
        polar=polar,
        label=label,
        range=ranges,
        code=code,
        filled=filled,
        length=sum(map(len, texts)) / count,
        varied=len(set(texts)) / count,
        counted=counted,
        figures=figures,
        formulas=formulas,
    )


class _CellSigns(NamedTuple):
    """What the text of one cell says of its column, each sign 0 or 1."""

    figure: float
    long: float
    ordinal: float
    unit: float
    polar: float
    label: float
    range: float
    code: float
    counted: float
    number: float | None


#: Words, units and names recur down a column, and from one unit of a kabupaten to the next.
_SIGNS: Recent[tuple[str, object], _CellSigns] = Recent("what a cell says of its column", 16384)
_LONGEST = 400


def _signs(cell: GridCell) -> _CellSigns:
    text, word = cell.text, plain(cell.text)
    written = isinstance(cell.raw, str)
    signs = _CellSigns(
        figure=is_figure(cell.raw),
        long=written and len(text) > _LONG,
        ordinal=_ORDINAL.fullmatch(text) is not None,
        unit=_is_unit(word) or text.strip() == "%",
        polar=written and _is_polar(text),
        label=0 < len(word) <= _SHORT and not _LABELS.isdisjoint(word.split()),
        range=written and _RANGE.search(text) is not None,
        code=_CODE.fullmatch(text.strip()) is not None,
        counted=text[:1].isdigit(),
        number=_number(cell.raw),
    )
    return _SIGNS.put((text, cell.raw), signs) if len(text) <= _LONGEST else signs


_DASHES = frozenset({"-", "–", "—", "…", "...", "n/a", "N/A"})


def _is_unit(word: str) -> bool:
    parts = word.split()
    return 0 < len(parts) <= 3 and all(part in _UNITS or part.isdigit() for part in parts)  # noqa: PLR2004 -- "Orang / bulan"


def _is_polar(text: str) -> bool:
    if len(text) > 2 * _LONG or is_figure(text):
        return False
    return read_polarity(text) is not None or bool(_POLAR & set(text.lower().split()))


def _number(raw: object) -> float | None:
    """Return the number that a cell holds, be it written as a text."""
    if isinstance(raw, str):
        value = parse_number(raw).value
        return None if value is None else float(value)
    return float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def _figure(cell: GridCell, signs: _CellSigns) -> float | None:
    """Return the number of a cell as a person sees it: 0.945 under a format of per cent is 94.5."""
    if signs.number is None or isinstance(cell.raw, str) or "%" not in cell.format:
        return signs.number
    return signs.number * 100
