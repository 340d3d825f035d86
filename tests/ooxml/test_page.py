"""The example of docs/ooxml.md runs as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from sakipcalc.excel import Package, errors

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ooxml.md").read_text(encoding="utf-8")


def test_the_example_runs(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "workbooks", tmp_path / "workbooks", ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "docs/ooxml.md", "exec"), {})  # noqa: S102 - our own page
    moved, added = capsys.readouterr().out.splitlines()
    assert {"cells", "formulas", "merges", "rows"} & set(re.findall("[a-z]+", moved))
    assert added.startswith("('xl/worksheets/sheet")
    cells = Package.open("hasil.xlsx").sheet("Tabel 3.2").cells
    assert (cells[8, 5].value, cells[8, 6].formula) == (83.75, "E8/D8*100")


def test_every_refusal_that_the_page_lists_is_a_code():
    listed = re.findall(r"^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \|", PAGE, re.MULTILINE)
    assert {code for cell in listed for code in re.findall("[a-z-]+", cell)} <= set(errors.SENTENCES)
