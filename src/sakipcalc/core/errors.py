"""Errors with place and hint, and the lists of faults of files that users write."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.base.places import Place

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from sakipcalc.core.understanding import HeaderReading
    from sakipcalc.messages import Lang

__all__ = [
    "ConflictError",
    "FaultError",
    "FaultList",
    "FaultsError",
    "NoFileError",
    "NoTableError",
    "OutputError",
    "RuleError",
    "SakipError",
    "TableError",
    "WorkbookError",
    "nearest",
    "user_toml",
]


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

    def message(self, lang: Lang | None = None) -> str:
        """Return the error in one sentence of the language, with its place."""
        lang = messages.spoken(lang)
        sentence = self._unquoted(messages.text(f"errors.{self.code}", lang, **self._known(lang)), lang)
        return f"{messages.visible(str(self.place))}: {sentence}" if self.place.sheet else sentence

    def in_language(self, lang: Lang) -> str:
        """Return the message, for a sentence around it."""
        return self.message(lang)

    def hint(self, lang: Lang | None = None) -> str:
        """Return the advice on the error, or an empty text."""
        lang = messages.spoken(lang)
        return self._unquoted(messages.hint(f"errors.{self.code}", lang, **self._known(lang)), lang)

    def _unquoted(self, sentence: str, lang: Lang) -> str:
        """Return a sentence in which a file without a name stands without quotation marks."""
        if self.place.file:
            return sentence
        this = messages.text("words.this-file", lang)
        told = re.sub(rf"(?:berkas |the file )?“{this}”", this, sentence, flags=re.IGNORECASE)
        return told[:1].upper() + told[1:]

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
    def bacaan(self) -> tuple[HeaderReading, ...]:
        """The readings of the blocks of the workbook: their best candidates and what was in doubt."""
        found: Any = self.values.get("bacaan", ())
        return tuple(found)


class NoFileError(WorkbookError, FileNotFoundError):
    """There is no such file; a ``FileNotFoundError`` too, for those who catch what Python raises."""


class NoTableError(TableError, KeyError):
    """The workbook has no table of this name; a ``KeyError`` too, as of any mapping."""

    def __str__(self) -> str:
        # That of KeyError shows its argument, which is the code.
        return self.message()


class RuleError(SakipError):
    """A rule, a scale or a method is not valid or not known."""


class ConflictError(SakipError):
    """A value to be written meets a different one, and the policy is to stop."""


class OutputError(SakipError):
    """The result cannot be written where it was asked for."""


class FaultError(RuleError):
    """A fault at a path inside a file or list: ``values["path"]``, as ``rumus.rasio.satuan`` or ``[3]``."""

    def __str__(self) -> str:
        # A notebook shows no hint of its own, and the nearest spelling is one.
        return _told(self, "id")

    def message(self, lang: Lang | None = None) -> str:
        """Return the path and what is wrong there."""
        return f"{self.values['path']}: {super().message(lang)}"


class FaultsError(RuleError):
    """Several faults of one file, told together; :attr:`faults` has them one by one."""

    @property
    def faults(self) -> tuple[RuleError, ...]:
        """The faults in the order of the file."""
        faults = self.values["faults"]
        assert isinstance(faults, tuple)  # noqa: S101 -- FaultList makes it
        return faults

    def message(self, lang: Lang | None = None) -> str:
        """Return the faults as a list, one a line with what to do about it."""
        lang = messages.spoken(lang)
        code = "errors.several-faults" if self.place.file else "errors.several-faults-given"
        head = messages.text(code, lang, n=len(self.faults), file=self.place.file)
        return "\n".join([head, *(f"- {_told(fault, lang)}" for fault in self.faults)])


class FaultList:
    """Gathers the faults of one file, and raises them when all have been looked for.

    Examples
    --------
    >>> faults = FaultList("metode.toml")
    >>> faults.add("key-unknown", "lantay", known=("lantai",), nearest="lantai")
    >>> faults.raise_any()  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    sakipcalc.core.errors.FaultError: lantay: Nama ini tidak dikenal. ... Ejaan terdekat: lantai.
    """

    def __init__(self, file: str = "") -> None:
        self._place = Place(file=file)
        self._faults: list[RuleError] = []

    def add(self, code: str, path: str, **values: object) -> None:
        """Note a fault at a path inside the file, such as ``rumus.rasio.satuan``."""
        self._faults.append(FaultError(code, place=self._place, path=path, **values))

    def keep(self, error: RuleError) -> None:
        """Note a fault that a deeper reader has raised."""
        self._faults.extend(error.faults if isinstance(error, FaultsError) else [error])

    def keep_at(self, error: RuleError, path: str) -> None:
        """Note a fault of a deeper reader, which did not know the file, at its path."""
        faults = error.faults if isinstance(error, FaultsError) else [error]
        self._faults.extend(
            FaultError(fault.code, place=self._place, **{**fault.values, "path": path}) for fault in faults
        )

    def keep_as(self, error: RuleError, names: Mapping[str, str]) -> None:
        """Note the faults of values of this file, each under the name that the file has for its key."""
        for fault in error.faults if isinstance(error, FaultsError) else (error,):
            if fault.place.file:
                # It lies in another file, which this one names.
                self._faults.append(fault)
                continue
            key, dot, rest = str(fault.values["path"]).partition(".")
            self.keep_at(fault, f"{names.get(key, key)}{dot}{rest}")

    def unknown_keys(self, keys: Iterable[str], known: Iterable[str], path: str = "") -> None:
        """Note each key that is not known, with the known ones and the nearest spelling."""
        names = tuple(known)
        for key in keys:
            if key not in names:
                self.add("key-unknown", f"{path}.{key}".lstrip("."), known=names, nearest=nearest(key, names))

    def raise_any(self) -> None:
        """Raise what was noted: one fault as itself, several as :class:`FaultsError`.

        Raises
        ------
        RuleError
            When any fault was noted.
        """
        if len(self._faults) == 1:
            raise self._faults[0]
        if self._faults:
            raise FaultsError("several-faults", place=self._place, faults=tuple(self._faults))


def _told(fault: RuleError, lang: Lang) -> str:
    return " ".join(filter(None, (fault.message(lang), fault.hint(lang))))


def nearest(word: object, known: Iterable[str], least: float = 0.0) -> str:
    """Return the known word that a misspelt one comes nearest to, whatever its case; empty without any.

    Where that is asked of any word, `least` says how alike they must be, up to 1.

    Examples
    --------
    >>> nearest("lantay", ["batas", "lantai"])
    'lantai'
    """
    from difflib import get_close_matches  # where a word is not known

    spelt = {name.lower(): name for name in known}
    return next((spelt[one] for one in get_close_matches(str(word).lower(), spelt, n=1, cutoff=least)), "")


def user_toml(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the content of a user's TOML file; numbers with a point are exact.

    Raises
    ------
    RuleError
        ``rules-unreadable`` or ``rules-not-toml``.
    """
    import tomllib  # which a command without such a file need not load

    path = Path(path)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError) as error:
        place = Place(path.name)
        raise RuleError("rules-unreadable", place=place, path=str(path), reason=str(error)) from error
    except tomllib.TOMLDecodeError as error:
        place = Place(path.name)
        raise FaultError("rules-not-toml", place=place, path=path.name, reason=str(error)) from error
