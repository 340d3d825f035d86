"""The catalogue: complete in both languages, and every code that the source names is in it."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from sakipcalc import messages
from sakipcalc.core.findings import LEVELS
from sakipcalc.messages import number

SOURCE = Path(messages.__file__).parent.parent
ENTRIES = [(s, c, e) for s in messages.SUBJECTS for c, e in messages.catalogue(s).items()]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("subject", "code", "entry"), ENTRIES, ids=[f"{s}.{c}" for s, c, _ in ENTRIES])
def test_each_entry_speaks_both_languages_of_the_same_things(subject, code, entry):
    assert fields(entry["id"]) == fields(entry["en"])
    if "hint" in entry:
        assert set(entry["hint"]) == {"id", "en"}
    if "ringkas" in entry:
        assert all(fields(entry["ringkas"][lang]) <= fields(entry["id"]) for lang in ("id", "en"))
    if subject == "findings":
        assert entry["tingkat"] in LEVELS
        assert entry["hint"]


SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))


def codes(pattern: str) -> set[str]:
    return set(re.findall(pattern, SOURCES))


def test_every_finding_of_the_source_is_in_the_catalogue_and_the_other_way_round():
    catalogue = set(messages.catalogue("findings"))
    assert codes(r'Temuan\(\s*code="([a-z-]+)"') <= catalogue
    causes = set(tomllib.loads((SOURCE / "text" / "kata" / "sebab.toml").read_text(encoding="utf-8")))
    assert causes <= catalogue
    assert {code for code in catalogue - causes if f'"{code}"' not in SOURCES} == set()


def given(call: ast.Call) -> tuple[str, set[str]] | None:
    """Return the code of a finding and the names that it gives its sentence; None where they are not plain."""
    words = {word.arg: word.value for word in call.keywords}
    code, data = words.get("code"), words.get("data", ast.Dict(keys=[], values=[]))
    if not isinstance(code, ast.Constant) or not isinstance(data, ast.Dict):
        return None
    if not all(isinstance(key, ast.Constant) for key in data.keys):
        return None
    return code.value, {"nilai", "seharusnya", "tempat"} | {key.value for key in data.keys}


def test_a_sentence_names_nothing_that_its_finding_does_not_give():
    calls = [
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Temuan"
    ]
    plain = [found for call in calls if (found := given(call))]
    assert len(plain) > 70
    for code, names in plain:
        entry = messages.catalogue("findings")[code]
        assert fields(entry["id"]) | fields(entry["hint"]["id"]) | fields(entry["hint"]["en"]) <= names, code


def test_every_error_of_the_source_is_in_the_catalogue():
    raised = codes(r'(?:WorkbookError|TableError|RuleError|OutputError|ConflictError)\(\s*"([a-z-]+)"')
    assert raised <= set(messages.catalogue("errors"))


@pytest.mark.parametrize(
    ("value", "lang", "decimals", "shown"),
    [
        (2012796488, "id", None, "2.012.796.488"),
        (97.25, "id", None, "97,25"),
        (1.005, "id", 2, "1,01"),
        (-0.5, "en", None, "-0.5"),
        (1e-7, "id", None, "0"),
    ],
)
def test_numbers_as_the_language_writes_them(value, lang, decimals, shown):
    assert number(value, lang, decimals) == shown
