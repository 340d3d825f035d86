"""Hostile and broken workbooks: filled with nothing lost, or refused in a sentence; never anything else.

CI takes a selection of those that cost little; ``SAKIPCALC_NIGHTLY=1`` takes all, and ``python -m
tests.trust.measure`` does so with the figures of docs/trust.md.
"""

from __future__ import annotations

import os
from functools import partial

import pytest

from . import broken, hostile
from .apart import apart, figures_of, filling
from .base import workbook
from .measure import SAME

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs fork and limits on processes")
NIGHTLY = bool(os.environ.get("SAKIPCALC_NIGHTLY"))
CLASSES = {**hostile.CLASSES, **broken.CLASSES}
#: One in so many of the variants of a class; classes that are dear as a whole are left to the night.
ONE_IN = {
    "overlapping members": 9,
    "names that lead elsewhere, or twice the same": 5,
    "encrypted": 12,
    "entities and DTDs in every part": 37,
    "external links, DDE, remote templates": 7,
    "macros and embedded objects": 5,
    "each part not well-formed": 41,
    "each part missing": 31,
    "odd encodings": 13,
    "dialects of the format": 3,
    "bits flipped": 290,
    "truncated at every kilobyte": 41,
}


@pytest.fixture(scope="module")
def figures() -> dict[str, object]:
    """What the small workbook is filled with; what is loaded late is loaded here and not in each child."""
    filling(workbook())
    return dict(figures_of(workbook()))


@pytest.mark.parametrize("name", CLASSES if NIGHTLY else ONE_IN)
def test_filled_or_refused_and_nothing_else(name, figures):
    work = partial(filling, figures=figures) if name in SAME else filling
    every = 1 if NIGHTLY else ONE_IN[name]
    bad = []
    for at, (variant, data) in enumerate(CLASSES[name]()):
        if at % every == 0 and (one := apart(work, data)).kind not in {"filled", "refused"}:
            bad.append((variant, one))
    assert bad == []


def test_what_is_refused_names_file_and_part(tmp_path):
    import sakipcalc as sc

    parts = {
        "a DTD": ("xl/styles.xml", "package-unsafe"),
        "half of it": ("xl/workbook.xml", "package-bad-xml"),
    }
    made = {
        "a DTD": next(
            data for variant, data in hostile.entities() if variant == "external DTD in xl/styles.xml"
        ),
        "half of it": next(
            data for variant, data in broken.ill_formed() if variant == "half of it in xl/workbook.xml"
        ),
    }
    for what, (part, code) in parts.items():
        path = tmp_path / "unit.xlsx"
        path.write_bytes(made[what])
        with pytest.raises(sc.WorkbookError) as caught:
            sc.read(path)
        assert caught.value.code == code
        for lang in ("id", "en"):
            assert "unit.xlsx" in caught.value.message(lang)
            assert part in caught.value.message(lang)
