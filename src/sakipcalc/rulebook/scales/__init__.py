"""Ordinal scales: bands without gap or overlap, built from bounds or from bands as reports print them."""

from sakipcalc.rulebook.scales.printed import Band, BandReading, PrintedBand, same_label
from sakipcalc.rulebook.scales.scale import Skala, colours, ink, ranges, spread

__all__ = ["Band", "BandReading", "PrintedBand", "Skala", "colours", "ink", "ranges", "same_label", "spread"]
