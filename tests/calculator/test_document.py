"""docs/metode.md is what the rule files say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sakipcalc.rulebook import rules
from sakipcalc.rulebook.formulas import inputs

DOCS = Path(__file__).parents[2] / "docs"


def test_the_document_is_up_to_date():
    check = subprocess.run([sys.executable, DOCS / "metode.py", "--check"], check=False)
    assert check.returncode == 0, "run: python docs/metode.py"


def test_the_document_names_every_rule_and_source():
    text = (DOCS / "metode.md").read_text(encoding="utf-8")
    for rule in rules():
        assert f"`{rule.id}`" in text
        assert rule.label["id"] in text
        for source in rule.rujukan:
            assert source.judul in text


def test_every_equation_of_the_document_names_its_inputs():
    lines = (DOCS / "metode.md").read_text(encoding="utf-8").splitlines()
    rows = {line.split("|")[1].strip(" `"): line for line in lines if line.startswith("| `")}
    for name in ("rasio", "dua_target", "baseline", "rentang", "pmk", "kemajuan_lintasan"):
        assert all(one in rows[name] for one in inputs(name))
