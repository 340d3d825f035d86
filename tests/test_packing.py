"""The packed data files: what they say is what the TOML says, packed or changed since."""

from __future__ import annotations

import runpy
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import sakipcalc
from sakipcalc.base import data

HOUSE = Path(sakipcalc.__file__).parent
FILES = sorted(HOUSE.rglob("*.toml"))


def room_of(path: Path) -> str:
    return ".".join(path.parent.relative_to(HOUSE.parent).parts)


@pytest.mark.parametrize("number", [float, Decimal])
@pytest.mark.parametrize("packed", [True, False])
def test_a_data_file_says_what_its_toml_says(number, packed, monkeypatch):
    if not packed:
        monkeypatch.setattr(data, "_packed", dict)
    for path in FILES:
        told = data.packaged.__wrapped__(room_of(path), path.name, exact=number is Decimal)
        assert repr(dict(told)) == repr(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=number))


def test_the_packed_file_is_what_the_script_makes(workbooks):
    script = workbooks.parent / ".ci" / "pack.py"
    if not script.is_file():
        pytest.skip("installed without the repository")
    made = runpy.run_path(str(script))["packed"]()
    kept = (HOUSE / "base" / "packed.json").read_text(encoding="utf-8")
    assert kept == made, "run python .ci/pack.py"
