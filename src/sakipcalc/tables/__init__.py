"""The standard annex tables as data: their columns, their headings, and what is derived from what.

Each table is one TOML file beside this module; ``kosakata.toml`` holds the headings
that tables share. To add a table, a column or a spelling of a heading, edit those
files, or give a file of your own to the verbs (``tabel=``); docs/tabel.md explains the keys. Code asks a
table what it is (`TableSpec`, `TableSet`), and names one only for what is true of it alone (`standard`).
"""

from sakipcalc.tables.given import GivenTables, contents_of, known_tables
from sakipcalc.tables.grammar import Grammar
from sakipcalc.tables.known import TableSet
from sakipcalc.tables.load import specs
from sakipcalc.tables.meaning import Meaning
from sakipcalc.tables.selector import Selector
from sakipcalc.tables.spec import (
    ColumnKind,
    ColumnSpec,
    Derivation,
    Layout,
    Operation,
    Role,
    RuleFormula,
    TableSpec,
)
from sakipcalc.tables.vocabulary import Synonyms, Vocabulary

__all__ = [
    "ColumnKind",
    "ColumnSpec",
    "Derivation",
    "GivenTables",
    "Grammar",
    "Layout",
    "Meaning",
    "Operation",
    "Role",
    "RuleFormula",
    "Selector",
    "Synonyms",
    "TableSet",
    "TableSpec",
    "Vocabulary",
    "contents_of",
    "known_tables",
    "specs",
]
