"""The choices that hold for every workbook of a batch, as they travel to the workers."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakipcalc import __version__
from sakipcalc.batch import storage
from sakipcalc.files import vocabulary_of
from sakipcalc.tables import contents_of

if TYPE_CHECKING:
    from sakipcalc.files import Sinonim, TabelTambahan
    from sakipcalc.filling import OnConflict
    from sakipcalc.messages import Lang
    from sakipcalc.methods import Metode
    from sakipcalc.ooxml import Limits

__all__ = ["Options"]

#: Choices that do not change what is written.
_OF_THE_RUN = frozenset({"overwrite", "resume", "timeout", "limits", "sidik"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Options:
    """How each workbook is filled; the parameters are those of :func:`sakipcalc.fill_many`.

    Attributes
    ----------
    sidik : str
        Digest of everything that decides what is written beside the input: choices, the contents of the files
        that they name, and the version of the library. Two options with one digest are equal.

    Raises
    ------
    RuleError
        When the synonyms or the tables cannot be read, or something in them is wrong.
    WorkbookError
        When the template or the data cannot be read.
    """

    template: str = ""
    data: str = ""
    metode: Metode | None = None
    on_conflict: OnConflict = "keep"
    formulas: bool = True
    temuan: bool = False
    sinonim: Sinonim | None = None
    tabel: TabelTambahan | None = None
    lang: Lang = "id"
    overwrite: bool = False
    resume: bool = False
    timeout: float | None = None
    limits: Limits | None = None
    sidik: str = field(init=False, default="")

    def __post_init__(self) -> None:
        vocabulary_of(
            self.sinonim, self.tabel
        )  # what is wrong with it is said once, and not for every workbook
        # A worker may be in another folder, or on another machine.
        if self.metode is not None and self.metode.aturan:
            rules = storage.absolute(self.metode.aturan)
            object.__setattr__(self, "metode", self.metode.replace(aturan=rules))
        if self.sinonim is not None and not isinstance(self.sinonim, Mapping):
            text = Path(os.fspath(self.sinonim)).read_text("utf-8")
            object.__setattr__(self, "sinonim", tomllib.loads(text))
        if self.tabel is not None:
            object.__setattr__(self, "tabel", contents_of(self.tabel))
        object.__setattr__(self, "sidik", self._digest())

    def _digest(self) -> str:
        chosen = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _OF_THE_RUN}
        told = {name: _told(name, value, self.limits) for name, value in chosen.items()}
        text = json.dumps({"version": __version__, **told}, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Options) and self.sidik == other.sidik

    def __hash__(self) -> int:
        return hash(self.sidik)


def _told(name: str, value: Any, limits: Limits | None) -> Any:
    """Return a choice as plain data; of a file its content."""
    if name == "metode" and value is not None:
        rules = value.aturan and storage.digest(Path(value.aturan).read_bytes())
        return {**value.as_dict(), "aturan": rules}
    if name in {"template", "data"} and value:
        return storage.digest(storage.read(value, limits))
    return value
