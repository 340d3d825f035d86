"""The lines of a budget as a tree: which stands below which, and which say the same money once more.

Most trees have a parent above its parts; some add up below them, and some say the whole budget twice::

    Sub Kegiatan Pendataan    150        A  Menurut jenis belanja
    Sub Kegiatan Penagihan    250           Belanja Pegawai          700
    Program Pendapatan        400           Belanja Barang           300
    Sub Kegiatan Gaji         600        B  Menurut program
    Program Penunjang         600           Program Penunjang        800
    Total                   1.000           Program Arsip            200
                                         Jumlah                    1.000
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from sakipcalc.model import amounts_in_columns, said_in_columns
from sakipcalc.reading.marks import MEAN, TOTAL_OF_TREE
from sakipcalc.tables.levels import Level
from sakipcalc.text.numerals.exact import exact_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sakipcalc.model import Row
    from sakipcalc.text.numerals.exact import WholeOrFraction

__all__ = [
    "added",
    "all_amounts",
    "amounts",
    "below_its_parts",
    "details",
    "parents",
    "parents_below",
    "said_again",
    "spent_on",
]


def parents(rows: Sequence[Row], levels: Sequence[Level]) -> list[int]:
    """Return for each row the sheet row of the nearest one above it of a higher level.

    A total of a part ends it; what only takes apart the money of a line does not.
    """
    above: list[tuple[int, Row]] = []
    found = []
    for row, level in zip(rows, levels, strict=True):
        if level is Level.RATA and not (MEAN.match(name := row.text("uraian")) or TOTAL_OF_TREE.match(name)):
            found.append(0)
            continue
        depth = level.depth
        while above and above[-1][0] >= depth and not (level is Level.UNIT and _nests(above[-1][1], row)):
            above.pop()
        found.append(above[-1][1].number if above and level is not Level.JUMLAH else 0)
        if not level.is_summary:  # no line stands under a total of a part
            above.append((depth, row))
    return found


def parents_below(rows: Sequence[Row], levels: Sequence[Level]) -> list[int]:
    """Return for each row the sheet row of the nearest one below it of a higher level."""
    return parents(rows[::-1], levels[::-1])[::-1]


def below_its_parts(rows: Sequence[Row], levels: Sequence[Level]) -> bool:
    """Return whether lines stand below their parts: the last is of the highest level, as sums show."""
    lines = [at for at, level in enumerate(levels) if level.in_tree]
    highest = min((levels[at].depth for at in lines), default=0)
    if not lines or levels[lines[0]].depth == highest or levels[lines[-1]].depth != highest:
        return False
    own, numbers = [rows[at] for at in lines], [rows[at].number for at in lines]
    above = parents_below(own, [levels[at] for at in lines])
    printed = {number: amounts(own[numbers.index(number)]) for number in {*above} - {0}}
    parts = {n: added([row for row, parent in zip(own, above, strict=True) if parent == n]) for n in printed}
    told = [number for number, money in printed.items() if money and parts[number]]
    return bool(told) and all(parts[number] == printed[number] for number in told)


def said_again(rows: Sequence[Row], levels: Sequence[Level]) -> list[int]:
    """Return the lines that say money that others say, too: by kind of spending, and once more by programme.

    The highest lines with money fall into runs each of which comes to the printed total; of these one is the
    budget, the one that names programmes.
    """
    total = next((at for at in range(len(rows) - 1, -1, -1) if levels[at] is Level.JUMLAH), None)
    of_all = amounts(rows[total]) if total is not None else ()
    tops = [*_highest_with_money(rows, levels)] if any(of_all) else []
    summed = added([rows[at] for at in tops]) if tops else ()
    if summed in {(), of_all}:
        again = _said_at_the_end(rows, levels, of_all) if summed and len(tops) > 1 else []
        return [] if set(tops) <= set(again) else again
    runs = _runs([amounts(rows[at]) for at in tops], of_all)
    if len(runs) <= 1 and sum(level.is_summary for level in levels) == 1:
        # levels that nothing tells may hide it, where no total of a part tells them
        tops = [at for at, row in enumerate(rows) if any(amounts(row)) and not levels[at].is_summary]
        runs = _runs([amounts(rows[at]) for at in tops], of_all)
    if len(runs) <= 1:
        return []
    ends = [*(tops[run.start] for run in runs[1:]), total or len(rows)]
    spans = [range(_with_head(rows, tops[run.start]), end) for run, end in zip(runs, ends, strict=True)]
    kept = next(
        (span for span in spans if any(levels[at].in_tree and _names_line(rows[at]) for at in span)), spans[0]
    )
    return [
        at
        for span in spans
        if span is not kept
        for at in span
        if at not in kept and not levels[at].is_summary
    ]


def _said_at_the_end(
    rows: Sequence[Row], levels: Sequence[Level], of_all: tuple[WholeOrFraction, ...]
) -> list[int]:
    """Return the last lines that come to the printed total, too, and name no line of a budget.

    Behind several programmes they would stand below the last of these, which has not as much.
    """
    found: list[int] = []
    for at in range(len(rows) - 1, -1, -1):
        if levels[at].is_summary or not amounts(rows[at]):
            continue
        if _names_line(rows[at]):
            return []
        found.append(at)
        money = added([rows[one] for one in found])
        if money == of_all:
            return found
        if not money or money[0] > of_all[0]:
            return []
    return []


def details(rows: Sequence[Row], levels: Sequence[Level]) -> list[int]:
    """Return the lines that only take apart the money of a line of their own level above them.

    They have no number, as it has: "- APBD", "- DAK" below a sub kegiatan come to it, and are none.
    """
    found: list[int] = []
    codes, numbers = said_in_columns(rows, ("kode", "text", ""), ("no", "text", ""))
    labels = [code or number for code, number in zip(codes, numbers, strict=True)]
    if all(labels) or not any(labels):
        return found
    for at, row in enumerate(rows):
        if not levels[at].in_tree or not labels[at]:
            continue
        end = at + 1
        while end < len(rows) and levels[end] is levels[at] and not labels[end]:
            end += 1
        if end - at > _FEWEST_DETAILS and any(amounts(row)) and added(rows[at + 1 : end]) == amounts(row):
            found += range(at + 1, end)
    return found


def spent_on(rows: Sequence[Row], codes: Sequence[str]) -> list[int]:
    """Return the lines that say by their accounts on what a sub kegiatan spends the money that it has.

    5.03.02.2.01.0005  Seleksi ASN     500
    5.1.02.01          Belanja Barang  200
    5.1.02.02          Belanja Jasa    300
    """
    if not any(map(_OF_PROGRAMME.match, codes)):
        return []
    found: list[int] = []
    for of_accounts, run in groupby(range(len(rows)), key=lambda at: bool(_ACCOUNT.fullmatch(codes[at]))):
        first, *others = run
        if of_accounts and (
            not first or added([rows[at] for at in (first, *others)]) != amounts(rows[first - 1])
        ):
            return []
        found += (first, *others) if of_accounts else ()
    return found


#: Accounts of spending, and codes of the nomenclature of programmes, whose bidang has two digits.
_ACCOUNT = re.compile(r"5\.\d(?:\.\d{2,4}){0,5}\.?")
_OF_PROGRAMME = re.compile(r"[\dX]\.[\dX]{2}\.\d{2}", re.IGNORECASE)
#: One line that has all the money of the line above is more likely a line of its own.
_FEWEST_DETAILS = 2


def _names_line(row: Row) -> bool:
    name = row.text("uraian").lower()
    return bool(row.text("kode")) or name.lstrip(" .-–•0123456789").startswith(("program", "kegiatan"))


def _with_head(rows: Sequence[Row], at: int) -> int:
    """Return the line from which on a run is told: heads without money stand above it."""
    while at > 0 and not amounts(rows[at - 1]):
        at -= 1
    return at


def _highest_with_money(rows: Sequence[Row], levels: Sequence[Level]) -> Iterator[int]:
    """Yield the lines with money that stand below none with money."""
    position, money = {row.number: at for at, row in enumerate(rows)}, all_amounts(rows)
    above = [position.get(number) for number in parents(rows, levels)]
    for at, level in enumerate(levels):
        if level.is_summary or not any(money[at]):
            continue
        one = above[at]
        while one is not None and not money[one]:
            one = above[one]
        if one is None:
            yield at


def _runs(money: Sequence[tuple[WholeOrFraction, ...]], total: tuple[WholeOrFraction, ...]) -> list[range]:
    """Return runs that each come to a total, together all; none where they do not."""
    found, first = [], 0
    for at in range(len(money)):
        if tuple(map(exact_sum, zip(*money[first : at + 1], strict=True))) == total:
            found.append(range(first, at + 1))
            first = at + 1
    return found if first == len(money) else []


def added(rows: Sequence[Row]) -> tuple[WholeOrFraction, ...]:
    """Return the sums of money of some lines, empty where one has none."""
    money = all_amounts(rows)
    return tuple(map(exact_sum, zip(*money, strict=True))) if all(money) else ()


def amounts(row: Row) -> tuple[WholeOrFraction, ...]:
    """Return the sums of money of a row, empty where one is missing."""
    found = [row.exact(key) for key in _MONEY if key in row.cells]
    known = [value for value in found if value is not None]
    return tuple(known) if len(known) == len(found) else ()


def all_amounts(rows: Sequence[Row]) -> list[tuple[WholeOrFraction, ...]]:
    """Return the same of many rows."""
    return amounts_in_columns(rows, _MONEY)


_MONEY = ("anggaran", "realisasi")


def _nests(above: Row, row: Row) -> bool:
    """Return whether a line above the programmes belongs to another: an urusan has bidang, by their codes.

    A unit without a code belongs to the bidang that has all its money.
    """
    outer, inner = (one.text("kode").strip(" .") or one.text("no").strip(" .") for one in (above, row))
    if outer and not inner:
        return bool(amounts(row)) and amounts(row) == amounts(above)
    return bool(outer) and inner.startswith(f"{outer}.")
