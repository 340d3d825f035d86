"""How much a package may hold before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import PackageError

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on what is read; whoever trusts the source may widen them.

    Parameters
    ----------
    file_bytes : int
        Size of the file [bytes].
    members : int
        Number of members of the archive.
    part_bytes : int
        Unpacked size of one member that is read [bytes].
    total_bytes : int
        Declared unpacked size of all members together [bytes].
    ratio : int
        Unpacked over packed size of one member, looked at above `ratio_from` bytes.
    ratio_from : int
        Members that unpack to less than this are small whatever their ratio [bytes].
    nodes : int
        XML elements of one part, cells not counted.
    cells : int
        Cells and rows of one sheet.

    Examples
    --------
    >>> Limits(cells=100).cells
    100
    """

    file_bytes: int = 128 * 2**20
    members: int = 10_000
    part_bytes: int = 128 * 2**20
    total_bytes: int = 1024 * 2**20
    ratio: int = 250
    ratio_from: int = 16 * 2**20
    nodes: int = 500_000
    cells: int = 1_000_000

    def check(self, limit: str, found: int, *, part: str = "", code: str = "too-large") -> None:
        """Raise `PackageError` when `found` passes the limit of that name."""
        allowed: int = getattr(self, limit)
        if found > allowed:
            raise PackageError(
                code,
                part=part,
                detail=f"{limit} is {found}, allowed are {allowed}",
                values={"limit": limit, "allowed": allowed, "found": found},
            )
