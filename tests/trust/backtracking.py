"""How many steps a pattern takes over a text: a matcher that tries what `re` tries, and counts.

Time says nothing twice the same, and `re` does not tell its steps. This one follows the same tree, tries in the same
order and remembers nothing either, so that its count grows as the time of `re` does: by the length of a text where a
pattern is sound, by its square where it tries each way to part a run in two, by its cube in three.

Each part of a pattern becomes a function of a place in the text that calls what follows it, and tries its next way
when that says no.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from re import _constants as op  # what the standard library itself reads a pattern into
from re import _parser as parser
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Tree = list[tuple[Any, Any]]
#: Tells whether what a part of a pattern says, and all behind it, holds from a place on.
Way = "Callable[[int], bool]"

#: Characters that are tried under a repeat, one of each kind that texts, figures, formulas and markup are made of.
_ALPHABET = " \nazAIRkt015.,;:-–()[]/%<>='\"&!$_*+#×é\0"
#: A repeat that goes on beyond this is taken as one without an end.
_ENDLESS = 100


class Pump(NamedTuple):
    """A text to keep a pattern busy: what leads to a repeat, and what it repeats."""

    lead: str
    again: str

    def text(self, length: int) -> str:
        """Return the text, with an end that nothing asks for."""
        return self.lead + self.again * (length // len(self.again)) + "\0"


class Spent(Exception):  # noqa: N818 -- not an error: the count is what was asked for
    """More steps than anybody wants to wait for."""


class Matcher:
    """A pattern that counts its steps.

    Parameters
    ----------
    pattern : re.Pattern
        Of text or bytes; bytes are taken as Latin-1.
    most : int
        Steps after which it gives up.
    """

    def __init__(self, pattern: re.Pattern[Any], most: int = 2_000_000) -> None:
        source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
        self.tree: Tree = list(parser.parse(source, pattern.flags & ~re.UNICODE & ~re.DEBUG))
        self.flags = int(pattern.flags)
        self.most = most
        self.steps = 0
        self._text = ""
        self._end, self._whole = 0, False
        self._groups: dict[int, str] = {}
        self._characters: dict[object, Callable[[str], bool]] = {}
        self._begin = self._sequence(self.tree, self._ends)

    def search(self, text: str) -> int | None:
        """Return where a match begins, from each place in turn as `re.search` does."""
        for at in range(len(text) + 1):
            if self.match(text, at) is not None:
                return at
        return None

    def match(self, text: str, at: int = 0, *, whole: bool = False) -> int | None:
        """Return where a match that begins here ends."""
        self._text, self._whole, self._groups = text, whole, {}
        return self._end if self._begin(at) else None

    def pumps(self) -> set[Pump]:
        """Return texts for each repeat without an end, by what leads to it."""
        return set(self._pumps(self.tree, ""))

    def _ends(self, at: int) -> bool:
        self._end = at
        return not self._whole or at == len(self._text)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise Spent

    # -- matching -------------------------------------------------------------------------

    def _sequence(self, items: Sequence[tuple[Any, Any]], then: Way) -> Way:
        for kind, what in reversed(items):
            then = self._item(kind, what, then)
        return then

    def _item(self, kind: Any, what: Any, then: Way) -> Way:
        if self._is_character(kind):
            return self._one(self._taking(kind, what), then)
        ways: dict[Any, Callable[[], Way]] = {
            op.AT: lambda: lambda at: bool(self._stands(what, at)) and then(at),
            op.BRANCH: lambda: self._either([self._sequence(branch, then) for branch in what[1]]),
            op.SUBPATTERN: lambda: self._group(what[0], what[3], then),
            op.GROUPREF: lambda: self._reference(what, then),
            op.ASSERT: lambda: self._look(*what, then, wanted=True),
            op.ASSERT_NOT: lambda: self._look(*what, then, wanted=False),
            op.ATOMIC_GROUP: lambda: self._atomic(self._sequence, what, then),
            op.POSSESSIVE_REPEAT: lambda: self._atomic(self._repeat, what, then),
            op.MAX_REPEAT: lambda: self._repeat(what, then),
            op.MIN_REPEAT: lambda: self._repeat(what, then, greedy=False),
        }
        return self._counted(ways[kind]())

    def _counted(self, way: Way) -> Way:
        def run(at: int) -> bool:
            self._step()
            return way(at)

        return run

    def _one(self, takes: Callable[[str], bool], then: Way) -> Way:
        def run(at: int) -> bool:
            self._step()
            text = self._text
            return at < len(text) and takes(text[at]) and then(at + 1)

        return run

    @staticmethod
    def _either(branches: Sequence[Way]) -> Way:
        return lambda at: any(branch(at) for branch in branches)

    def _group(self, number: int | None, items: Tree, then: Way) -> Way:
        if number is None:
            return self._sequence(items, then)
        begun: list[int] = []

        def end(at: int) -> bool:
            start = begun.pop()
            self._groups[number] = self._text[start:at]
            held = then(at)
            begun.append(start)
            return held

        inner = self._sequence(items, end)

        def run(at: int) -> bool:
            begun.append(at)
            held = inner(at)
            begun.pop()
            return held

        return run

    def _reference(self, number: int, then: Way) -> Way:
        def run(at: int) -> bool:
            said = self._groups.get(number, "\0\0")
            return self._text.startswith(said, at) and then(at + len(said))

        return run

    def _atomic(self, made: Callable[[Any, Way], Way], what: Any, then: Way) -> Way:
        """Return the way through what gives nothing back of what it took first."""
        ends = [0]

        def end(at: int) -> bool:
            ends[0] = at
            return True

        inner = made(what, end)
        return lambda at: inner(at) and then(ends[0])

    def _look(self, side: int, items: Any, then: Way, *, wanted: bool) -> Way:
        ends: set[int] = set()

        def end(at: int) -> bool:
            return not ends or at in ends

        inner = self._sequence(items, end)
        low, high = items.getwidth()

        def ahead(at: int) -> bool:
            ends.clear()
            return inner(at) is wanted and then(at)

        def behind(at: int) -> bool:
            ends.clear()
            ends.add(at)
            return any(map(inner, range(max(0, at - high), at - low + 1))) is wanted and then(at)

        return ahead if side > 0 else behind

    def _repeat(self, what: Any, then: Way, *, greedy: bool = True) -> Way:
        low, high, items = what
        if len(items) == 1 and self._is_character(items[0][0]) and greedy:
            return self._run_of(self._taking(*items[0]), low, high, then)
        rounds: list[tuple[int, int]] = []  # those that are under way: which it is, and where it began

        def again(at: int) -> bool:
            done, start = rounds.pop()
            held = (at > start or done < low) and go(at, done + 1)
            rounds.append((done, start))
            return held

        inner = self._sequence(items, again)

        def go(at: int, done: int) -> bool:
            if done >= low and not greedy and then(at):
                return True
            if done < high:
                rounds.append((done, at))
                held = inner(at)
                rounds.pop()
                if held:
                    return True
            return done >= low and greedy and then(at)

        return lambda at: go(at, 0)

    def _run_of(self, takes: Callable[[str], bool], low: int, high: int, then: Way) -> Way:
        """Return the way through a run of characters of one kind: the longest first."""

        def run(at: int) -> bool:
            text, end = self._text, at
            most = min(len(text), at + high)
            while end < most and takes(text[end]):
                end += 1
            self.steps += end - at
            for stop in range(end, at + low - 1, -1):
                self._step()
                if then(stop):
                    return True
            return False

        return run

    @staticmethod
    def _is_character(kind: Any) -> bool:
        return kind in _CHARACTERS

    def _taking(self, kind: Any, what: Any) -> Callable[[str], bool]:
        """Return what tells whether a character is one of those that are asked for, and remembers it."""
        key = id(what) if kind is op.IN else (kind, what)
        if key not in self._characters:
            self._characters[key] = cache(lambda char: self._takes(kind, what, char))
        return self._characters[key]

    def _takes(self, kind: Any, what: Any, char: str) -> bool:
        if kind is op.ANY:
            return char != "\n" or bool(self.flags & _DOTALL)
        if kind is op.IN:
            negated = what[0][0] is op.NEGATE
            return any(self._is_in(*one, char) for one in what[negated:]) is not negated
        return self._is_in(op.LITERAL, what, char) is (kind is op.LITERAL)

    def _is_in(self, kind: Any, what: Any, char: str) -> bool:
        cases = {char, char.lower(), char.upper()} if self.flags & _IGNORECASE else {char}
        if kind is op.LITERAL:
            return chr(what) in cases
        if kind is op.RANGE:
            return any(len(case) == 1 and what[0] <= ord(case) <= what[1] for case in cases)
        return _CATEGORIES[what](char)

    def _stands(self, what: Any, at: int) -> bool:
        text = self._text
        lines = self.flags & _MULTILINE
        if what in {op.AT_BOUNDARY, op.AT_NON_BOUNDARY}:
            before, after = at > 0 and _is_word(text[at - 1]), at < len(text) and _is_word(text[at])
            return (before != after) is (what is op.AT_BOUNDARY)
        return {
            op.AT_BEGINNING: lambda: at == 0 or (lines and text[at - 1] == "\n"),
            op.AT_BEGINNING_STRING: lambda: at == 0,
            op.AT_END: lambda: at == len(text) or text[at:] == "\n" or (lines and text[at] == "\n"),
            op.AT_END_STRING: lambda: at == len(text),
        }[what]()

    # -- texts that keep it busy ------------------------------------------------------------

    def _pumps(self, items: Sequence[tuple[Any, Any]], lead: str) -> Iterator[Pump]:
        for kind, what in items:
            if kind in _REPEATS:
                if what[1] is op.MAXREPEAT or what[1] > _ENDLESS:
                    yield from (Pump(lead, again) for again in self._repeated(what[2]))
                yield from self._pumps(what[2], lead)
            elif kind is op.SUBPATTERN:
                yield from self._pumps(what[3], lead)
            elif kind in {op.ASSERT, op.ASSERT_NOT}:
                yield from self._pumps(what[1], lead)
            elif kind is op.ATOMIC_GROUP:
                yield from self._pumps(what, lead)
            elif kind is op.BRANCH:
                for branch in what[1]:
                    yield from self._pumps(branch, lead)
            lead += self._sample([(kind, what)])

    def _repeated(self, items: Sequence[tuple[Any, Any]]) -> Iterator[str]:
        """Yield what a repeat goes over again and again."""
        if len(items) == 1 and self._is_character(items[0][0]):
            yield from filter(self._taking(*items[0]), _ALPHABET)
        if sample := self._sample(items):
            yield sample

    def _sample(self, items: Sequence[tuple[Any, Any]]) -> str:
        """Return a short text that these match."""
        return "".join(self._samples(kind, what) for kind, what in items)

    def _samples(self, kind: Any, what: Any) -> str:
        if kind is op.LITERAL:
            return chr(what)
        if self._is_character(kind):
            among = chain(_ALPHABET, map(chr, range(33, 0x2300)))
            return next(filter(self._taking(kind, what), among), "")
        if kind in _REPEATS:
            return self._sample(what[2]) * what[0]
        inner: dict[Any, Callable[[], Any]] = {
            op.SUBPATTERN: lambda: what[3],
            op.ATOMIC_GROUP: lambda: what,
            op.BRANCH: lambda: what[1][0],
        }
        return self._sample(inner[kind]()) if kind in inner else ""


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_CHARACTERS = frozenset({op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN})
_DOTALL, _IGNORECASE, _MULTILINE = map(int, (re.DOTALL, re.IGNORECASE, re.MULTILINE))
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    op.CATEGORY_WORD: _is_word,
    op.CATEGORY_NOT_WORD: lambda char: not _is_word(char),
}
