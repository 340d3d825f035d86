"""Charts of results for matplotlib (extra ``plot``): Axes in, Axes out.

``look`` has what they share: colours and patterns of a scale, numbers as the language writes them.
"""

from sakipcalc.plots.budget import plot_anggaran
from sakipcalc.plots.performance import plot_capaian, plot_renstra, plot_tren

__all__ = ["plot_anggaran", "plot_capaian", "plot_renstra", "plot_tren"]
