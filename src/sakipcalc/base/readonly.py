"""Read-only mappings that travel: what the library hands out can be pickled and copied.

Python can do neither with a ``MappingProxyType``, though it is no more than a view of a dictionary. Who keeps
results in a cache, or hands them to another process, would meet that in every report and every scale.
"""

from __future__ import annotations

import copyreg
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["let_mappings_travel"]


def let_mappings_travel() -> None:
    """Teach ``pickle`` and ``copy`` to make a read-only mapping again from what it holds.

    Examples
    --------
    >>> import copy
    >>> let_mappings_travel()
    >>> copy.deepcopy(MappingProxyType({"a": [1]}))
    mappingproxy({'a': [1]})
    """
    copyreg.pickle(MappingProxyType, _parts)


def _parts(
    mapping: MappingProxyType[Any, Any],
) -> tuple[Callable[..., MappingProxyType[Any, Any]], tuple[Any, ...]]:
    return _made, (dict(mapping),)


def _made(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)
