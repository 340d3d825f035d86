"""The door: small, sorted, lazy, and what it names exists."""

from __future__ import annotations

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


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError):
        sc.tidak_ada  # noqa: B018 -- asking is the test
