"""Arguments of each verb of the command line, and its exit status."""

from __future__ import annotations

import argparse
import re
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sakipcalc import messages
from sakipcalc.base.version import __version__
from sakipcalc.cli.parser import USAGE, CommandParser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sakipcalc.messages import Lang

    #: What adds the arguments of a verb, with what gives their help.
    _Adding = Callable[[argparse.ArgumentParser, Callable[[str], str]], None]

__all__ = [
    "ALIASES",
    "FAILED",
    "FOUND",
    "OK",
    "STOPPED",
    "USAGE",
    "VERBS",
    "make_parser",
]


#: All well.
OK = 0
#: Findings at or above ``--fail-on``.
FOUND = 1
#: Some workbook failed; the others are done.
FAILED = 3
#: Interrupted, as a shell says it.
STOPPED = 130


#: Shells for which there is completion.
_SHELLS = ("bash", "zsh", "tcsh")
_FORMATS = ("table", "json", "csv")
_POLICIES = ("keep", "replace", "error")
_LEVELS = ("error", "warning", "never")


def make_parser(lang: Lang, arguments: Sequence[str] = ()) -> CommandParser:
    """Return the parser of the command line, whose help speaks the language.

    Parameters
    ----------
    lang : {"id", "en"}
        Language.
    arguments : sequence of str
        What is going to be parsed, so that what is wrong with it can be told.
    """

    def told(code: str) -> str:
        return messages.text(f"cli.{code}", lang)

    parser = CommandParser(prog="sakipcalc", description=told("about"), lang=lang, given=arguments)
    parser.epilog = told("examples")
    version = f"sakipcalc {__version__}"
    parser.add_argument("-V", "--version", action="version", version=version, help=told("version"))
    parser.add_argument("--lang", choices=messages.LANGUAGES, default="id", help=told("lang"))
    parser.add_argument("--print-completion", choices=_SHELLS, help=told("print-completion"))
    verbs = parser.add_subparsers(
        title=told("verbs"), dest="command", metavar=told("verbs").upper(), parser_class=CommandParser
    )
    for name, add in VERBS.items():
        verb = verbs.add_parser(
            name,
            aliases=ALIASES.get(name, ()),
            help=told(name),
            description=told(name),
            epilog=told(f"{name}-examples"),
            lang=lang,
            given=arguments,
            completed=partial(_complete, add=add, told=told),
        )
        verb.set_defaults(verb=name)
        parser.verbs.append(verb)
    return parser


def _complete(verb: CommandParser, add: _Adding, told: Callable[[str], str]) -> None:
    """Add the options of a verb."""
    add(verb, told)
    _add_common(verb, told)
    verb.speak()
    verb.usage = verb.short_usage(told("usage-options"))


def _add_common(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    """Add the options that all verbs share."""
    common = verb.add_argument_group(told("common"))
    # Without a default of its own: one before the verb would be overwritten by it.
    common.add_argument("--lang", choices=messages.LANGUAGES, default=argparse.SUPPRESS, help=told("lang"))
    common.add_argument("--metode", metavar="FILE.toml", help=told("metode"))
    common.add_argument("--sinonim", metavar="FILE.toml", help=told("sinonim"))
    common.add_argument("--tabel", metavar="FOLDER|FILE.toml", help=told("tabel"))
    common.add_argument("-q", "--quiet", action="store_true", help=told("quiet"))
    common.add_argument("-v", "--verbose", action="count", default=0, help=told("verbose"))


def _add_fill(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs"))
    verb.add_argument("-o", "--output", metavar="OUT", help=told("output"))
    verb.add_argument("--coba", action="store_true", help=told("coba"))
    verb.add_argument("--data", metavar="FILE", help=told("data"))
    _add_answers(verb, told)
    kind = verb.add_mutually_exclusive_group()
    kind.add_argument("--formulas", dest="formulas", action="store_true", default=True, help=told("formulas"))
    kind.add_argument("--values", dest="formulas", action="store_false", help=told("values"))
    verb.add_argument("--on-conflict", choices=_POLICIES, default="keep", help=told("on-conflict"))
    verb.add_argument("--temuan", action="store_true", help=told("temuan"))
    verb.add_argument("--pengaturan", action="store_true", help=told("pengaturan"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))
    _add_format(verb, told)
    _add_batch(verb, told)


def _add_format(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument(
        "-f", "--format", choices=("table", "json"), default="table", help=told("format-answer")
    )


def _add_skema(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("name", metavar="NAMA", help=told("skema-name"))


def _add_batch(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    """Add what concerns many workbooks."""
    many = verb.add_argument_group(told("many"))
    _add_pool(many, told)
    many.add_argument("--resume", action="store_true", help=told("resume"))
    many.add_argument("--recap", metavar="OUT.xlsx", help=told("recap-of-fill"))
    many.add_argument("--tables", metavar="FOLDER", help=told("tables"))
    forms = ("csv", "parquet")
    many.add_argument("--tables-format", choices=forms, default="csv", help=told("tables-format"))


def _add_pool(verb: argparse._ActionsContainer, told: Callable[[str], str]) -> None:
    """Add how many workbooks are worked on at a time, and how long each may take."""
    verb.add_argument("-j", "--jobs", type=int, metavar="N", help=told("jobs"))
    verb.add_argument("--timeout", type=_seconds, default=300.0, metavar="SECONDS", help=told("timeout"))


def _add_password(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("--sandi", metavar="SANDI", help=told("sandi"))


def _add_answers(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    """Add answers to what the reader asks, by the key that its finding names."""
    option: Any = {"action": "append", "type": _answer, "default": [], "metavar": "KUNCI=NILAI"}
    verb.add_argument("--jawab", **option, help=told("jawab"))


def _add_compute(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs-read"))
    _add_password(verb, told)
    _add_answers(verb, told)
    verb.add_argument("-f", "--format", choices=_FORMATS, default="table", help=told("format"))
    verb.add_argument("--lengkap", action="store_true", help=told("complete"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite-recap"))
    _add_batch(verb, told)


def _add_audit(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs-read"))
    verb.add_argument(
        "-f", "--format", choices=(*_FORMATS, "xlsx"), default="table", help=told("format-findings")
    )
    verb.add_argument("-o", "--output", metavar="OUT.xlsx", help=told("output-findings"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))
    _add_password(verb, told)
    _add_answers(verb, told)
    verb.add_argument("--sebelumnya", metavar="FILE", help=told("sebelumnya"))
    verb.add_argument("--narasi", metavar="FILE", help=told("narasi"))
    verb.add_argument("--fail-on", choices=_LEVELS, default="error", help=told("fail-on"))
    verb.add_argument("--level", choices=("error", "warning", "info"), help=told("level-shown"))
    verb.add_argument("--kode", action="append", default=[], metavar="KODE", help=told("kode-shown"))
    verb.add_argument("--lembar", action="append", default=[], metavar="NAMA", help=told("lembar-shown"))
    _add_batch(verb, told)


def _add_report(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("input", metavar="FILE", help=told("input"))
    _add_password(verb, told)
    _add_answers(verb, told)
    verb.add_argument("-o", "--output", required=True, metavar="OUT.xlsx", help=told("output-report"))
    _add_format(verb, told)
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_recap(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("inputs", nargs="+", metavar="FILE|FOLDER", help=told("inputs-recap"))
    verb.add_argument("-o", "--output", required=True, metavar="OUT.xlsx", help=told("output-recap"))
    _add_format(verb, told)
    _add_pool(verb, told)
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_template(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("output", metavar="OUT", help=told("template-output"))
    _add_format(verb, told)
    verb.add_argument("--tahun", type=_year, required=True, metavar="TAHUN", help=told("tahun"))
    verb.add_argument("--renstra", type=_period, metavar="AWAL-AKHIR", help=told("renstra"))
    verb.add_argument("--from", dest="source", metavar="FILE", help=told("from"))
    verb.add_argument("--nama", metavar="NAMA", help=told("nama"))
    verb.add_argument("--kabupaten", metavar="NAMA", help=told("kabupaten"))
    verb.add_argument("--pejabat", action="append", metavar="JABATAN", help=told("pejabat"))
    verb.add_argument("--ukuran", choices=("A4", "F4"), default="A4", help=told("ukuran"))
    for name, default in (("indikator", 10), ("program", 4), ("kegiatan", 6), ("sub_kegiatan", 7)):
        option = f"--{name.replace('_', '-')}"
        verb.add_argument(option, type=_number, default=default, metavar="N", help=told(f"rows-{name}"))
    verb.add_argument("--overwrite", action="store_true", help=told("overwrite"))


def _add_roll_forward(verb: argparse.ArgumentParser, told: Callable[[str], str]) -> None:
    verb.add_argument("input", metavar="FILE", help=told("roll-forward-input"))
    verb.add_argument("output", metavar="OUT", help=told("roll-forward-output"))
    _add_answers(verb, told)
    _add_format(verb, told)
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


def _answer(text: str) -> tuple[str, str]:
    """Read an answer: "Kolom Lembar1!C5=realisasi", "Unit=Dinas Sosial"; a sheet's name may have an "="."""
    key, equals, said = text.rpartition("=")
    if not equals or not ("!" in key or key.lower().startswith("unit")) or not said.strip():
        raise argparse.ArgumentTypeError(f"{text!r} (Kolom Lembar1!C5=realisasi)")  # noqa: EM102 -- an example in no language
    return key.strip(), said.strip()


def _number(text: str) -> int:
    """Read a whole number from 1 on."""
    if not re.fullmatch(r"0*[1-9]\d{0,8}", text):
        raise argparse.ArgumentTypeError(f"{text!r} (10)")  # noqa: EM102 -- an example in no language
    return int(text)


def _year(text: str) -> int:
    """Read a year of four digits."""
    if not re.fullmatch(r"20\d\d", text):
        raise argparse.ArgumentTypeError(f"{text!r} (2025)")  # noqa: EM102 -- an example in no language
    return int(text)


def _seconds(text: str) -> float:
    """Read a time in seconds."""
    if not re.fullmatch(r"\d{1,9}(\.\d+)?", text) or not float(text):
        raise argparse.ArgumentTypeError(f"{text!r} (300)")  # noqa: EM102 -- an example in no language
    return float(text)


def _period(text: str) -> tuple[int, int]:
    """Read a range of years: 2021-2026."""
    found = re.fullmatch(r"\s*(20\d\d)\s*[-–]\s*(20\d\d)\s*", text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} (2021-2026)")  # noqa: EM102 -- an example in no language
    return int(found[1]), int(found[2])


VERBS: Mapping[str, _Adding] = MappingProxyType({
    "fill": _add_fill, "compute": _add_compute, "audit": _add_audit, "report": _add_report,
    "recap": _add_recap, "template": _add_template, "roll-forward": _add_roll_forward,
    "anonim": _add_anonim, "serve": _add_serve, "skema": _add_skema,
})  # fmt: skip


#: What verbs are called in Indonesian.
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "fill": ("isi",), "compute": ("hitung",), "audit": ("periksa",), "report": ("laporan",),
    "recap": ("rekap",), "template": ("templat",), "roll-forward": ("tahun-baru",),
})  # fmt: skip
