"""The choices of the user of a page or of another program, read from JSON and checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args

import sakipcalc as sc
from sakipcalc import messages

if TYPE_CHECKING:
    from sakipcalc import Metode
    from sakipcalc.messages import Lang

__all__ = ["Choices"]

ConflictChoice = Literal["keep", "replace", "error"]
PaperSize = Literal["A4", "F4"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The choices of the user.

    Parameters
    ----------
    lang : {"id", "en"}
        Language of the sentences.
    metode : mapping of str to object
        Choices of method by their names; without any those of the workbook hold.
    on_conflict : {"keep", "replace", "error"}
        What happens to a typed value that differs from the derived one.
    formulas, temuan : bool
        Live formulas or plain values; whether a sheet with the findings is added.
    answers : mapping of str to str
        Answers to what the reader asks about the workbook, by their keys.
    password : str, optional
        Opens a workbook that is encrypted.
    tahun : int
        Year of a template.
    nama, kabupaten : str, optional
        Unit and region of a template.
    ukuran : {"A4", "F4"}
        Its paper.
    """

    lang: Lang = "id"
    metode: Mapping[str, Any] = field(default_factory=dict)
    on_conflict: ConflictChoice = "keep"
    formulas: bool = True
    temuan: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    password: str | None = None
    tahun: int = 2025
    nama: str | None = None
    kabupaten: str | None = None
    ukuran: PaperSize = "A4"

    def __post_init__(self) -> None:
        known = (
            ("lang", messages.LANGUAGES), ("on_conflict", get_args(ConflictChoice)),
            ("ukuran", get_args(PaperSize)), ("formulas", (True, False)), ("temuan", (True, False)),
        )  # fmt: skip
        for name, allowed in known:
            if getattr(self, name) not in allowed:
                raise sc.RuleError("choice-unknown", value=str(getattr(self, name)), known=allowed)
        for name, kinds in _KINDS.items():
            if not isinstance(getattr(self, name), kinds):
                raise sc.RuleError("choice-of-wrong-kind", name=name, value=str(getattr(self, name)))

    @classmethod
    def from_json(cls, text: str) -> Choices:
        """Read a JSON object; names that are not known are passed over, for pages older than the library.

        Raises
        ------
        RuleError
            ``choices-no-object`` for a text that holds none, ``choice-unknown`` and ``choice-of-wrong-kind``.
        """
        try:
            given = json.loads(text or "{}")
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise sc.RuleError("choices-no-object")
        names = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in given.items() if name in names and value is not None})

    @property
    def method(self) -> Metode | None:
        """The choices of method; None leaves them to the workbook."""
        chosen = {name: value for name, value in self.metode.items() if value not in (None, "")}
        return sc.Metode.from_mapping(chosen, trusted=False) if chosen else None


#: What the other choices are.
_KINDS: Mapping[str, type | UnionType] = MappingProxyType({
    "metode": Mapping, "answers": Mapping, "password": str | None, "tahun": int, "nama": str | None,
    "kabupaten": str | None,
})  # fmt: skip
