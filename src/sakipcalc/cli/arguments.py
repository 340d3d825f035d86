"""The arguments of the command line, and how it says that they are wrong, in the reader's language."""

from __future__ import annotations

import argparse
import re
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from sakipcalc import messages
from sakipcalc.cli.status import USAGE
from sakipcalc.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sakipcalc.messages import Lang

__all__ = ["VERBS", "make_parser"]

_FORMATS = ("table", "json", "csv")
_POLICIES = ("keep", "replace", "error")
_LEVELS = ("error", "warning", "never")


def make_parser(lang: Lang) -> argparse.ArgumentParser:
    """Return the parser of the command line, whose help speaks the language."""

    def told(code: str) -> str:
        return messages.text(f"cli.{code}", lang)

    parser = _Parser(prog="sakipcalc", description=told("about"), lang=lang)
    version = f"sakipcalc {__version__}"
    parser.add_argument("--version", action="version", version=version, help=told("version"))
    parser.add_argument("--lang", choices=messages.LANGUAGES, default="id", help=told("lang"))
    verbs = parser.add_subparsers(
        title=told("verbs"), dest="command", required=True, metavar="PERINTAH", parser_class=_Parser
    )
    common = _common(told)
    for name, add in VERBS.items():
        verb = verbs.add_parser(name, parents=[common], help=told(name), description=told(name), lang=lang)
        add(verb, told)
    return parser


def _common(told: Callable[[str], str]) -> Any:
    """Return what every verb understands; Any, because it is a parent of parsers of another class."""
    common = argparse.ArgumentParser(add_help=False)
    # Without a default of its own: one before the verb would be overwritten by it.
    common.add_argument("--lang", choices=messages.LANGUAGES, default=argparse.SUPPRESS, help=told("lang"))
    common.add_argument("--metode", metavar="FILE.toml", help=told("metode"))
    common.add_argument("--sinonim", metavar="FILE.toml", help=told("sinonim"))
    common.add_argument("--tabel", metavar="FOLDER|FILE.toml", help=told("tabel"))
    common.add_argument("--quiet", action="store_true", help=told("quiet"))
    return common


def _add_fill(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs"))
    verb.add_argument("-o", "--output", required=True, metavar="OUT", help=told("output"))
    verb.add_argument("--data", metavar="FILE", help=told("data"))
    kind = verb.add_mutually_exclusive_group()
    kind.add_argument("--formulas", dest="formulas", action="store_true", default=True, help=told("formulas"))
    kind.add_argument("--values", dest="formulas", action="store_false", help=told("values"))
    verb.add_argument("--on-conflict", choices=_POLICIES, default="keep", help=told("on-conflict"))
    verb.add_argument("--temuan", action="store_true", help=told("temuan"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))
    _add_batch(verb, told)


def _add_batch(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    """Add what concerns many workbooks."""
    verb.add_argument("--jobs", type=int, metavar="N", help=told("jobs"))
    verb.add_argument("--resume", action="store_true", help=told("resume"))
    verb.add_argument("--timeout", type=float, default=300.0, metavar="S", help=told("timeout"))
    verb.add_argument("--recap", metavar="OUT.xlsx", help=told("recap-of-fill"))
    verb.add_argument("--tables", metavar="FOLDER", help=told("tables"))
    verb.add_argument(
        "--tables-format", choices=("csv", "parquet"), default="csv", help=told("tables-format")
    )


def _add_password(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("--sandi", metavar="SANDI", help=told("sandi"))


def _add_compute(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("input", metavar="FILE", help=told("input"))
    _add_password(verb, told)
    verb.add_argument("--format", choices=_FORMATS, default="table", help=told("format"))


def _add_audit(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs"))
    verb.add_argument("--format", choices=(*_FORMATS, "xlsx"), default="table", help=told("format-findings"))
    verb.add_argument("-o", "--output", metavar="OUT.xlsx", help=told("output-findings"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))
    _add_password(verb, told)
    verb.add_argument("--sebelumnya", metavar="FILE", help=told("sebelumnya"))
    verb.add_argument("--timeout", type=float, default=300.0, metavar="S", help=told("timeout"))
    verb.add_argument("--narasi", metavar="FILE", help=told("narasi"))
    verb.add_argument("--fail-on", choices=_LEVELS, default="error", help=told("fail-on"))


def _add_report(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("input", metavar="FILE", help=told("input"))
    _add_password(verb, told)
    verb.add_argument("-o", "--output", required=True, metavar="OUT.xlsx", help=told("output-report"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_recap(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs-recap"))
    verb.add_argument("-o", "--output", required=True, metavar="OUT.xlsx", help=told("output-recap"))
    verb.add_argument("--jobs", type=int, metavar="N", help=told("jobs"))
    verb.add_argument("--timeout", type=float, default=300.0, metavar="S", help=told("timeout"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_template(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("output", metavar="OUT", help=told("template-output"))
    verb.add_argument("--tahun", type=int, required=True, metavar="TAHUN", help=told("tahun"))
    verb.add_argument("--renstra", type=_period, metavar="AWAL-AKHIR", help=told("renstra"))
    verb.add_argument("--from", dest="source", metavar="FILE", help=told("from"))
    verb.add_argument("--nama", metavar="NAMA", help=told("nama"))
    verb.add_argument("--kabupaten", metavar="NAMA", help=told("kabupaten"))
    verb.add_argument("--pejabat", action="append", metavar="JABATAN", help=told("pejabat"))
    verb.add_argument("--ukuran", choices=("A4", "F4"), default="A4", help=told("ukuran"))
    for name, default in (("indikator", 10), ("program", 4), ("kegiatan", 3), ("sub_kegiatan", 4)):
        option = f"--{name.replace('_', '-')}"
        verb.add_argument(option, type=int, default=default, metavar="N", help=told(f"rows-{name}"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_roll_forward(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("input", metavar="FILE", help=told("roll-forward-input"))
    verb.add_argument("output", metavar="OUT", help=told("roll-forward-output"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_anonim(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("input", metavar="FILE", help=told("anonim-input"))
    verb.add_argument("-o", "--output", required=True, metavar="OUT", help=told("anonim-output"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_serve(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("--host", default="127.0.0.1", metavar="ALAMAT", help=told("serve-host"))
    verb.add_argument("--port", type=int, default=8000, metavar="N", help=told("serve-port"))
    verb.add_argument("--name", action="append", default=[], metavar="NAMA", help=told("serve-name"))
    verb.add_argument("--megabytes", type=int, default=64, metavar="N", help=told("serve-megabytes"))


def _period(text: str) -> tuple[int, int]:
    """Read a range of years: 2021-2026."""
    found = re.fullmatch(r"\s*(20\d\d)\s*[-–]\s*(20\d\d)\s*", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} (2021-2026)")  # noqa: EM102 -- an example in no language
    return int(found[1]), int(found[2])


VERBS: Mapping[str, Callable[[argparse.ArgumentParser, Callable[[str], str]], None]] = MappingProxyType({
    "fill": _add_fill, "compute": _add_compute, "audit": _add_audit, "report": _add_report,
    "recap": _add_recap, "template": _add_template, "roll-forward": _add_roll_forward,
    "anonim": _add_anonim, "serve": _add_serve,
})  # fmt: skip


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
