"""The standard annex tables as data: their columns, their headings, and what is derived from what.

Each table is one TOML file beside this module; ``kosakata.toml`` holds the headings
that tables share. To add a table, a column or a spelling of a heading, edit those
files, or give a file of your own to the verbs (``tabel=``); docs/tabel.md explains the keys. Code asks a
table what it is (`TableSpec`, `TableSet`), and names one only for what is true of it alone (`standard`).
"""

from sakipcalc.tables.given import TabelTambahan, contents_of, known_tables
from sakipcalc.tables.grammar import Grammar, Meaning
from sakipcalc.tables.known import TableSet
from sakipcalc.tables.load import specs
from sakipcalc.tables.selector import Selector
from sakipcalc.tables.spec import (
    ColumnSpec,
    Derivation,
    Jenis,
    Layout,
    Operation,
    Peran,
    RuleFormula,
    TableSpec,
)
from sakipcalc.tables.vocabulary import Sinonim, Vocabulary

__all__ = [
    "ColumnSpec",
    "Derivation",
    "Grammar",
    "Jenis",
    "Layout",
    "Meaning",
    "Operation",
    "Peran",
    "RuleFormula",
    "Selector",
    "Sinonim",
    "TabelTambahan",
    "TableSet",
    "TableSpec",
    "Vocabulary",
    "contents_of",
    "known_tables",
    "specs",
]
