"""Context of a recap: the batch, the tally, and shared styles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.files import address_from
from sakipcalc.rulebook import scale, scale_names
from sakipcalc.rulebook.scales import colours, ink, same_label, spread
from sakipcalc.sheets.outsheet import (
    BODY,
    CAPTION,
    PLAIN,
    Bit,
    Chart,
    OutArea,
    OutHeading,
    OutSheet,
    put_heads,
)
from sakipcalc.writing.recap.tally import ranked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.batch import BatchReport
    from sakipcalc.batch.outcome import PlainRow
    from sakipcalc.messages import Lang
    from sakipcalc.sheets.outsheet import Series, Style
    from sakipcalc.writing.recap.tally import RecapTally

__all__ = ["COUNT", "LIST", "MONEY", "NAME", "PERCENT", "RecapContext"]

#: Looks of a list: names are whole, and its other texts run on instead of making its rows higher.
NAME = replace(BODY, wrap=True)
LIST = replace(BODY, wrap=False)
COUNT = replace(LIST, number="#,##0", align="right")
PERCENT = replace(LIST, number="0.00", align="right")
MONEY = replace(LIST, number="#,##0", align="right")


@dataclass(frozen=True, kw_only=True)
class RecapContext:
    """A batch, its counts, the language and the folder of the recap, and the charts that its sheets want."""

    batch: BatchReport
    tally: RecapTally
    lang: Lang
    folder: str = ""
    charts: list[Chart] = field(default_factory=list)

    def opened(self, row: PlainRow) -> Bit:
        """Return the name of a unit's file, which opens the filled workbook, else the one that was read."""
        address = address_from(row["tujuan"] or row["sumber"], self.folder)
        return Bit(row["sumber"], replace(NAME, link=bool(address)), address)

    def draw(self, sheet: OutSheet, title: str, kind: str, series: tuple[Series, ...], **more: Any) -> None:
        """Have a chart of the numbers of a sheet drawn on the sheet of charts."""
        made = Chart(kind=kind, title=title, row=0, col=0, series=series, sheet=sheet.name)
        self.charts.append(replace(made, **more))

    def phrase(self, code: str, **values: object) -> str:
        """Return a word or a sentence of the recap."""
        return messages.text(f"rekap.{code}", self.lang, **values)

    @cached_property
    def ranks(self) -> list[tuple[int | None, int]]:
        """Rank and place of each unit that could be read."""
        return ranked(self.tally.units)

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """A colour for each kategori, the best first: those of a scale that has them all, else a row."""
        labels = self.tally.labels.ordered
        for name in scale_names():
            known = colours(scale(name))
            own = [next((c for k, c in known.items() if same_label(k, label)), "") for label in labels]
            if all(own):
                return dict(zip(labels, own, strict=True))
        return dict(zip(labels, spread(len(labels)), strict=True))

    def label_style(self, label: str, base: Style = PERCENT) -> Style:
        """Return a look in the colour of a kategori."""
        fill = self.colours.get(label, "")
        return replace(base, fill=fill, colour=ink(fill)) if fill else base

    def name(self, row: PlainRow) -> str:
        """Return the name of a unit, with its region where several have one of that name; else its file."""
        name = str(row["nama"] or row["sumber"])
        region = row["kabupaten"]
        return f"{name}, {region}" if region and len(self._regions.get(name, ())) > 1 else name

    @cached_property
    def _regions(self) -> Mapping[str, set[str]]:
        """The regions in which there is a unit of a name."""
        found: dict[str, set[str]] = {}
        for row in self.tally.units:
            found.setdefault(row["nama"], set()).add(row["kabupaten"])
        return found

    def list_sheet(
        self,
        code: str,
        heads: Mapping[str, float],
        rows: Iterable[Sequence[Bit]],
        *,
        count: int,
        note: str = "",
        more: Mapping[str, float] | None = None,
    ) -> OutSheet:
        """Return a sheet with a caption, headings and a list.

        Parameters
        ----------
        code : str
            Of its name and caption.
        heads, more : mapping of str to float
            Widths of the columns by the code of their heading, and of further ones by their heading itself.
        rows : iterable
            The list, and `count`, how many rows it has.
        note : str
            What stands below the caption.
        """
        widths = [*heads.values(), *(more or {}).values()]
        sheet = OutSheet(name=self.phrase(f"lembar-{code}"), widths=widths, rows=rows)
        sheet.put(0, 0, self.phrase(f"judul-{code}"), replace(CAPTION, align="left", wrap=False))
        if note:
            sheet.put(1, 0, note, replace(PLAIN, italic=True, wrap=False))
        texts = [*(self.phrase(f"kepala-{name}") for name in heads), *(more or {})]
        first = put_heads(sheet, 3, list(map(OutHeading, texts)))
        sheet.frozen, sheet.repeat = first, (first - 1, first - 1)
        sheet.autofilter = OutArea(first - 1, 0, first - 1 + max(count, 1), len(widths) - 1)
        return sheet
