"""Formulas of the template: derived cells, and labels that repeat a typed one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.base.allowance import metered
from sakipcalc.base.formulatext import (
    Call,
    Literal,
    Operator,
    Reference,
    Text,
    call,
    changed,
    operation,
    write,
)
from sakipcalc.base.places import Place
from sakipcalc.excel import refs
from sakipcalc.tables.standard import MEASUREMENT
from sakipcalc.writing.template.trial import formulas_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sakipcalc.base.formulatext import Node
    from sakipcalc.writing.template.request import TemplateRequest
    from sakipcalc.writing.template.shape import ColumnShape, RowShape, TableShape

__all__ = ["all_formulas"]

#: The polarities that have formulas of their own; the first is that of a row that names none.
_POLARITIES = ("naik", "turun", "stabil")
#: Columns of an agreement that repeat a figure, beside those that repeat a label.
_FIGURES = frozenset({"target", "anggaran"})
#: The sheet of the figures of the Renstra.
_PLAN = "Tabel 2.1"
_NOTHING = Text("")
#: What a table of goals calls them, the nearest first.
_GOALS = ("sasaran", "tujuan")


def all_formulas(tables: Sequence[TableShape], asked: TemplateRequest) -> dict[Place, str]:
    """Return the formulas of the blank workbook by place, without "=".

    Parameters
    ----------
    tables : sequence of TableShape
        The tables.
    asked : TemplateRequest
        What the workbook is asked to be.
    """
    by_id = {table.id: table for table in reversed(tables)}
    found = {place: tree for table in tables for place, tree in _labels(table, by_id, asked)}
    found |= _derived(tables, by_id[MEASUREMENT], asked)
    typed = {
        Place(sheet=table.sheet, cell=table.cell_name(row, column))
        for table in tables
        for number, row in enumerate(metered(table.rows))
        for column in table.columns
        if (table.name, number, column.key) in asked.contents
    }
    return {place: write(tree) for place, tree in metered(found.items()) if place not in typed}


def _derived(
    tables: Sequence[TableShape], measuring: TableShape, asked: TemplateRequest
) -> dict[Place, Node]:
    """Return the formulas of derived cells, each choosing by the polarity of its indicator."""
    usual, *others = ((arah, formulas_for(tables, asked, arah)) for arah in _POLARITIES)
    found = {}
    for table in tables:
        for row in metered(table.rows):
            for column in table.columns:
                place = Place(sheet=table.sheet, cell=table.cell_name(row, column))
                if place not in usual[1]:
                    continue
                tree = usual[1][place]
                for arah, formulas in reversed(others if table.kind != "lain" else []):
                    if formulas[place] != usual[1][place]:
                        chosen = operation("=", _polarity(measuring, table, row), Text(arah))
                        tree = call("IF", chosen, formulas[place], tree)
                found[place] = _where_named(_over_labelled_rows(tree, table), table, row)
    return found


def _polarity(measuring: TableShape, table: TableShape, row: RowShape) -> Reference:
    """Return the cell that states the polarity of the indicator of a row."""
    column = next(column for column in measuring.columns if column.id == "arah")
    return _reference(measuring, measuring.rows[row.order], column, table)


def _over_labelled_rows(tree: Node, table: TableShape) -> Node:
    """Let a mean ask for a figure in each row that names an indicator, instead of in every row.

    ``COUNT(F6:F15)<10`` becomes ``COUNT(F6:F15)<MAX(1,COUNTIF(C6:C15,"?*"))``.
    """
    label = refs.column_name(table.col("indikator") or 1)

    def labelled(node: Node) -> Node | None:
        match node:
            case Operator(
                signs=("<",), parts=(Call("COUNT", (Reference(sheets=(), kind="area") as area,)), _)
            ):
                rows = refs.Area.parse(area.text)
                names = Reference(f"{label}{rows.top}:{label}{rows.bottom}", kind="area")
                wanted = call("MAX", Literal("1"), call("COUNTIF", names, Text("?*")))
                return operation("<", node.parts[0], wanted)
        return None

    return changed(tree, labelled)


def _where_named(tree: Node, table: TableShape, row: RowShape) -> Node:
    """Show a target of the Renstra only in a row that still names its indicator."""
    if table.kind != "diukur" or table.id == MEASUREMENT or not _is_from_plan(tree):
        return tree
    return _unless_empty(Reference(refs.cell_name(row.number, table.col("indikator"))), tree)


def _is_from_plan(tree: Node) -> bool:
    """Return whether a formula takes a figure over from Tabel 2.1 itself."""
    match tree:
        case Call("IF", (Operator(parts=(Reference(sheets=sheets), *_)), *_)):
            return sheets == (_PLAN,)
    return False


def _unless_empty(cell: Reference, tree: Node) -> Node:
    """Return a formula that gives nothing where a cell is empty."""
    return call("IF", operation("=", cell, _NOTHING), _NOTHING, tree)


def _labels(
    table: TableShape, by_id: Mapping[str, TableShape], asked: TemplateRequest
) -> Iterator[tuple[Place, Node]]:
    """Yield the formulas by which a table takes over the labels of the table that it follows from."""
    source = by_id.get(table.labels_from)
    if source is None:
        return
    for at, row in enumerate(metered(table.rows)):
        number = _source_row(table, row, source, asked)
        if number is None or (table.name, at, "indikator") in asked.contents:
            continue  # a total, or a row that names its own indicator
        for column in table.columns:
            place = Place(sheet=table.sheet, cell=table.cell_name(row, column))
            tree = _label(table, row, column, source, number, asked)
            if tree is not None:
                yield place, tree


def _source_row(table: TableShape, row: RowShape, source: TableShape, asked: TemplateRequest) -> int | None:
    """Return which row of the source, from 0, a row takes its labels from; none for a total."""
    if row.order < 0 or (table.kind == "janji" and row.order >= len(source.rows)):
        return None
    if table.kind == "program":
        return asked.program_lines[row.order]
    if table.kind in {"utama", "diukur"} and source.kind == "indikator":
        return asked.measured[row.order]
    return row.order


def _label(
    table: TableShape,
    row: RowShape,
    column: ColumnShape,
    source: TableShape,
    number: int,
    asked: TemplateRequest,
) -> Node | None:
    spec = asked.specs[table.id].kolom[column.id]
    wanted = spec.label_dari or ((column.id,) if column.id in _FIGURES and table.pejabat else ())
    if column.id == "tujuan_sasaran" and "tujuan_sasaran" not in {one.id for one in source.columns}:
        return _goal(table, row, column, source, number)
    known = next((one for name in wanted for one in source.columns if one.id == name), None)
    if known is None:
        return None
    cell = _reference(source, source.rows[number], known, table)
    return _unless_empty(cell, cell)


def _goal(table: TableShape, row: RowShape, column: ColumnShape, source: TableShape, number: int) -> Node:
    """Return the sasaran of a row, else its tujuan, else the goal of the row above: a goal is typed once."""
    wanted = source.rows[number]
    columns = {one.id: one for one in source.columns}
    label = _reference(source, wanted, columns["indikator"], table)
    first = row.number <= table.body
    above = _NOTHING if first else Reference(refs.cell_name(row.number - 1, column.col))
    tree = _unless_empty(label, above)
    for name in reversed(_GOALS):
        cell = _reference(source, wanted, columns[name], table)
        tree = call("IF", operation("<>", cell, _NOTHING), cell, tree)
    return tree


def _reference(source: TableShape, row: RowShape, column: ColumnShape, table: TableShape) -> Reference:
    sheets = () if source.sheet == table.sheet else (source.sheet,)
    return Reference(source.cell_name(row, column), sheets)
