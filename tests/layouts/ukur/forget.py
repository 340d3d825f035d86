"""A reader that has forgotten a share of its own words, by a seed."""

from __future__ import annotations

import random

from sakipcalc.tables import Vocabulary


def forgetful(share: float, seed: int) -> Vocabulary:
    """Return the standard vocabulary without a share of its words; the words themselves are not looked at here."""
    standard = Vocabulary.standard()
    rng = random.Random(f"lupa {seed}")  # noqa: S311 -- a fixed choice, no secret
    known = sorted(standard.grammar.words)
    return standard.without(rng.sample(known, round(len(known) * share)))
