"""Workbooks of other software with the annex as their last sheets: filled with rows that it lacks, nothing lost.

``python -m tests.trust.foreign FOLDER ...`` takes every workbook below the folders, each in a process of its own, and
prints how many were filled, refused and so on, and why. The hosts that the tests make themselves are in `hosts`.
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import sakipcalc as sc
from sakipcalc.excel import Editor, Insertion, NewCell, NewSheet, Package, PackageError, insert_rows
from sakipcalc.excel.refs import cell_name

from .apart import LIMITS, Told, apart, losses
from .base import SHEETS, workbook
from .broken import CLASSES as BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The annex, and the row that adds up what stands above it: it has to grow with the rows that are inserted.
ANNEX, TOTAL = "Tabel 3.2", 5
#: Indicators that the annex lacks, as another workbook has them.
MORE = [(at, "Warga sejahtera", f"Indikator tambahan {at}", "naik", 50, 40 + at) for at in (3, 4)]
#: Of a sheet, of a workbook with more cells the other engine is not asked.
_MANY, _MANY_IN_ALL = 3000, 20_000
#: Formulas whose places it leaves as they are, or writes otherwise: columns of tables and other workbooks, the union
#: and the intersection of areas.
_LEFT_BY_IT = re.compile(r"\[|\(\$?[A-Z]{1,3}\$?\d+[:\w$]*,[^()]*\),|[A-Z]\$?\d+ +\$?[A-Z]+\$?\d|-\d+,\d")


def hosts() -> Iterator[tuple[str, bytes]]:
    """Yield workbooks as other programs write them, made here."""
    for name in ("written by other programs", "dialects of the format"):
        yield from BROKEN[name]()


def grafted(data: bytes) -> bytes:
    """Return a workbook with the annex behind its own sheets, and a formula below it that names its rows."""
    editor = Editor(Package.open(data, limits=LIMITS))
    for name in ("Tabel 2.3", ANNEX):
        cells = {
            cell_name(row, col): value
            for row, line in enumerate(SHEETS[name], 1)
            for col, value in enumerate(line, 1)
            if value is not None
        }
        if name == ANNEX:
            cells[f"E{TOTAL + 2}"] = NewCell(formula=f"MAX(E3:E{TOTAL - 1})", value=84)
        editor.add_sheet(NewSheet(name=f"Lampiran {name}", cells=cells))
    return editor.to_bytes()


def facts() -> sc.Laporan:
    """Return the unit's facts: the annex with two indicators more."""
    made = io.BytesIO()
    editor = Editor(Package.open(workbook()))
    for at, line in enumerate(MORE, TOTAL):
        for col, value in enumerate(line, 1):
            name = cell_name(at, col)
            if isinstance(value, str):
                editor.set_text(ANNEX, name, value)
            else:
                editor.set_number(ANNEX, name, value)
    made.write(editor.to_bytes())
    return sc.read(made.getvalue())


def hosting(data: bytes, *, known: sc.Laporan) -> Told:
    """Fill a workbook into which the annex was put, with rows that it lacks; hold it to what it had."""
    try:
        own = _has_annex(data)
        template = data if own else grafted(data)
    except (PackageError, sc.SakipError) as error:
        return "refused", f"{error.code}: {error}"
    output = io.BytesIO()
    try:
        report = sc.fill(template, output, data=known, limits=LIMITS)
    except sc.SakipError as error:
        return "refused", f"{error.code}: {error.message('en')[:200]}"
    host, filled = (Package.open(one, limits=LIMITS) for one in (data, output.getvalue()))
    written = {str(one.cell.place) for one in report.written}
    rows = [row.place for row in report.new_rows if row.inserted]
    by_sheet = {
        info.name: [place.coordinates[0] for place in rows if place.sheet == info.name]
        for info in host.sheets
    }
    if lost := losses(host, filled, written, by_sheet if own else None):
        return "lost", "; ".join(lost[:3])
    inserted = len(rows)
    cell = None if own else filled.sheet(f"Lampiran {ANNEX}").cells.get((TOTAL + 2 + len(MORE), 5))
    if (inserted != len(MORE) and not own) or (cell and cell.formula != f"MAX(E3:E{TOTAL - 1 + len(MORE)})"):
        return "lost", f"{inserted} rows inserted, the formula below is {cell and cell.formula}"
    return inserted_like_another_engine(host)


def _has_annex(data: bytes) -> bool:
    try:
        return sc.read(data, limits=LIMITS).find("3.2") is not None
    except sc.TableError:
        return False


def inserted_like_another_engine(package: Package) -> Told:
    """Insert rows into each sheet; formulas and values have to be what IronCalc makes of the same insertion."""
    done = compared = 0
    asked = sum(len(package.sheet(info.name).cells) for info in package.sheets) <= _MANY_IN_ALL
    for at, info in enumerate(package.sheets[:4]):
        try:
            moved, _ = insert_rows(package, [Insertion(sheet=info.name, before=3, count=2, model=900)])
        except PackageError as error:
            assert str(error)  # noqa: PT017 -- a refusal says why
            continue
        done += 1
        if not asked or len(package.sheet(info.name).cells) > _MANY:
            continue
        theirs, ours = _by_ironcalc(package.data, at), _by_ironcalc(moved.data, None)
        if theirs is None or ours is None:
            continue
        compared += 1
        if differ := {
            place: (ours.get(place), theirs[place])
            for place in theirs
            if ours.get(place) != theirs[place] and _is_moved_by_it(moved, place)
        }:
            return "lost", f"{info.name}: {list(differ.items())[:3]}"
    return "filled", f"rows inserted in {done} sheets, {compared} like IronCalc"


def _is_moved_by_it(moved: Package, place: tuple[int, int, int]) -> bool:
    """Return whether a cell holds a formula that IronCalc moves; of a text that begins with a sign it makes one."""
    sheet, row, col = place
    cell = moved.sheet(moved.sheets[sheet].name).cells.get((row, col))
    return cell is not None and cell.formula is not None and not _LEFT_BY_IT.search(cell.formula)


def _by_ironcalc(data: bytes, sheet: int | None) -> Mapping[tuple[int, int, int], str] | None:
    """Return the formulas of a workbook as IronCalc reads them, rows inserted by it; None where it reads it not."""
    import tempfile

    import ironcalc

    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        try:
            model = ironcalc.load_from_xlsx(file.name, "en", "UTC", "en")
            if sheet is not None:
                model.insert_rows(sheet, 3, 2)
            places = model.get_all_cells()
            return {place: formula for place in places if (formula := model.get_cell_formula(*place))}
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return None


def main(folders: list[str]) -> int:
    known, counts, reasons, bad = facts(), Counter[str](), Counter[str](), []
    longest = most = 0.0
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.xls[xm]"))
    for path in paths:
        one = apart(lambda data: hosting(data, known=known), path.read_bytes())
        counts[one.kind] += 1
        longest, most = max(longest, one.seconds), max(most, one.megabytes)
        reasons[one.detail.split(":")[0] if one.kind == "refused" else one.kind] += 1
        if one.kind not in {"filled", "refused"}:
            bad.append(f"{one.kind} {path}: {one.detail[-600:]}\n")
    sys.stdout.write(f"{len(paths)} workbooks: {dict(counts)}, longest {longest:.1f} s, most {most:.0f} MB\n")
    sys.stdout.write(f"{dict(reasons)}\n{''.join(bad)}")
    return len(bad)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
