"""The parser of the command line: help and errors of argparse, in two languages."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from sakipcalc import messages
from sakipcalc.cli.hints import unquoted
from sakipcalc.core.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sakipcalc.messages import Lang

__all__ = ["USAGE", "CommandParser"]

#: Exit status: wrong usage, or no input could be read.
USAGE = 2
#: So alike are a word and the one that may be meant.
_ALIKE = 0.5


class _Formatter(argparse.HelpFormatter):
    """A formatter that leaves the lines of examples as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" not in text:
            return super()._fill_text(text, width, indent)
        return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))


class CommandParser(argparse.ArgumentParser):
    """A parser whose own words come from the catalogue.

    Parameters
    ----------
    lang : {"id", "en"}
        Language.
    given : sequence of str
        What is going to be parsed.
    completed : callable, optional
        What adds its options, of a verb; of ten verbs a command needs those of one.
    """

    def __init__(
        self,
        *,
        lang: Lang = "id",
        given: Sequence[str] = (),
        completed: Callable[[CommandParser], None] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **options)
        self.lang = lang
        self.given = given
        self._completed = completed
        self.verbs: list[CommandParser] = []
        self._optionals.title = messages.text("cli.options", lang)
        self._positionals.title = messages.text("cli.arguments", lang)
        self.add_argument("-h", "--help", action="help", help=messages.text("cli.help", lang))

    def complete(self) -> None:
        """Have the options of a verb, from the first time on that they are asked for."""
        completed, self._completed = self._completed, None
        if completed:
            completed(self)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse what is given for this parser."""
        self.complete()
        return super().parse_known_args(args, namespace)

    def own_options(self) -> set[str]:
        """Return the options that this parser knows itself."""
        self.complete()
        return {*self._option_string_actions}

    def speak(self) -> None:
        """Put the words of the language in the place of those that stand for values: BERKAS for FILE."""
        for action in self._actions:
            if isinstance(action.metavar, str):
                action.metavar = re.sub(r"[A-Z]+", lambda word: self._placeholder(word[0]), action.metavar)

    def _placeholder(self, word: str) -> str:
        code = f"value-{word.lower()}"
        return messages.text(f"cli.{code}", self.lang) if code in messages.catalogue("cli") else word

    def naming_files(self) -> Iterator[Any]:
        """Yield the arguments of all verbs that name a file or a folder."""
        words = "|".join(map(self._placeholder, ("FILE", "FOLDER", "OUT")))
        for verb in self.verbs:
            verb.complete()
            named = ((action, str(action.metavar)) for action in verb._actions)  # noqa: SLF001 -- of this class
            yield from (action for action, word in named if re.search(words, word))

    def short_usage(self, options: str) -> str:
        """Return the usage in one line: what has to be named; the help tells the options."""
        # The output of `fill` is not needed to try it, and there only.
        output = self._placeholder("OUT")
        needed = [a for a in self._actions if not a.option_strings or a.required or a.metavar == output]
        shown = ([*one.option_strings[:1], str(one.metavar)] for one in needed)
        repeated = ("..." if one.nargs == "+" else "" for one in needed)
        words = (" ".join([*word, more]).strip() for word, more in zip(shown, repeated, strict=True))
        return " ".join(["%(prog)s", *words, options])

    def format_help(self) -> str:
        """Return the help, its first word in the language too."""
        self.complete()
        return super().format_help().replace("usage: ", messages.text("cli.usage", self.lang), 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, what may be meant, and leave with status 2."""
        lines = [messages.text("cli.wrong-usage", self.lang, message=self._told(message))]
        if name := unquoted(self.given):
            lines.append("  → " + messages.text("cli.name-with-blank", self.lang, name=name))
        lines.append("  → " + messages.text("cli.usage-more", self.lang, prog=self.prog))
        self.exit(USAGE, "\n".join(lines) + "\n")

    def _told(self, message: str) -> str:
        """Return argparse's message in the words of the catalogue."""
        if early := self._early():
            return messages.text("cli.usage-verb-first", self.lang, name=early[0], verb=early[1])
        for pattern, code in _SAID:
            if found := pattern.fullmatch(message):
                named = {name: value.replace("'", "") for name, value in found.groupdict().items()}
                return messages.text(f"cli.{code}", self.lang, **named, nearest=self._nearest(named))
        return messages.text("cli.usage-other", self.lang)

    def _early(self) -> tuple[str, str] | None:
        """Return the option with which a command begins though it is one of a verb, and the verb."""
        first = self.given[0] if self.given else ""
        having = (verb.prog for verb in self.verbs if first in verb.own_options() - self.own_options())
        return next(((first, verb) for verb in having), None)

    def _nearest(self, named: Mapping[str, str]) -> object:
        """Return the question whether another word was meant, or an empty text."""
        if "known" in named:
            word, known = named.get("value", ""), set(re.findall(r"[\w-]+", named["known"]))
        else:
            word = named.get("names", "").split(" ")[0]
            known = self.own_options().union(*(verb.own_options() for verb in self.verbs))
        name = "" if word in known else nearest(word, known, _ALIKE)  # another command has that very option
        return messages.Phrase("cli.did-you-mean", {"name": name}) if name else ""


def _said(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.DOTALL), code) for pattern, code in pairs)


_CHOICE = r"invalid choice: (?P<value>'.*') \(choose from (?P<known>.*)\)"
#: What argparse says, and the sentence of the catalogue for it.
_SAID = _said(
    (r"the following arguments are required: (?P<names>.*)", "usage-required"),
    (r"one of the arguments (?P<names>.*) is required", "usage-one-of"),
    (rf"argument (?:PERINTAH|COMMANDS): {_CHOICE}", "verb-unknown"),
    (rf"argument (?P<name>.*?): {_CHOICE}", "usage-choice"),
    (r"argument (?P<name>.*?): expected .*", "usage-value"),
    (r"argument (?P<name>.*?): invalid \w+ value: (?P<value>'.*')", "usage-type"),
    (r"argument (?P<name>.*?): (?P<value>'.*') \((?P<example>.*)\)", "usage-example"),
    (r"argument (?P<name>.*?): ignored explicit argument .*", "usage-no-value"),
    (r"unrecognized arguments: (?P<names>.*)", "usage-unknown"),
    (r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)", "usage-both"),
    (r"ambiguous option: (?P<name>.*) could match (?P<known>.*)", "usage-ambiguous"),
)
