"""Workbooks of other software, filled, against what LibreOffice calculates: no stored result differs.

``python -m tests.filling.recalculation [COUNT] [FOLDER ...]`` draws workbooks with XlsxWriter and openpyxl (each second
one is saved by LibreOffice once more), or takes those of folders, whose numbers are made to depend on the annex. Each has the
right results before it is filled, so that a formula which was forgotten would store an old one.
"""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter

import sakipcalc as sc
from sakipcalc.excel import Editor, NewSheet, Package, PackageError, refs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

__all__ = ["Outcome", "compared", "drawn", "measured"]

#: What waits for its results: target and realisasi of some indicators.
HEAD = ["No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian (%)", "Kategori"]
ANNEX = "Tabel 3.2"
NAMES = (
    "Indeks Kepuasan Masyarakat",
    "Nilai SAKIP",
    "Persentase Desa Tertib",
    "Jumlah Dokumen",
    "Indeks Arsip",
)
#: Formulas of offices about the annex: `F`, `G`, `D`, `E`, `C` are its columns, `one` a cell of capaian.
SUMMARIES = (
    "=SUM({F})", "=AVERAGE({F})", "=ROUND(AVERAGE({F}),2)", "=MAX({F})-MIN({F})", "=COUNT({F})", "=COUNTA({G})",
    '=COUNTIF({F},">=100")', '=COUNTIF({G},"Sangat*")', '=SUMIF({F},"<100",{E})', '=SUMIFS({E},{F},">90",{D},">50")',
    "=SUMPRODUCT(({F}>=100)*{D})/SUM({D})", "=INDEX({C},MATCH(MAX({F}),{F},0))", "=LARGE({F},1)", "=SMALL({F},2)",
    "=RANK({one},{F})", "=MEDIAN({F})", "=STDEV({F})", "=VAR({F})", '=IFERROR(1/({one}-{one}),"-")',
    '=IF({one}>100,"Sangat Baik",IF({one}>=85,"Baik","Cukup"))', '=IF(AND({one}>90,COUNT({F})>1),"ya","tidak")',
    '=IF(OR({one}<50,ISBLANK({one})),"periksa","")', '={g}&" ("&ROUND({one},0)&")"', "=LEFT({g},4)", "=LEN({g})",
    "=UPPER({g})", '=SUBSTITUTE({g}," ","-")', '=IFERROR(VLOOKUP("Nilai SAKIP",{table},4,FALSE),0)',
    '=IFERROR(HLOOKUP("Capaian (%)",{whole},3,FALSE),0)', "=ROUNDUP({one},0)", "=ROUNDDOWN({one},1)", "=INT({one})",
    "=MOD(INT({one}),7)", "=ABS({one}-100)", "=SIGN({one}-100)", '=CHOOSE(IF({one}>100,1,2),"atas","bawah")',
    "=POWER({one}/100,2)", "=SQRT({one})", "=TRUNC({one},1)", "=CEILING({one},5)", "=FLOOR({one},5)", "=N({one})",
    "=SUBTOTAL(9,{F})", '=AVERAGEIF({F},">0")', "=COUNTBLANK({F})", "=PRODUCT({D})/1000", '=EXACT({g},"Baik")',
    "=DATE(2024,INT({one}/10),1)", "=YEAR(DATE(2024,1,1)+INT({one}))", "={one}%", "=-{one}^2", "={one}>100", "=1/({one}-{one})",
    "=NA()&{one}", "=SUM({F},{D})-SUM({E})", "=IF(ISNUMBER({one}),{one},0)", "=ISTEXT({g})", "=MATCH(90,{F},-1)",
    '=TEXT({one},"0,00")', "=INDIRECT(\"'Tabel 3.2'!F3\")", "=OFFSET({one},0,-1)", "=SUM('Tabel 3.2'!F:F)", "=PERCENTILE({F},0.5)",
)  # fmt: skip
#: Formulas about the results of formulas; `A` is all above, `last` the one before.
CHAINED = (
    "=IF(ISERROR({last}),0,{last})", "=COUNT({A})", '=COUNTIF({A},">50")', '=IFERROR({last}*2,{last}&"!")', "=SUM({A})",
    '=IF(ISNUMBER({last}),ROUND({last},1),"teks")', "=Sorotan+1", "=Sorotan/COUNT(Capaian)", "=T({last})",
)  # fmt: skip
SHEETS = ("Ringkasan", "Rekap Bab III", "Rekap's", "2024", "Lampiran (1)", "Bàb", "A1", "R1C1")
#: Results that no file can state: they depend on the clock, on chance or on the machine.
_RESTLESS = re.compile(r"\b(?:RAND|RANDBETWEEN|NOW|TODAY|CELL|INFO)\(", re.IGNORECASE)
_NEAR = 1e-9


@dataclass(slots=True)
class Outcome:
    """What became of the formulas of some workbooks."""

    workbooks: int = 0
    refused: int = 0
    formulas: int = 0
    renewed: int = 0
    taken_out: int = 0
    differ: list[str] = field(default_factory=list)

    def told(self) -> str:
        """Return it as a line for people."""
        return (
            f"{self.workbooks} workbooks filled, {self.refused} refused; {self.formulas} formulas, {self.renewed} renewed, "
            f"{self.taken_out} taken out and told; {len(self.differ)} differ"
        )


def drawn(seed: int) -> bytes:
    """Return a workbook with an annex that waits for its results, and sheets with formulas about it."""
    rng = random.Random(f"hitung/{seed}")  # noqa: S311 -- drawn again the same
    count = rng.randint(2, len(NAMES))
    rows = [
        (at, f"Sasaran {at}", NAMES[at - 1], rng.choice((70, 84, 12.5, 100)), round(rng.uniform(40, 130), 2))
        for at in range(1, count + 1)
    ]
    sheets = rng.sample(SHEETS, rng.randint(1, 3))
    pages = {name: _formulas(rng, name, count) for name in sheets}
    return (_by_xlsxwriter if seed % 2 else _by_openpyxl)(rows, pages, rng)


def _formulas(rng: random.Random, page: str, count: int) -> list[str]:
    last = 2 + count
    own = "'" + page.replace("'", "''") + "'!"
    columns = {letter: f"'{ANNEX}'!{letter}3:{letter}{last}" for letter in "CDEFG"}
    found: list[str] = []
    for _ in range(rng.randint(6, 24)):
        at = rng.randint(3, last)
        words = {
            **columns,
            "one": f"'{ANNEX}'!$F${at}",
            "g": f"'{ANNEX}'!G{at}",
            "table": f"'{ANNEX}'!$C$3:$F${last}",
            "whole": f"'{ANNEX}'!A2:G{last}",
        }
        if found and rng.random() < 0.4:
            here = f"{own if rng.random() < 0.3 else ''}B{len(found)}"
            words |= {"last": here, "A": f"B1:B{len(found)}"}
            found.append(rng.choice(CHAINED).format(**words))
        else:
            found.append(rng.choice(SUMMARIES).format(**words))
    return found


def _by_xlsxwriter(rows: list[Any], pages: Mapping[str, list[str]], rng: random.Random) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as made:
        front = rng.random() < 0.5
        for name in pages if front else ():
            made.add_worksheet(name)
        annex = made.add_worksheet(ANNEX)
        for at, line in enumerate([[f"{ANNEX} Hasil Pengukuran Kinerja Tahun 2024"], HEAD, *rows]):
            annex.write_row(at, 0, line)
        made.define_name("Sorotan", f"='{ANNEX}'!$F$3")
        made.define_name("Capaian", f"='{ANNEX}'!$F$3:$F${2 + len(rows)}")
        for name, formulas in pages.items():
            page = made.get_worksheet_by_name(name) or made.add_worksheet(name)
            for at, formula in enumerate(formulas):
                array = "SUMPRODUCT" in formula and rng.random() < 0.5
                page.write_array_formula(at, 1, at, 1, f"{{{formula}}}") if array else page.write_formula(
                    at, 1, formula
                )
    return data.getvalue()


def _by_openpyxl(rows: list[Any], pages: Mapping[str, list[str]], rng: random.Random) -> bytes:
    made = openpyxl.Workbook()
    annex = made.active
    annex.title = ANNEX
    for line in [[f"{ANNEX} Hasil Pengukuran Kinerja Tahun 2024"], HEAD, *rows]:
        annex.append(list(line))
    for name, area in {"Sorotan": "$F$3", "Capaian": f"$F$3:$F${2 + len(rows)}"}.items():
        made.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(
            name, attr_text=f"'{ANNEX}'!{area}"
        )
    for name, formulas in pages.items():
        page = made.create_sheet(name, rng.choice((0, None)))
        for at, formula in enumerate(formulas, 1):
            page[f"B{at}"] = formula
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def compared(books: Mapping[str, bytes], convert: Callable[[list[Path]], Path], folder: Path) -> Outcome:
    """Fill workbooks and hold every stored result against the same workbook as LibreOffice recalculates it.

    Parameters
    ----------
    books : mapping of str to bytes
        Workbooks by a name that a file can have.
    convert : callable
        Recalculates the files that it is given; returns the folder with the results.
    folder : Path
        For files on the way.
    """
    outcome = Outcome()
    before = _recalculated(books, convert, folder / "mula")
    forms = {
        name: saved if at % 4 > 1 else _with_results(books[name], saved)
        for at, (name, saved) in enumerate(before.items())
    }
    filled: dict[str, bytes] = {}
    renewed: dict[str, frozenset[tuple[str, str]]] = {}
    for name, form in forms.items():
        output = io.BytesIO()
        try:
            report = sc.fill(form, output)
        except sc.SakipError:
            outcome.refused += 1
            continue
        filled[name] = output.getvalue()
        renewed[name] = frozenset((one.place.sheet, one.place.cell) for one in report.refreshed)
        outcome.renewed += len(report.refreshed)
        outcome.taken_out += len(report.without_result)
    theirs = _recalculated(filled, convert, folder / "isi")
    for name, data in filled.items():
        if name in theirs:
            outcome.workbooks += 1
            right = _right_before(forms[name], before[name])
            _compare(name, data, theirs[name], renewed[name] | right, outcome)
    return outcome


def _right_before(form: bytes, recalculated: bytes) -> frozenset[tuple[str, str]]:
    """Return the cells that stored before the filling what LibreOffice gives."""
    ours, theirs = _values(form), _values(recalculated)
    return frozenset(at for at, value in theirs.items() if _same(ours.get(at), value))


def _compare(
    name: str, data: bytes, recalculated: bytes, looked_at: frozenset[tuple[str, str]], outcome: Outcome
) -> None:
    """Count the formulas that were right before or renewed, and those that store something else than they give."""
    ours, formulas, other = _values(data), _values(data, formulas=True), _values(recalculated)
    for at, formula in formulas.items():
        text, theirs = getattr(formula, "text", formula), other.get(at)
        is_formula = isinstance(text, str) and text.startswith("=")
        if at not in looked_at or not is_formula or _RESTLESS.search(text) or theirs == "#NAME?":
            continue
        outcome.formulas += 1
        if ours[at] is not None and not _same(ours[at], theirs):
            outcome.differ.append(f"{name} {at[0]}!{at[1]} {text}: {ours[at]!r}, LibreOffice {theirs!r}")


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=_NEAR, abs_tol=_NEAR)
    return (one or "") == (other or "") or (str(one).startswith("#") and str(other).startswith("#"))


def _values(data: bytes, *, formulas: bool = False) -> dict[tuple[str, str], Any]:
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=not formulas)
    cells = ((page.title, cell) for page in book.worksheets for row in page.iter_rows() for cell in row)
    return {
        (title, cell.coordinate): cell.value
        for title, cell in cells
        if cell.value is not None or not formulas
    }


def _recalculated(
    books: Mapping[str, bytes], convert: Callable[[list[Path]], Path], folder: Path
) -> dict[str, bytes]:
    folder.mkdir(parents=True)
    paths = [folder / f"{name}.xlsx" for name in books]
    for path, data in zip(paths, books.values(), strict=True):
        path.write_bytes(_without_values(data))
    done = convert(paths)
    return {path.stem: (done / path.name).read_bytes() for path in paths if (done / path.name).exists()}


def _without_values(data: bytes) -> bytes:
    """Return the workbook with nothing stored behind its formulas, so that they have to be calculated."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(bare, "w") as copy:
        for name in whole.namelist():
            part = whole.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>|<f[^>]*/>)<v>[^<]*</v>", rb"\1", part)
            copy.writestr(name, part)
    return bare.getvalue()


def _with_results(data: bytes, recalculated: bytes) -> bytes:
    """Return a workbook with the results of another program stored behind its formulas."""
    results = _values(recalculated)
    package = Package.open(data)
    editor = Editor(package)
    for info in package.sheets:
        for (row, col), cell in package.sheet(info.name).cells.items():
            place = refs.cell_name(row, col)
            value = results.get((info.name, place))
            if (
                cell.formula
                and isinstance(value, int | float | str | bool)
                and not str(value).startswith("#")
            ):
                editor.set_cached(info.name, place, value)
    return editor.to_bytes()


#: So many numbers of a host are made to depend on the annex.
_MOST = 40


def hosted(data: bytes) -> bytes | None:
    """Return a workbook whose numbers depend on an annex that waits for its results; None where it cannot be."""
    try:
        package = Package.open(data)
        editor = Editor(package)
        rows = [[f"{ANNEX} Hasil Pengukuran Kinerja Tahun 2024"], HEAD, [1, "Pelayanan", NAMES[0], 84, 87.36]]
        cells = {
            refs.cell_name(row, col): value
            for row, line in enumerate(rows, 1)
            for col, value in enumerate(line, 1)
        }
        editor.add_sheet(NewSheet(name=ANNEX, cells=cells))
        for info in package.sheets:
            numbers = [
                (at, cell.number)
                for at, cell in package.sheet(info.name).cells.items()
                if cell.kind == "n" and not cell.formula
            ]
            for (row, col), number in numbers[:_MOST]:
                editor.set_formula(
                    info.name, refs.cell_name(row, col), f"'{ANNEX}'!$F$3-104+{number!r}", number
                )
        return editor.to_bytes()
    except (PackageError, ValueError):
        return None


def _soffice(folder: Path) -> Callable[[list[Path]], Path]:
    """Return a function that recalculates many files with one start of LibreOffice."""

    def convert(paths: list[Path]) -> Path:
        target = paths[0].parent / "hitung" if paths else folder
        for at in range(0, len(paths), 25):
            with tempfile.TemporaryDirectory() as profile:
                subprocess.run(
                    ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx",
                     "--outdir", target, *paths[at : at + 25]],
                    check=False, capture_output=True, timeout=600,
                )  # fmt: skip
        return target

    return convert


def measured(books: Iterable[tuple[str, bytes]]) -> Outcome:
    """Compare workbooks in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        return compared(dict(books), _soffice(Path(folder)), Path(folder))


def _of_folders(folders: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for at, path in enumerate(sorted(Path(folder).rglob("*.xls[xm]"))):
            if data := hosted(path.read_bytes()):
                yield f"{at}-{path.stem}", data


def main(arguments: list[str]) -> int:
    """Measure and print."""
    count = int(arguments[0]) if arguments else 200
    books = [(f"gambar-{seed}", drawn(seed)) for seed in range(count)]
    outcome = measured([*books, *_of_folders(arguments[1:])])
    sys.stdout.write(f"{outcome.told()}\n")
    for kind, number in Counter(re.sub(r".*? (=\S+).*", r"\1", one) for one in outcome.differ).most_common(
        20
    ):
        sys.stdout.write(f"{number:5} {kind}\n")
    sys.stdout.writelines(f"{one}\n" for one in outcome.differ[:60])
    return 1 if outcome.differ else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
