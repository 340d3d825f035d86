"""Each finding of the trial of public workbooks has tests, and docs/trust.md names them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = re.search(
    r"<!-- findings -->(.*)<!-- end of findings -->",
    (ROOT / "docs" / "trust.md").read_text(encoding="utf-8"),
    re.DOTALL,
)[1]
ROWS = dict(re.findall(r"^\| (\d+)\. (.*) \|$", TABLE, re.MULTILINE))


def test_there_are_thirteen():
    assert [int(number) for number in ROWS] == [*range(1, 14)]


@pytest.mark.parametrize("finding", ROWS)
def test_a_finding_has_the_tests_that_the_table_names(finding):
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", ROWS[finding])
    assert named
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), (file, name)
