"""Links of a blank form that take over figures of another row than the one that now stands there.

A blank form links its tables line by line. The data may have other rows than the form was made for, or the
same in another order, and a link then brings what belongs to a neighbour, or a row that the data do not have.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from sakipcalc.base.formulatext import Reference, nodes, parse
from sakipcalc.computing.engine import differs
from sakipcalc.computing.how import Copied

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.computing import Hasil, Value
    from sakipcalc.filling.rows import NewRow, RowPlan
    from sakipcalc.model import Cell, Laporan

__all__ = ["surplus_links", "wrong_links"]

#: A row of a sheet.
_SheetRow: TypeAlias = tuple[str, int]


def wrong_links(hasil: Hasil, new: Sequence[NewRow]) -> list[Place]:
    """Return the cells of new rows whose formulas lead to another row than the value's source.

    Parameters
    ----------
    hasil : Hasil
        Results of the form with its new rows and the facts of the data.
    new : sequence of NewRow
        The rows that were given a name. Lines of a tree are left out: they are added up, not linked.

    Returns
    -------
    list of Place
        In the order of their addresses, with the cells beside them that take over texts (as the unit) of the
        same wrong row.
    """
    trees = {table.name for table in hasil.laporan.tables if table.spec.baris == "pohon"}
    rows = {(one.place.sheet, one.place.coordinates[0]) for one in new if one.table_id not in trees}
    wrong = [
        value.cell
        for *_, value in hasil.derived_as_printed
        if value.cell is not None and _sheet_row(value.cell) in rows and _misled(value.cell, value)
    ]
    wrong += _of_other_subjects(hasil, rows)
    return sorted({cell.place for cell in (*wrong, *_beside(hasil.laporan, wrong))})


def _of_other_subjects(hasil: Hasil, rows: Collection[_SheetRow]) -> Iterator[Cell]:
    """Yield the links of new rows that lead to rows of the same kind, and to none about the same thing."""
    about = {
        (table.sheet, row.number): hasil.links.subject(table.id, row)
        for table in hasil.laporan.tables
        for row in table.rows
    }
    for table in hasil.laporan.tables:
        for row in table.rows:
            own = about[table.sheet, row.number]
            if own is None or (table.sheet, row.number) not in rows:
                continue
            for cell in row.cells.values():
                elsewhere = _rows_elsewhere(cell) if cell.formula else set()
                followed = {found for one in elsewhere if (found := about.get(one))}
                if followed and own not in followed and {kind for kind, _ in followed} == {own[0]}:
                    yield cell


def surplus_links(laporan: Laporan, rows: RowPlan) -> list[Place]:
    """Return the links of lines that a form shows behind the rows of the data, though the data lack them.

    Parameters
    ----------
    laporan : Laporan
        The form with its new rows and the facts of the data.
    rows : RowPlan
        Its rows: those of a table that took rows of the data are these, and no others.

    Returns
    -------
    list of Place
        In the order of their addresses.
    """
    filled = {one.table_id for one in rows.new if one.table_id in rows.given}
    kept = {(one.table_id, one.number) for one in rows.pairs}
    kept |= {(one.table_id, one.place.coordinates[0]) for one in rows.new}
    found: set[Place] = set()
    for table in laporan.tables:
        if table.name not in filled or table.spec.baris == "pohon":
            continue
        keys = [column.key for column in table.columns if column.spec.jenis != "nomor"]
        for row in table.rows:
            own = [
                cell for key in keys if (cell := row.cells.get(key)) and cell.row == row.number and cell.text
            ]
            if (
                (table.name, row.number) in kept
                or row.level.is_summary
                or not all(cell.formula for cell in own)
            ):
                continue
            found.update(cell.place for cell in own if _rows_elsewhere(cell))
    return sorted(found)


def _misled(cell: Cell, value: Value) -> bool:
    """Return whether a formula gives another value than the row's own, or the same from another row."""
    if not cell.formula or not value.known:
        return False
    return differs(cell, value) or _follows_another_row(cell, value)


def _follows_another_row(cell: Cell, value: Value) -> bool:
    """Return whether a formula takes over a cell of the sheet of its value's source, but not the source."""
    source = value.how.source.place if isinstance(value.how, Copied) else None
    followed = [place for place in _followed(cell) if source and place.sheet == source.sheet]
    return bool(followed) and source not in followed


def _beside(laporan: Laporan, wrong: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the cells in the rows of wrong links that take something over from the same wrong row."""
    followed: dict[_SheetRow, set[_SheetRow]] = defaultdict(set)
    for cell in wrong:
        followed[_sheet_row(cell)] |= _rows_elsewhere(cell)
    for table in laporan.tables:
        for row in table.rows:
            for cell in row.cells.values():
                if cell.formula and followed.get(_sheet_row(cell), set()) & _rows_elsewhere(cell):
                    yield cell


def _sheet_row(cell: Cell) -> _SheetRow:
    return cell.place.sheet, cell.row


def _rows_elsewhere(cell: Cell) -> set[_SheetRow]:
    """Return the rows of other sheets that a formula takes something from."""
    return {
        (place.sheet, place.coordinates[0]) for place in _followed(cell) if place.sheet != cell.place.sheet
    }


def _followed(cell: Cell) -> list[Place]:
    """Return the single cells that a formula refers to."""
    tree = parse(cell.formula)
    return [
        cell.place._replace(sheet="".join(node.sheets) or cell.place.sheet, cell=node.text.replace("$", ""))
        for node in (nodes(tree) if tree is not None else ())
        if isinstance(node, Reference) and node.kind == "cell"
    ]
