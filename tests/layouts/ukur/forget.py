"""A reader that has forgotten a share of its own words, by a seed."""

from __future__ import annotations

import random

from sakipcalc.tables import Vocabulary


def forgetful(share: float, seed: int) -> Vocabulary:
    """Return the standard vocabulary without a share of its words; the words themselves are not looked at here.

    Each word is forgotten by a draw of its own, so that words that are learnt change nothing of the others.
    """
    standard = Vocabulary.standard()
    return standard.without([word for word in sorted(standard.grammar.words) if _draw(seed, word) < share])


def _draw(seed: int, word: str) -> float:
    return random.Random(f"lupa {seed} {word}").random()  # noqa: S311 -- a fixed choice, no secret
