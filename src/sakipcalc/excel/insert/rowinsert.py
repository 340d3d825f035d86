"""Row insertion over a whole workbook: what cannot be moved is refused, all else moves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sakipcalc.excel import opc
from sakipcalc.excel.edit.changes import Changes, asks_calculation
from sakipcalc.excel.edit.receipt import InsertReceipt, Moved, Written, notes
from sakipcalc.excel.errors import PackageError, located
from sakipcalc.excel.insert.anchors import anchor_splices, shifted_vml
from sakipcalc.excel.insert.sheetshift import SheetShift
from sakipcalc.excel.insert.shifting import Shifter, View
from sakipcalc.excel.insert.shiftrules import FREE, REFUSED, RULES, SAFE, PartShift
from sakipcalc.excel.markup import set_attribute
from sakipcalc.excel.package import Package
from sakipcalc.excel.refs import LAST_ROW, Area, cell_name
from sakipcalc.excel.rowmap import RowMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.excel.opc import Relationship
    from sakipcalc.excel.rowmap import Insertion
    from sakipcalc.excel.sheet.sheet import RawSheet
    from sakipcalc.excel.xml import Node

__all__ = ["check", "cut", "insert_rows"]


def check(sheet: RawSheet, rows: RowMap) -> None:
    """Refuse insertions into a sheet that cannot be made safely.

    Raises
    ------
    PackageError
        ``bad-insertion``, ``rows-out-of-order``, ``alternate-content``, ``protected-sheet``,
        ``rows-cut``, ``rows-past-end`` or ``too-large``.
    """
    part = sheet.info.part
    for each in rows.insertions:
        _check_request(sheet, each)
    if len(set(rows.lines)) < len(rows.lines):
        raise _bad(sheet, rows.insertions[0], "two insertions before one row")
    if sheet.scan.oddity:
        raise PackageError(sheet.scan.oddity, part=part, detail=sheet.name, values={"sheet": sheet.name})
    protection = sheet.scan.root.child("sheetProtection")
    if sheet.protected and (protection is None or protection.get("insertRows", "1") not in {"0", "false"}):
        raise PackageError("protected-sheet", part=part, detail=sheet.name, values={"sheet": sheet.name})
    for feature, areas in (
        ("array-formula", sheet.scan.meaning.arrays),
        ("data-table", sheet.scan.meaning.data_tables),
    ):
        for area in areas:
            if found := rows.cut(area.top, area.bottom):
                raise cut(sheet, part, found, feature, area)
    last = sheet.scan.rows[-1].number if sheet.scan.rows else 0
    if rows.row(last) > LAST_ROW:
        raise PackageError(
            "rows-past-end", part=part, detail=f"row {last}", values={"sheet": sheet.name, "row": last}
        )
    _check_size(sheet, rows)


def cut(sheet: RawSheet, part: str, insertion: Insertion, feature: str, area: Area) -> PackageError:
    """Return the refusal to put rows through the middle of something."""
    values = {"sheet": sheet.name, "before": insertion.before, "feature": feature, "area": str(area)}
    return PackageError("rows-cut", part=part, detail=f"{sheet.name}!{area} ({feature})", values=values)


def _check_request(sheet: RawSheet, insertion: Insertion) -> None:
    if not 1 <= insertion.before <= LAST_ROW or insertion.count < 1:
        raise _bad(sheet, insertion, "before or count")
    if insertion.model is not None and not 1 <= insertion.model <= LAST_ROW:
        raise _bad(sheet, insertion, "model")
    if insertion.stretch and insertion.stretch.bottom != insertion.before - 1:
        raise _bad(sheet, insertion, "stretch does not end on the row above")


def _check_size(sheet: RawSheet, rows: RowMap) -> None:
    """Hold the sheet with its new rows to the limit on cells."""
    made = 0
    for each in rows.insertions:
        model = sheet.rows.get(each.before - 1 if each.model is None else each.model)
        made += each.count * (1 + len(sheet.scan.cells_of(model))) if model else 0
    found = sheet.scan.held + made
    sheet.scan.limits.check("cells", found, part=sheet.info.part)


def _bad(sheet: RawSheet, insertion: Insertion, why: str) -> PackageError:
    values = {"sheet": sheet.name, "before": insertion.before, "count": insertion.count}
    return PackageError("bad-insertion", part=sheet.info.part, detail=f"{values}: {why}", values=values)


def insert_rows(package: Package, insertions: Sequence[Insertion]) -> tuple[Package, InsertReceipt]:
    """Return a package with rows inserted, and what moved; the one that is given stays as it is.

    Everything below moves down, with all that refers to it anywhere in the workbook: merges,
    formulas, conditional formats and validations (the extensions of 2010 included), links, names,
    print areas, page breaks, filters, tables, drawings, charts, notes, sparklines, controls. Cells
    are then written on the package that is returned, under their new names.

    New rows take from their model row, as it reads after the insertion, height and outline, formats,
    merges inside the row, and formulas, translated as a copy would be; everything else is empty.

    As in a spreadsheet program a range grows when rows come between its first and last row, a merge
    likewise; a range that ends above stays, unless `Insertion.stretch` says otherwise. References to
    a cell that several cells share (conditional formats, validations) keep their distance.
    References in macros and in text, as in ``INDIRECT("A9")``, stay.

    Parameters
    ----------
    package : Package
        The workbook.
    insertions : sequence of Insertion
        All in terms of the sheets as they are now.

    Raises
    ------
    PackageError
        ``no-such-sheet``, ``bad-insertion``, ``rows-cut``, ``rows-past-end``, ``protected-sheet``,
        ``several-sheets``, ``unmovable``, ``shared-master``, ``rows-out-of-order`` and others.

    Examples
    --------
    >>> import io, openpyxl
    >>> from sakipcalc.excel import Insertion, Package
    >>> book, buffer = openpyxl.Workbook(), io.BytesIO()
    >>> for row in (["a", 1], ["b", 2], ["jumlah", "=SUM(B1:B2)"]):
    ...     book.active.append(row)
    >>> book.save(buffer)
    >>> package, receipt = insert_rows(Package.open(buffer), [Insertion(sheet="Sheet", before=2, count=3)])
    >>> package.sheet("Sheet").cells[6, 2].formula, receipt.moved[0]
    ('SUM(B1:B5)', Moved(part='xl/worksheets/sheet1.xml', feature='cells', times=4))
    """
    if not insertions:
        return package, InsertReceipt(insertions=())
    work = _Work(package, insertions)
    work.run()
    data = work.changes.to_bytes()
    return Package(data, limits=package.limits, path=package.path), work.receipt()


class _Work:
    """One run over all parts of a package."""

    def __init__(self, package: Package, insertions: Sequence[Insertion]) -> None:
        self.package = package
        self.insertions = tuple(insertions)
        by_sheet: dict[str, list[Insertion]] = {}
        for each in self.insertions:
            by_sheet.setdefault(package.sheet(each.sheet).name, []).append(each)
        self.maps = {name: RowMap(each) for name, each in by_sheet.items()}
        for name, rows in self.maps.items():
            check(package.sheet(name), rows)
        self.shifter = Shifter(package.tabs, self.maps)
        self.changes = Changes(package)
        self.moved: list[Moved] = []
        self.shifts: list[SheetShift] = []
        self._homes: dict[str, str] = {}  # part -> the sheet that it belongs to

    def run(self) -> None:
        package = self.package
        homes = {info.part: info.name for info in package.sheets}
        self._rules("workbook", package.workbook_part, "")
        for each in package.workbook_relationships:
            if each.kind in REFUSED:
                raise _unmovable(each)
            if not each.external and package.member(each.target):
                home = homes.get(each.target, "")
                if each.kind == "worksheet":
                    first = bool(home) and self._sheet(home)
                else:
                    first = each.kind not in RULES or self._rules(each.kind, each.target, home)
                if first:
                    self._below(each.target, home)
        self.changes.splice(package.workbook_part, asks_calculation(package.workbook))
        self.changes.remove("calcChain")

    # -- parts -----------------------------------------------------------------------

    def _below(self, part: str, home: str) -> None:
        """Go through the parts that a part leads to, as long as they can hold references."""
        for each in self.package.relationships(part):
            if each.kind == "hyperlink":
                self._link(part, each, home)
            elif each.external or not self.package.member(each.target):
                continue
            elif each.kind == "vmlDrawing":
                self._vml(each.target, home)
            elif each.kind in RULES and each.kind != "worksheet":
                owner = "" if each.kind in FREE else home
                if self._rules(each.kind, each.target, owner):
                    self._below(each.target, owner)
            elif home in self.maps and self._is_sheet(part) and each.kind not in SAFE:
                raise _unmovable(each)

    def _is_sheet(self, part: str) -> bool:
        return any(info.part == part for info in self.package.sheets)

    def _first_visit(self, part: str, home: str) -> bool:
        """Tell whether a part is met for the first time; one that two sheets share cannot follow both."""
        if part not in self._homes:
            self._homes[part] = home
            return True
        if self._homes[part] != home and {home, self._homes[part]} & set(self.maps):
            raise PackageError(
                "unmovable", part=part, detail="shared-part", values={"feature": "shared-part"}
            )
        return False

    def _sheet(self, name: str) -> bool:
        """Change a sheet where it has to; tell whether it was met for the first time."""
        info = next(info for info in self.package.sheets if info.name == name)
        if not self._first_visit(info.part, name):  # a workbook may lead to it twice
            return False
        if name not in self.maps and not _names_sheets(self.package.text(info.part)):
            return True
        with located(info.part):
            shift = SheetShift(self.package.sheet(name), self.shifter)
            self.changes.splice(info.part, shift.splices())
        self.shifts.append(shift)
        self._count(info.part, shift.counts)
        return True

    def _rules(self, kind: str, part: str, home: str) -> bool:
        """Apply the rules of a kind of part; tell whether the part was met for the first time."""
        if not self._first_visit(part, home):
            return False
        shift = PartShift(kind, home, self.shifter, self.package.tabs)
        root = self.package.workbook if kind == "workbook" else self.package.root(part)
        with located(part):
            if kind == "pivotTable":
                self._check_pivot(root, part, home)
            self.changes.splice(part, shift.splices(root, self._view(kind, root, home)))
            rows = self.maps.get(home)
            if kind == "drawing" and rows:
                for anchor in root.walk():  # some stand in alternate content
                    splices = list(anchor_splices(anchor, rows))
                    shift.counts["drawings"] += bool(splices)
                    self.changes.splice(part, splices)
        self._count(part, shift.counts)
        return True

    @staticmethod
    def _view(kind: str, root: Node, home: str) -> View:
        """Return from where the formulas of a part are seen: those of a table from each row of its body."""
        if kind != "table":
            return View(home=home)
        area = Area.parse(root.get("ref"))
        first = min(area.top + root.integer("headerRowCount", 1), area.bottom)
        last = max(first, area.bottom - root.integer("totalsRowCount"))
        return View(home=home, rows=(first, last), anchor=first)

    def _check_pivot(self, root: Node, part: str, home: str) -> None:
        place, rows = root.child("location"), self.maps.get(home)
        if place is None or rows is None:
            return
        area = Area.parse(place.get("ref"))
        fields = place.integer("rowPageCount")
        top = max(1, area.top - fields - 1) if fields else area.top
        if found := rows.cut(top, area.bottom):
            raise cut(self.package.sheet(home), part, found, "pivot-table", area)

    def _vml(self, part: str, home: str) -> None:
        if not self._first_visit(part, home):
            return
        data = self.package.part(part)
        try:
            old = data.decode()
        except UnicodeDecodeError as error:
            raise PackageError("encoding", part=part) from error
        with located(part):
            new, boxes = shifted_vml(old, self.shifter, View(home=home))
        if new != old:
            self.changes.replace_raw(part, new.encode())
            self._count(part, Counter({"boxes": boxes}))

    def _link(self, part: str, link: Relationship, home: str) -> None:
        """Follow a link into the workbook that stands among the relationships of a part."""
        old = link.node.get("Target")
        if not old.startswith("#"):
            return
        new = self.shifter.location(old, home)
        if new != old:
            node, rels = link.node, opc.rels_part(part)
            self.changes.splice(rels, [set_attribute(node.source, node.start, "Target", new)])
            self._count(rels, Counter({"hyperlinks": 1}))

    # -- receipt ---------------------------------------------------------------------

    def _count(self, part: str, counts: Counter[str]) -> None:
        found = [
            Moved(self.package.name_of(part), feature, count) for feature, count in counts.items() if count
        ]
        self.moved += sorted(found)

    def receipt(self) -> InsertReceipt:
        """Return the receipt of the insertion."""
        macros = ("macros-not-adjusted",) if self.package.has_macros else ()
        return InsertReceipt(
            insertions=self.insertions,
            parts_changed=self.changes.changed,
            parts_removed=self.changes.removed,
            moved=tuple(self.moved),
            formulas_copied=tuple(self._copied()),
            formulas_left_out=tuple(self._left_out()),
            formulas_unshared=tuple(self._unshared()),
            notes=(*notes(self.package), *macros),
        )

    def _copied(self) -> Iterator[Written]:
        for name, shift in self._by_name():
            for new in shift.new:
                yield from (Written(name, cell_name(*place), "formula") for place in sorted(new.formulas))

    def _left_out(self) -> Iterator[Written]:
        for name, shift in self._by_name():
            for new in shift.new:
                yield from (Written(name, cell_name(*cell[:2]), "formula") for cell in new.left_out)

    def _unshared(self) -> Iterator[Written]:
        for name, shift in self._by_name():
            rows = self.maps.get(name)
            for cell in sorted(shift.formulas.unshared):
                row = rows.row(cell.row) if rows else cell.row
                yield Written(name, cell_name(row, cell.col), "formula")

    def _by_name(self) -> Iterator[tuple[str, SheetShift]]:
        return ((shift.name, shift) for shift in self.shifts)


def _names_sheets(text: str) -> bool:
    """Tell whether a sheet part can hold a reference to another sheet."""
    return text.count("!") > text.count("<!") or "dataRef" in text


def _unmovable(link: Relationship) -> PackageError:
    feature = REFUSED.get(link.kind, link.kind)
    return PackageError("unmovable", part=link.target, detail=feature, values={"feature": feature})
