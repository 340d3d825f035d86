"""Predicates and yes or no: words brought to the numbers that the formulas take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sakipcalc.base.data import office_words
from sakipcalc.core import arrays as kinds
from sakipcalc.rulebook import score
from sakipcalc.rulebook.scales import same_label
from sakipcalc.text.arah import read_polarity
from sakipcalc.text.names import plain

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    import numpy.typing as npt

    from sakipcalc.rulebook.methods import TriwulanMethod

__all__ = ["polarity", "predicate_scores", "read_accumulation", "scored", "yes_no"]


#: Letters of which nobody says more are those of the evaluation of SAKIP.
_USUAL = "SAKIP"


def read_accumulation(text: str) -> TriwulanMethod | None:
    """Return how quarters come together, as a text says it: ``jumlah``, ``posisi`` or ``rata``.

    Examples
    --------
    >>> read_accumulation("Kumulatif"), read_accumulation("Posisi akhir"), read_accumulation("?")
    ('jumlah', 'posisi', None)
    >>> read_accumulation("Rata-rata empat triwulan"), read_accumulation("Bukan akumulasi (kondisi akhir)")
    ('rata', 'posisi')
    """
    ways = office_words("jawaban")["akumulasi"]
    said = f" {plain(text)} "
    exact = next((way for way, words in ways.items() if said.strip() in words), None)
    if exact is not None or not said.strip():
        return exact
    denied = any(f" {word} " in said for word in office_words("jawaban")["bukan"])
    within = {way for way, words in ways.items() if any(f" {word} " in said for word in words)}
    within -= {"jumlah"} if denied else set()
    return within.pop() if len(within) == 1 else None


def polarity(arah: str) -> str:
    """Return this library's word for a polarity; one that is not known stays, for the Metode to refuse."""
    return read_polarity(str(arah)) or arah


def predicate_scores(
    realisasi: str, target: str, path: str | None = None, *, about: str = ""
) -> tuple[Fraction | int, Fraction | int] | None:
    """Return the scores of two predicates on the ladder that both belong to.

    Equal words score alike, also those of no known ladder; None when there is no common ladder.

    Parameters
    ----------
    realisasi, target : str
        The predicates.
    path : str, optional
        A rule file of the unit, whose ladders come first.
    about : str
        Name of the indicator, where several ladders have both words.

    Examples
    --------
    >>> [int(score) for score in predicate_scores("BB", "A")]
    [5, 6]
    >>> predicate_scores("Juara 1", "juara 1"), predicate_scores("BB", "WTP")
    ((1, 1), None)
    """
    if same_label(realisasi, target) and realisasi.strip():
        return 1, 1
    return score(realisasi, target, path or None, about=about)


def scored(realisasi: Any, target: Any, path: str | None = None) -> tuple[Any, Any]:
    """Return predicates as their scores, one pair or many; numbers are taken as scores already."""
    if kinds.is_scalar(realisasi) and kinds.is_scalar(target):
        if not (isinstance(realisasi, str) and isinstance(target, str)):
            return realisasi, target
        reached, wanted = predicate_scores(realisasi, target, path, about=_USUAL) or (None, None)
        return (None, None) if reached is None or wanted is None else (float(reached), float(wanted))
    import numpy as np

    one, other = kinds.aligned(realisasi, target)
    words = np.broadcast_arrays(_texts(one), _texts(other))
    # Each distinct pair is looked up once.
    pairs, where = np.unique(np.stack([w.ravel() for w in words]), axis=1, return_inverse=True)
    looked_up = [predicate_scores(r, t, path, about=_USUAL) or (np.nan, np.nan) for r, t in pairs.T.tolist()]
    table = np.array([[float(r), float(t)] for r, t in looked_up]).T
    scores = table[:, where.ravel()].reshape(2, *words[0].shape)
    return _like(one, scores[0]), _like(other, scores[1])


def yes_no(value: Any) -> Any:
    """Return yes as 1 and no as 0, None or NaN for any other word; numbers and truth values stay."""
    if kinds.is_scalar(value):
        return _yes_no(value) if isinstance(value, str) else value
    import numpy as np

    texts = _texts(value)
    if texts.dtype.kind != "U":
        return value
    words, where = np.unique(texts.ravel(), return_inverse=True)
    numbers = np.array([np.nan if (n := _yes_no(word)) is None else float(n) for word in words.tolist()])
    return _like(value, numbers[where].reshape(texts.shape))


def _yes_no(word: str) -> int | None:
    plain, known = " ".join(word.lower().split()), office_words("jawaban")
    return 1 if plain in known["ya"] else 0 if plain in known["tidak"] else None


def _texts(value: Any) -> npt.NDArray[np.str_]:
    import numpy as np

    array = value.to_numpy(dtype=object) if kinds.is_series(value) else np.asarray(value)
    return array.astype(str) if array.dtype.kind in "OUT" else array


def _like(value: Any, numbers: npt.NDArray[np.float64]) -> Any:
    """Give numbers the index of a Series, or keep them a list, with None for what is no word of a scale."""
    import numpy as np

    if kinds.is_series(value):
        return type(value)(numbers, index=value.index, name=value.name)
    if hasattr(value, "__array__"):
        return numbers
    return np.where(np.isnan(numbers), np.array(None, dtype=object), numbers).tolist()
