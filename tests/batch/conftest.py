"""Batches of invented work, and small real workbooks."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from sakipcalc.batch.crew import Crew
from sakipcalc.batch.inputs import Input
from sakipcalc.batch.ledger import Ledger
from sakipcalc.batch.run import run, silent


@pytest.fixture
def misbehaving(monkeypatch):
    """The module of work that goes wrong, under a name that workers can import it by."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import misbehaving

    return misbehaving


@pytest.fixture
def do(tmp_path, misbehaving):
    """Return a function that runs a batch of invented work on names."""

    def call(names, *, executor=None, jobs=None, timeout=None, step=silent, work=None, streams=None):
        inputs = [
            Input(source=name if "/" in name else f"masuk/{name}", name=Path(name).name) for name in names
        ]
        ledger = Ledger(inputs, str(tmp_path / "hasil"), resume=False, streams=streams)
        chosen = work or partial(misbehaving.work, timeout)
        return run(chosen, ledger, Crew(executor, jobs), step=step, timeout=timeout)

    return call


@pytest.fixture
def units(as_file, consistent, tmp_path):
    """Return a function that writes small workbooks, each of a unit of its own, below a folder."""

    def write(*names: str, folder: str = "masuk") -> Path:
        for number, name in enumerate(names):
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            consistent["Sampul"][0] = [f"DINAS CONTOH {chr(65 + number)}"]
            consistent["Tabel 3.2"][2][5] = 80 + number
            consistent["Tabel 3.2"][2][6:] = [None, None]
            as_file(consistent, str(path.relative_to(tmp_path)))
        return tmp_path / folder

    return write
