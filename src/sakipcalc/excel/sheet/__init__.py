"""Sheets as the package has them: cells, values, styles."""
