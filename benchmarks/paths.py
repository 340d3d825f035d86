"""Where things are."""

from __future__ import annotations

from pathlib import Path

__all__ = ["PAGE", "RESULTS", "ROOT", "TEMPLATE"]

ROOT = Path(__file__).parents[1]
#: The template whose variants are filled.
TEMPLATE = ROOT / "workbooks" / "bogorejo-2024-kosong.xlsx"
#: The page that holds the table of results, and the figures that it is made from.
PAGE = ROOT / "docs" / "benchmarks.md"
RESULTS = ROOT / "docs" / "benchmarks.json"
