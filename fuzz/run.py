"""Fuzz one target, or all of them in turn: ``python fuzz/run.py NAME|all [SECONDS]``.

Needs ``pip install atheris``. New inputs go to ``fuzz/found/`` (not kept in git). One that breaks something
is kept there once for each place in the code, and fuzzing goes on; made small it belongs into
``fuzz/corpus/NAME/``, which the tests run.
"""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
NAMES = ("numerals", "scales", "grid", "fill", "package", "kinds", "answers", "narrative", "bridge")
#: An input of a few kilobytes that takes this long [s], or this much [MB], ends the run. Time is by the
#: clock: a machine that does other work as well lets each wait.
TIMEOUT, MEMORY = 60, 1500


def keeping(target: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """Return the target, its finds kept in a folder: one for each place they come from."""

    def run(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 -- any of them is a find
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"
            if not (folder / place).exists():
                (folder / place).write_bytes(data)
                (folder / f"{place}.txt").write_text(traceback.format_exc(), encoding="utf-8")
                print(f"FOUND {place}", flush=True)

    return run


def fuzz(name: str, seconds: int) -> int:
    """Run one target in this process, for ever without a limit."""
    import atheris

    sys.path[:0] = [str(HERE), str(HERE.parent)]
    with atheris.instrument_imports(include=["sakipcalc"]):
        import sakipcalc

        for module in pkgutil.walk_packages(sakipcalc.__path__, "sakipcalc."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)  # what is imported when it is needed, too
    import mutations
    import seeds
    import targets

    work, found = HERE / "found" / name, HERE / "found" / f"{name}-breaks"
    for folder in (work, found):
        folder.mkdir(parents=True, exist_ok=True)
    for seed, content in seeds.SEEDS.get(name, dict)().items():
        (work / f"seed-{seed}").write_bytes(content)
    words = name in {"numerals", "scales", "grid", "fill", "narrative", "bridge"}
    options = [
        sys.argv[0],
        *(str(place) for place in (work, HERE / "corpus" / name) if place.is_dir()),
        f"-max_total_time={seconds}",
        f"-timeout={TIMEOUT}",
        f"-rss_limit_mb={MEMORY}",
        f"-artifact_prefix={found}/",
        f"-dict={HERE / ('words.dict' if words else 'markup.dict')}",
        f"-max_len={2000 if name in {'numerals', 'scales'} else 32_000}",
        "-keep_seed=1",
        "-print_final_stats=1",
    ]
    mutation = mutations.MUTATIONS.get(name)
    extra = {"custom_mutator": mutation} if mutation else {}
    atheris.Setup(options, keeping(targets.TARGETS[name], found), **extra)
    atheris.Fuzz()
    return 0


def main() -> int:
    """Fuzz what is named."""
    name, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0  # noqa: PLR2004
    if name != "all":
        return fuzz(name, seconds)
    ended = [subprocess.call([sys.executable, __file__, each, str(seconds or 3600)]) for each in NAMES]
    return int(any(ended) or any((HERE / "found").glob("*-breaks/*")))


if __name__ == "__main__":
    sys.exit(main())
