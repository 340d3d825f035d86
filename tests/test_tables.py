"""The specifications of the tables hold together: every selector leads somewhere, every heading can be found."""

from __future__ import annotations

import pytest

from sakipcalc.rulebook import formulas
from sakipcalc.tables import Operation, RuleFormula, Selector, load, specs
from sakipcalc.tables.normalise import normalise

COLUMNS = [(t, c) for t in specs().values() for c in t.kolom.values()]
SELECTORS = [
    (table, column, rule, selector)
    for table, column in COLUMNS
    for rule in column.turunan
    for inputs in rule.masukan.values()
    for selector in inputs
]
#: The names under which an operation that is no formula takes its inputs; the engine asks for no others.
TAKES = {
    Operation.COPY: [{"nilai"}], Operation.LABEL: [{"nilai"}], Operation.SUM: [{"bagian"}], Operation.MEAN: [{"bagian"}],
    Operation.YEAR: [{"triwulan", "akumulasi", "target_tw", "target"}], Operation.EFISIENSI: [{"capaian", "serapan"}],
}  # fmt: skip


@pytest.mark.parametrize(("table", "column", "rule", "selector"), SELECTORS)
def test_every_selector_leads_to_a_column(table, column, rule, selector):
    target = specs()[selector.tabel or table.id].kolom[selector.kolom]
    assert target.berkala or not selector.tahun
    if isinstance(rule.operation, RuleFormula):
        assert set(rule.masukan) == set(formulas.inputs(rule.operation.rule))
    elif rule.operation in TAKES:
        assert set(rule.masukan) in TAKES[rule.operation]
    assert bool(rule.skala) == (rule.operation is Operation.LABEL)
    assert not rule.skala or rule.skala in specs()


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t.id}.{c.id}" for t, c in COLUMNS])
def test_every_heading_is_written_as_it_is_compared(table, column):
    assert column.judul
    for heading in column.judul:
        assert normalise(heading.replace("{tahun}", "2024").replace("{tw}", "TW 1")) == heading


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t.id}.{c.id}" for t, c in COLUMNS])
def test_what_is_derived_is_not_typed_and_the_other_way_round(table, column):
    assert bool(column.turunan) == (column.peran != "in")


def test_every_operation_is_used_by_some_table():
    used = {rule.operation for _, column in COLUMNS for rule in column.turunan}
    assert {one for one in used if isinstance(one, Operation)} == set(Operation)


def test_a_formula_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="separuh"):
        load._derivation({"rumus": "separuh", "masukan": {"realisasi": "realisasi"}})


def test_the_graph_has_no_circle():
    def sources(table: str, column: str) -> set[tuple[str, str]]:
        rules = specs()[table].kolom[column].turunan
        return {(s.tabel or table, s.kolom) for r in rules for one in r.masukan.values() for s in one}

    def visit(node: tuple[str, str], path: tuple[tuple[str, str], ...]) -> None:
        assert node not in path, path
        for source in sources(*node) - {node}:  # a parent adds up its own column
            visit(source, (*path, node))

    for table, column in COLUMNS:
        visit((table.id, column.id), ())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("target", ("", "target", "", "", "")),
        ("2.1.target@akhir", ("2.1", "target", "", "akhir", "")),
        ("anak:anggaran", ("", "anggaran", "anak", "", "")),
        ("3.9.anggaran#jumlah", ("3.9", "anggaran", "", "", "jumlah")),
        ("PK.target", ("PK", "target", "", "", "")),
    ],
)
def test_the_notation_of_selectors(text, parts):
    one = Selector.parse(text)
    assert (one.tabel, one.kolom, one.lingkup, one.tahun, one.baris) == parts


@pytest.mark.parametrize("text", ["", "Target", "2.1", "2.1.", "x:target", "target@besok", "target#apa"])
def test_what_is_no_selector(text):
    with pytest.raises(ValueError, match="selector"):
        Selector.parse(text)
