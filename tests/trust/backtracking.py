"""How many steps a pattern takes over a text: a matcher that tries what `re` tries, and counts.

Time says nothing twice the same, and `re` does not tell its steps. This one follows the same tree, tries in the same
order and remembers nothing either, so that its count grows as the time of `re` does: by the length of a text where a
pattern is sound, by its square where it tries each way to part a run in two, by its cube in three.
"""

from __future__ import annotations

import re
from re import _constants as op  # what the standard library itself reads a pattern into
from re import _parser as parser
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Tree = list[tuple[Any, Any]]

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
        self.flags = pattern.flags
        self.most = most
        self.steps = 0
        self._groups: dict[int, str] = {}

    def search(self, text: str) -> int | None:
        """Return where a match begins, from each place in turn as `re.search` does."""
        for at in range(len(text) + 1):
            if self.match(text, at) is not None:
                return at
        return None

    def match(self, text: str, at: int = 0, *, whole: bool = False) -> int | None:
        """Return where a match that begins here ends."""
        self._groups = {}
        ends = self._sequence(self.tree, 0, text, at)
        return next((end for end in ends if not whole or end == len(text)), None)

    def pumps(self) -> set[Pump]:
        """Return texts for each repeat without an end, by what leads to it."""
        return set(self._pumps(self.tree, ""))

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self.most:
            raise Spent

    # -- matching -------------------------------------------------------------------------

    def _sequence(self, items: Tree, first: int, text: str, at: int) -> Iterator[int]:
        if first == len(items):
            yield at
            return
        for end in self._item(*items[first], text, at):
            yield from self._sequence(items, first + 1, text, end)

    def _item(self, kind: Any, what: Any, text: str, at: int) -> Iterator[int]:  # noqa: C901, PLR0912 -- one branch for each kind of node
        self._step()
        if self._is_character(kind):
            if at < len(text) and self._takes(kind, what, text[at]):
                yield at + 1
        elif kind is op.AT:
            if self._stands(what, text, at):
                yield at
        elif kind is op.BRANCH:
            for branch in what[1]:
                yield from self._sequence(list(branch), 0, text, at)
        elif kind is op.SUBPATTERN:
            for end in self._sequence(list(what[3]), 0, text, at):
                if what[0] is not None:
                    self._groups[what[0]] = text[at:end]
                yield end
        elif kind is op.GROUPREF:
            if text.startswith(self._groups.get(what, "\0\0"), at):
                yield at + len(self._groups[what])
        elif kind in {op.ASSERT, op.ASSERT_NOT}:
            if self._looks(what, text, at) is (kind is op.ASSERT):
                yield at
        elif kind is op.ATOMIC_GROUP:
            yield from self._first(self._sequence(list(what), 0, text, at))
        elif kind is op.POSSESSIVE_REPEAT:
            yield from self._first(self._repeat(*what, text, at, greedy=True))
        else:
            yield from self._repeat(*what, text, at, greedy=kind is op.MAX_REPEAT)

    @staticmethod
    def _first(ends: Iterator[int]) -> Iterator[int]:
        end = next(ends, None)
        if end is not None:
            yield end

    def _looks(self, what: Any, text: str, at: int) -> bool:
        way, items = what
        if way > 0:
            return next(self._sequence(list(items), 0, text, at), None) is not None
        low, high = items.getwidth()
        starts = range(max(0, at - high), at - low + 1)
        return any(end == at for start in starts for end in self._sequence(list(items), 0, text, start))

    def _repeat(self, low: int, high: int, items: Any, text: str, at: int, *, greedy: bool) -> Iterator[int]:
        if len(items) == 1 and self._is_character(items[0][0]) and greedy:
            end = at
            while end < len(text) and end - at < high and self._takes(*items[0], text[end]):
                self._step()
                end += 1
            for stop in range(end, at + low - 1, -1):
                self._step()
                yield stop
            return
        yield from self._rounds(low, high, list(items), text, at, 0, greedy=greedy)

    def _rounds(
        self, low: int, high: int, items: Tree, text: str, at: int, done: int, *, greedy: bool
    ) -> Iterator[int]:
        if done >= low and not greedy:
            yield at
        if done < high:
            for end in self._sequence(items, 0, text, at):
                if end > at or done < low:
                    yield from self._rounds(low, high, items, text, end, done + 1, greedy=greedy)
        if done >= low and greedy:
            yield at

    @staticmethod
    def _is_character(kind: Any) -> bool:
        return kind in {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}

    def _takes(self, kind: Any, what: Any, char: str) -> bool:
        if kind is op.ANY:
            return char != "\n" or bool(self.flags & re.DOTALL)
        if kind is op.IN:
            negated = what[0][0] is op.NEGATE
            return any(self._is_in(*one, char) for one in what[negated:]) is not negated
        return self._is_in(op.LITERAL, what, char) is (kind is op.LITERAL)

    def _is_in(self, kind: Any, what: Any, char: str) -> bool:
        cases = {char, char.lower(), char.upper()} if self.flags & re.IGNORECASE else {char}
        if kind is op.LITERAL:
            return chr(what) in cases
        if kind is op.RANGE:
            return any(len(case) == 1 and what[0] <= ord(case) <= what[1] for case in cases)
        return _CATEGORIES[what](char)

    def _stands(self, what: Any, text: str, at: int) -> bool:
        before, after = at > 0 and _is_word(text[at - 1]), at < len(text) and _is_word(text[at])
        lines = self.flags & re.MULTILINE
        return {
            op.AT_BEGINNING: at == 0 or (lines and text[at - 1] == "\n"),
            op.AT_BEGINNING_STRING: at == 0,
            op.AT_END: at == len(text) or text[at:] == "\n" or (lines and text[at] == "\n"),
            op.AT_END_STRING: at == len(text),
            op.AT_BOUNDARY: before != after,
            op.AT_NON_BOUNDARY: before == after,
        }[what]

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
            yield from (char for char in _ALPHABET if self._takes(*items[0], char))
        if sample := self._sample(items):
            yield sample

    def _sample(self, items: Sequence[tuple[Any, Any]]) -> str:
        """Return a short text that these match."""
        return "".join(self._samples(kind, what) for kind, what in items)

    def _samples(self, kind: Any, what: Any) -> str:
        if kind is op.LITERAL:
            return chr(what)
        if self._is_character(kind):
            among = (*_ALPHABET, *map(chr, range(33, 0x2300)))
            return next((char for char in among if self._takes(kind, what, char)), "")
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


_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    op.CATEGORY_WORD: _is_word,
    op.CATEGORY_NOT_WORD: lambda char: not _is_word(char),
}
