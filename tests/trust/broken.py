"""Workbooks that came to harm, or that other programs write in their own way; generators as in `hostile`."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .base import SHEETS, by_openpyxl, changed, parts_of, replaced, sheet_part, workbook, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Variants = Iterator[tuple[str, bytes]]

HERE = Path(__file__).parents[1]
REAL = HERE.parent / "workbooks" / "bogorejo-2024-kosong.xlsx"
KINDS = HERE / "reading" / "kinds"
STRINGS, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_RELS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def truncated() -> Variants:
    """Yield the workbooks cut off at every kilobyte."""
    for path in (REAL, *sorted(KINDS.glob("lampiran.*"))):
        data = path.read_bytes()
        for cut in range(0, len(data), 1024):
            yield f"{path.name} after {cut} bytes", data[:cut]


def flipped() -> Variants:
    """Yield the workbook with bits of the archive flipped, and with bits of one part, packed again."""
    data, parts = workbook(), parts_of(workbook())
    chance = random.Random(20241231)  # noqa: S311 -- damage, no secret
    for at in range(400):
        yield f"archive, {at}", _with_flips(data, chance)
    for at in range(800):
        name = chance.choice(sorted(parts))
        yield f"{name}, {at}", zipped({**parts, name: _with_flips(parts[name], chance)})


def _with_flips(data: bytes, chance: random.Random) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 4, 30))):
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
    return bytes(copy)


def without_parts() -> Variants:
    """Yield the workbooks with each part missing in turn."""
    for source in (workbook(), REAL.read_bytes()):
        parts = parts_of(source)
        for name in parts:
            yield f"without {name}", zipped({other: data for other, data in parts.items() if other != name})


def ill_formed() -> Variants:
    """Yield every XML part cut in half, empty, replaced by another, or with a letter that XML has not."""
    parts = parts_of(workbook())
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        middle = content.index(b">", len(content) // 2) + 1
        for what, piece in {
            "half of it": content[:middle],
            "empty": b"",
            "another root": b"<html/>",
            "an unknown entity": content[:middle] + b"&nbsp;" + content[middle:],
            "a bare ampersand": content[:middle] + b"&" + content[middle:],
            "a control character": content[:middle] + b"\x0b" + content[middle:],
            "a byte that is no UTF-8": content[:middle] + b"\xff" + content[middle:],
            "two roots": content + b"<a/>",
            "HTML of a proxy": b"<!doctype html><html><body>404</body></html>",
        }.items():
            yield f"{what} in {name}", changed(**{name: piece})


def encodings() -> Variants:
    """Yield parts in other encodings, with and without saying so."""
    parts = parts_of(workbook())
    for name in (sheet_part("Tabel 3.2"), STRINGS, STYLES, BOOK, BOOK_RELS, TYPES):
        text = re.sub(r"<\?xml[^>]*\?>\s*", "", parts[name].decode())
        for what, data in {
            "a mark of byte order": b"\xef\xbb\xbf" + text.encode(),
            "no declaration": text.encode(),
            "single quotes in the declaration": b"<?xml version='1.0' encoding='utf-8'?>" + text.encode(),
            "ASCII": b'<?xml version="1.0" encoding="US-ASCII"?>' + text.encode("ascii", "xmlcharrefreplace"),
            "UTF-16": f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"),
            "UTF-16 without a mark": text.encode("utf-16-le"),
            "windows-1252": b'<?xml version="1.0" encoding="windows-1252"?>'
            + text.encode("cp1252", "replace"),
            "an encoding that is none": b'<?xml version="1.0" encoding="x-kode"?>' + text.encode(),
            "XML 1.1": b'<?xml version="1.1"?>' + text.encode(),
        }.items():
            yield f"{what} in {name}", changed(**{name: data})


# -- right in another way: filled, with the same figures ----------------------------------------------------


def dialects() -> Variants:
    """Yield the same workbook as the standard allows it to be written too."""
    parts = parts_of(workbook())
    text = {name: data.decode() for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    yield "1904", changed(**{BOOK: text[BOOK].replace("<workbookPr", '<workbookPr date1904="1"').encode()})
    yield "inline strings", _inline(rich=False)
    yield "inline rich text", _inline(rich=True)
    yield (
        "phonetic runs",
        changed(
            **{
                STRINGS: text[STRINGS]
                .replace("</t></si>", '</t><rPh sb="0" eb="1"><t>ku</t></rPh><phoneticPr fontId="0"/></si>')
                .encode()
            }
        ),
    )
    runs = re.sub(
        r"<si><t>([^<]{2,})</t></si>",
        lambda m: f"<si><r><t>{m[1][:1]}</t></r><r><rPr><b/></rPr><t>{m[1][1:]}</t></r></si>",
        text[STRINGS],
    )
    yield "rich text", changed(**{STRINGS: runs.encode()})
    yield "strict", changed(**{name: _strict(content).encode() for name, content in text.items()})
    yield "without styles", zipped(_unlinked({n: d for n, d in parts.items() if n != STYLES}, "styles"))
    yield "without a theme", zipped(_unlinked({n: d for n, d in parts.items() if "theme" not in n}, "theme"))
    yield (
        "no content type for the sheets",
        changed(**{TYPES: re.sub(r'<Override PartName="/xl/worksheets[^>]*>', "", text[TYPES]).encode()}),
    )
    yield (
        "absolute targets",
        changed(**{BOOK_RELS: re.sub('Target="(?!/)', 'Target="/xl/', text[BOOK_RELS]).encode()}),
    )
    yield "stored, not deflated", zipped(parts, 0)
    yield "the parts in another order", zipped(dict(reversed(parts.items())))
    yield (
        "carriage returns",
        changed(
            **{
                n: t.replace("><", ">\r\n<").encode()
                for n, t in text.items()
                if n != STRINGS and "sheet" in n
            }
        ),
    )
    yield "numbers as texts", _texts_for_numbers()
    yield (
        "without dimension, spans and row numbers",
        changed(
            **{
                n: re.sub(r' spans="[^"]*"|<dimension[^>]*>', "", t).encode()
                for n, t in text.items()
                if "worksheets/sheet" in n and n.endswith("xml")
            }
        ),
    )
    yield (
        "prefixes",
        changed(
            **{
                sheet_part(name): _prefixed(text[sheet_part(name)]).encode()
                for name in ("Tabel 2.3", "Tabel 3.2", "Sampul")
            }
        ),
    )


def _strings() -> list[str]:
    text = parts_of(workbook())[STRINGS].decode()
    return re.findall(r"<si>(.*?)</si>", text, re.DOTALL)


def _inline(*, rich: bool) -> bytes:
    """Return the workbook without shared strings."""
    items = [re.sub(r"</?t[^>]*>", "", item) if "<r>" not in item else None for item in _strings()]

    def cell(found: re.Match[str]) -> str:
        item = items[int(found[2])]
        inside = (
            _strings()[int(found[2])]
            if item is None
            else f"<r><t>{item}</t></r>"
            if rich
            else f"<t>{item}</t>"
        )
        return f'<c{found[1]} t="inlineStr"><is>{inside}</is></c>'

    parts = parts_of(workbook())
    for name in list(parts):
        if "worksheets/sheet" in name and name.endswith(".xml"):
            parts[name] = re.sub(r'<c([^>]*?) t="s"><v>(\d+)</v></c>', cell, parts[name].decode()).encode()
    del parts[STRINGS]
    return zipped(_unlinked(parts, "sharedStrings"))


def _unlinked(parts: dict[str, bytes], kind: str) -> dict[str, bytes]:
    rels = re.sub(rf'<Relationship [^>]*/{kind}"[^>]*/>', "", parts[BOOK_RELS].decode())
    types = re.sub(rf'<Override PartName="/xl/(?:theme/)?{kind}[^>]*/>', "", parts[TYPES].decode())
    return {**parts, BOOK_RELS: rels.encode(), TYPES: types.encode()}


def _strict(text: str) -> str:
    text = text.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    text = text.replace(RELS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    return text.replace("<workbook ", '<workbook conformance="strict" ', 1)


def _prefixed(text: str) -> str:
    head, _, body = text.partition("?>")
    body = re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", body)
    return head + "?>" + body.replace('xmlns="', 'xmlns:x="', 1)


def _texts_for_numbers() -> bytes:
    """Return the workbook with its figures typed as texts, as people do with an apostrophe."""
    parts = parts_of(workbook())
    for sheet in ("Tabel 2.3", "Tabel 3.2"):
        name = sheet_part(sheet)
        typed = re.sub(
            r'<c r="([EF]\d)"( s="\d+")?><v>([\d.]+)</v></c>',
            r'<c r="\1"\2 t="str"><v>\3</v></c>',
            parts[name].decode(),
        )
        parts[name] = typed.encode()
    return zipped(parts)


def programs() -> Variants:
    """Yield the same tables as other programs write them; three of them imitated by what they are known for."""
    yield "XlsxWriter", workbook()
    yield "openpyxl", by_openpyxl()
    for engine in ("openpyxl", "xlsxwriter"):
        buffer = io.BytesIO()
        with pd.ExcelWriter(buffer, engine=engine) as book:
            for name, rows in SHEETS.items():
                width = max(map(len, rows))  # pandas fills up no rows any more
                even = [(*row, *[None] * (width - len(row))) for row in rows]
                pd.DataFrame(even).to_excel(book, sheet_name=name, header=False, index=False)
        yield f"pandas with {engine}", buffer.getvalue()
    yield "imitation of Google Sheets", _google()
    yield "imitation of WPS", _wps()
    yield "imitation of Numbers", _numbers()
    yield "imitation of Excel 2007", _excel_2007()
    yield from by_libreoffice().items()


def _google() -> bytes:
    """No docProps, absolute nothing, default styles on every cell, rows with customFormat, strings with spaces kept."""
    parts = {n: d for n, d in parts_of(by_openpyxl()).items() if not n.startswith("docProps")}
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", parts["_rels/.rels"])
    parts[TYPES] = re.sub(rb"<Override [^>]*docProps[^>]*/>", b"", parts[TYPES])
    for name in list(parts):
        if "worksheets/sheet" in name:
            text = (
                parts[name]
                .decode()
                .replace('<c r="', '<c r="')
                .replace("<row ", '<row ht="15.75" customHeight="1" ')
            )
            parts[name] = re.sub(r"<c (?![^>]*s=)", '<c s="0" ', text).encode()
    return zipped(parts)


def _wps() -> bytes:
    """Its own extension lists and namespaces, and a property part of its own."""
    parts = parts_of(workbook())
    ext = '<extLst><ext uri="{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}"/></extLst></worksheet>'
    for name in ("Sampul", "Tabel 3.2"):
        parts[sheet_part(name)] = parts[sheet_part(name)].replace(b"</worksheet>", ext.encode())
    parts["docProps/custom.xml"] = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    )
    book = (
        parts[BOOK]
        .decode()
        .replace("<workbook ", '<workbook xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" ')
    )
    parts[BOOK] = book.encode()
    return zipped(parts)


def _numbers() -> bytes:
    """Every cell written out, empty ones as well, with a style and a text in runs."""
    parts = parts_of(by_openpyxl())
    for name in list(parts):
        if "worksheets/sheet" in name:
            text = parts[name].decode()
            for row in range(1, 9):
                text = re.sub(
                    rf'(<row r="{row}"[^>]*>.*?)</row>',
                    rf'\1<c r="Z{row}"/><c r="AA{row}" s="0"/></row>',
                    text,
                )
            parts[name] = text.encode()
    return zipped(parts)


def _excel_2007() -> bytes:
    """A calc chain, file version, and formulas with their values."""
    data = replaced(
        sheet_part("Daftar"), "</sheetData>", '<row r="9"><c r="A9"><f>1+1</f><v>2</v></c></row></sheetData>'
    )
    parts = parts_of(data)
    parts["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A9" i="5"/></calcChain>'
    )
    parts[BOOK_RELS] = parts[BOOK_RELS].replace(
        b"</Relationships>",
        f'<Relationship Id="cc" Type="{RELS}/calcChain" Target="calcChain.xml"/></Relationships>'.encode(),
    )
    parts[TYPES] = parts[TYPES].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
    )
    return zipped(parts)


@cache
def by_libreoffice() -> dict[str, bytes]:
    """Return the workbook as LibreOffice saves it in three formats, in two calls; none without it."""
    if shutil.which("soffice") is None:
        return {}
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "unit.xlsx"
        source.write_bytes(workbook())
        for form in ("xlsx:Calc MS Excel 2007 XML", "ods", "xls:MS Excel 97"):
            ending = form.partition(":")[0]
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless", "--convert-to", form, "--outdir", f"{folder}/{ending}", source],
                check=True, capture_output=True, timeout=300,
            )  # fmt: skip
            found[f"LibreOffice .{ending}"] = (Path(folder) / ending / f"unit.{ending}").read_bytes()
    return found


# -- honest, and large only by what holds nothing ------------------------------------------------------------


def dragged() -> Variants:
    """Yield the workbook with formats, heights, merged areas and rules as people leave them when they drag too far."""
    name, last = sheet_part("Tabel 3.9"), 1_048_576
    page = parts_of(workbook())[name].decode()
    first = 1 + max(int(row) for row in re.findall(r'<row r="(\d+)"', page))
    below = {
        "1,048,576 rows with a height": (
            f'<row r="{row}" ht="15.75" customHeight="1"/>' for row in range(first, last + 1)
        ),
        "120,000 rows of twelve styled cells": (
            f'<row r="{row}">{"".join(f"""<c r="{letter}{row}" s="1"/>""" for letter in "ABCDEFGHIJKL")}</row>'
            for row in range(first, 120_000)
        ),
    }
    for what, rows in below.items():
        yield what, changed(**{name: page.replace("</sheetData>", f"{''.join(rows)}</sheetData>").encode()})
    areas = "".join(f'<mergeCell ref="M{row}:N{row}"/>' for row in range(first, first + 400_000))
    merged = re.sub(
        r"<mergeCells[^>]*>|(?=<(?:phoneticPr|conditionalFormatting|pageMargins))",
        "<mergeCells>",
        page,
        count=1,
    )
    closed = "" if "</mergeCells>" in page else "</mergeCells>"
    yield (
        "400,000 merged areas",
        changed(**{name: merged.replace("<mergeCells>", f"<mergeCells>{areas}{closed}").encode()}),
    )
    rules = "".join(
        f'<conditionalFormatting sqref="A{row}"><cfRule type="cellIs" priority="{row}" operator="lessThan">'
        "<formula>0</formula></cfRule></conditionalFormatting>"
        for row in range(first, first + 200_000)
    )
    yield (
        "200,000 conditional formats",
        changed(**{name: re.sub("(?=<pageMargins)", rules, page, count=1).encode()}),
    )
    styles = parts_of(workbook())[STYLES].decode()
    more = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' * 64_000
    yield "64,000 formats", changed(**{STYLES: styles.replace("</cellXfs>", f"{more}</cellXfs>").encode()})


CLASSES: dict[str, Callable[[], Variants]] = {
    "truncated at every kilobyte": truncated,
    "bits flipped": flipped,
    "each part missing": without_parts,
    "each part not well-formed": ill_formed,
    "odd encodings": encodings,
    "dialects of the format": dialects,
    "written by other programs": programs,
    "formats dragged to the end": dragged,
}
