"""Stored results of workbooks of other software after filling, against LibreOffice: a few by day, 200 by night."""

from __future__ import annotations

import os

import pytest

from .recalculation import drawn, measured

BY_NIGHT = "SAKIPCALC_NIGHTLY" in os.environ


@pytest.mark.libreoffice
@pytest.mark.usefixtures("libreoffice")
def test_no_stored_result_differs_from_that_of_libreoffice():
    outcome = measured((f"gambar-{seed}", drawn(seed)) for seed in range(200 if BY_NIGHT else 4))
    assert outcome.differ == []
    assert outcome.refused == 0
    assert outcome.renewed > 10 * outcome.workbooks > 0
