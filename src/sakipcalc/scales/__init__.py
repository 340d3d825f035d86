"""Ordinal scales: bands without gap or overlap, built from bounds or from bands as reports print them."""

from sakipcalc.scales.band import Pita, same_label
from sakipcalc.scales.printed import BacaPita, BarisSkala
from sakipcalc.scales.skala import Skala

__all__ = ["BacaPita", "BarisSkala", "Pita", "Skala", "same_label"]
