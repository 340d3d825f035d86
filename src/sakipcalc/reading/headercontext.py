"""The surroundings of a header: captions, number, name of the sheet, year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sakipcalc.tables.normalise import normalise
from sakipcalc.text.dates import without_ranges, years

__all__ = ["HeaderContext"]

#: What was reached, and not what is planned to be done for it.
_RESULTS = re.compile(
    r"\brealisasi\b|^(?!.*\b(?:rencana|renaksi)\b).*\b(?:capaian|pencapaian|hasil|evaluasi|pengukuran)\b"
)
_NUMBER = re.compile(r"(?<![\d.])(\d[.-]\d{1,2})(?![\d.])")


@dataclass(frozen=True, kw_only=True)  # without slots, to keep what is worked out once
class HeaderContext:
    """Context of a header: lines that name it, all such lines before it, the name of the sheet."""

    caption: tuple[str, ...]
    earlier: tuple[str, ...]
    sheet: str

    @cached_property
    def text(self) -> str:
        """Lines that name the table and the name of the sheet, normalised."""
        return normalise(" ".join((*self.caption, self.sheet)))

    @cached_property
    def tells_results(self) -> bool:
        """Whether they say that the table tells what was reached, and not only what is planned."""
        return _RESULTS.search(self.text) is not None

    @cached_property
    def number(self) -> str:
        """Number of the table as caption or sheet name have it, or an empty text."""
        found = _NUMBER.search(" ".join((*self.caption, self.sheet)))
        return found.group(1).replace("-", ".") if found else ""

    @cached_property
    def all_text(self) -> str:
        """All captions of the sheet and its name, normalised."""
        return normalise(" ".join((*self.earlier, *self.caption, self.sheet)))

    @cached_property
    def years(self) -> frozenset[int]:
        """Years that the caption names, but for those of a plan."""
        return frozenset([year for line in self.caption for year in years(without_ranges(line))])

    @property
    def year(self) -> int | None:
        """The last year that the caption names, but for those of a plan."""
        return max(self.years, default=None)
