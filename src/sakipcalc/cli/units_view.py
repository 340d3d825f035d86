"""Many workbooks on a terminal: one line for each unit, the gravest first, and what was found most."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.cli.findings_view import kinds
from sakipcalc.cli.terminal import put, put_table, screen
from sakipcalc.core.findings import LEVELS, title_of

if TYPE_CHECKING:
    from sakipcalc.batch import BatchReport
    from sakipcalc.batch.outcome import PlainRow
    from sakipcalc.cli.terminal import Screen
    from sakipcalc.messages import Lang

__all__ = ["show_kinds", "show_units"]

#: So many units have a line of their own on a terminal; all of them where nobody looks at one.
_SHOWN = 12
_LEVEL_WORDS = ("galat", "peringatan")
#: What parts two columns, and the least that is left for names [characters].
_BETWEEN, _NARROW = 3, 20


def show_units(batch: BatchReport, lang: Lang, *, where: str) -> None:
    """Show the units, those with the most to correct first.

    Parameters
    ----------
    batch : BatchReport
        The units.
    lang : {"id", "en"}
        Language.
    where : str
        Code of the sentence that says where all of it is.
    """
    to = screen()
    rows = sorted(
        (row for row in batch.rows("unit") if row["status"] != "gagal"),
        key=lambda row: (-(row["galat"] or 0), -(row["peringatan"] or 0), row["nama"] or "", row["sumber"]),
    )
    shown = rows[:_SHOWN] if to.is_terminal else rows
    _show_table(to, shown, lang)
    if len(rows) > len(shown):
        put(to, messages.text("cli.and-more-units", lang, n=len(rows) - len(shown)), "  ")
    show_kinds(to, batch, lang)
    failed = len(batch.failed)
    put(to, messages.text("cli.units-read", lang, n=len(batch) - failed, failed=failed), style="bold")
    put(to, messages.text(f"cli.{where}", lang), others="  ")


def _show_table(to: Screen, rows: list[PlainRow], lang: Lang) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_edge=False)
    heads = [
        messages.text(f"cli.unit-{code}", lang) for code in ("name", "capaian", "serapan", *_LEVEL_WORDS)
    ]
    room = to.width - sum(cell_len(head) + _BETWEEN for head in heads[1:]) - _BETWEEN
    table.add_column(heads[0], max_width=max(room, _NARROW), overflow="ellipsis", no_wrap=True)
    for head in heads[1:]:
        table.add_column(head, justify="right", min_width=cell_len(head), no_wrap=True)
    counted = Counter(map(_name, rows))
    for row in rows:
        name = _name(row)
        table.add_row(
            messages.visible(name if counted[name] == 1 else f"{Path(row['sumber']).stem} ({row['nama']})"),
            *(_figure(row[name], lang) for name in ("capaian_kinerja", "persen")),
            *(_count(row[name], lang) for name in _LEVEL_WORDS),
        )
    put_table(to, table)


def _name(row: PlainRow) -> str:
    """Return the name of a unit, with its region, as several regions have a Kecamatan Jati."""
    return ", ".join(filter(None, (row["nama"] or row["sumber"], row["kabupaten"])))


def _figure(value: float | None, lang: Lang) -> str:
    return "-" if value is None else messages.number(value, lang, decimals=2)


def _count(value: int | None, lang: Lang) -> str:
    return messages.number(value, lang) if value else "-"


def show_kinds(to: Screen, batch: BatchReport, lang: Lang) -> None:
    """Show how many findings there are of each level, and of which kinds most."""
    counts: dict[str, Counter[str]] = {level: Counter() for level in LEVELS}
    for row in batch.rows("temuan"):
        counts[row["tingkat"]][title_of(row["kode"], lang)] += 1
    for level in reversed(LEVELS):
        if n := counts[level].total():
            counted = messages.text(f"cli.counted-{level}", lang, n=n)
            told = messages.text(
                "cli.of-kinds", lang, counted=counted, kinds=", ".join(kinds(counts[level], lang))
            )
            put(to, told, others="  ")
