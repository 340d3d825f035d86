"""The data files of the library: TOML beside the modules that read it, words of offices in ``kata``.

Python reads TOML slowly, and a command needs forty files of it. So they are packed into one file of JSON, a
line for each, by ``.ci/pack.py``. What counts is the TOML: a line counts only while it has its checksum.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

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
    toml = _room(package).joinpath(name).read_bytes()
    number = Decimal if exact else float
    line = _packed().get(f"{package}/{name} {crc32(toml)}")
    return MappingProxyType(json.loads(line, parse_float=number) if line else _parsed(toml, number))


def _parsed(toml: bytes, number: type[Decimal | float]) -> dict[str, Any]:
    import tomllib  # where a file was changed and not packed again

    return tomllib.loads(toml.decode(), parse_float=number)


@cache
def _packed() -> Mapping[str, str]:
    """Return the packed files as JSON, each under its name and its checksum."""
    lines = _room(__package__).joinpath("packed.json").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines)


@cache
def _room(package: str) -> Traversable:
    """Return the folder of a package; of one inside an archive what stands for it."""
    path = Path(*import_module(package).__path__)
    if path.is_dir():
        return path
    from importlib import resources  # which loads as much as reading all of them takes

    return resources.files(package)


def folder(package: str, *, exact: bool = False) -> dict[str, Mapping[str, Any]]:
    """Return the contents of the packaged TOML files of a room, by name in order."""
    names = sorted(entry.name for entry in _room(package).iterdir())
    return {name: packaged(package, name, exact=exact) for name in names if name.endswith(".toml")}


def office_words(name: str) -> Mapping[str, Any]:
    """Return a vocabulary: words that offices use, as ``kata/README.md`` lists them.

    Examples
    --------
    >>> office_words("jawaban")["ya"][:2]
    ['ya', 'y']
    """
    return packaged("sakipcalc.text.kata", f"{name}.toml")
