"""Recalculation: the dependencies of formulas, and their results once cells that they read have changed.

``readers`` follows who reads whom, ``reliable`` tells which formulas an engine may be asked about,
``ironcalc`` is that engine and ``plain`` a small one where it is not installed, and ``renewal`` puts them
together: which results are stale, and what they are.
"""
