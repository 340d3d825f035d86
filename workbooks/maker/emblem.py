"""A neutral emblem for the letterhead: a shield, a star, two ears of rice. It is nobody's coat of arms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (104, 128)
_SCALE = 4  # drawn large and reduced, so that edges come out smooth
_GREEN, _GOLD, _LINE = "#2E7D4F", "#E0A526", "#1F3B2D"


def draw_emblem() -> Image.Image:
    """Draw the emblem on a transparent ground."""
    image = Image.new("RGBA", (SIZE[0] * _SCALE, SIZE[1] * _SCALE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.polygon(_shield(0), fill=_LINE)
    pen.polygon(_shield(10), fill=_GREEN)
    pen.polygon(_star(208, 150, 70), fill=_GOLD)
    for side in (-1, 1):
        _ear(pen, side)
    return image.resize(SIZE, Image.Resampling.LANCZOS)


def write_emblem(path: Path) -> None:
    draw_emblem().save(path, optimize=True)


def _shield(inset: int) -> list[tuple[float, float]]:
    top = [(12 + inset, 20 + inset), (404 - inset, 20 + inset)]
    half = [
        (208 + (196 - inset) * math.cos(t), 250 + (240 - inset) * math.sin(t)) for t in _steps(0, math.pi)
    ]
    return top + half


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.4
        turn = -math.pi / 2 + step * math.pi / 5
        points.append((x + reach * math.cos(turn), y + reach * math.sin(turn)))
    return points


def _ear(pen: ImageDraw.ImageDraw, side: int) -> None:
    for step, turn in enumerate(_steps(0.5, 1.45, 7)):
        x = 208 + side * 140 * math.cos(turn)
        y = 270 + 140 * math.sin(turn)
        reach = 21 - step
        pen.ellipse((x - reach, y - reach * 0.7, x + reach, y + reach * 0.7), fill=_GOLD)


def _steps(start: float, stop: float, count: int = 40) -> list[float]:
    return [start + (stop - start) * step / (count - 1) for step in range(count)]
