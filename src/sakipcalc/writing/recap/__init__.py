"""The recap of many units: ranking, heat map, budget, years and findings."""

from sakipcalc.writing.recap.recap import write_recap

__all__ = ["write_recap"]
