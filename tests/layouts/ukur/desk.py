"""The desk at which an office draws its annex: sheets, captions, notes; tables are put down one after another."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .. import arithmetic as count
from ..page import Page, write
from .hand import HANDS, ROMAN, Hand
from .office import office
from .table import Col, Drawn, Line, Manner, draw_table
from .truth import Area, Drawing, Expected

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from ..arithmetic import Value
    from .office import Indicator

_BOLD = {"bold": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is done to a workbook besides its kind and its seed.

    Parameters
    ----------
    plainness : float, optional
        Share of headings in the usual words; left to the office without it.
    hand : str
        The word file.
    odd : int, optional
        Number of the heading that is replaced by nonsense.
    bare : bool
        No captions.
    swapped : bool
        Two neighbouring columns change places.
    shuffled : bool
        The sheets stand in another order.
    """

    plainness: float | None = None
    hand: str = HANDS[0]
    odd: int | None = None
    bare: bool = False
    swapped: bool = False
    shuffled: bool = False


class Desk:
    """One office at work on one workbook; everything follows from the kind and the seed."""

    def __init__(self, kind: str, seed: int | str, changes: Changes) -> None:
        self.kind, self.seed = kind, str(seed)
        self.rng = random.Random(f"{kind} {seed}")  # noqa: S311 -- figures for a drawing, no secret
        self.hand = Hand(self.rng, changes.plainness, changes.hand)
        self.changes = changes
        self.headings: list[str] = []
        self.office = office(f"{kind} {seed}")
        self.manner = self._manner()
        self.pages: list[Page] = []
        self.expected: list[Expected] = []
        self.strangers: list[Area] = []
        self.number = self.rng.randint(1, 4)
        self._form = self.rng.choice(self.hand.words["nomor"]["bentuk"])
        self.covered = self.rng.random() < 0.8

    def _manner(self) -> Manner:
        draw = self.rng.choice
        return Manner(
            merged=self.rng.random() < 0.75, numbers=draw(("", "", "", "1", "(1)")),
            labels=draw(("gabung", "ulang", "sekali")), figures=draw(("bilangan", "bilangan", "teks")),
            percent=draw(("bilangan", "bilangan", "teks", "pecahan")), money=draw(("bilangan", "bilangan", "teks", "rp")),
            empty=draw(("", "", "-", "–")), across_merged=self.rng.random() < 0.6,
        )  # fmt: skip

    def page(self, name: str = "") -> Page:
        """Add a sheet."""
        chosen = name or self.rng.choice(
            (f"Sheet{len(self.pages) + 1}", f"Bab III.{len(self.pages) + 1}", f"Lamp {len(self.pages) + 1}")
        )
        self.pages.append(Page(name=chosen, next_row=self.rng.choice((0, 0, 1, 3))))
        return self.pages[-1]

    def caption(self, page: Page, key: str, **values: object) -> None:
        """Write number and title of a table above it."""
        office, listed = self.office, _listed(self.office.years, self.rng)
        known = {
            "tahun": office.year,
            "unit": office.name,
            "awal": office.plan[0],
            "akhir": office.plan[-1],
            "daftar": listed,
        }
        title = self.hand.word("judul", key, **(known | values))
        shown = self._form.format(n=self.number, bab=3, romawi_bab="III", romawi=ROMAN[self.number])
        self.number += 1
        lines = self.rng.choice(([f"{shown} {title}"], [shown, title], [f"{shown}. {title}"], [title]))
        for text in lines if not self.changes.bare else ():
            page.put(page.next_row, self.left, text, _BOLD)
            page.next_row += 1
        page.next_row += self.rng.choice((0, 1))

    @property
    def left(self) -> int:
        """The column at which tables begin."""
        return 0 if self.manner.merged else 1

    def table(self, page: Page, cols: Sequence[Col], lines: Sequence[Line], **changes: object) -> Drawn:
        """Put a table down below what stands on the sheet."""
        left = changes.pop("left", None)
        row = changes.pop("row", None)
        manner = replace(self.manner, **changes)
        at = (page.next_row if row is None else row, self.left if left is None else left)
        cols = self._swapped(cols) if self.changes.swapped else cols
        drawn = draw_table(page, at, self._with_oddity(cols), lines, manner)
        self.expected += drawn.expected
        page.next_row = max(page.next_row, drawn.below + self.rng.choice((1, 2, 3)))
        return drawn

    def _swapped(self, cols: Sequence[Col]) -> list[Col]:
        """Let two neighbours with headings of one level change places."""
        made = list(cols)
        pairs = [n for n in range(len(made) - 1) if len(made[n].path) == len(made[n + 1].path) == 1]
        if pairs:
            at = random.Random(f"{self.seed} {len(self.headings)}").choice(pairs)  # noqa: S311
            made[at : at + 2] = made[at + 1], made[at]
        return made

    def _with_oddity(self, cols: Sequence[Col]) -> list[Col]:
        """Replace the heading that is to say nothing; what stands under it need not be read."""
        made = list(cols)
        prefixes = dict.fromkeys(col.path[: n + 1] for col in cols for n in range(len(col.path)))
        for prefix in prefixes:
            if len(self.headings) == self.changes.odd:
                last = len(prefix) - 1
                nonsense = self.hand.words["aneh"]["judul"][
                    len(self.headings) % len(self.hand.words["aneh"]["judul"])
                ]
                made = [
                    replace(col, path=(*prefix[:last], nonsense, *col.path[last + 1 :]), accept=(), key=col.key, mute=True)
                    if col.path[: last + 1] == prefix else col
                    for col in made
                ]  # fmt: skip
            self.headings.append(" > ".join(prefix))
        return made

    def state(self, path: tuple[str, ...], value: Value, *, area: Area, row: int, col: int) -> None:
        """Note a fact that the workbook states at a cell (from 1)."""
        self.expected.append(Expected(area=area, row=row, col=col, value=value, fact=path))

    def area_of(self, page: Page) -> Area:
        """Return the area that is written on a sheet."""
        rows, cols = zip(*page.cells, strict=True)
        return Area(
            sheet=page.name, top=min(rows) + 1, left=min(cols) + 1, bottom=max(rows) + 1, right=max(cols) + 1
        )

    def note(self, page: Page, text: str = "") -> None:
        """Write a note below a table."""
        said = text or self.hand.word("teks", "catatan", unit=self.office.name, tahun=self.office.year)
        page.put(page.next_row - 1, self.left, said, {"italic": True})
        page.next_row += 2

    def strange(self, cols: Sequence[Col], *, most: int = 2) -> list[Col]:
        """Add columns of the office's own among others, never before the second."""
        made = list(cols)
        for _ in range(self.rng.randint(0, most)):
            own = self.own_column()
            free = [
                n
                for n in range(2, len(made) + 1)
                if n == len(made) or len(made[n].path) == 1 or made[n].path[0] != made[n - 1].path[0]
            ]
            made.insert(self.rng.choice(free), own)
        return made

    def own_column(self) -> Col:
        """Return a column of the office's own."""
        name, texts = self.hand.own_column()
        return Col(key=f"asing {name}", path=(name,), texts=tuple(texts))

    def filled(self, cols: Sequence[Col], lines: Sequence[Line]) -> list[Line]:
        """Give the office's own columns their texts, but for lines across and totals."""
        return [
            line if line.across or line.values.get("jumlah") else replace(line, values={**line.values, **self._own(cols)})
            for line in lines
        ]  # fmt: skip

    def _own(self, cols: Sequence[Col]) -> dict[str, str]:
        return {col.key: self.rng.choice(col.texts) for col in cols if col.texts}

    def shuffled(self, cols: Sequence[Col]) -> list[Col]:
        """Return columns in another order: labels stay in front, groups together."""
        made = list(cols)
        if self.rng.random() < 0.6:
            return made
        fixed = [
            c
            for c in made
            if c.kind not in {"angka", "persen", "cacah", "uang"}
            and c.key in {"no", "sasaran", "indikator", "uraian", "kode"}
        ]
        blocks: list[list[Col]] = []
        for col in made:
            if col in fixed:
                continue
            if blocks and len(col.path) > 1 and blocks[-1][-1].path[0] == col.path[0]:
                blocks[-1].append(col)
            else:
                blocks.append([col])
        self.rng.shuffle(blocks)
        return [*fixed, *(col for block in blocks for col in block)]

    def rounded(self, value: Fraction) -> Fraction:
        """Return a computed figure as the office prints it."""
        return count.half_up(value, self.manner.decimals)

    def achieved(self, one: Indicator, year: int | None = None) -> Fraction:
        """Return the printed capaian of an indicator."""
        return self.rounded(one.achieved(year or self.office.year))

    def done(self, *, cover: bool = True) -> Drawing:
        """Write the workbook."""
        front = [self._front()] if cover and self.covered else []
        return Drawing(
            kind=self.kind, seed=self.seed, data=write(self._ordered([*front, *self.pages])), expected=tuple(self.expected),
            strangers=tuple(self.strangers), headings=tuple(self.headings),
        )  # fmt: skip

    def _ordered(self, pages: list[Page]) -> list[Page]:
        if self.changes.shuffled:
            random.Random(self.seed).shuffle(pages)  # noqa: S311
        return pages

    def _front(self) -> Page:
        page = Page(name=self.rng.choice(("Sampul", "Cover", "Depan")))
        office = self.office
        title = self.rng.choice(
            (
                "LAPORAN KINERJA INSTANSI PEMERINTAH",
                "LAPORAN KINERJA",
                "LKjIP",
                "LAPORAN AKUNTABILITAS KINERJA",
            )
        )
        year = self.rng.choice(
            (f"TAHUN {office.year}", f"TAHUN ANGGARAN {office.year}", f"TA {office.year}", f"{office.year}")
        )
        for row, text in enumerate(
            (title, office.name.upper(), f"PEMERINTAH {office.region.upper()}", year), 2
        ):
            page.put(row, 1, text, _BOLD)
        return page


def _listed(years: tuple[int, ...], rng: random.Random) -> str:
    """Return years as a caption lists them."""
    if len(years) == 1:
        return str(years[0])
    head, last = ", ".join(map(str, years[:-1])), years[-1]
    return rng.choice(
        (f"{years[0]}-{last}", f"{head} dan {last}", f"{years[0]} s.d. {last}", f"{years[0]} – {last}")
    )
