"""What is worked out of short texts is remembered: the units of a kabupaten share headings, names and words.

Long texts are not kept, so that the memory of a process stays small whatever workbooks it meets.
"""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sakipcalc.allowance import spend

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["remembered"]

#: Texts that are longer are not remembered.
_LONGEST = 400
_P = ParamSpec("_P")
_T = TypeVar("_T")


def remembered(
    times: int,
) -> Callable[[Callable[Concatenate[str, _P], _T]], Callable[Concatenate[str, _P], _T]]:
    """Remember what a function of a text, or of two, gives for its last so many short ones.

    Parameters
    ----------
    times : int
        How many.

    Examples
    --------
    >>> @remembered(2)
    ... def shout(text):
    ...     print("working")
    ...     return text.upper()
    >>> shout("ya"), shout("ya")
    working
    ('YA', 'YA')
    """

    def decorate(function: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
        @lru_cache(maxsize=times)
        def known(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            spend()
            return function(text, *args, **kwargs)

        @wraps(function)
        def call(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            other = args[0] if args else ""
            if len(text) > _LONGEST or (isinstance(other, str) and len(other) > _LONGEST):
                return function(text, *args, **kwargs)
            return known(text, *args, **kwargs)  # type: ignore[arg-type]  # the texts and settings given hash

        return call

    return decorate
