"""Arguments, exit status, and which command does the work."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn, cast

from sakipcalc import __version__, messages
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
    options = _parser(_language(arguments)).parse_args(arguments)
    from sakipcalc.cli import commands

    try:
        status = cast("int", getattr(commands, options.command)(options))
        sys.stdout.flush()
    except SakipError as error:
        commands.complain(error, options.lang)
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


class _Parser(argparse.ArgumentParser):
    """A parser whose own words come from the catalogue."""

    def __init__(self, *, lang: Lang = "id", **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self.lang = lang
        self._optionals.title = messages.text("cli.options", lang)
        self._positionals.title = messages.text("cli.arguments", lang)
        self.add_argument("-h", "--help", action="help", help=messages.text("cli.help", lang))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with status 2."""
        self.print_usage(sys.stderr)
        told = _translated(message) if self.lang == "id" else message
        self.exit(USAGE, messages.text("cli.wrong-usage", self.lang, message=told) + "\n")


#: What argparse says, and the sentence of the catalogue for it.
_SAID = (
    (re.compile(r"the following arguments are required: (?P<names>.*)"), "cli.usage-required"),
    (
        re.compile(r"argument (?P<name>.*): invalid choice: (?P<value>'.*') \(choose from (?P<known>.*)\)"),
        "cli.usage-choice",
    ),
    (re.compile(r"argument (?P<name>.*): expected .*"), "cli.usage-value"),
    (re.compile(r"unrecognized arguments: (?P<names>.*)"), "cli.usage-unknown"),
    (re.compile(r"argument (?P<name>.*): not allowed with argument (?P<other>.*)"), "cli.usage-both"),
)


def _translated(message: str) -> str:
    """Return what argparse says in Indonesian; as it is where the catalogue has no word for it."""
    for pattern, code in _SAID:
        if found := pattern.fullmatch(message):
            return messages.text(code, "id", **found.groupdict())
    return message


def _parser(lang: Lang) -> argparse.ArgumentParser:
    def told(code: str) -> str:
        return messages.text(f"cli.{code}", lang)

    parser = _Parser(prog="sakipcalc", description=told("about"), lang=lang)
    parser.add_argument(
        "--version", action="version", version=f"sakipcalc {__version__}", help=told("version")
    )
    parser.add_argument("--lang", choices=messages.LANGUAGES, default="id", help=told("lang"))
    verbs = parser.add_subparsers(
        title=told("verbs"), dest="command", required=True, metavar="PERINTAH", parser_class=_Parser
    )
    common: Any = argparse.ArgumentParser(add_help=False)  # a parent of parsers of another class
    # Without a default of its own: one before the verb would be overwritten by it.
    common.add_argument("--lang", choices=messages.LANGUAGES, default=argparse.SUPPRESS, help=told("lang"))
    common.add_argument("--metode", metavar="FILE.toml", help=told("metode"))
    common.add_argument("--quiet", action="store_true", help=told("quiet"))

    fill = verbs.add_parser("fill", parents=[common], help=told("fill"), description=told("fill"), lang=lang)
    fill.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs"))
    fill.add_argument("-o", "--output", required=True, metavar="OUT", help=told("output"))
    kind = fill.add_mutually_exclusive_group()
    kind.add_argument("--formulas", dest="formulas", action="store_true", default=True, help=told("formulas"))
    kind.add_argument("--values", dest="formulas", action="store_false", help=told("values"))
    policies = ("keep", "replace", "error")
    fill.add_argument("--on-conflict", choices=policies, default="keep", help=told("on-conflict"))
    fill.add_argument("--overwrite", action="store_true", help=told("overwrite"))

    formats = ("table", "json", "csv")
    compute = verbs.add_parser(
        "compute", parents=[common], help=told("compute"), description=told("compute"), lang=lang
    )
    compute.add_argument("input", metavar="FILE", help=told("input"))
    compute.add_argument("--format", choices=formats, default="table", help=told("format"))

    audit = verbs.add_parser(
        "audit", parents=[common], help=told("audit"), description=told("audit"), lang=lang
    )
    audit.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs"))
    audit.add_argument("--format", choices=formats, default="table", help=told("format"))
    audit.add_argument(
        "--fail-on", choices=("error", "warning", "never"), default="error", help=told("fail-on")
    )
    return parser
