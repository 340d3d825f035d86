"""The door: small, sorted, lazy, and what it names exists."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import sakipcalc as sc


def test_all_is_sorted_and_every_name_exists():
    assert sc.__all__ == sorted(sc.__all__)
    for name in sc.__all__:
        assert getattr(sc, name) is not None


def test_verbs_stay_verbs_after_every_module_is_loaded(workbooks):
    laporan = sc.read(workbooks / "bogorejo-2024.xlsx")
    assert all(callable(getattr(sc, verb)) for verb in ("read", "compute", "audit", "fill", "rules"))
    assert sc.compute(laporan).laporan is laporan


@pytest.mark.parametrize(
    "statement", ["import sakipcalc", "import sakipcalc.cli", "from sakipcalc.cli import main"]
)
def test_importing_loads_no_heavy_library(statement):
    heavy = "{'pandas', 'numpy', 'openpyxl', 'xlsxwriter', 'matplotlib', 'rich', 'rapidfuzz'}"
    code = f"import sys; {statement}; print(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_filling_needs_no_data_frame_and_no_openpyxl(workbooks, tmp_path):
    code = (
        "import sys, sakipcalc as sc; "
        f"sc.fill({str(workbooks / 'bogorejo-2024-kosong.xlsx')!r}, {str(tmp_path / 'x.xlsx')!r}); "
        "print(sorted({'pandas', 'openpyxl', 'xlsxwriter'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert out.stdout.strip() == "[]"


def test_a_command_whose_lines_nobody_sees_on_a_terminal_loads_nothing_that_draws(workbooks, tmp_path):
    code = (
        "import sys; from sakipcalc.cli.main import main; "
        f"main(['fill', {str(workbooks / 'bogorejo-2024-kosong.xlsx')!r}, '-o', {str(tmp_path / 'x.xlsx')!r}]); "
        "print('rich' in sys.modules)"
    )
    env = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}}
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env)
    told, loaded = out.stdout.rsplit("\n", 2)[:2]
    assert "Kecamatan Bogorejo" in told
    assert loaded == "False"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError):
        sc.tidak_ada  # noqa: B018 -- asking is the test
