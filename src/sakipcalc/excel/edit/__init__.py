"""Edits of a package: cells, styles, sheets, and the receipt of what was changed."""
