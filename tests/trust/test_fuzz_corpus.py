"""What the fuzzer starts from and what it found: each target takes it without a fault."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[2] / "fuzz"


def _targets():
    spec = importlib.util.spec_from_file_location("fuzz_targets", FUZZ / "targets.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


targets = _targets()
CORPUS = sorted(path for path in (FUZZ / "corpus").glob("*/*") if path.is_file())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_corpus(path):
    targets.TARGETS[path.parent.name](path.read_bytes())


def test_every_part_of_the_sample_is_read_written_and_moved():
    for at, content in enumerate(content for _, content in sorted(targets.sample().items())):
        targets.package(bytes([at]) + content)
    targets.package(b"\xff" + targets.zipped(targets.sample()))
    targets.grid("\n".join("\t".join(map(str, row)) for row in targets.ROWS).encode())
    assert {path.parent.name for path in CORPUS} == set(targets.TARGETS)
