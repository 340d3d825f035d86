"""Regular expressions that are compiled when they are first used: of hundreds, a command needs some."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["pattern"]

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class _Later:
    """A regular expression that has not been used; from then on its methods are those of the compiled one."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self.flags = flags

    def __getattr__(self, name: str) -> Any:  # of what is not there yet
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""Return a pattern that stands in a module, as `re.compile` does, without compiling it yet.

    Examples
    --------
    >>> pattern(r"\d+").findall("3 dari 4")
    ['3', '4']
    """
    return cast("re.Pattern[AnyStr]", _Later(source, flags))
