"""The command line: ``sakipcalc fill``, ``compute``, ``audit``, ``report`` and ``recap``."""

from sakipcalc.cli.main import main

__all__ = ["main"]
