"""Ordinal scales: bands without gap or overlap, built from bounds or from bands as reports print them."""

from sakipcalc.scales.band import Pita, same_label
from sakipcalc.scales.palette import colours, ink, spread
from sakipcalc.scales.printed import BacaPita, BarisSkala
from sakipcalc.scales.skala import Skala
from sakipcalc.scales.told import ranges

__all__ = ["BacaPita", "BarisSkala", "Pita", "Skala", "colours", "ink", "ranges", "same_label", "spread"]
