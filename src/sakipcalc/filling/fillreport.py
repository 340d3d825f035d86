"""Report of a filling, for people and for programs."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sakipcalc import messages
from sakipcalc.core import html
from sakipcalc.filling.losses import lost_by_openpyxl, opened_by_openpyxl
from sakipcalc.filling.write import stored

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from openpyxl import Workbook

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.core.findings import DaftarTemuan
    from sakipcalc.filling.after import Lazy
    from sakipcalc.filling.draft import Refreshed
    from sakipcalc.filling.heights import RowHeight
    from sakipcalc.filling.plan import CellWrite, Conflict, OnConflict
    from sakipcalc.filling.rows import NewRow, OtherRow
    from sakipcalc.filling.steps import Filled
    from sakipcalc.filling.unfilled import EmptyReason, Unfilled
    from sakipcalc.messages import Lang

__all__ = ["FillReport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReport:
    """Report of a filling: cells written, cells left, conflicts.

    Parameters
    ----------
    source, output : str
        The template and the filled workbook; empty for one that has no name.
    written : sequence of CellWrite
        Cells that were written: labels of new rows, facts of other workbooks, derived values.
    conflicts : tuple of Conflict
        Typed values that differ from the derived ones, or from those of the data.
    on_conflict : {"keep", "replace", "error"}
        What happened to them.
    lazy : Lazy
        Gives the results of the filled workbook and the findings in it; see `hasil` and `temuan`.
    table_names : tuple of str
        Names of the tables, in the order of the workbook.
    new_rows : tuple of NewRow
        Rows that tables gained, on empty lines of the form or on inserted ones.
    other_rows : tuple of OtherRow
        Rows of the template that the data do not have; kept, or emptied under ``replace``.
    cleared : tuple of Place
        Cells of such rows that were emptied.
    heightened : tuple of RowHeight
        Rows of sheets that became higher, for the text written into them.
    without_place : tuple of str
        Tables of the data, and columns of tables, that the template lacks: ``"3.8"``, ``"3.3 target_2021"``.
    refreshed : tuple of Refreshed
        Formulas that stay, and whose stored result was set to what they give now, in the annexes and beside
        them; taken out (``after`` is None) for those in `without_result`.
    without_result : tuple of Place
        Formulas that depend on what was written and store no result: nothing installed here can say what they
        give. A spreadsheet program fills them in when it opens the workbook.
    stale : tuple of Place
        Formulas that still store a result of earlier figures: one formula for several cells, mostly.
    unfilled : tuple of Unfilled
        Derived cells that stay empty, each with its one reason and with what it lacks.
    notes : tuple of str
        What else happened to the package, for example that a signature became invalid.
    workbook_bytes : bytes
        The filled workbook.

    Examples
    --------
    >>> import io
    >>> import sakipcalc as sc
    >>> report = sc.fill("workbooks/bogorejo-2024-kosong.xlsx", io.BytesIO())
    >>> report.by_table["3.2"], len(report.conflicts), report.temuan.counts["galat"]
    (4, 4, 3)
    """

    source: str
    output: str
    written: Sequence[CellWrite]
    conflicts: tuple[Conflict, ...]
    on_conflict: OnConflict
    lazy: Lazy = field(repr=False, compare=False)
    table_names: tuple[str, ...] = ()
    new_rows: tuple[NewRow, ...] = ()
    other_rows: tuple[OtherRow, ...] = ()
    cleared: tuple[Place, ...] = ()
    heightened: tuple[RowHeight, ...] = ()
    without_place: tuple[str, ...] = ()
    refreshed: tuple[Refreshed, ...] = ()
    without_result: tuple[Place, ...] = ()
    stale: tuple[Place, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()
    notes: tuple[str, ...] = ()
    workbook_bytes: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def of(
        cls,
        filled: Filled,
        *,
        source: str,
        output: str,
        on_conflict: OnConflict,
        lazy: Lazy,
        notes: tuple[str, ...],
        workbook_bytes: bytes,
    ) -> Self:
        """Return the report of a filled workbook that was saved."""
        return cls(
            source=source,
            output=output,
            written=filled.writes,
            conflicts=filled.conflicts,
            on_conflict=on_conflict,
            lazy=lazy,
            table_names=tuple(table.name for table in filled.laporan.tables),
            new_rows=filled.row_plan.new,
            other_rows=filled.row_plan.others,
            cleared=filled.row_plan.cleared,
            heightened=filled.heightened,
            without_place=filled.without_place,
            refreshed=filled.refreshed,
            stale=filled.stale,
            without_result=filled.without_result,
            unfilled=filled.derived.unfilled,
            notes=(*filled.notes, *notes),
            workbook_bytes=workbook_bytes,
        )

    @property
    def hasil(self) -> Hasil:
        """Results of the filled workbook, worked out when they are asked for."""
        return self.lazy.hasil

    @property
    def temuan(self) -> DaftarTemuan:
        """Findings in the filled workbook, worked out when they are asked for."""
        return self.lazy.temuan

    def workbook(self, lang: Lang | None = None) -> Workbook:
        """Return the filled workbook as openpyxl's, for a program that goes on with it.

        A warning says what openpyxl would lose when it saves it; :attr:`losses` has the same as data.

        Parameters
        ----------
        lang : {"id", "en"}
            Language of the warning.
        """
        lost = self.losses
        if lost:
            named = messages.text(
                "words.openpyxl-loses", lang, names=tuple(one.in_language(lang) for one in lost)
            )
            warnings.warn(named, stacklevel=2)
        return opened_by_openpyxl(self.workbook_bytes)

    @property
    def losses(self) -> tuple[messages.Phrase, ...]:
        """The features of the filled workbook that openpyxl would not save again."""
        return lost_by_openpyxl(self.workbook_bytes)

    @property
    def by_table(self) -> Mapping[str, int]:
        """Number of cells written in each table, in the order of the workbook."""
        counts = dict.fromkeys(self.table_names, 0)
        for cell in self.written:
            counts[cell.table_id] = counts.get(cell.table_id, 0) + 1
        return {name: n for name, n in counts.items() if n}

    @property
    def rows_by_table(self) -> Mapping[str, int]:
        """Number of rows that each table gained."""
        counts: dict[str, int] = {}
        for row in self.new_rows:
            counts[row.table_id] = counts.get(row.table_id, 0) + 1
        return counts

    @property
    def frame(self) -> pd.DataFrame:
        """One row for each cell written: tabel, kolom, sel, nilai, rumus, asal."""
        import pandas as pd

        records = [
            {
                "tabel": cell.table_id,
                "kolom": cell.column,
                "sel": str(cell.cell.place),
                "nilai": stored(cell.value, cell.cell),
                "rumus": f"={cell.formula}" if cell.formula else None,
                "asal": self._origins(cell.value),
            }
            for cell in self.written
        ]
        return pd.DataFrame.from_records(records, columns=["tabel", "kolom", "sel", "nilai", "rumus", "asal"])

    @property
    def conflicts_frame(self) -> pd.DataFrame:
        """One row for each typed value that differs: tabel, kolom, sel, tertulis, didapat, asal."""
        import pandas as pd

        records = [
            {
                "tabel": one.table_id,
                "kolom": one.column,
                "sel": str(one.cell.place),
                "tertulis": one.cell.text,
                "didapat": stored(one.value, one.cell),
                "asal": self._origins(one.value),
            }
            for one in self.conflicts
        ]
        return pd.DataFrame.from_records(
            records, columns=["tabel", "kolom", "sel", "tertulis", "didapat", "asal"]
        )

    def empty_for(self, reason: EmptyReason) -> tuple[Place, ...]:
        """Return the derived cells that stay empty for a reason."""
        return tuple(one.place for one in self.unfilled if one.reason == reason)

    @property
    def unfilled_frame(self) -> pd.DataFrame:
        """One row for each derived cell that stays empty: tabel, kolom, sel, status, alasan, kurang."""
        import pandas as pd

        records = [
            {
                "tabel": one.table_id,
                "kolom": one.column,
                "sel": str(one.place),
                "status": str(one.value.status),
                "alasan": str(one.reason),
                "kurang": ", ".join(map(str, one.lacks)),
            }
            for one in self.unfilled
        ]
        return pd.DataFrame.from_records(
            records, columns=["tabel", "kolom", "sel", "status", "alasan", "kurang"]
        )

    @property
    def rows_frame(self) -> pd.DataFrame:
        """One row for each row that a table gained: tabel, sel, asal, disisipkan."""
        import pandas as pd

        records = [
            {
                "tabel": row.table_id,
                "sel": str(row.place),
                "asal": self._named(row.origin),
                "disisipkan": row.inserted,
            }
            for row in self.new_rows
        ]
        return pd.DataFrame.from_records(records, columns=["tabel", "sel", "asal", "disisipkan"])

    @property
    def refreshed_frame(self) -> pd.DataFrame:
        """One row for each formula whose stored result was set: sel, sebelum, sesudah."""
        import pandas as pd

        records = [(str(one.place), one.before, one.after) for one in self.refreshed]
        return pd.DataFrame.from_records(records, columns=["sel", "sebelum", "sesudah"])

    def _origins(self, value: Value) -> list[str]:
        return [self._named(one.place) for one in value.sources() if one.place]

    def _named(self, place: Place) -> str:
        """Return a place as a formula names it: of another workbook with the name of the file."""
        own = {"", self.source, Path(self.output).name}
        return str(place) if place.file in own else f"[{place.file}]{place}"

    def __repr__(self) -> str:
        rows = f", {len(self.new_rows)} baris baru" if self.new_rows else ""
        named = f" {self.output or self.source}".rstrip()
        return f"<FillReport{named}: {len(self.written)} sel{rows}, {len(self.conflicts)} konflik>"

    def _repr_html_(self) -> str:
        words = [messages.text(f"words.{w}") for w in ("table", "cells-filled", "rows-added")]
        added = self.rows_by_table
        rows = [(name, n, added.get(name, "")) for name, n in self.by_table.items()]
        filled = html.table(words, rows, title=self.output or self.source)
        return filled + self._conflicts_html() + self.temuan._repr_html_()

    def _conflicts_html(self) -> str:
        if not self.conflicts and not self.other_rows:
            return ""
        words = [messages.text(f"words.{w}") for w in ("place", "typed", "derived")]
        cells = [(one.cell.place, one.cell.text, stored(one.value, one.cell)) for one in self.conflicts]
        rows = [(one.place, one.text, "") for one in self.other_rows]
        title = messages.text(f"words.conflicts-{self.on_conflict}")
        listed = [*cells, *rows]
        if len(listed) <= _LISTED:
            return html.table(words, listed, title=title)
        return html.folded(f"{title} ({len(listed)})", html.table(words, listed))


#: So many conflicts are listed without being folded away.
_LISTED = 10
