"""The data files of the library: TOML beside the modules that read it, words of offices in ``kata``."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["folder", "office_words", "packaged"]


@cache
def packaged(package: str, name: str, *, exact: bool = False) -> Mapping[str, Any]:
    """Return the content of a packaged TOML file; it is read once.

    Parameters
    ----------
    package : str
        Name of the package in which it lies, ``__package__`` for the reader's own.
    name : str
        Name of the file.
    exact : bool
        Whether numbers with a point are decimals and not floats.
    """
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(text, parse_float=Decimal if exact else float))


def folder(package: str, *, exact: bool = False) -> dict[str, Mapping[str, Any]]:
    """Return the contents of the packaged TOML files of a room, by name in order."""
    names = sorted(entry.name for entry in resources.files(package).iterdir())
    return {name: packaged(package, name, exact=exact) for name in names if name.endswith(".toml")}


def office_words(name: str) -> Mapping[str, Any]:
    """Return a vocabulary: words that offices use, as ``kata/README.md`` lists them.

    Examples
    --------
    >>> office_words("jawaban")["ya"][:2]
    ['ya', 'y']
    """
    return packaged("sakipcalc.text.kata", f"{name}.toml")
