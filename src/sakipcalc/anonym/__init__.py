"""Copies without names: another office can be shown how a workbook is laid out, and not whose it is."""

from __future__ import annotations

from sakipcalc.anonym.verb import AnonymReport, anonymise

__all__ = ["AnonymReport", "anonymise"]
