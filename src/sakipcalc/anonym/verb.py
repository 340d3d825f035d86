"""The verb: a workbook in, a copy without names out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sakipcalc import messages
from sakipcalc.anonym.parts import BLANK_PICTURES, PLAIN, PRINTER, TEXTS, Texts, rewritten
from sakipcalc.anonym.words import Pseudonyms
from sakipcalc.base.data import packaged
from sakipcalc.base.places import Place
from sakipcalc.core.errors import WorkbookError
from sakipcalc.excel import Limits, opc
from sakipcalc.excel.edit.changes import Changes
from sakipcalc.files import (
    Output,
    Source,
    name_of,
    package_from,
    path_of,
    reading_from,
    vocabulary_of,
    working_on,
    write_whole,
)
from sakipcalc.reading import read_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sakipcalc.excel import Package
    from sakipcalc.files import GivenTables, Synonyms
    from sakipcalc.messages import Lang
    from sakipcalc.tables import Vocabulary

__all__ = ["AnonymReport", "anonymise"]

_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"""<[^<>]*TargetMode\s*=\s*["']External["'][^<>]*>""")
_TARGET = re.compile(r"""(\sTarget\s*=\s*)("[^"]*"|'[^']*')""")
#: Where a link out of the workbook leads in the copy.
_ELSEWHERE = "samaran.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymReport:
    """The outcome of making a copy without names.

    Parameters
    ----------
    source, output : str
        The workbook and the copy, as they were given.
    words : int
        Different words that were replaced.
    pictures : int
        Pictures that were replaced by an empty one.
    sheets : tuple of str
        Names of sheets, which stay as they are: formulas name them.
    """

    source: str
    output: str
    words: int
    pictures: int
    sheets: tuple[str, ...]

    def tell(self, lang: Lang | None = None) -> str:
        """Describe what was replaced, and what to look at before the copy is given away."""
        return messages.text(
            "cli.anonim-made",
            lang,
            output=self.output,
            words=self.words,
            pictures=self.pictures,
            sheets=self.sheets,
        )


def anonymise(
    source: Source,
    output: Output,
    *,
    sinonim: Synonyms | None = None,
    tabel: GivenTables | None = None,
    overwrite: bool = False,
    limits: Limits | None = None,
) -> AnonymReport:
    """Write a copy of a workbook without names, to be shown to somebody else.

    Names of units, officials, places, indicators and programmes become other words of the same length, the
    same word everywhere, so that what agreed before still agrees. Layout, formats, formulas, figures,
    headings and the general words of these reports stay. Telephone numbers, NIP and NIK in texts become
    zeros, pictures empty ones, properties of the document are taken out. Names of sheets stay:
    formulas name them.

    Parameters
    ----------
    source : path, bytes or binary file
        A workbook of Excel (.xlsx, .xlsm); it stays as it is.
    output : path or binary file
        Where the copy goes.
    sinonim : path or mapping, optional
        More headings, as in :func:`read`: they stay too.
    tabel : path, mapping or sequence of mapping, optional
        More tables, as in :func:`read`: their headings stay too.
    overwrite : bool
        Whether a file that exists at that path may be replaced.
    limits : Limits, optional
        How much the workbook may hold, as in :func:`read`.

    Returns
    -------
    AnonymReport
        How much was replaced.

    Raises
    ------
    WorkbookError
        As :func:`read`; also when it holds something whose names cannot be found: macros, embedded documents.
    OutputError
        When the output exists, or cannot be written. At a path nothing is half-written.

    Examples
    --------
    >>> import io, sakipcalc as sc
    >>> copy = io.BytesIO()
    >>> report = anonymise("workbooks/bogorejo-2024.xlsx", copy)
    >>> "Bogorejo" in sc.read(copy.getvalue()).entitas.nama, report.pictures
    (False, 1)
    """
    name, vocabulary = name_of(source), vocabulary_of(sinonim, tabel)
    with working_on(name, limits), reading_from(name), package_from(source, limits or Limits()) as package:
        words = Pseudonyms(_known(package, name, vocabulary))
        changes, pictures = Changes(package), 0
        for part in package.archive.members:
            if part.endswith("/") or part == opc.CONTENT_TYPES:
                continue
            kind = opc.content_type(package.content_types, part)
            if kind in BLANK_PICTURES:
                changes.replace_raw(part, BLANK_PICTURES[kind])
                pictures += 1
            elif part.endswith(".rels"):
                changes.replace(part, _LINK.sub(_led_elsewhere, package.text(part)))
            elif (texts := _texts(kind)) is not None:
                changes.replace(part, rewritten(package.text(part), texts, words.text))
            elif kind == PRINTER:
                changes.replace_raw(part, bytes(len(package.part(part))))
            elif not kind.endswith(PLAIN):
                raise WorkbookError("not-anonymous", place=Place(name), part=part)
        made = changes.to_bytes()
    write_whole(made, output, overwrite=overwrite, source=package.path)
    sheets = tuple(info.name for info in package.sheets)
    return AnonymReport(
        source=name, output=path_of(output), words=len(words), pictures=pictures, sheets=sheets
    )


def _known(package: Package, name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words that stay: general ones and those of headings, without the names of the unit."""
    laporan = read_package(package, name, vocabulary)
    general = _general(vocabulary)
    headings = [title.text for readings in laporan.readings for title in readings.headings]
    own = _split(laporan.entitas.nama or "", laporan.entitas.kabupaten or "") - general
    return (general | _split(*headings, *_table_columns(package))) - own


@lru_cache(maxsize=4)
def _general(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words of the language, of these reports, and of all headings that a reader knows."""
    captions = (phrase for spec in vocabulary.specs.values() for phrase in spec.kata)
    columns = (column for spec in vocabulary.specs.values() for column in spec.kolom.values())
    headings = (heading for column in columns for heading in (*column.judul, *column.induk))
    language = packaged("sakipcalc.anonym", "kata.toml").values()
    return _split(*language, *vocabulary.grammar.words, *vocabulary.words, *headings, *captions)


def _table_columns(package: Package) -> Iterator[str]:
    """Yield the column names of Excel's own tables, which have to stay as the cells of their headers are."""
    for info in package.sheets:
        for table in package.sheet(info.name).tables:
            for node in package.root(table.part).all("tableColumns"):
                yield from (column.get("name") for column in node.all("tableColumn"))


def _split(*texts: str) -> frozenset[str]:
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _texts(kind: str) -> Texts | None:
    return next((texts for ending, texts in TEXTS.items() if kind.endswith(ending)), None)


def _led_elsewhere(relationship: re.Match[str]) -> str:
    return _TARGET.sub(f'\\1"{_ELSEWHERE}"', relationship[0])
