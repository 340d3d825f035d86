"""How a batch looks in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc import html, messages

if TYPE_CHECKING:
    from sakipcalc.batch.outcome import Outcome
    from sakipcalc.batch.report import BatchReport

__all__ = ["shown"]

#: So many failures are shown one by one.
_MOST = 20


def shown(batch: BatchReport) -> str:
    """Return how many workbooks were filled, those that failed with what to do, and what was passed over."""
    headings = [messages.text(f"batch.{word}") for word in ("status", "count")]
    counts = [(messages.text(f"batch.{status}"), n) for status, n in batch.counts.items()]
    parts = [html.table(headings, counts, title=messages.text("batch.batch"))]
    failed = batch.gagal
    if failed:
        words = [messages.text(f"batch.{word}") for word in ("file", "reason", "what-to-do")]
        title = messages.text("batch.failures", n=len(failed), shown=min(_MOST, len(failed)))
        parts.append(html.table(words, [_failure(one) for one in failed[:_MOST]], title=title))
    if batch.terlewat:
        rows = [(one.sumber, messages.text(f"batch.passed-{one.alasan}")) for one in batch.terlewat[:_MOST]]
        words = [messages.text(f"batch.{word}") for word in ("file", "reason")]
        title = messages.text("batch.passed", n=len(batch.terlewat))
        parts.append(html.folded(title, html.table(words, rows)))
    return "".join(parts)


def _failure(one: Outcome) -> tuple[str, str, str]:
    return one.sumber, one.pesan(), one.saran()
