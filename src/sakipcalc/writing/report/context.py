"""Context of a report: results, language, and shared captions, number formats and colours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.computing.how import Copied
from sakipcalc.rulebook.scales import colours, ink, same_label
from sakipcalc.sheets.outsheet import BODY, CAPTION, MIDDLE, OutSheet
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sakipcalc.computing import Hasil, Value
    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.messages import Lang
    from sakipcalc.sheets.outsheet import Style

__all__ = ["MONEY", "PERCENT", "Mention", "ReportContext", "figure_style", "put_caption", "runs", "short"]

PERCENT = replace(BODY, number="0.00", align="right")
MONEY = replace(BODY, number="#,##0;-#,##0;0", align="right")
#: Decimals of a typed figure that are shown at most.
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A derived figure with the words that name it: its table, its row and its column."""

    table_id: str
    row_name: str
    column: str
    value: Value
    kategori: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """The results, the findings and the language of a report.

    Parameters
    ----------
    hasil : Hasil
        The results.
    temuan : DaftarTemuan
        The findings of the audit.
    lang : {"id", "en"}
        Language.
    mentioned : dict of int to Mention
        The figures that sheets have shown so far by their identity, for the sheet that explains them.
    """

    hasil: Hasil
    temuan: DaftarTemuan
    lang: Lang
    mentioned: dict[int, Mention] = field(default_factory=dict)

    def phrase(self, code: str, **values: object) -> str:
        """Return a word or a sentence of the report."""
        return messages.text(f"laporan.{code}", self.lang, **values)

    def name(self, value: Value, *, at: tuple[str, str, str], label: Value | None = None) -> None:
        """Remember a derived figure that a sheet shows; `at` is its table, row and column."""
        if value.derived and not isinstance(value.how, Copied):
            table, row, column = at
            told = Mention(table_id=table, row_name=row, column=column, value=value, kategori=label)
            self.mentioned.setdefault(id(value), told)

    def table(
        self, number: str, widths: Sequence[float], *, lines: Iterable[str] = ()
    ) -> tuple[OutSheet, int]:
        """Begin the sheet of a table: its caption over its width; return it with the row of its head."""
        name = self.phrase("tabel", nomor=number)
        sheet = OutSheet(name=name, widths=widths, printed=len(widths) - 1)
        caption = [f"{name} {self.phrase(f'judul-{number}')}", self.entity, *lines]
        return sheet, put_caption(sheet, caption, len(widths))

    @property
    def entity(self) -> str:
        """Unit, region and year in one line."""
        who = self.hasil.laporan.entitas
        year = self.phrase("tahun", tahun=str(who.tahun)) if who.tahun else ""
        return " ".join(filter(None, (", ".join(filter(None, (who.nama, who.kabupaten))), year)))

    def label_style(self, label: Value, table: str) -> Style:
        """Return the look of a kategori: the colour of its band."""
        known = colours(self.hasil.skala[table].skala)
        fill = next((one for name, one in known.items() if same_label(name, label.text)), "")
        return replace(MIDDLE, fill=fill, colour=ink(fill)) if fill else MIDDLE


def put_caption(sheet: OutSheet, lines: Iterable[str], width: int) -> int:
    """Put the lines of a caption over the width of a table; return the row below a gap."""
    row = 0
    for line in filter(None, lines):
        sheet.put(row, 0, line, CAPTION, cols=width)
        row += 1
    return row + 1


def figure_style(satuan: str, values: Iterable[Value]) -> Style:
    """Return the look of figures of one indicator: all with the decimals of the finest, and their unit.

    Per cent and rupiah stand in the number format; another unit has a column of its own.
    """
    known = [value.number for value in values if value.number is not None]
    digits = max((_decimals(value) for value in known), default=0)
    number = "#,##0" + (f".{'0' * digits}" if digits else "")
    unit = plain(satuan)
    if satuan.strip() == "%" or unit in {"persen", "prosen"}:
        number += '"%"'
    elif unit in {"rp", "rupiah"}:
        number = f'"Rp"{number}'
    return replace(BODY, number=number, align="right")


def _decimals(value: Fraction) -> int:
    return next(
        (n for n in range(_DECIMALS) if (value * Fraction(10) ** n).denominator == 1),
        _DECIMALS,
    )


def short(text: str, longest: int = 40) -> str:
    """Return a text as a chart has room for it."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def runs(keys: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield where equal neighbours begin and how many they are."""
    start = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] != keys[start]:
            yield start, at - start
            start = at
