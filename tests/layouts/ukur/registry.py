"""The kinds of layouts by name; each is a function that draws one workbook at a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .desk import Desk

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


def drawn(name: str, seed: int | str, *, nonsense: float = 0.0, slips: float = 0.04) -> Drawing:
    """Draw the workbook of a kind and a seed, always the same."""
    desk = Desk(name, seed, nonsense=nonsense, slips=slips)
    KINDS[name](desk)
    return desk.done()
