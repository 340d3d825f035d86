"""Phrases that the sentences of a report are built from."""

from __future__ import annotations

from fractions import Fraction

from sakipcalc.messages import Phrase
from sakipcalc.writing.report.figures import Figure, decimals_apart

__all__ = ["FULL", "percent", "say", "with_kategori"]

FULL = Fraction(100)


def say(code: str, /, **values: object) -> Phrase:
    """Return a sentence of ``messages/kalimat.toml`` with its values."""
    return Phrase(f"kalimat.{code}", values)


def percent(value: Fraction, *apart: Fraction | None) -> Figure:
    """Return a share [%] with the decimals that tell it from some others."""
    return Figure(value, "%", decimals_apart(value, *apart))


def with_kategori(label: str) -> object:
    """Return the words that add a kategori to a figure; nothing without one."""
    return say("dengan-kategori", kategori=label) if label else ""
