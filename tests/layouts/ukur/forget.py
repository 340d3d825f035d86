"""A reader that has forgotten a share of its own words, by a seed."""

from __future__ import annotations

import random
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sakipcalc.tables import Vocabulary


def forgetful(share: float, seed: int) -> Any:
    """Return the standard vocabulary without a share of its words; the words themselves are not looked at here."""
    standard: Any = Vocabulary.standard()
    rng = random.Random(f"lupa {seed}")  # noqa: S311 -- a fixed choice, no secret
    if hasattr(standard, "without"):  # a reader by grammar knows how to forget
        known = sorted(standard.grammar.words)
        return standard.without(rng.sample(known, round(len(known) * share)))
    words = sorted(standard.words)
    gone = set(rng.sample(words, round(len(words) * share)))
    return Vocabulary(
        MappingProxyType({id_: _without(spec, gone) for id_, spec in standard.specs.items()}),
        standard.words - gone,
    )


def _without(spec: Any, gone: set[str]) -> Any:
    columns = {
        name: replace(column, judul=tuple(w for w in column.judul if w not in gone), induk=tuple(w for w in column.induk if w not in gone))
        for name, column in spec.kolom.items()
    }  # fmt: skip
    return replace(spec, kolom=MappingProxyType(columns))
