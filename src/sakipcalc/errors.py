"""What can go wrong so badly that no result is possible; each error knows its place and a way out.

Bad data inside a readable workbook is not an error: it becomes a finding
(:mod:`sakipcalc.findings`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.places import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sakipcalc.bacaan import Bacaan
    from sakipcalc.messages import Lang

__all__ = ["ConflictError", "OutputError", "RuleError", "SakipError", "TableError", "WorkbookError"]


class SakipError(Exception):
    """The root of all errors of this library.

    Parameters
    ----------
    code : str
        Stable code of the error, a key of ``messages/errors.toml``.
    place : Place, optional
        Where it happened.
    **values
        What the sentence of the code names.

    Attributes
    ----------
    code, place, values
        As given; ``values`` is read-only.
    """

    def __init__(self, code: str, *, place: Place | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.place: Place = place or Place()
        self.values: Mapping[str, object] = MappingProxyType(values)

    def __str__(self) -> str:
        return self.message()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel between worker processes; the default would lose place and values.
        return _rebuild, (type(self), self.code, self.place, dict(self.values))

    def message(self, lang: Lang = "id") -> str:
        """Return what is wrong, and where, in one sentence of the language."""
        sentence = messages.text(f"errors.{self.code}", lang, **self._known(lang))
        return f"{messages.visible(str(self.place))}: {sentence}" if self.place.sheet else sentence

    def in_language(self, lang: Lang) -> str:
        """Return the message, for a sentence around it."""
        return self.message(lang)

    def hint(self, lang: Lang = "id") -> str:
        """Return what to do about it, or an empty text."""
        return messages.hint(f"errors.{self.code}", lang, **self._known(lang))

    def _known(self, lang: Lang) -> dict[str, object]:
        named = self.place.file or messages.text("words.this-file", lang)
        where = {"file": named, "sheet": self.place.sheet, "cell": self.place.cell}
        return where | dict(self.values)


def _rebuild(kind: type[SakipError], code: str, place: Place, values: dict[str, object]) -> SakipError:
    return kind(code, place=place, **values)


class WorkbookError(SakipError):
    """The file is no workbook, is broken or locked, or holds something that cannot be handled safely."""


class TableError(SakipError):
    """The workbook holds no annex table, or not the one that is needed."""

    @property
    def bacaan(self) -> tuple[Bacaan, ...]:
        """How each block of the workbook was understood: its best candidates and what was in doubt."""
        found: Any = self.values.get("bacaan", ())
        return tuple(found)


class RuleError(SakipError):
    """A rule, a scale or a method is not valid or not known."""


class ConflictError(SakipError):
    """A value to be written meets a different one, and the policy is to stop."""


class OutputError(SakipError):
    """The result cannot be written where it was asked for."""
