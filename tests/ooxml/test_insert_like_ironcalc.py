"""Rows inserted by the editor and by another engine (IronCalc): every formula and value must agree.

Random workbooks with fixed seeds. SAKIPCALC_NIGHTLY=1 in the environment runs a larger set.
"""

from __future__ import annotations

import os
import random
from html import escape
from typing import TYPE_CHECKING

import ironcalc
import pytest

from sakipcalc.excel import Insertion, Package, insert_rows
from sakipcalc.excel.refs import cell_name, quote_sheet

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = ("Data", "Tabel 3.2", "Ja'far & co")
COLUMNS, DEEPEST = "ABCDEF", 60
WORKBOOKS = 600 if os.environ.get("SAKIPCALC_NIGHTLY") else 28
AT_A_TIME = 14
FAR = 900  # an empty row: as a model it hands down nothing, as the other engine does

#: IronCalc wants more in this part than the format asks for.
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/>'
    '<name val="Calibri"/><family val="2"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


class Author:
    """Writes formulas at random."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - fixed seeds

    def dollar(self) -> str:
        return self.chance.choice(["", "$"])

    def reference(self, form: str = "") -> str:
        """Return a reference: a cell, an area, whole rows or whole columns, on some sheet."""
        chance = self.chance
        form = form or chance.choice(["cell", "area", "area"])
        first, last = sorted(chance.sample(range(1, DEEPEST), 2))
        left, right = sorted(chance.choices(COLUMNS, k=2))
        dollars = [self.dollar() for _ in range(4)]
        if not dollars[
            1
        ]:  # else a shared area would turn over on its way down, which the other engine cannot read
            dollars[3] = ""
        text = {
            "cell": f"{dollars[0]}{left}{dollars[1]}{first}",
            "area": f"{dollars[0]}{left}{dollars[1]}{first}:{dollars[2]}{right}{dollars[3]}{last}",
            "rows": f"{dollars[1]}{first}:{dollars[3]}{last}",
            "columns": f"{dollars[0]}{left}:{dollars[1]}{right}",
        }[form]
        if chance.random() < 0.45:
            return f"{quote_sheet(chance.choice(SHEETS))}!{text}"
        return f"Data!{text}" if chance.random() < 0.15 else text

    def formula(self, depth: int = 0) -> str:
        kind = self.chance.random()
        if depth > 2 or kind < 0.3:
            return self.reference("cell") if depth else f"SUM({self.reference()})"
        if kind < 0.45:
            return f'IF(COUNT({self.reference()})>1,"A1 {self.chance.choice(SHEETS)}!B9",{self.formula(depth + 1)})'
        if kind < 0.6:
            return f'COUNTIF({self.reference()},">=2")&"{self.reference()}"'
        if kind < 0.65:
            return f"SUM({self.reference()},{self.reference()})"
        if kind < 0.75:
            return f"ROWS({self.reference('rows')})+COLUMNS({self.reference('columns')})"
        # Without brackets: the other engine writes (A1&B1)+C1 back as A1&B1+C1 and then computes that.
        return f"{self.formula(depth + 1)}{self.chance.choice('+-*/&')}{self.formula(depth + 1)}"

    def sheet(self) -> tuple[str, int]:
        """Return rows of a sheet and how many formulas they hold: single ones, and columns of shared ones."""
        cells: dict[tuple[int, int], str] = {}
        formulas = 0
        for index in range(4):  # shared, from a row down
            col, first, height = 7 + index, self.chance.randint(2, 40), self.chance.randint(2, 15)
            area = f"{cell_name(first, col)}:{cell_name(first + height - 1, col)}"
            for row in range(first, first + height):
                text = f' ref="{area}">{escape(self.formula())}</f>' if row == first else "/>"
                cells[row, col] = f'<f t="shared" si="{index}"{text}<v>0</v>'
                formulas += 1
        for row in range(1, 31):
            for col in self.chance.sample(range(1, 7), 3):
                if self.chance.random() < 0.3:
                    cells[row, col] = f"<v>{self.chance.randint(1, 9)}</v>"
                else:
                    cells[row, col] = f"<f>{escape(self.formula())}</f><v>0</v>"
                    formulas += 1
        rows: dict[int, str] = {}
        for (row, col), inside in sorted(cells.items()):
            rows[row] = rows.get(row, "") + f'<c r="{cell_name(row, col)}">{inside}</c>'
        return "".join(f'<row r="{row}">{inside}</row>' for row, inside in rows.items()), formulas


def workbook(make, seed: int) -> tuple[bytes, int]:
    """Return a workbook, and how many formulas it holds."""
    author = Author(seed)
    parts = make.minimal("", styles=STYLES)
    links, entries, total = "", "", 0
    for at, name in enumerate(SHEETS, 1):
        rows, formulas = author.sheet()
        total += formulas
        parts[f"xl/worksheets/sheet{at}.xml"] = make.worksheet(rows)
        links += f'<Relationship Id="s{at}" Type="{make.rels}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        entries += f'<sheet name="{escape(name)}" sheetId="{at}" r:id="s{at}"/>'
    rels, book = "xl/_rels/workbook.xml.rels", parts["xl/workbook.xml"]
    parts[rels] = parts[rels].replace('<Relationship Id="rId1"', links + '<Relationship Id="rId1"')
    before, after = book.index("<sheets>"), book.index("</workbook>")
    parts["xl/workbook.xml"] = f"{book[:before]}<sheets>{entries}</sheets>{book[after:]}"
    return make.zipped(parts), total


def read(data: bytes, folder: Path):
    (folder / "b.xlsx").write_bytes(data)
    return ironcalc.load_from_xlsx(str(folder / "b.xlsx"), "en", "UTC", "en")


def contents(model) -> dict:
    """Return formula and value of every cell; names are left out, for the other engine does not move them."""
    model.evaluate()
    return {
        place: (model.get_cell_formula(*place), model.get_formatted_cell_value(*place))
        for place in model.get_all_cells()
    }


@pytest.mark.parametrize("batch", range(WORKBOOKS // AT_A_TIME))
def test_formulas_and_values_agree(make, tmp_path, batch):
    compared = changed = 0
    for seed in range(batch * AT_A_TIME, (batch + 1) * AT_A_TIME):
        data, formulas = workbook(make, seed)
        chance = random.Random(-seed - 1)  # noqa: S311
        sheet, before, count = chance.randrange(len(SHEETS)), chance.randint(1, 45), chance.randint(1, 5)
        insertion = Insertion(sheet=SHEETS[sheet], before=before, count=count, model=FAR)
        ours = contents(read(insert_rows(Package.open(data), [insertion])[0].data, tmp_path))
        model = read(data, tmp_path)
        old = {model.get_cell_formula(*place) for place in model.get_all_cells()}
        model.insert_rows(sheet, before, count)
        theirs = contents(model)
        assert ours == theirs, (seed, insertion)
        compared += formulas
        changed += sum(formula is not None and formula not in old for formula, _ in theirs.values())
    assert compared > 200 * AT_A_TIME
    assert changed > compared // 4


@pytest.mark.parametrize("seed", range(6))
def test_several_insertions_in_one_go_are_the_same_as_one_after_the_other(make, seed):
    """From below, so that the rows above are still called what they were."""
    data, _ = workbook(make, seed)
    chance = random.Random(seed)  # noqa: S311
    lines = [
        (sheet, before) for sheet in SHEETS for before in sorted(chance.sample(range(1, 50), 3), reverse=True)
    ]
    insertions = [
        Insertion(sheet=sheet, before=before, count=chance.randint(1, 4), model=FAR)
        for sheet, before in lines
    ]
    at_once, _ = insert_rows(Package.open(data), chance.sample(insertions, len(insertions)))
    later = Package.open(data)
    for each in insertions:
        later, _ = insert_rows(later, [each])
    for sheet in SHEETS:
        found = {at: cell.formula or cell.value for at, cell in at_once.sheet(sheet).cells.items()}
        assert found == {at: cell.formula or cell.value for at, cell in later.sheet(sheet).cells.items()}
