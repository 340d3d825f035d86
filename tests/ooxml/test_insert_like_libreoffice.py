"""Rows inserted by the editor and by LibreOffice: formulas, names, rules, merges, tables and charts must agree.

LibreOffice inserts into the workbook as it was, and saves the one that the editor made; both come out of its own hands,
so that all that differs is what the insertion did. By night; its macros are run in a profile of their own.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from functools import partial
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter

from sakipcalc.excel import Insertion, Package, PackageError, insert_rows
from sakipcalc.excel.refs import quote_sheet

from .test_insert_like_ironcalc import FAR, SHEETS, Author
from .varied import VARIED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif("SAKIPCALC_NIGHTLY" not in os.environ, reason="takes a minute: by night"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
DRAWN = 20
MACRO = """
Sub Insert(jobs As String)
  Dim said As String, job, document, channel As Integer
  Dim hidden(0) As New com.sun.star.beans.PropertyValue, form(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  form(0).Name = "FilterName" : form(0).Value = "Calc MS Excel 2007 XML"
  channel = FreeFile
  Open jobs For Input As #channel
  Do While Not Eof(channel)
    Line Input #channel, said
    job = Split(said, Chr(9))
    document = StarDesktop.loadComponentFromURL(job(0), "_blank", 0, hidden())
    If job(3) <> "0" Then document.Sheets.getByIndex(job(2)).Rows.insertByIndex(CLng(job(4)) - 1, CLng(job(3)))
    document.storeToURL(job(1), form())
    document.close(True)
  Loop
  Close #channel
  StarDesktop.terminate()
End Sub
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Rows"/></library:library>"""
MODULE = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Rows"
 script:language="StarBasic">{escape(MACRO, quote=False)}</script:module>"""


class Job(NamedTuple):
    """What LibreOffice is to do: open, insert rows before one of a sheet (none where the count is 0), save."""

    source: bytes
    sheet: int
    before: int
    count: int


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return what LibreOffice makes of some jobs, all done in one go."""
    profile, folder = tmp_path_factory.mktemp("profile"), tmp_path_factory.mktemp("rows")
    start = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    library = profile / "user/basic/Standard"
    (library / "script.xlb").write_text(LIBRARY)
    (library / "Rows.xba").write_text(MODULE)

    def run(jobs: list[Job]) -> list[bytes]:
        lines = []
        for at, (source, *rest) in enumerate(jobs):
            place = folder / f"{at}.xlsx"
            place.write_bytes(source)
            sheet, before, count = map(str, rest)
            lines.append("\t".join([place.as_uri(), _result(folder, at).as_uri(), sheet, count, before]))
        (folder / "jobs").write_text("\n".join(lines) + "\n")
        macro = f'macro:///Standard.Rows.Insert("{folder / "jobs"}")'
        subprocess.run([*start, macro], check=True, capture_output=True, timeout=600)
        return [_result(folder, at).read_bytes() for at in range(len(jobs))]

    return run


def _result(folder: Path, at: int) -> Path:
    return folder / f"{at}-saved.xlsx"


#: What is held against each other: elements with their text, or with one attribute.
TEXTS = {"definedName", "formula1", "formula2", "formula"}
AREAS = {
    "mergeCell": "ref", "dataValidation": "sqref", "conditionalFormatting": "sqref", "hyperlink": "ref", "table": "ref",
    "autoFilter": "ref", "comment": "ref", "brk": "id",
}  # fmt: skip
_NUMBER = re.compile(r"\d+")


def said(data: bytes) -> Counter[tuple[str, str, str, str]]:
    """Return everything of a saved workbook that names a place: the part, what it is, where, and its text."""
    return Counter(_said(data))


def _said(data: bytes) -> Iterator[tuple[str, str, str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/") or not name.endswith(".xml"):
                continue
            part = name if "worksheets" in name else _NUMBER.sub("", name)  # charts are numbered as they come
            for node in ET.fromstring(archive.read(name)).iter():  # noqa: S314 -- LibreOffice's own
                kind = node.tag.rpartition("}")[2]
                formula = node.find("{*}f") if kind == "c" and "worksheets" in part else None
                if formula is not None:
                    yield part, "formula", node.get("r", ""), f"{formula.get('ref', '')}{formula.text}"
                elif kind in AREAS:
                    yield part, kind, " ".join(sorted(node.get(AREAS[kind], "").split())), ""
                elif kind in TEXTS or (kind == "f" and "charts" in part):
                    yield part, kind, node.get("name", ""), node.text or ""


def drawn(seed: int) -> bytes:
    """Return a workbook drawn at random that has of most that names places."""
    author, made = Author(seed), io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for at, name in enumerate(SHEETS):
            page, top, home = book.add_worksheet(name), author.chance.randint(1, 30), quote_sheet(name)
            draw_cells(page, author)
            draw_rules(page, author, top, home)
            page.merge_range(top, 8, top + author.chance.randint(1, 4), 9, "gabung")
            page.write_comment(top, 12, "catatan")
            page.write_url(top + 2, 12, f"internal:Data!A{top}", string="ke sana")
            page.add_table(42, 0, 46, 1, {"columns": [{"header": "a"}, {"header": "b"}]})
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": [name, top, 0, top + 6, 0], "categories": [name, top, 1, top + 6, 1]})
            page.insert_chart("O2", chart)
            book.define_name(f"Nama{at}", f"={home}!$B${top}:$C${top + 7}")
    return made.getvalue()


def draw_cells(page: xlsxwriter.worksheet.Worksheet, author: Author) -> None:
    for row in range(40):
        for col in author.chance.sample(range(6), 3):
            if author.chance.random() < 0.5:
                page.write_number(row, col, author.chance.randint(1, 9))
            else:
                page.write_formula(row, col, f"={author.formula()}", None, 0)


def draw_rules(page: xlsxwriter.worksheet.Worksheet, author: Author, top: int, home: str) -> None:
    """Draw rules; LibreOffice takes places without a sheet in those of a validation for another sheet's."""
    source, asked = (
        f"={home}!$A${top}:$A${top + 4}",
        f"={home}!{author.reference('cell').rpartition('!')[2]}>0",
    )
    page.data_validation(top, 10, top + 5, 10, {"validate": "list", "source": source})
    page.data_validation(top + 8, 10, top + 9, 10, {"validate": "custom", "value": asked})
    page.conditional_format(top, 0, top + 6, 5, {"type": "formula", "criteria": f"=$A{top + 1}>3"})


#: Columns of one of openpyxl's sheets have areas that turn over on their way down, which LibreOffice puts the right
#: way round with other ends.
SOURCES = {
    **{name: make for name, make in VARIED.items() if name != "openpyxl"},
    **{f"drawn {seed}": partial(drawn, seed) for seed in range(DRAWN)},
}
#: Areas that a rule is about, and the last row of each.
RULED, LAST_ROW = re.compile(r'sqref="([^"]*)"'), re.compile(r"[A-Z](\d+)(?= |$)")


def insertions(package: Package, seed: int) -> Iterator[Insertion]:
    """Yield insertions at random; not just below an area with a rule, which LibreOffice lets grow like a format."""
    chance = random.Random(seed)  # noqa: S311 -- fixed seeds
    for _ in range(2):
        sheet = chance.choice(package.sheets)
        areas = RULED.findall(package.text(sheet.part))
        below = {int(row) + 1 for area in areas for row in LAST_ROW.findall(area)}
        before = chance.choice(sorted({*range(2, 42)} - below))
        yield Insertion(sheet=sheet.name, before=before, count=chance.randint(1, 4), model=FAR)


def test_everything_that_names_a_place_agrees(saved):
    jobs, names = [], []
    for seed, (name, make) in enumerate(SOURCES.items()):
        package = Package.open(make())
        for insertion in insertions(package, seed):
            try:
                ours, _ = insert_rows(package, [insertion])
            except PackageError:
                continue  # told, and nothing is written
            at = package.tabs.index(insertion.sheet)
            jobs += [Job(package.data, at, insertion.before, insertion.count), Job(ours.data, 0, 0, 0)]
            names.append((name, insertion))
    done = saved(jobs)
    differing = {}
    for what, theirs, ours in zip(names, map(said, done[::2]), map(said, done[1::2]), strict=True):
        if theirs != ours:
            differing[what] = sorted(theirs - ours), sorted(ours - theirs)
    assert len(names) > 2 * DRAWN
    assert not differing
