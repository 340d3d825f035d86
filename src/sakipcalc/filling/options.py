"""The choices of filling, as one value."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.excel import Limits
    from sakipcalc.filling.plan import OnConflict
    from sakipcalc.messages import Lang
    from sakipcalc.rulebook.methods import Metode
    from sakipcalc.tables import GivenTables, Synonyms

__all__ = ["FillOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillOptions:
    """Options of filling one workbook, or each of many.

    Parameters
    ----------
    metode, on_conflict, formulas, temuan, pengaturan, overwrite, sinonim, tabel, jawab, limits, lang
        As in :func:`sakipcalc.fill`.
    """

    metode: Metode | None = None
    on_conflict: OnConflict = "keep"
    formulas: bool = True
    temuan: bool = False
    pengaturan: bool = False
    overwrite: bool = False
    sinonim: Synonyms | None = None
    tabel: GivenTables | None = None
    jawab: Mapping[str, object] | None = None
    limits: Limits | None = None
    lang: Lang = "id"

    @property
    def answers(self) -> dict[str, object]:
        """Answers to what the reader asks: of the Metode, and those given, which count more."""
        return {**(self.metode.jawab if self.metode else {}), **(self.jawab or {})}

    def keywords(self) -> dict[str, Any]:
        """Return the choices by the names of the parameters."""
        return {one.name: getattr(self, one.name) for one in fields(self)}
