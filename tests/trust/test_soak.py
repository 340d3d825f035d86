"""The long run of the night, made short: nothing is left of a few fillings and uploads."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import soak


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs the files of Linux about a process")
@pytest.mark.parametrize("do", [soak.fill, soak.upload])
def test_nothing_is_left_of_a_few(do, tmp_path):
    do(4, tmp_path)
    _, *before = soak.state(tmp_path)
    do(8, tmp_path)
    _, *after = soak.state(tmp_path)
    assert after <= before
