"""Reports of other offices are audited, whatever their tables look like: bad data is a finding and no error."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import sakipcalc as sc

REAL = Path(__file__).parents[1] / "layouts" / "data" / "real"


@pytest.mark.parametrize("name", ["r01-setda-banyuwangi", "r03-dpmd-banyuwangi", "r10-kec-gunungkaler"])
def test_a_real_report_is_audited_and_filled(name):
    content = (REAL / f"{name}.xlsx").read_bytes()
    assert all(one.code for one in sc.audit(content))
    assert sc.fill(content, io.BytesIO()).hasil.laporan.tables
