"""No pattern of the library tries a text in more ways than its length allows, whatever a cell or a part holds.

Every pattern at the top of a module, in a table there, or made by a function without arguments is taken, and counted
over texts that are made from the pattern itself: what leads to each of its repeats, and then that again and again.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from functools import cache

import pytest

import sakipcalc

from .backtracking import Matcher, Pump, Spent

#: A text four times as long may take so many times the steps: 4 by its length, 16 by its square.
LENGTH, GROWTH = 24, 8
#: As many blanks stand in a row as in no text that patterns see (`text.names.without_padding`), and what they may cost.
BLANKS, STEPS = 64, 1_000_000
#: Patterns with a mark that opens and is not shut: by the square, a quarter of a second for the longest cell.
#: The first three see markup only that was found to be well-formed, where everything that opens is shut.
OPENED = {
    "excel.xml.ATTRIBUTE", "excel.xml._MARKUP", "excel.markup.ATTRIBUTE",
    "excel.sheet.values._LITERAL", "reading.kinds.ods_formulas._TOKEN", "text.numerals.formats._LITERAL",
    "text.numerals.texts._BRACKETS",
}  # fmt: skip
#: Of patterns that are made alike from a list of words so many are counted.
ALIKE = 2
_CALLED = r"(search|match|fullmatch|finditer|findall|sub|subn|split)\b"


def patterns():
    """Yield each pattern with its name and its module."""
    seen = set()
    for found in pkgutil.walk_packages(sakipcalc.__path__, "sakipcalc."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            for pattern in list(within(value) or made_by(value, module))[:ALIKE]:
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    yield f"{found.name.removeprefix('sakipcalc.')}.{name}", pattern, module


def within(value, depth=4):
    """Return the patterns in a value: itself, or those in a collection."""
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if depth and isinstance(value, tuple | list | set | frozenset):
        return [pattern for one in value for pattern in within(one, depth - 1)]
    return []


def made_by(value, module):
    """Return the patterns that a function of a module makes out of the words of the library."""
    if not inspect.isfunction(inspect.unwrap(value)) or value.__module__ != module.__name__:
        return []
    signature = inspect.signature(value)
    asks = [one for one in signature.parameters.values() if one.kind is not one.VAR_POSITIONAL]
    return within(value()) if "Pattern" in str(signature.return_annotation) and not asks else []


@cache
def source(module):
    return inspect.getsource(module)


def ways(name, module):
    """Return how a pattern is used: from the beginning of a text, for the whole of it, or anywhere."""
    short = name.rpartition(".")[2]
    used = set(re.findall(rf"\b{short}(?:\(\))?\.{_CALLED}", source(module)))
    if not used:  # in a loop over a table, or from another module
        used = set(re.findall(rf"\b(?!re\.)\w+\.{_CALLED}", source(module))) - {"split"} or {"search"}
    return {way if way in {"match", "fullmatch"} else "search" for way in used}


def steps(matcher, way, text):
    matcher.steps = 0
    try:
        found = matcher.search(text) if way == "search" else matcher.match(text, whole=way == "fullmatch")
    except Spent:
        return matcher.steps, None
    return matcher.steps, found is not None


PATTERNS = list(patterns())


def test_the_patterns_are_found():
    names = {name for name, _, _ in PATTERNS}
    assert len(names) > 150
    assert {"text.names._NUMBERING", "reading.levels._BY_WORDS", "reading.explanations._heading"} <= names


@pytest.mark.parametrize("name", sorted({name for name, _, _ in PATTERNS} - OPENED))
def test_a_longer_text_takes_as_many_more_steps(name):
    for pattern, module in ((one, of) for each, one, of in PATTERNS if each == name):
        matcher, used = Matcher(pattern, most=STEPS), ways(name, module)
        for pump in matcher.pumps():
            for way in used:
                if pump.again.isspace():
                    count, _ = steps(matcher, way, pump.text(BLANKS))
                    assert count < STEPS, (pump, way)
                    continue
                short, long = (steps(matcher, way, pump.text(length))[0] for length in (LENGTH, 4 * LENGTH))
                assert long < GROWTH * short, (pump, way, short, long)


def test_patterns_over_markup_take_blanks_in_their_stride():
    """Between two tags blanks are kept as they are: a megabyte of them."""
    for name, pattern, module in PATTERNS:
        if name.startswith(("excel.", "filling.losses", "anonym.parts")) and name not in OPENED:
            matcher, used = Matcher(pattern), ways(name, module)
            for pump in filter(lambda pump: pump.again.isspace(), matcher.pumps()):
                for way in used:
                    short, long = (steps(matcher, way, pump.text(n))[0] for n in (LENGTH, 4 * LENGTH))
                    assert long < GROWTH * short, (name, pump, way)


@pytest.mark.parametrize(("pattern", "times"), [
    (r"\d+x", 16), (r"(?<!\d)\d++x", 4), (r"\d*\d*x", 64), (r"(?:a|b)*c", 16), (r"(?:a+)+b", 999),
])  # fmt: skip
def test_what_is_counted_is_the_degree(pattern, times):
    matcher = Matcher(re.compile(pattern), most=100_000)
    worst = 0
    for pump in matcher.pumps():
        short, long = (steps(matcher, "search", pump.text(n))[0] for n in (10, 40))
        worst = max(worst, long / short if long < matcher.most else 999)
    assert times / 2 < worst < times * 1.5


@pytest.mark.parametrize(("name", "pattern"), [(name, pattern) for name, pattern, _ in PATTERNS[::7]])
def test_the_matcher_finds_what_the_standard_library_finds(name, pattern):
    matcher = Matcher(pattern)
    for pump in [*matcher.pumps(), Pump("Tahun 2024 ", "Rp 1.000,5 (baik) ")]:
        for text in (pump.text(12), pump.lead + pump.again * 3):
            theirs = pattern.search(
                text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
            )
            assert matcher.search(text) == (theirs.start() if theirs else None), (name, text)
