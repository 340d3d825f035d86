"""Entry point of the command line: dispatch to a verb, and its exit status."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sakipcalc.base.collecting import collect_no_more, collect_seldom
from sakipcalc.base.logs import telling
from sakipcalc.cli.arguments import OK, STOPPED, USAGE, make_parser
from sakipcalc.cli.outlet import outlet
from sakipcalc.core.errors import OutputError, SakipError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from sakipcalc.cli.parser import CommandParser
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
        0 when all is well, 1 with findings at or above ``--fail-on``, 3 when some workbook
        failed, 2 on wrong usage or when no input could be read.
    """
    if argv is not None:
        return _run(argv)
    collect_seldom()
    status = _run(sys.argv[1:])
    collect_no_more()
    return status


def _run(argv: Sequence[str]) -> int:
    """Do what the arguments say, and return the status."""
    arguments = [*argv]
    if arguments[:1] in (["help"], ["bantuan"]):  # what many programs understand
        arguments = [*arguments[1:], "--help"]
    with outlet() as out:
        parser = make_parser(_language(arguments), arguments)
        options = parser.parse_args(arguments)
        status = _started(parser, options, arguments)
        sys.stdout.flush()
    if out is not None and out.full is not None:
        from sakipcalc.files import system_words

        return _complained(OutputError("not-shown", detail=system_words(out.full)), options.lang)
    return status


def _started(parser: CommandParser, options: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Do what is asked for, or say what can be."""
    if options.print_completion:
        return _completed(parser, options)
    return _done(options, arguments) if options.command else _helped(parser)


def _completed(parser: CommandParser, options: argparse.Namespace) -> int:
    """Print what a shell needs to complete verbs, options and names of files."""
    try:
        import shtab
    except ModuleNotFoundError:
        return _complained(OutputError("completion-not-installed"), options.lang)
    for action in parser.naming_files():
        action.complete = shtab.FILE
    sys.stdout.write(shtab.complete(parser, options.print_completion))
    return OK


def _helped(parser: CommandParser) -> int:
    """Show what there is to be done, to one who asked for nothing."""
    parser.print_help()
    return USAGE


def _done(options: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Do what a command asks for, and return its status."""
    listening = telling(options.verbose)
    verb = import_module(f"sakipcalc.cli.commands.{options.verb.replace('-', '_')}")
    try:
        with listening:
            return cast("int", verb.run(options))
    except SakipError as error:
        if getattr(options, "format", "") == "json":
            from sakipcalc.cli.views import show_json
            from sakipcalc.contract.answers import failed

            show_json(failed(error, options.lang))
        return _complained(error, options.lang, arguments)
    except FileNotFoundError:
        if _folder_is_there():
            raise
        return _complained(OutputError("working-folder-gone"), options.lang)
    except KeyboardInterrupt:
        return STOPPED


def _complained(error: SakipError, lang: Lang, arguments: Sequence[str] = ()) -> int:
    from sakipcalc.cli.views import complain

    complain(error, lang, arguments)
    return USAGE


def _folder_is_there() -> bool:
    """Return whether the folder in which the command works has not been removed."""
    try:
        return bool(Path.cwd())
    except FileNotFoundError:
        return False


def _language(arguments: Sequence[str]) -> Lang:
    """Return the language before the arguments are parsed: help and usage errors speak it too."""
    after = dict(pairwise([*arguments, ""])).get("--lang", "")
    return "en" if after == "en" or "--lang=en" in arguments else "id"
