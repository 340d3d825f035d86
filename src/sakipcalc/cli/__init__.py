"""The command line: arguments, a module for each verb, and what a terminal shows."""

from sakipcalc.cli.main import main

__all__ = ["main"]
