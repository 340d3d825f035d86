"""The sets that are measured, each a tally of right, asked, missing and wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...auditing.mutations.kinds import KINDS as MUTATIONS
from ...auditing.mutations.measure import plant
from . import given
from .evidence import FACTS
from .forget import forgetful
from .hand import HANDS
from .judge import Reading, judge
from .kinds import drawn, names
from .other_offices import blank_forms, foreign_forms, other_offices
from .others import NONE
from .plant import emptied, planted, refilled
from .speech import ForeignBench
from .truth import Area, Expected, Tally, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ...auditing.mutations.measure import Outcome

#: Kinds that have an error of their own.
FAULTY = ("3.2 angka jadi tanggal", "3.9 jumlah salah ketik")
#: Kinds in which a result stands alone, so that nothing contradicts a wrong one.
ALONE = ("3.8 program penunjang", "3.3 tanpa target", "3.7 persen saja")
#: One seed plants each sixth kind of error into the known units, six plant all.
_EVERY = 6
#: Findings that ask what a column is.
_QUESTIONS = ("kolom-mungkin ", "kolom-ditebak ")
#: A name and its verdicts.
Judged = tuple[str, list[Verdict]]
#: Kinds whose headings are replaced one by one, and from which words are dropped.
PLAIN_KINDS = (
    "3.2 polos", "3.3 tahun di atas ukuran", "3.4 akhir renstra", "2.1 rencana lima tahun", "3.7 dua kelompok",
    "3.9 kode rekening", "3.5 analisis", "3.8 program penunjang", "PK perjanjian kinerja", "2.3 target tahunan",
    "Triwulan target dan realisasi",
)  # fmt: skip


def foreign(seeds: range, only: str = "", **changes: Any) -> Iterator[Judged]:
    """Every kind of layout in the words of another hand."""
    for name in names():
        if name in (*NONE, *FACTS) or only not in name:
            continue
        for seed in seeds:
            yield name, judge(drawn(name, seed, **changes))


def looked_for(seeds: range, only: str = "") -> Iterator[Judged]:
    """Layouts in which polarity, targets and results stand somewhere else than in their column."""
    for name in FACTS:
        if only not in name:
            continue
        for seed in seeds:
            yield name, judge(drawn(name, seed))


def second(seeds: range, only: str = "") -> Iterator[Judged]:
    """Every kind of layout in the words of a second hand."""
    yield from foreign(seeds, only, hand=HANDS[1], plainness=0.0)


def usual(seeds: range, only: str = "") -> Iterator[Judged]:
    """Every kind of layout in the words that most offices use."""
    yield from foreign(seeds, only, plainness=1.0)


def one_heading(seeds: range, only: str = "") -> Iterator[Judged]:
    """Any one heading replaced by nonsense: what was right in the other columns stays right."""
    for name in PLAIN_KINDS:
        if only not in name:
            continue
        for seed in seeds:
            before = judge(drawn(name, seed, plainness=1.0))
            for at, heading in enumerate(drawn(name, seed, plainness=1.0).headings):
                after = judge(drawn(name, seed, plainness=1.0, odd=at))
                yield f"{name}: {heading!r} aneh", _still(before, after)


def changed(seeds: range, only: str = "") -> Iterator[Judged]:
    """Captions away, two columns swapped, sheets shuffled: what was right stays right."""
    for name in PLAIN_KINDS:
        if only not in name:
            continue
        for seed in seeds:
            before = judge(drawn(name, seed, plainness=1.0))
            for change in ("bare", "swapped", "shuffled"):
                after = judge(drawn(name, seed, plainness=1.0, **{change: True}))
                yield f"{name} {change}", _still(before, after)


def _still(before: list[Verdict], after: list[Verdict]) -> list[Verdict]:
    right = {_key(one.expected) for one in before if one.outcome == "right"}
    return [one for one in after if _key(one.expected) in right]


def _key(one: Expected) -> tuple[object, ...]:
    return one.area.sheet, one.row, one.accept, one.fact


def forgotten(seeds: range, only: str = "") -> Iterator[Judged]:
    """Three in ten of the reader's own words dropped: how much of what was right stays so."""
    for name in PLAIN_KINDS:
        if only not in name:
            continue
        for seed in seeds:
            drawing = drawn(name, seed, plainness=1.0)
            after = judge(drawing, Reading(drawing.data, forgetful(0.3, seed)))
            yield name, _still(judge(drawing), after)


def examples(_seeds: range, only: str = "") -> Iterator[Judged]:
    """The ten classes."""
    yield from ((one.kind, judge(one)) for one in given.examples() if only in one.kind)


def reports(_seeds: range, only: str = "", folder: Path | None = None) -> Iterator[Judged]:
    """Rebuilt public reports: their figures, and that nothing else is taken for a table."""
    for one in given.reports(folder):
        if only in one.kind:
            reading = Reading(one.data)
            unread = [area for area in one.optional if not reading.tables_in(area)]
            found = [
                v for v in judge(one, reading)
                if not isinstance(v.expected.value, str) and v.expected.area not in unread
            ]  # fmt: skip
            yield one.kind, [*found, *_strangers(one.strangers, reading)]


def elsewhere(_seeds: range, only: str = "") -> Iterator[Judged]:
    """Layouts of other offices, written down as they look."""
    for one in other_offices():
        if only in one.kind:
            reading = Reading(one.data)
            yield one.kind, [*judge(one, reading), *_strangers(one.strangers, reading)]


def forms(_seeds: range, only: str = "") -> Iterator[Judged]:
    """Forms of offices and applications, drawn before anybody looked at how they are read."""
    for one in foreign_forms():
        if only in one.kind:
            reading = Reading(one.data)
            yield one.kind, [*judge(one, reading), *_strangers(one.strangers, reading, asking=True)]


def blank(_seeds: range, only: str = "") -> Iterator[Judged]:
    """The same forms without their printed results, filled in again."""
    yield from ((one.kind, refilled(form, one)) for form, one in blank_forms() if only in one.kind)


def names_in_reports(_seeds: range, only: str = "") -> Iterator[Judged]:
    """Rebuilt public reports: names, units and words."""
    for one in given.reports():
        if only in one.kind:
            yield one.kind, [v for v in judge(one) if isinstance(v.expected.value, str)]


def headings(_seeds: range, only: str = "") -> Iterator[Judged]:
    """Headings of real forms: every needed column, and no other table."""
    yield from ((one.kind, judge(one)) for one in given.headings() if only in one.kind)


def applications(_seeds: range, only: str = "") -> Iterator[Judged]:
    """Headings of the tables that eighteen public e-SAKIP applications show, without a caption: every needed column."""
    yield from ((one.kind, judge(one)) for one in given.headings("kepala-aplikasi") if only in one.kind)


def none(seeds: range, only: str = "") -> Iterator[Judged]:
    """Forms that are no annex table."""
    for name in NONE:
        if only not in name:
            continue
        for seed in seeds:
            one = drawn(name, seed)
            yield name, _strangers(one.strangers, Reading(one.data))


def _strangers(areas: tuple[Area, ...], reading: Reading, *, asking: bool = False) -> list[Verdict]:
    """Return one verdict for each form that must not be taken for a table; where `asking` will do, not unasked."""
    found = []
    for area in areas:
        taken = reading.tables_in(area)
        expected = Expected(area=area, row=area.top, col=area.left, value=None, fact=("bukan tabel",))
        doubted = asking and any(sheet == area.sheet for sheet, _, _ in reading.doubts)
        outcome = "right" if not taken else "asked" if doubted else "wrong"
        found.append(Verdict(expected=expected, outcome=outcome, read=", ".join(taken)))
    return found


def errors(seeds: range, only: str = "") -> Iterator[Judged]:
    """Planted errors: found; and what an audit accuses besides them."""
    for name in names():
        if name in (*NONE, *FAULTY, *ALONE) or only not in name:
            continue
        for seed in seeds:
            yield name, planted(name, seed)


def mutations(seeds: range, only: str = "") -> Iterator[Judged]:
    """Every kind of error that is planted into the known units, under headings of another hand."""
    units = ("bogorejo", "dinas")
    for unit in units:
        found = Reading(ForeignBench(unit).draw()[0].data).findings
        yield f"{unit}: tuduhan", [_told(one.code, "wrong") for one in found if one.severity == "galat"]
    for number, mutation in enumerate(MUTATIONS):
        if only not in mutation.name or number % _EVERY not in range(min(len(seeds), _EVERY)):
            continue
        turns = (units[number % 2], units[1 - number % 2])
        outcome = next(filter(None, (plant(mutation, unit, 0, ForeignBench) for unit in turns)), None)
        if outcome:
            missed = "asked" if _asks_of_column(outcome) else "missing"
            yield mutation.name, [_told(mutation.name, "right" if outcome.found else missed)]


def _asks_of_column(outcome: Outcome) -> bool:
    """Return whether the reader asks what the column of the error is, so that nothing is said of its cells."""
    asked = {told.split(" ", 1)[1] for told in outcome.told if told.startswith(_QUESTIONS)}
    return any(_column(one) == _column(place) for one in asked for place in outcome.places)


def _column(place: str) -> str:
    return place.rstrip("0123456789")


def _told(text: str, outcome: str) -> Verdict:
    area = Area(sheet="", top=1, left=1, bottom=1, right=1)
    return Verdict(expected=Expected(area=area, row=1, col=1, value=None, fact=(text,)), outcome=outcome)


def filled(seeds: range, only: str = "") -> Iterator[Judged]:
    """Printed results taken out, and filled in again."""
    for name in names():
        if name in (*NONE, *FAULTY, *ALONE) or only not in name:
            continue
        for seed in seeds:
            yield name, emptied(name, seed)


SETS: dict[str, tuple[str, Callable[..., Iterator[Judged]]]] = {
    "a": ("kata dari tangan lain", foreign),
    "a0": ("kata yang lazim, bentuk asing", usual),
    "a2": ("kata dari tangan kedua", second),
    "b": ("satu judul diganti kata tanpa arti", one_heading),
    "c": ("30 % kata pembaca dihapus", forgotten),
    "d": ("sepuluh contoh", examples),
    "e": ("angka laporan publik", reports),
    "e1": ("kata di laporan publik", names_in_reports),
    "f": ("kepala formulir nyata", headings),
    "g": ("bukan tabel lampiran", none),
    "h": ("kesalahan yang ditanam", errors),
    "h2": ("kesalahan pada unit yang dikenal", mutations),
    "i": ("tanpa judul, lajur tukar, sheet acak", changed),
    "j": ("diisi dari yang kosong", filled),
    "k": ("fakta di tempat lain", looked_for),
    "l": ("kantor lain, ditulis tangan", elsewhere),
    "m": ("formulir asing", forms),
    "m2": ("formulir asing yang kosong, diisi", blank),
    "n": ("kepala tabel aplikasi e-SAKIP", applications),
}


def tallied(judged: Iterator[Judged]) -> dict[str, Tally]:
    """Return the tally of each kind of a set."""
    found: dict[str, Tally] = {}
    for name, verdicts in judged:
        found.setdefault(name, Tally()).add(verdicts)
    return found
