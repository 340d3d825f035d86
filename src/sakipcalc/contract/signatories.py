"""Who signed the tables of an annex: office, name and NIP, from the lines below them."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from sakipcalc.text.dates import years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.base.places import Place
    from sakipcalc.model import Laporan
    from sakipcalc.model.tables import Remark

__all__ = ["signatories"]

#: A NIP has 18 digits, which are printed with or without blanks between them.
_NIP = re.compile(r"NIP\b[.:\s]*+((?:\d ?){17}\d)\s*+$", re.IGNORECASE)
#: A signature with all that belongs to it has no more rows than this.
_HIGHEST = 12
#: A name that is still to be written: dots, or what stands in brackets.
_OPEN = re.compile(r"[(\[{.…_\s].*")


def signatories(laporan: Laporan) -> list[dict[str, Any]]:
    """Return the officials whose NIP stands below a table, each once, with the cell of the NIP.

    Office and name stand above it in the same column, the office above the room for the signature.

    Parameters
    ----------
    laporan : Laporan
        The workbook as read.
    """
    found: dict[str, dict[str, Any]] = {}
    for table in laporan.tables:
        for block in _blocks(table.remarks):
            nip = _NIP.search(block[-1].text)
            if nip and (number := nip[1].replace(" ", "")) not in found:
                office, name = _office_and_name(block[:-1])
                place = _cell(block[-1].place)
                found[number] = {
                    "jabatan": office or None,
                    "nama": name or None,
                    "nip": number,
                    "tempat": place,
                }
    return list(found.values())


def _blocks(remarks: Sequence[Remark]) -> Iterator[list[Remark]]:
    """Yield the lines of one column of a sheet down to each NIP."""
    ordered = sorted(remarks, key=lambda one: (one.place.sheet, one.place.coordinates[::-1]))
    for _, lines in groupby(ordered, key=lambda one: (one.place.sheet, one.place.coordinates[1])):
        block: list[Remark] = []
        for line in lines:
            block.append(line)
            if _NIP.search(line.text):
                row = line.place.coordinates[0]
                yield [one for one in block if row - one.place.coordinates[0] <= _HIGHEST]
                block = []


def _office_and_name(lines: Sequence[Remark]) -> tuple[str, str]:
    """Return the lines above and below the room for a signature, the widest gap between two of them."""
    rows = [line.place.coordinates[0] for line in lines]
    gaps = [below - above for above, below in pairwise(rows)]
    if not gaps or max(gaps) == 1:
        return "", lines[0].text.strip() if lines else ""
    room = gaps.index(max(gaps)) + 1
    office = " ".join(line.text.strip() for line in lines[:room] if not years(line.text))
    name = lines[room].text.strip()
    return office, "" if _OPEN.fullmatch(name) else name


def _cell(place: Place) -> dict[str, str]:
    return {"sheet": place.sheet, "cell": place.cell}
