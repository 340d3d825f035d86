"""The standard annex tables as data: their columns, their headings, and what is derived from what.

Each table is one TOML file beside this module; ``kosakata.toml`` holds the headings
that tables share. To add a table, a column or a spelling of a heading, edit those
files: no code knows a table by name.
"""

from sakipcalc.tables.grammar import Grammar, Meaning
from sakipcalc.tables.load import specs
from sakipcalc.tables.selector import Selector
from sakipcalc.tables.spec import ColumnSpec, Derivation, Jenis, Peran, TableSpec
from sakipcalc.tables.vocabulary import Vocabulary

__all__ = [
    "ColumnSpec",
    "Derivation",
    "Grammar",
    "Jenis",
    "Meaning",
    "Peran",
    "Selector",
    "TableSpec",
    "Vocabulary",
    "specs",
]
