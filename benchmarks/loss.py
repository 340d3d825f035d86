"""What is lost when a cell is written or rows are inserted: this editor against openpyxl's load and save.

    python -m benchmarks.loss

Prints two tables in markdown, on the varied workbooks of the tests and those of `workbooks/`: what is still
there, and what is still in its place. Exit status 1 when this editor loses or misplaces anything.
"""

from __future__ import annotations

import io
import re
import sys
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.ooxml.features import features  # noqa: E402
from tests.ooxml.places import layout, mover  # noqa: E402
from tests.ooxml.varied import LAST, VARIED  # noqa: E402

from sakipcalc.excel import Editor, Insertion, Package, insert_rows  # noqa: E402 - after the path to the tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COUNT = 3
#: What is counted to see that it is cloned, and is no feature by itself.
NO_FEATURE = {"unlocked or styled cells"}
#: Text, references and other words of a formula.
PIECE = re.compile(
    r""""[^"]*"|(?P<reference>(?:(?:'(?:[^']|'')+'|\w+)!)?\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?(?![\w(]))|\w+"""
)
WAYS = ("this editor, cell", "this editor, rows", "openpyxl")


def main() -> int:
    """Print what is kept and what is in its place."""
    warnings.simplefilter("ignore")
    whole: Counter[str] = Counter()
    kept: dict[str, Counter[str]] = {way: Counter() for way in WAYS}
    places: Counter[str] = Counter()
    right: dict[str, Counter[str]] = {"this editor": Counter(), "openpyxl": Counter()}
    for data in sources():
        before = features(data)
        whole += before
        package = Package.open(data)
        sheet = "Tabel 3.2" if "Tabel 3.2" in package.tabs else package.tabs[0]
        inserted, _ = insert_rows(package, [Insertion(sheet=sheet, before=LAST, count=COUNT, model=500)])
        outputs = dict(
            zip(WAYS, (written(package, sheet), inserted.data, saved(data, sheet, rows=False)), strict=True)
        )
        for way, output in outputs.items():
            kept[way] += before & features(output)
        compare(data, sheet, inserted.data, (places, right["this editor"]))
        compare(data, sheet, saved(data, sheet, rows=True), (Counter(), right["openpyxl"]))
    table("feature", whole, kept)
    sys.stdout.write("\n")
    table("in its place after rows were inserted", places, right)
    lost = [whole - kept[way] for way in WAYS[:2]]
    return 1 if any(lost) or places - right["this editor"] else 0


def sources() -> Iterator[bytes]:
    """Yield the workbooks."""
    for make in VARIED.values():
        yield make()
    for path in sorted((ROOT / "workbooks").glob("*.xlsx")):
        yield path.read_bytes()


def written(package: Package, sheet: str) -> bytes:
    """Return the workbook with one cell written by this editor."""
    editor = Editor(package)
    editor.set_number(sheet, "Z99", 83.75)
    return editor.to_bytes()


def saved(data: bytes, sheet: str, *, rows: bool) -> bytes:
    """Return the workbook with one cell written, or rows inserted, and saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data), keep_vba=Package.open(data).has_macros, rich_text=True)
    if rows:
        book[sheet].insert_rows(LAST, COUNT)
    else:
        book[sheet]["Z99"] = 83.75
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def compare(old: bytes, sheet: str, new: bytes, tallies: tuple[Counter[str], Counter[str]]) -> None:
    """Count what there was, and what of it is where it belongs."""
    first, second = (openpyxl.load_workbook(io.BytesIO(data)) for data in (old, new))
    for name in first.sheetnames:
        if not hasattr(first[name], "merged_cells"):
            continue
        there, found = mover(sheet, name, LAST, COUNT), layout(second[name])
        for feature, places in layout(first[name]).items():
            expected = Counter(
                every(there, place) if feature == "formulas" else there(place) for place in places
            )
            tallies[0][feature] += expected.total()
            tallies[1][feature] += (expected & Counter(found[feature])).total()


def every(there: Callable[[str], str], formula: str) -> str:
    """Return a formula with each of its references moved on its own."""
    return PIECE.sub(lambda found: there(found[0]) if found["reference"] else found[0], formula)


def table(head: str, whole: Counter[str], parts: dict[str, Counter[str]]) -> None:
    """Print counts as a table: all of it, or how much of how much."""
    sys.stdout.write(f"| {head} | there | {' | '.join(parts)} |\n")
    sys.stdout.write(f"|---|--:|{'--:|' * len(parts)}\n")
    for feature in sorted(set(whole) - NO_FEATURE):
        count = whole[feature]
        cells = ("all" if part[feature] == count else f"**{part[feature]}**" for part in parts.values())
        sys.stdout.write(f"| {feature} | {count} | {' | '.join(cells)} |\n")


if __name__ == "__main__":
    sys.exit(main())
