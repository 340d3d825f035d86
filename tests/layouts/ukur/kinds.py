"""The kinds of layouts by name; each is a function that draws one workbook at a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .desk import Changes, Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from .truth import Drawing

    Kind = Callable[[Desk], None]

KINDS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Kind], Kind]:
    """Enter a function under the name of the kind that it draws."""

    def entered(draw: Kind) -> Kind:
        KINDS[name] = draw
        return draw

    return entered


def names() -> list[str]:
    """Return the names of all kinds."""
    from . import budget, efficiency, evidence, measurement, odd, others, whole, years  # noqa: F401 -- they enter their kinds

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
