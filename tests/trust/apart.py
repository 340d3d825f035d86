"""One workbook handled in a process of its own: what came of it, how long it took, how much memory it had.

The process is forked from this one, with the library loaded, so that a thousand files cost no thousand
starts; POSIX only, which is what the tests of it say.
"""

from __future__ import annotations

import io
import json
import os
import resource
import select
import signal
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sakipcalc as sc
from sakipcalc.ooxml import Insertion, Package, PackageError

from .base import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

#: Time of a processor before a file counts as hung, time in all [s]; address space beyond which it fails [bytes].
SECONDS, WAIT, MEMORY = 60, 900, 6 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one file: "filled", "refused", "crashed", "hung" or "lost", and what it took."""

    kind: str
    detail: str
    seconds: float
    megabytes: float


def apart(work: Callable[[bytes], tuple[str, str]], data: bytes) -> Outcome:
    """Do the work on a file in a child of this process and say what came of it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover -- measured by nobody
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        begin = _resident()
        told = json.dumps([*_safely(work, data), begin])
        with os.fdopen(writer, "w") as pipe:
            pipe.write(told)
        os._exit(0)
    os.close(writer)
    told, hung = _wait(reader, child)
    _, status, usage = os.wait4(child, 0)
    taken = usage.ru_utime + usage.ru_stime
    if hung or taken >= SECONDS - 1:
        return Outcome(
            kind="hung", detail=f"more than {SECONDS} s", seconds=taken, megabytes=usage.ru_maxrss / 1024
        )
    if status or not told:
        return Outcome(
            kind="crashed", detail=f"status {status}", seconds=taken, megabytes=usage.ru_maxrss / 1024
        )
    kind, detail, begin = json.loads(told)
    return Outcome(
        kind=kind, detail=detail, seconds=taken, megabytes=max(0.0, usage.ru_maxrss - max(begin, 0)) / 1024
    )


def _resident() -> int:
    """Return the memory that the process has from the beginning on [kB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _wait(reader: int, child: int) -> tuple[str, bool]:
    pieces, end = [], time.monotonic() + WAIT
    while (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([reader], [], [], left)
        if not ready:
            break
        piece = os.read(reader, 65_536)
        if not piece:
            os.close(reader)
            return b"".join(pieces).decode(), False
        pieces.append(piece)
    os.kill(child, signal.SIGKILL)
    os.close(reader)
    return "", True


def _safely(work: Callable[[bytes], tuple[str, str]], data: bytes) -> tuple[str, str]:
    try:
        return work(data)
    except BaseException:  # noqa: BLE001 -- all that comes out is a crash
        return "crashed", traceback.format_exc()


def filling(data: bytes) -> tuple[str, str]:
    """Fill a workbook; hold a refusal to its sentences, and a result to what the input had."""
    output = io.BytesIO()
    try:
        report = sc.fill(data, output, temuan=True)
    except sc.SakipError as error:
        if output.getvalue():
            return "lost", "refused, and something was written"
        told = [error.message("id"), error.message("en"), error.hint("id"), error.hint("en")]
        bad = [text for text in told if not text or "{" in text or "\x1b" in text]
        return (
            ("crashed", f"no sentence: {bad}")
            if bad
            else ("refused", f"{error.code}: {error.message('en')[:300]}")
        )
    lost = losses(data, output.getvalue(), {str(one.sel.tempat) for one in report.terisi})
    if lost:
        return "lost", "; ".join(lost[:3])
    grown = inserting(output.getvalue())
    return (
        grown
        if grown[0] in {"crashed", "lost"}
        else ("filled", f"{len(report.terisi)} cells; rows inserted: {grown[1]}")
    )


def losses(before: bytes, after: bytes, written: set[str]) -> list[str]:
    """Return what a filled workbook lost: parts, or cells that were not written."""
    old, new = Package.open(before), Package.open(after)
    lost = [
        name for name in old.archive.members if name not in new.archive.members and "calcChain" not in name
    ]
    for info in old.sheets:
        kept = new.sheet(info.name).cells
        for (row, col), cell in old.sheet(info.name).cells.items():
            place = f"{info.name}!{sc_name(row, col)}"
            same = (row, col) in kept and (kept[row, col].value, kept[row, col].formula) == (
                cell.value,
                cell.formula,
            )
            if not same and place not in written and not _refreshed(cell, kept.get((row, col))):
                lost.append(place)
    touched = {"[Content_Types].xml", old.workbook_part, "xl/styles.xml"}
    for name, member in old.archive.members.items():
        other = new.archive.members.get(name)
        if other and bytes(other.packed) != bytes(member.packed) and not _may_change(name, touched):
            lost.append(f"{name} differs")
    return lost


def _may_change(name: str, touched: set[str]) -> bool:
    return name in touched or "worksheets/" in name or name.endswith("workbook.xml.rels") or "styles" in name


def _refreshed(cell: object, kept: object) -> bool:
    """Return whether only the stored value of a formula was brought up to date."""
    return kept is not None and cell.formula is not None and cell.formula == kept.formula


def sc_name(row: int, col: int) -> str:
    from sakipcalc.ooxml.refs import cell_name

    return cell_name(row, col)


def inserting(data: bytes) -> tuple[str, str]:
    """Insert rows into each sheet: then nearly every part of the package is parsed."""
    package, done = Package.open(data), 0
    for info in package.sheets[:8]:
        try:
            moved, _ = package.with_rows_inserted([Insertion(sheet=info.name, before=4, count=2)])
        except PackageError as error:
            if not str(error):
                return "crashed", "an error without a word"
            continue
        done += 1
        before, after = package.sheet(info.name).cells, moved.sheet(info.name).cells
        for (row, col), cell in before.items():
            if after[row + 2 * (row >= 4), col].value != cell.value:
                return "lost", f"{info.name} row {row} after an insertion"
    return "filled", f"{done} of {len(package.sheets)}"


def parts(data: bytes) -> dict[str, bytes]:
    return parts_of(data)
