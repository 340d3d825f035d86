"""Batches: many workbooks filled in isolation, their results as tables."""

from sakipcalc.batch.outcome import Outcome
from sakipcalc.batch.report import BatchInterrupt, BatchReport, Skipped

__all__ = ["BatchInterrupt", "BatchReport", "Outcome", "Skipped"]
