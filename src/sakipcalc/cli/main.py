"""Which command does the work, and the exit status of how it went."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from sakipcalc.cli.arguments import make_parser
from sakipcalc.cli.status import OK, STOPPED, USAGE
from sakipcalc.errors import SakipError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sakipcalc.messages import Lang

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the name of the program; those of the process without it.

    Returns
    -------
    int
        0 when all is well, 1 with findings at or above ``--fail-on`` or a failed
        file, 2 on wrong usage or when no input could be read.
    """
    _speak_utf8()
    arguments = list(sys.argv[1:] if argv is None else argv)
    options = make_parser(_language(arguments)).parse_args(arguments)
    verb = import_module(f"sakipcalc.cli.commands.{options.command.replace('-', '_')}")
    try:
        status = cast("int", verb.run(options))
        sys.stdout.flush()
    except SakipError as error:
        from sakipcalc.cli.views import complain

        complain(error, options.lang)
        return USAGE
    except BrokenPipeError:
        # The reader (head, a pager) has seen enough; nobody is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return STOPPED
    return status


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page is: JSON has no other encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _language(arguments: Sequence[str]) -> Lang:
    """Return the language before the arguments are parsed: help and usage errors speak it too."""
    after = dict(pairwise([*arguments, ""])).get("--lang", "")
    return "en" if after == "en" or "--lang=en" in arguments else "id"
