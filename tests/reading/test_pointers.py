"""Formulas that only take over what another cell holds are followed, whatever they store."""

from __future__ import annotations

import dataclasses

import pytest

from sakipcalc.reading.grid import Grid, GridCell
from sakipcalc.reading.pointers import Pointers, followed, stale


def cell(row, col, raw=None, formula=""):
    text = "" if raw is None else str(raw)
    return GridCell(row=row, col=col, raw=raw, text=text, formula=formula, bottom=row, right=col)


def grid(sheet, *cells):
    return Grid(sheet=sheet, cells={(one.row, one.col): one for one in cells})


def given(formula, stored=""):
    """Return what the reader sees in a cell with a formula, beside a plan with a name, a figure and a gap."""
    plan = grid("Tabel 2.1", cell(6, 2, "Warga sejahtera"), cell(6, 3, 84), cell(7, 3, 0))
    report = grid("Tabel 3.2", cell(5, 2, stored, formula), cell(4, 2, "di atas"))
    return followed([plan, report])[1].cells[5, 2].raw


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("'Tabel 2.1'!B6", "Warga sejahtera"),
        ("'Tabel 2.1'!$B$6", "Warga sejahtera"),
        ("IF('Tabel 2.1'!B6=\"\",\"\",'Tabel 2.1'!B6)", "Warga sejahtera"),
        ("IF('Tabel 2.1'!C6=\"\",\"\",'Tabel 2.1'!C6)", 84),
        ("IF('Tabel 2.1'!C7=\"\",\"\",'Tabel 2.1'!C7)", 0),
        ("IF('Tabel 2.1'!B9=\"\",\"\",'Tabel 2.1'!B9)", ""),
        ("IF('Tabel 2.1'!B9<>\"\",'Tabel 2.1'!B9,IF('Tabel 2.1'!C6=\"\",\"\",B4))", "di atas"),
    ],
)
@pytest.mark.parametrize("stored", ["", "nama lama", None])
def test_a_pointing_formula_gives_what_stands_there(formula, result, stored):
    assert given(formula, stored) == result


@pytest.mark.parametrize(
    "formula",
    [
        "'Tabel 2.1'!B9",  # an empty cell gives 0, which nobody means
        "'Tabel 2.1'!C6*2",
        "IF('Tabel 2.1'!C6=\"\",\"\",'Tabel 2.1'!C6/2)",
        'IF(\'Tabel 2.1\'!C6=84,"ya","tidak")',
        "UPPER('Tabel 2.1'!B6)",
        "IF('Tabel 2.1'!B6=\"\",\"\",'Tabel 2.1'!B6",
    ],
)
def test_a_formula_that_does_more_keeps_what_it_stores(formula):
    assert given(formula, "tersimpan") == "tersimpan"


def test_a_circle_ends():
    circle = grid("A", cell(1, 1, "x", "B1"), cell(1, 2, "y", "A1"))
    followed([circle])


def test_only_what_differs_is_stale():
    plan = grid("A", cell(1, 1, "baru"), cell(2, 1, "lama", "A1"), cell(3, 1, "baru", "A1"))
    assert [(sheet, one.row, one.col, result) for sheet, one, result in stale([plan])] == [
        ("A", 2, 1, "baru")
    ]
    unchanged = [grid("A", cell(1, 1, "baru"), cell(3, 1, "baru", "A1"))]
    assert followed(unchanged) is unchanged


def column(form, rows, first=1):
    """Return a sheet whose column A begins with a value and goes on with a formula that names the row above."""
    formulas = {row: form.format(row - 1) for row in range(rows + 1, 1, -1)}
    cells = [cell(1, 1, first), *(cell(row, 1, "lama", text) for row, text in formulas.items())]
    return grid("S", *cells, cell(1, 2, "sini"))


#: What a formula in a row takes over from the row above, and how many cells it looks at for that.
CHAINS = [
    ("A{0}", 1),
    ("S!A{0}", 1),
    ('IF(A{0}="","",A{0})', 2),
    ('IF(A{0}<>"",A{0},"")', 2),
    ('IF(A{0}="",IF(A{0}="","",A{0}),A{0})', 2),
    ('IF(B1<>"",IF(A{0}<>"",A{0},A{0}),A{0})', 3),
]  # fmt: skip


@pytest.mark.parametrize("rows", [50, 2000])
@pytest.mark.parametrize(("form", "looks"), CHAINS)
def test_a_chain_is_followed_to_its_end_in_steps_that_grow_with_its_length_alone(form, looks, rows):
    pointers = Pointers([column(form, rows)])
    results = [result for _, _, result in pointers.different()]
    assert results == [1] * rows
    # a formula is looked at once when it is met, and once more when what it waits for is known
    assert pointers.steps <= 2 * looks * rows


def test_a_chain_of_a_hundred_thousand_rows_ends():
    pointers = Pointers([column('IF(A{0}="","",A{0})', 100_000)])
    assert sum(result == 1 for _, _, result in pointers.different()) == 100_000
    assert pointers.steps <= 4 * 100_000


@pytest.mark.parametrize("form", ['IF(A{0}="","",A{0}+1)', 'IF(A{0}<>"",A{0}+1,"")'])
def test_numbers_that_count_on_are_no_pointers_and_cost_nothing(form):
    pointers = Pointers([column(form, 2000)])
    assert list(pointers.different()) == []
    assert pointers.steps == 0


def test_many_cells_that_name_one_chain_follow_it_once():
    chain = column('IF(A{0}="","",A{0})', 300)
    fan = [cell(row, 3, "lama", 'IF(A301="",A300,A301)') for row in range(1, 501)]
    pointers = Pointers([grid("S", *chain.cells.values(), *fan)])
    assert len(list(pointers.different())) == 300 + 500
    assert pointers.steps <= 4 * 300 + 2 * 500


def test_two_columns_that_name_each_other_are_followed_once():
    """Each cell names both columns of the row above: paths double with every row, cells do not."""
    cells = [cell(1, 1, "kiri"), cell(1, 2, "kanan")]
    for row in range(2, 402):
        cells.append(cell(row, 1, "", f'IF(B{row - 1}="",A{row - 1},B{row - 1})'))
        cells.append(cell(row, 2, "", f'IF(A{row - 1}="",B{row - 1},A{row - 1})'))
    pointers = Pointers([grid("S", *cells)])
    results = [result for _, _, result in pointers.different()]
    assert results[:4] == ["kanan", "kiri", "kiri", "kanan"]
    assert len(results) == 800
    assert pointers.steps <= 4 * 800


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_the_cells_of_a_circle_keep_what_they_store_and_others_take_that_over(size):
    formulas = [(row, f"A{row % size + 1}") for row in range(1, size + 1)]
    circle = [cell(row, 1, f"isi {row}", text) for row, text in formulas]
    after = followed([grid("S", *circle, cell(1, 2, "lama", "A1"))])[0]
    assert [after.cells[row, 1].raw for row, _ in formulas] == [f"isi {row}" for row, _ in formulas]
    assert after.cells[1, 2].raw == "isi 1"


def test_only_the_branch_that_is_taken_has_to_be_known():
    formula = 'IF(B1="",B9,IF(B2="",B1,""))'
    fault = cell(2, 2, "#N/A")._replace(error=True)
    sheet = grid("S", cell(9, 2, "isi"), fault, cell(1, 1, "lama", formula))
    assert [result for _, _, result in stale([sheet])] == ["isi"]
    assert list(stale([grid("S", cell(1, 2, "ada"), fault, cell(1, 1, "lama", formula))])) == []


def test_a_formula_for_several_cells_is_left_whole():
    array = cell(8, 1, "lama", "D3")
    sheet = grid("S", cell(3, 4, "baru"), array, cell(9, 1, "lama"))
    assert list(stale([dataclasses.replace(sheet, arrays=frozenset({(8, 1)}))])) == []
    assert [result for _, _, result in stale([sheet])] == ["baru"]
