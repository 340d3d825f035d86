"""Insertion of rows, with everything that refers to what moves."""
