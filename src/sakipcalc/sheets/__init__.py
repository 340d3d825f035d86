"""Sheets that are to be written, as plain values: their cells and looks, and how high their rows must be."""
