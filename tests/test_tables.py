"""The specifications of the tables hold together: every selector leads somewhere, every heading can be found."""

from __future__ import annotations

import pytest

from sakipcalc import formulas
from sakipcalc.tables import Selector, specs
from sakipcalc.tables.words import normalise

COLUMNS = [(t, c) for t in specs().values() for c in t.kolom.values()]
SELECTORS = [
    (table, column, rule, selector)
    for table, column in COLUMNS
    for rule in column.turunan
    for inputs in rule.masukan.values()
    for selector in inputs
]
#: What the Metode or the engine turn into a formula.
CHOICES = {"salin", "jumlah", "rerata", "setahun", "kategori", "capaian", "kemajuan", "efisiensi"}


@pytest.mark.parametrize(("table", "column", "rule", "selector"), SELECTORS)
def test_every_selector_leads_to_a_column(table, column, rule, selector):
    target = specs()[selector.tabel or table.id].kolom[selector.kolom]
    assert target.berkala or not selector.tahun
    assert rule.rumus in CHOICES or set(rule.masukan) == set(formulas.inputs(rule.rumus))
    assert not rule.skala or rule.skala in specs()


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t.id}.{c.id}" for t, c in COLUMNS])
def test_every_heading_is_written_as_it_is_compared(table, column):
    assert column.judul
    for heading in column.judul:
        assert normalise(heading.replace("{tahun}", "2024").replace("{tw}", "TW 1")) == heading


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=[f"{t.id}.{c.id}" for t, c in COLUMNS])
def test_what_is_derived_is_not_typed_and_the_other_way_round(table, column):
    assert bool(column.turunan) == (column.peran != "in")


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
