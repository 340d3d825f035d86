"""Print the schema of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK
from sakipcalc.contract import schema

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print the JSON Schema of what a verb answers."""
    views.show_json(schema(options.name))
    return OK
