"""The choices that hold for every workbook of a batch, as they travel to the workers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakipcalc.batch import storage
from sakipcalc.faults import user_toml
from sakipcalc.files import vocabulary_of
from sakipcalc.filling import FillOptions
from sakipcalc.tables import contents_of
from sakipcalc.version import __version__

if TYPE_CHECKING:
    from sakipcalc.methods import Metode
    from sakipcalc.tables import Sinonim

__all__ = ["Options"]

#: Choices of filling that do not change what is written.
_OF_THE_RUN = frozenset({"overwrite", "limits"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Options:
    """How each workbook is filled, and how the batch goes on; see :func:`sakipcalc.fill_many`.

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

    fill: FillOptions = field(default_factory=FillOptions)
    template: str = ""
    data: str = ""
    resume: bool = False
    timeout: float | None = None
    sidik: str = field(init=False, default="")

    def __post_init__(self) -> None:
        # What is wrong with them is said once, and not for every workbook.
        vocabulary_of(self.fill.sinonim, self.fill.tabel)
        # A worker may be in another folder, or on another machine.
        told = replace(
            self.fill,
            metode=_anywhere(self.fill.metode),
            sinonim=_read(self.fill.sinonim),
            tabel=None if self.fill.tabel is None else contents_of(self.fill.tabel),
        )
        object.__setattr__(self, "fill", told)
        object.__setattr__(self, "sidik", self._digest())

    def _digest(self) -> str:
        chosen = {name: value for name, value in self.fill.keywords().items() if name not in _OF_THE_RUN}
        chosen["metode"] = _plain(self.fill.metode)
        for name in ("template", "data"):
            path = getattr(self, name)
            chosen[name] = path and storage.digest(storage.read(path, self.fill.limits))
        text = json.dumps({"version": __version__, **chosen}, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Options) and self.sidik == other.sidik

    def __hash__(self) -> int:
        return hash(self.sidik)


def _anywhere(metode: Metode | None) -> Metode | None:
    """Return choices whose rule file is named by its whole path."""
    if metode is None or not metode.aturan:
        return metode
    return metode.replace(aturan=storage.absolute(metode.aturan))


def _read(sinonim: Sinonim | None) -> Mapping[str, Any] | None:
    """Return synonyms as what their file holds."""
    if sinonim is None or isinstance(sinonim, Mapping):
        return sinonim
    return user_toml(sinonim)


def _plain(metode: Metode | None) -> dict[str, Any] | None:
    """Return choices as plain data; of a rule file its content."""
    if metode is None:
        return None
    rules = metode.aturan and storage.digest(Path(metode.aturan).read_bytes())
    return {**metode.as_dict(), "aturan": rules}
