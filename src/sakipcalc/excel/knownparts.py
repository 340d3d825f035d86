"""Parts that packages have in common, parsed once.

Of workbooks that have nothing in common but the program that saved them, half of the relationships and
themes are the same byte for byte; of those of one form nearly all are, and the styles. Sheets are not.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from sakipcalc.excel.xml import Node, checked_text, outline

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["made_of", "root_of"]

#: Bytes of a part that is kept.
_USUAL = 32 * 1024
_Made = TypeVar("_Made")


def root_of(data: bytes, part: str, count: Callable[[int], None]) -> Node:
    """Return the root of an XML part.

    Parameters
    ----------
    data : bytes
        The part.
    part : str
        Its name, for errors.
    count : callable
        Is told the number of elements, whether or not they are known.
    """
    if len(data) > _USUAL:
        return outline(checked_text(data, part), count=count)
    root, elements = _known_root(data, part)
    count(elements)
    return root


@lru_cache(maxsize=64)
def _known_root(data: bytes, part: str) -> tuple[Node, int]:
    """Return the root of a part and how many elements are in it; nothing of it ever changes."""
    counts: list[int] = []
    return outline(checked_text(data, part), count=counts.append), counts[-1]


def made_of(make: Callable[..., _Made], *given: Node | str | None) -> _Made:
    """Return what a function makes of roots; it is kept where these are."""
    is_usual = all(len(one.source) <= _USUAL for one in given if isinstance(one, Node))
    return _known_made(make, *given) if is_usual else make(*given)


@lru_cache(maxsize=64)
def _known_made(make: Callable[..., _Made], *given: Node | str | None) -> _Made:
    """Return what a function makes of roots that are kept."""
    return make(*given)
