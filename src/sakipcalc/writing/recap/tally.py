"""Tally of a recap: all counts in one pass over the records."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sakipcalc.text.names import indicator_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sakipcalc.batch.outcome import Outcome, PlainRow, Record
    from sakipcalc.messages import Lang

__all__ = ["Labels", "Means", "RecapTally", "ranked", "tally"]


@dataclass(slots=True)
class Means:
    """A sum that is added to, and its mean; None of nothing."""

    total: float = 0.0
    count: int = 0

    def add(self, value: float | None) -> None:
        """Add a figure; a missing one does not count."""
        if value is not None:
            self.total += value
            self.count += 1

    @property
    def mean(self) -> float | None:
        """Mean of what was added."""
        return self.total / self.count if self.count else None


class Labels:
    """The kategori of a batch, told apart without case and spaces, the best first.

    Units may be judged by scales of their own; what comes first is the label whose indicators have the
    highest mean capaian.
    """

    def __init__(self) -> None:
        self._spelled: dict[str, str] = {}
        self._means: defaultdict[str, Means] = defaultdict(Means)

    def add(self, label: str, capaian: float | None) -> str:
        """Note a label; return it as it was spelled first."""
        key = "".join(label.split()).casefold()
        self._means[key].add(capaian)
        return self._spelled.setdefault(key, label)

    @property
    def ordered(self) -> tuple[str, ...]:
        """The labels, the best first."""
        keys = sorted(self._means, key=lambda key: -(self._means[key].mean or 0.0))
        return tuple(self._spelled[key] for key in keys)


@dataclass(slots=True, kw_only=True)
class RecapTally:
    """The counts of a batch.

    Parameters
    ----------
    units : list of dict
        The rows of the table of units, in the order of the batch; a unit is known by its place there.
    labels : Labels
        The kategori.
    indicators : dict of str to str
        Indicators by the name in which they are compared, as they were spelled first.
    cells : dict
        Capaian and kategori by unit and indicator.
    counts : Counter
        How many indicators have each kategori, by indicator and label; an empty label for none.
    years : dict
        Means of capaian by indicator and year.
    codes, units_with : Counter
        Findings by code and level, and in how many units each code is.
    failed : list of Outcome
        The workbooks that failed.
    """

    units: list[PlainRow] = field(default_factory=list)
    labels: Labels = field(default_factory=Labels)
    indicators: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[int, str], tuple[float | None, str]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    years: defaultdict[tuple[str, int], Means] = field(default_factory=lambda: defaultdict(Means))
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    units_with: Counter[str] = field(default_factory=Counter)
    failed: list[Outcome] = field(default_factory=list)

    def add(self, record: Record, lang: Lang = "id") -> None:
        """Count one workbook."""
        self.units.extend(record.rows("unit", lang))
        at = len(self.units) - 1
        if record.outcome.status == "gagal":
            self.failed.append(record.outcome)
        for row in record.capaian:
            self._add_measure(at, row)
        for row in record.tren:
            self.years[indicator_name(row["indikator"]), row["tahun"]].add(row["capaian"])
        for row in record.temuan:
            self.codes[row["kode"], row["tingkat"]] += 1
        self.units_with.update({row["kode"] for row in record.temuan})

    def _add_measure(self, at: int, row: PlainRow) -> None:
        key = indicator_name(row["indikator"])
        self.indicators.setdefault(key, row["indikator"])
        label = self.labels.add(row["kategori"], row["capaian"]) if row["kategori"] else ""
        self.cells.setdefault((at, key), (row["capaian"], label))
        self.counts[key, label] += 1

    @property
    def frequent(self) -> list[str]:
        """Indicators, those of most units first."""
        known: Counter[str] = Counter()
        for (key, _), n in self.counts.items():
            known[key] += n
        return [key for key, _ in known.most_common()]


def tally(records: Iterable[Record], lang: Lang = "id") -> RecapTally:
    """Return the counts of some records."""
    made = RecapTally()
    for record in records:
        made.add(record, lang)
    return made


def ranked(units: Sequence[Mapping[str, object]]) -> list[tuple[int | None, int]]:
    """Return rank and place of each unit that did not fail, the highest mean capaian first.

    Equal ones share a rank; a unit whose mean is not complete has none and comes last.

    Examples
    --------
    >>> rows = [{"status": "terisi", "capaian_kinerja": v} for v in (90.0, None, 95.0, 90.0)]
    >>> ranked(rows)
    [(1, 2), (2, 0), (2, 3), (None, 1)]
    """
    read = [at for at, row in enumerate(units) if row["status"] != "gagal"]
    value: dict[int, float | None] = {at: units[at]["capaian_kinerja"] for at in read}  # type: ignore[misc]  # a number
    order = sorted(read, key=lambda at: (value[at] is None, -(value[at] or 0.0)))
    ranks: list[tuple[int | None, int]] = []
    for place, at in enumerate(order):
        same = place and value[order[place - 1]] == value[at]
        ranks.append((None if value[at] is None else ranks[-1][0] if same else place + 1, at))
    return ranks
