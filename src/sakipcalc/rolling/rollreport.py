"""Report of a roll-forward: texts and cells changed, carried, emptied and left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.core import html

if TYPE_CHECKING:
    import pandas as pd

    from sakipcalc.base.places import Place
    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.filling import FillReport

__all__ = ["Change", "Leftover", "PartName", "RollReport"]

#: So many texts that were left are listed without being folded away.
_LISTED = 10
#: A part of the file that is no cell: the header of a page, a text box, a chart.
PartName = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A text or a figure that was replaced.

    Parameters
    ----------
    place : Place
        Its cell.
    part : str
        The part of the file, for a text that stands in no cell.
    old, new : str
        What stood there, and what stands there now.
    """

    place: Place
    part: PartName = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """Text that still names the old year and needs a look.

    Parameters
    ----------
    place : Place
        Its cell.
    part : str
        The part of the file, for a text that stands in no cell.
    text : str
        The text.
    """

    place: Place
    part: PartName = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RollReport:
    """The report of rolling a workbook forward.

    Parameters
    ----------
    source, output : str
        The workbook of the old year, and where that of the new one was written.
    from_year, to_year : int
        The old year and the new one.
    titles : tuple of Change
        Captions, headings, lines of the cover, headers of pages: their years moved.
    history : tuple of Change
        Cells of Tabel 3.3 that took over what stood one year to the right.
    targets : tuple of Change
        Targets of agreements that were taken from Tabel 2.1.
    cleared : tuple of Place
        Inputs of the old year that were emptied.
    leftovers : tuple of Leftover
        Texts that name the old year and were left.
    unjudged : tuple of Leftover
        Figures beside the tables, in rows that were emptied, of which nobody can say whether they are of the
        old year; they stay.
    filling : FillReport
        The targets and formulas that were filled in afterwards.

    Examples
    --------
    >>> import io
    >>> import sakipcalc as sc
    >>> report = sc.roll_forward("workbooks/bogorejo-2024.xlsx", io.BytesIO())
    >>> report.to_year, len(report.titles), [one.text for one in report.leftovers][:1]
    (2025, 43, ['Blora, 3 Februari 2024'])
    """

    source: str
    output: str
    from_year: int
    to_year: int
    titles: tuple[Change, ...]
    history: tuple[Change, ...]
    targets: tuple[Change, ...]
    cleared: tuple[Place, ...]
    leftovers: tuple[Leftover, ...]
    filling: FillReport
    unjudged: tuple[Leftover, ...] = ()

    @property
    def temuan(self) -> DaftarTemuan:
        """Findings in the workbook of the new year."""
        return self.filling.temuan

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each change and each text that was left: jenis, tempat, lama, baru."""
        import pandas as pd

        changed = (("judul", self.titles), ("riwayat", self.history), ("target", self.targets))
        records = [
            {"jenis": kind, "tempat": one.part or str(one.place), "lama": one.old, "baru": one.new}
            for kind, changes in changed
            for one in changes
        ]
        records += [
            {"jenis": "dikosongkan", "tempat": str(place), "lama": "", "baru": ""} for place in self.cleared
        ]
        records += [
            {"jenis": "sisa", "tempat": one.part or str(one.place), "lama": one.text, "baru": ""}
            for one in self.leftovers
        ]
        return pd.DataFrame.from_records(records, columns=["jenis", "tempat", "lama", "baru"])

    def __repr__(self) -> str:
        counts = f"{len(self.titles)} judul, {len(self.history)} riwayat, {len(self.cleared)} dikosongkan"
        return f"<RollReport {self.from_year} → {self.to_year}: {counts}, {len(self.leftovers)} sisa>"

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{word}") for word in ("place", "typed")]
        rows = [(one.part or one.place, one.text) for one in self.leftovers]
        named = self.output or self.source
        title = " ".join(filter(None, (named, f"{self.from_year} → {self.to_year}")))
        listed = html.table(words, rows, title=title if len(rows) <= _LISTED else "")
        if len(rows) > _LISTED:
            listed = html.strong(title) + html.folded(messages.text("words.left", n=len(rows)), listed)
        return listed + self.temuan._repr_html_()
