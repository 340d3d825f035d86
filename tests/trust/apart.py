"""One workbook handled in a process of its own: what came of it, how long it took, how much memory it had.

The process is forked from this one, with the library loaded, so that a thousand files cost no thousand
starts; it works where there are fork and limits on processes.
"""

from __future__ import annotations

import io
import json
import math
import os
import select
import signal
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sakipcalc as sc
from sakipcalc.excel import Insertion, Package, PackageError, insert_rows
from sakipcalc.excel.refs import cell_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sakipcalc.excel import RawCell

#: Time of a processor before a file counts as hung, and time in all [s].
SECONDS, WAIT = 60, 900
#: Nothing ends by the clock: a busy machine would refuse what an idle one fills.
LIMITS = sc.Limits(seconds=math.inf)
#: Address space beyond which a process fails, its parent's with it and the comparison of all cells [bytes].
MEMORY = 8 * 2**30

Told = tuple[str, str]  # kind of outcome, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one file ("filled", "refused", "crashed", "hung", "lost" or "false refusal"), and what it took."""

    kind: str
    detail: str
    seconds: float
    megabytes: float


def apart(work: Callable[[bytes], Told], data: bytes) -> Outcome:
    """Do the work on a file in a child of this process and say what came of it."""
    import resource

    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover -- the child's life is not measured
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        told = json.dumps([*_safely(work, data), begin])
        with os.fdopen(writer, "w") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(writer)
    answer = _wait(reader, child)
    _, status, usage = os.wait4(child, 0)
    kind, detail, begin = json.loads(answer) if answer and not status else ("crashed", f"status {status}", 0)
    taken = usage.ru_utime + usage.ru_stime
    if answer is None or (status and taken > SECONDS - 5):
        kind, detail = "hung", f"more than {SECONDS} s"
    return Outcome(kind=kind, detail=detail, seconds=taken, megabytes=(usage.ru_maxrss - begin) / 1024)


def _wait(reader: int, child: int) -> str | None:
    """Return what the child tells; None when it does not come to an end."""
    pieces, end = [], time.monotonic() + WAIT
    while (left := end - time.monotonic()) > 0 and select.select([reader], [], [], left)[0]:
        piece = os.read(reader, 65_536)
        if not piece:
            os.close(reader)
            return b"".join(pieces).decode()
        pieces.append(piece)
    os.kill(child, signal.SIGKILL)
    os.close(reader)
    return None


def _safely(work: Callable[[bytes], Told], data: bytes) -> Told:
    try:
        return work(data)
    except BaseException:  # noqa: BLE001 -- whatever comes out is a crash
        return "crashed", traceback.format_exc()


def filling(data: bytes, *, figures: Mapping[str, object] | None = None) -> Told:
    """Fill a workbook; hold a refusal to its sentences, and a result to what the input had.

    With `figures` the cells must have been filled with these.
    """
    output = io.BytesIO()
    try:
        report = sc.fill(data, output, temuan=True, limits=LIMITS)
    except sc.SakipError as error:
        return _refusal(error, output.getvalue(), data, figures)
    if figures is not None and (found := _figures(report)) != figures:
        return "lost", f"other figures: {sorted(found.items() ^ figures.items(), key=str)[:6]}"
    written = {str(one.cell.place) for one in report.written}
    before, after = (Package.open(one, limits=LIMITS) for one in (data, output.getvalue()))
    if lost := losses(before, after, written):
        return "lost", "; ".join(lost[:3])
    kind, detail = inserting(output.getvalue())
    return kind, f"{len(report.written)} cells; {detail}"


def only_filling(data: bytes) -> Told:
    """Fill a workbook and compare nothing: what that takes is what a user waits for."""
    try:
        report = sc.fill(data, io.BytesIO(), temuan=True, limits=LIMITS)
    except sc.SakipError as error:
        return "refused", error.code
    return "filled", f"{len(report.written)} cells"


def figures_of(data: bytes) -> Mapping[str, object]:
    """Return what a workbook is filled with, by cell."""
    return _figures(sc.fill(data, io.BytesIO()))


def _figures(report: sc.FillReport) -> dict[str, object]:
    return {
        str(one.cell.place): one.value.number if one.value.number is not None else one.value.text
        for one in report.written
    }


def _refusal(error: sc.SakipError, written: bytes, data: bytes, figures: Mapping[str, object] | None) -> Told:
    if written:
        return "lost", "refused, and something was written"
    told = [error.message("id"), error.message("en"), error.hint("id"), error.hint("en")]
    if not all(told) or not all(c.isprintable() for c in "".join(told)) or "{" in "".join(told):
        return "crashed", f"no sentence for {error.code}: {told}"
    if error.code == "only-readable":
        try:
            sc.audit(sc.compute(sc.read(data, limits=LIMITS)).laporan)
        except (
            sc.WorkbookError
        ) as damaged:  # of its kind, and cut off: filling looks no further than the kind
            return _refusal(damaged, written, data, figures)
    elif figures is not None:
        return "false refusal", error.message("en")
    return "refused", f"{error.code}: {error.message('en')[:300]}"


def losses(
    old: Package, new: Package, written: set[str], inserted: Mapping[str, Sequence[int]] | None = None
) -> list[str]:
    """Return what a filled workbook lost: parts, or cells that were not to be written.

    Where rows were inserted (by sheet, as they are numbered now) cells stand further down, and formulas name others.
    """
    parts = new.archive.members
    lost = [
        f"{name} is gone" for name in old.archive.members if name not in parts and "calcChain" not in name
    ]
    for info in old.sheets:
        kept = new.sheet(info.name).cells
        for (row, col), cell in old.sheet(info.name).cells.items():
            at = _pushed(row, (inserted or {}).get(info.name, ())), col
            place = f"{info.name}!{cell_name(*at)}"
            if place not in written and not _same(cell, kept.get(at), moved=bool(inserted)):
                lost.append(f"{place} differs")
    changed = ("[content_types].xml", "workbook.xml", "styles.xml", "stylesheet.xml", "workbook.xml.rels")
    for name, member in old.archive.members.items():
        other = parts.get(name)
        if (
            other
            and (not inserted or name.startswith("xl/media"))  # others may name cells
            and bytes(other.packed) != bytes(member.packed)
            and not name.lower().endswith(changed)
            and "/sheet" not in name
        ):
            lost.append(f"{name} differs")
    return lost


def _pushed(row: int, inserted: Sequence[int]) -> int:
    for new in sorted(inserted):
        row += row >= new
    return row


def _same(cell: RawCell, kept: RawCell | None, *, moved: bool = False) -> bool:
    """Return whether a cell is as it was; of a formula the stored value may be brought up to date."""
    if kept is None or cell.style != kept.style or (cell.formula is None) != (kept.formula is None):
        return False
    if cell.formula != kept.formula and not moved:
        return False
    return cell.formula is not None or cell.value == kept.value


def inserting(data: bytes) -> Told:
    """Insert rows into each sheet, so that nearly every part of the package is parsed; what cannot move is refused."""
    package, done = Package.open(data, limits=LIMITS), 0
    for info in package.sheets[:8]:
        try:
            moved, _ = insert_rows(package, [Insertion(sheet=info.name, before=4, count=2)])
            before, after = package.sheet(info.name).cells, moved.sheet(info.name).cells
        except PackageError as error:
            assert str(error)  # noqa: PT017 -- a refusal says why
            continue
        done += 1
        for (row, col), cell in before.items():
            if after[row + 2 * (row >= 4), col].value != cell.value:
                return "lost", f"{info.name} row {row} after an insertion"
    return "filled", f"rows inserted in {done} of {len(package.sheets)} sheets"
