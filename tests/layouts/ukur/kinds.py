"""The kinds of layouts by name; each is a function that draws one workbook at a desk."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .desk import Changes, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from .truth import Drawing

    Kind = Callable[[Desk], None]

#: Modules that enter kinds.
_MODULES = (
    "measurement", "measurement_rows", "years", "budget", "budget_heads", "efficiency", "odd", "whole", "evidence", "others",
)  # fmt: skip
KINDS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Kind], Kind]:
    """Enter a function under the name of the kind that it draws."""

    def entered(draw: Kind) -> Kind:
        KINDS[name] = draw
        return draw

    return entered


def names() -> list[str]:
    """Return the names of all kinds."""
    for module in _MODULES:
        import_module(f".{module}", __package__)
    return list(KINDS)


def at_desk(name: str, seed: int | str, **changes: Any) -> Desk:
    """Draw the workbook of a kind and a seed with some `Changes`, always the same, and leave it on the desk."""
    names()
    desk = Desk(name, seed, Changes(**changes))
    KINDS[name](desk)
    return desk


def drawn(name: str, seed: int | str, **changes: Any) -> Drawing:
    """Return the workbook of a kind and a seed, see `at_desk`."""
    return at_desk(name, seed, **changes).done()
