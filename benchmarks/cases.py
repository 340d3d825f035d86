"""The cases: what is measured, against which peers, and what is wanted."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import cycle
from typing import TYPE_CHECKING

import sakipcalc as sc
from benchmarks import calculator, counting
from benchmarks.contenders import SOFFICE
from benchmarks.figures import Result, ratio
from benchmarks.inputs import long_sheet, write_annexes
from benchmarks.paths import ROOT, TEMPLATE
from benchmarks.turns import Spread, environment, ratios, take_turns, worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.figures import Figure
    from benchmarks.turns import Taken

__all__ = ["CASES", "Run"]

_MS, _US = 1e3, 1e6
#: Kecamatan of the whole country.
_UNITS = 7_288
#: So many distinct workbooks are made at most.
_DISTINCT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How thoroughly a case is run, and where its files lie."""

    folder: Path
    quick: bool

    def pick(self, whole: int, quick: int) -> int:
        """Return one number or the other."""
        return quick if self.quick else whole

    def annexes(self, count: int, *, first: int = 0) -> list[Path]:
        """Return so many distinct annex workbooks."""
        return write_annexes(self.folder / "masukan", count, first=first)

    def out(self, contender: str) -> Path:
        """Return a folder for what a contender writes."""
        path = self.folder / "keluaran" / contender
        path.mkdir(parents=True, exist_ok=True)
        return path


def start(run: Run) -> Result:
    """Start Python, import the library, ask the command line for help."""
    rounds = run.pick(15, 5)
    taken = take_turns({name: [()] * rounds for name in ("python", "import sakipcalc", "sakipcalc --help")})
    above = {
        name: [one.cpu - bare.cpu for one, bare in zip(taken[name], taken["python"], strict=True)]
        for name in ("import sakipcalc", "sakipcalc --help")
    }
    whole = [one.cpu for one in taken["sakipcalc --help"]]
    return Result(
        title="Start",
        rounds=rounds - 1,
        figures=(
            _amount("import sakipcalc, above bare Python", above["import sakipcalc"], _MS, "ms", at_most=100),
            _amount("sakipcalc --help, from start to end", whole, _MS, "ms", at_most=200),
        ),
    )


def read(run: Run) -> Result:
    """Read one annex workbook: tables recognised, numbers understood, every value with its place."""
    paths = run.annexes(run.pick(24, 6))
    names = ("sakipcalc.read", "pandas + openpyxl", "pandas + calamine")
    taken = take_turns({name: [(path,) for path in paths] for name in names}, warm=2)
    ours, *peers = names
    return Result(
        title="Read one annex workbook of 24 sheets",
        rounds=len(paths) - 2,
        figures=(
            _time("sakipcalc.read", taken[ours]),
            *(ratio(f"{peer}: all cells as they stand", ratios(taken[peer], taken[ours])) for peer in peers),
        ),
    )


def audit(run: Run) -> Result:
    """Read, compute and audit one annex workbook."""
    paths = run.annexes(run.pick(24, 6))
    names = ("sakipcalc.audit", "sakipcalc.read")
    taken = take_turns({name: [(path,) for path in paths] for name in names}, warm=2)
    figure = ratio("with reading, against reading alone", ratios(*(taken[name] for name in names)))
    return Result(
        title="Audit one annex workbook",
        rounds=len(paths) - 2,
        figures=(_time("read, compute and audit", taken["sakipcalc.audit"]), figure),
    )


def fill(run: Run) -> Result:
    """Fill one annex workbook that was not seen before, with all its tables; ask for its findings, or not."""
    checked = _checked(TEMPLATE, "fill")
    paths = run.annexes(run.pick(30, 8))
    names = {
        "sakipcalc": "ours",
        "sakipcalc, findings": "audited",
        "openpyxl + pandas": "theirs",
        "floor": "floor",
    }
    work = {name: [(path, run.out(to) / path.name) for path in paths] for name, to in names.items()}
    taken = take_turns(work, warm=2)
    peaks = {name: _peak(name, *work[name][0]) for name in ("sakipcalc", "openpyxl + pandas")}
    memory = peaks["openpyxl + pandas"] / peaks["sakipcalc"]
    return Result(
        title="Fill one annex workbook of 24 sheets, a template not seen before",
        rounds=len(paths) - 2,
        note=f"{checked} cells written, the same by both.",
        figures=(
            _time("sakipcalc.fill", taken["sakipcalc"]),
            ratio(
                "openpyxl + pandas (a)", ratios(taken["openpyxl + pandas"], taken["sakipcalc"]), at_least=5
            ),
            ratio("as a multiple of the floor (c)", ratios(taken["sakipcalc"], taken["floor"]), at_most=10),
            ratio("peak memory of (a)", Spread.of([memory]), at_least=2),
            _time("with results and findings of what was filled", taken["sakipcalc, findings"]),
            ratio(
                "with them, openpyxl + pandas (a) without",
                ratios(taken["openpyxl + pandas"], taken["sakipcalc, findings"]),
            ),
        ),
    )


def libreoffice(run: Run) -> Result:
    """Recalculate and save filled workbooks by LibreOffice, several with one start of the program."""
    if SOFFICE is None:
        return Result(title="Against LibreOffice", figures=(), note="LibreOffice is not installed.")
    count, rounds = run.pick(10, 3), run.pick(4, 2)
    batches = [run.annexes(count, first=count * turn) for turn in range(rounds)]
    filled = [[run.out("ours") / path.name for path in batch] for batch in batches]
    with worker("sakipcalc") as ask:
        times = [
            [ask(path, target) for path, target in zip(batch, targets, strict=True)]
            for batch, targets in zip(batches, filled, strict=True)
        ]
    theirs = take_turns(
        {"LibreOffice": [("|".join(map(str, batch)), run.out("soffice")) for batch in filled]}, warm=0
    )["LibreOffice"]
    pairs = list(zip(times, theirs, strict=True))
    return Result(
        title="Against LibreOffice recalculating and saving (b)",
        rounds=rounds,
        note=f"{count} workbooks with one start of LibreOffice.",
        figures=tuple(
            ratio(
                f"LibreOffice, {what}",
                Spread.of(
                    [getattr(them, name) / sum(getattr(one, name) for one in ours) for ours, them in pairs]
                ),
                at_least=20,
            )
            for name, what in (("clock", "by the clock"), ("cpu", "CPU"))
        ),
    )


def shared(run: Run) -> Result:
    """Fill one template with the facts of many workbooks, which are in memory already."""
    paths = run.annexes(run.pick(30, 8))
    names = {
        "sakipcalc, shared template": "ours",
        "openpyxl + pandas, shared template": "theirs",
    }
    work = {name: [(TEMPLATE, path, run.out(to) / path.name) for path in paths] for name, to in names.items()}
    ours, theirs = (take_turns(work, warm=2, given=list(map(str, paths)))[name] for name in names)
    return Result(
        title="Fill one shared template with the facts of many units",
        rounds=len(paths) - 2,
        figures=(
            _time("sakipcalc.fill(template, data=laporan)", ours),
            ratio("openpyxl + pandas (a)", ratios(theirs, ours), at_least=8),
        ),
    )


def many(run: Run) -> Result:
    """Fill many distinct workbooks with one and with two workers, start of the workers included."""
    count, sample, rounds = run.pick(500, 16), run.pick(60, 6), run.pick(3, 1)
    paths = run.annexes(count)
    by_workers: dict[int, list[float]] = {1: [], 2: []}
    script: list[float] = []
    for turn in range(rounds):
        for workers in (1, 2) if turn % 2 else (2, 1):
            by_workers[workers].append(_batch(paths, workers, run.out("ours"))["clock"] / count)
        some = paths[turn * sample :][:sample]
        work = {"openpyxl + pandas": [(path, run.out("theirs") / path.name) for path in some]}
        taken = take_turns(work)["openpyxl + pandas"]
        script.append(sum(one.clock for one in taken) / len(taken))
    one, two = by_workers[1], by_workers[2]
    return Result(
        title=f"Fill {count} annex workbooks, distinct templates",
        rounds=rounds,
        note=f"(a) in one process on {sample} of them each round, by the clock.",
        figures=(
            _amount("two workers, each workbook", two, _MS, "ms"),
            ratio("two workers, against (a)", _divided(script, two)),
            _amount(f"two workers, {_UNITS:,} kecamatan at this pace", two, _UNITS / 60, "min", at_most=4.5),
            ratio("two workers, against one", _divided(one, two), at_least=1.8),
        ),
    )


def cluster(run: Run) -> Result:
    """Fill many workbooks on a dask cluster of two workers on this machine, and by two processes."""
    if find_spec("distributed") is None:
        return Result(title="On a dask cluster of two workers", figures=(), note="dask is not installed.")
    count, rounds = run.pick(60, 12), run.pick(3, 1)
    paths = run.annexes(count)
    dask, own = [], []
    for _ in range(rounds):
        dask.append(_measured("benchmarks.cluster", paths, 2, run.out("ours")))
        own.append(_batch(paths, 2, run.out("ours"))["clock"])
    clocks = [one["clock"] for one in dask]
    return Result(
        title="On a dask cluster of two workers",
        rounds=rounds,
        note=f"{count} annex workbooks, all on this machine.",
        figures=(
            _amount("until it stands and has filled eight workbooks", [one["start"] for one in dask], 1, "s"),
            _amount("a workbook, by the clock", clocks, _MS / count, "ms"),
            ratio("against two processes of our own, starting them included", _divided(own, clocks)),
            _amount(
                "scheduler and client, each workbook, CPU", [one["cpu"] for one in dask], _MS / count, "ms"
            ),
            _amount("time of the workers that is not filling", [_idle(one) for one in dask], 100, "%"),
            _amount("sent for each workbook", [one["sent"] for one in dask], 1 / count, "bytes"),
            _amount("back from each workbook", [one["back"] for one in dask], 1 / count, "bytes"),
        ),
    )


def long(run: Run) -> Result:
    """Fill a Tabel 3.9 of 20,000 rows: few cells, and all its sums and percentages."""
    rows, rounds = run.pick(20_000, 2_000), run.pick(4, 3)
    figures: list[Figure] = []
    for kind, computed in (("few cells", False), ("all computed cells", True)):
        path = run.folder / f"panjang-{rows}-{computed}.xlsx"
        path.write_bytes(long_sheet(rows, computed=computed))
        _checked(path, "fill_long")
        names = {"sakipcalc": "ours", "openpyxl + pandas, long": "theirs"}
        taken = take_turns({name: [(path, run.out(to) / path.name)] * rounds for name, to in names.items()})
        ours, theirs = taken.values()
        figures += [
            _time(f"{kind}: sakipcalc.fill", ours),
            ratio(f"{kind}: openpyxl + pandas (a)", ratios(theirs, ours), at_least=3),
            ratio(f"{kind}: peak memory of (a)", ratios(theirs[-1:], ours[-1:], "peak"), at_least=1),
        ]
    return Result(title=f"Fill a sheet of {rows:,} rows", rounds=rounds - 1, figures=tuple(figures))


def rows(run: Run) -> Result:
    """Fill sheets of more and more rows: the time of a row must not grow."""
    counts = (500, 1_000, 2_000) if run.quick else (1_000, 10_000, 100_000)
    each: list[float] = []
    with worker("sakipcalc") as ask:
        ask(run.annexes(1)[0], run.out("ours") / "hangat.xlsx")
        for count in counts:
            path = run.folder / f"panjang-{count}.xlsx"
            path.write_bytes(long_sheet(count, computed=True))
            each.append(ask(path, run.out("ours") / path.name).cpu / count)
    return _growth("Rows of a sheet", "row", counts, each, _US, "µs", at_most=1.2)


def files(run: Run) -> Result:
    """Fill more and more workbooks in one process: neither the time of one nor the memory may grow."""
    counts = (10, 20, 40) if run.quick else (100, 1_000, 10_000)
    distinct = run.annexes(min(counts[-1], _DISTINCT))
    each, peaks = [], []
    for count in counts:
        done = _batch(_linked(distinct, count, run.folder / f"{count}"), 1, run.out(f"ours-{count}"))
        each.append(done["cpu"] / count)
        peaks.append(done["peak"])
    growth = _growth("Workbooks in one process", "workbook", counts, each, _MS, "ms", at_most=1.5)
    memory = ratio("peak memory, the most against the least", Spread.of([peaks[-1] / peaks[0]]), at_most=1.5)
    return Result(
        title=growth.title, figures=(*growth.figures, memory), note=f"{len(distinct)} distinct ones."
    )


def cold(run: Run) -> Result:
    """Fill one annex workbook by a command, from the start of Python to its end; the script as well."""
    rounds = run.pick(12, 4)
    path = run.annexes(1)[0]
    names = {"sakipcalc fill": "ours", "script, from cold": "theirs"}
    more = {"sakipcalc fill": ("-o", "--overwrite"), "script, from cold": ()}
    work = {
        name: [(path, *more[name][:1], run.out(to) / path.name, *more[name][1:])] * rounds
        for name, to in names.items()
    }
    ours, theirs = (take_turns(work)[name] for name in names)
    return Result(
        title="One command from cold, findings and all",
        rounds=rounds - 1,
        figures=(
            _amount("sakipcalc fill, CPU", [one.cpu for one in ours], _MS, "ms", at_most=500),
            ratio("openpyxl + pandas (a), from cold and without findings", ratios(theirs, ours), at_least=2),
        ),
    )


def command(run: Run) -> Result:
    """Fill a folder by one command with one worker, findings and all; openpyxl opens each twice and saves."""
    count, rounds = run.pick(40, 6), run.pick(5, 2)
    folder = run.annexes(count)[0].parent
    ours = [(folder, "-o", run.out("ours"), "--jobs", "1", "--overwrite")] * rounds
    theirs = [(folder, run.out("theirs"))] * rounds
    taken = take_turns({"sakipcalc fill": ours, "openpyxl, twice": theirs})
    return Result(
        title=f"{count} annex workbooks by one command, one worker",
        rounds=rounds - 1,
        figures=(
            _amount("sakipcalc fill, CPU", [one.cpu for one in taken["sakipcalc fill"]], 1, "s"),
            ratio(
                "openpyxl: load twice, save",
                ratios(taken["openpyxl, twice"], taken["sakipcalc fill"]),
                at_least=3.5,
            ),
        ),
    )


def linking(run: Run) -> Result:
    """Link the lines of Tabel 2.4 with those of Tabel 3.9 where every name is another one."""
    counts = (250, 500, 1_000) if run.quick else (500, 1_000, 2_000)
    with worker("link") as ask:
        ask(counts[0])
        times = [float(str(ask(count).said)) for count in counts]
    each = [_amount(f"{n:,} lines", [t], _MS, "ms") for n, t in zip(counts, times, strict=True)]
    whole = _amount("the longest, CPU", times[-1:], _MS, "ms", at_most=500)
    return Result(title="Linking lines with other names", figures=(*each, whole))


def counts(run: Run) -> Result:
    """Count calls and tracked objects, which are the same on every machine."""
    sources = [path.read_bytes() for path in run.annexes(3)]
    rows = run.pick(2_000, 300)
    by_row = counting.tracked_by_row(lambda count: long_sheet(count, computed=False), rows)
    found = (
        ("read one annex workbook: calls", counting.calls(sc.read, *sources), None),
        ("fill one: calls", counting.calls(counting.fill, *sources), 120_000),
        (
            "the same with findings: calls",
            counting.calls(counting.fill_with_findings, *sources),
            190_000,
        ),
        ("a row of a long table, read and derived: tracked objects", by_row, 12),
    )
    return Result(
        title="Counts",
        figures=tuple(
            _amount(what, [value], 1, "", **({} if most is None else {"at_most": most}))
            for what, value, most in found
        ),
    )


def compute(run: Run) -> Result:
    """Compute capaian and kategori of a million rows as arrays."""
    number = run.pick(1_000_000, 100_000)
    times = calculator.measure(number)
    slower = times["arrays"] / times["bare NumPy"]
    faster = times["pandas apply"] / times["arrays"]
    return Result(
        title=f"capaian and kategori of {number:,} rows",
        figures=(
            _amount("arrays", [times["arrays"]], _MS, "ms"),
            ratio("as a multiple of bare NumPy", Spread.of([slower]), at_most=calculator.SLOWER_THAN_NUMPY),
            ratio("pandas apply", Spread.of([faster]), at_least=calculator.FASTER_THAN_APPLY),
        ),
    )


CASES: dict[str, Callable[[Run], Result]] = {
    one.__name__: one
    for one in (
        start,
        cold,
        counts,
        read,
        audit,
        fill,
        command,
        libreoffice,
        shared,
        many,
        cluster,
        long,
        rows,
        linking,
        files,
        compute,
    )
}


def _amount(what: str, values: Sequence[float], scale: float, unit: str, **wanted: float) -> Figure:
    return ratio(what, Spread.of([value * scale for value in values]), unit, **wanted)


def _time(what: str, taken: Sequence[Taken]) -> Figure:
    return _amount(f"{what}, CPU", [one.cpu for one in taken], _MS, "ms")


def _divided(these: Sequence[float], those: Sequence[float]) -> Spread:
    return Spread.of([one / other for one, other in zip(these, those, strict=True)])


def _growth(
    title: str,
    of: str,
    counts: Sequence[int],
    each: Sequence[float],
    scale: float,
    unit: str,
    *,
    at_most: float,
) -> Result:
    figures = [
        _amount(f"{count:,}: each {of}", [value], scale, unit)
        for count, value in zip(counts, each, strict=True)
    ]
    slope = ratio(f"each {of}, the most against the least", Spread.of([each[-1] / each[0]]), at_most=at_most)
    return Result(title=title, figures=(*figures, slope))


def _linked(paths: Sequence[Path], count: int, folder: Path) -> list[Path]:
    """Return so many workbooks, the same ones again and again under other names."""
    folder.mkdir()
    found = [folder / f"kecamatan-{number:05}.xlsx" for number in range(count)]
    for path, source in zip(found, cycle(paths), strict=False):
        path.hardlink_to(source)
    return found


def _peak(name: str, *arguments: object) -> int:
    """Return the peak memory [bytes] of a process that does nothing but this."""
    with worker(name) as ask:
        return ask(*arguments).peak


def _checked(path: Path, kind: str) -> object:
    """Return how many cells the library writes, all of them the same by the script."""
    with worker("check") as ask:
        return ask(path, kind).said


def _batch(paths: Sequence[Path], workers: int, output: Path) -> dict[str, float]:
    return _measured("benchmarks.batch", paths, workers, output)


def _idle(taken: Mapping[str, float]) -> float:
    """Return which part of their time two workers did not fill."""
    return 1 - taken["busy"] / (2 * taken["clock"])


def _measured(module: str, paths: Sequence[Path], workers: int, output: Path) -> dict[str, float]:
    """Run a module of the benchmarks on workbooks, and return what it says."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter on our own code
        [sys.executable, "-m", module, str(workers), str(output)],
        input="\n".join(map(str, paths)),
        capture_output=True,
        check=True,
        text=True,
        env=environment(),
        cwd=ROOT,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
