"""Many workbooks at once: each is filled in isolation, and what they hold comes back as tables."""

from sakipcalc.batch.outcome import Outcome
from sakipcalc.batch.report import BatchInterrupt, BatchReport, Terlewat

__all__ = ["BatchInterrupt", "BatchReport", "Outcome", "Terlewat"]
