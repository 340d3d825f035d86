"""The command line: ``sakipcalc fill``, ``compute`` and ``audit``."""

from sakipcalc.cli.main import main

__all__ = ["main"]
