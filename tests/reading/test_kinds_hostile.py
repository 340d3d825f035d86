"""Broken, locked and hostile workbooks of the other kinds: one error with its code, within bounds."""

from __future__ import annotations

import contextlib
import io
import json
import random
import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

import sakipcalc as sc
from sakipcalc.reading.kinds import kind_of, xls, xls_reader
from sakipcalc.reading.kinds.answer import parse_answer

from .xlsb_writer import as_xlsb, record, zipped

HERE = Path(__file__).parent / "kinds"
#: No file of this size may cost more; what is meant is that nothing runs away.
SECONDS, MEMORY = 60, 1024 * 2**20
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.fixture(scope="module")
def original() -> Path:
    return HERE / "lampiran.xlsx"


@pytest.fixture(scope="module")
def old(original) -> bytes:
    return original.with_suffix(".xls").read_bytes()


@pytest.fixture(scope="module")
def open_document(original) -> bytes:
    return original.with_suffix(".ods").read_bytes()


@pytest.fixture(scope="module")
def binary(original) -> bytes:
    return as_xlsb(original)


def peak() -> int:
    """Return the most memory that this process has had [bytes], where the system tells."""
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def refused(data, limits: sc.Limits | None = None) -> str:
    """Return the code under which a file is refused, within bounds and with a sentence in both languages."""
    before, started = peak(), time.monotonic()
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(data, limits=limits)
    assert time.monotonic() - started < SECONDS
    assert peak() - before < MEMORY
    for lang in ("id", "en"):
        assert caught.value.message(lang)
        assert "{" not in caught.value.message(lang)
        assert caught.value.hint(lang)
    return caught.value.code


def with_parts(data: bytes, **changes) -> bytes:
    """Return a package with parts replaced, or taken out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts |= {name: content for name, content in changes.items() if content is not None}
    return zipped({name: content for name, content in parts.items() if changes.get(name, "") is not None})


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


# -- old Excel --------------------------------------------------------------------------


def test_an_ole_file_that_is_a_word_document():
    """Its header says that sectors have 512 bytes and that the directory is in the first one."""
    header = bytearray(OLE.ljust(512, b"\0"))
    struct.pack_into("<H", header, 30, 9)
    directory = "WordDocument".encode("utf-16-le").ljust(512, b"\0")
    assert refused(bytes(header) + directory + bytes(4096)) == "package-not-a-workbook"
    assert refused(bytes(header) + directory[:100]) == "package-broken-zip"


def test_an_ole_file_that_only_claims_to_be_a_workbook():
    assert refused(OLE + "Workbook\0".encode("utf-16-le") + bytes(4096)) == "workbook-broken"


def test_a_locked_xlsx_is_an_ole_file():
    assert refused(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512)) == "package-encrypted"


def overwritten(data: bytes, code: int, size: int, new: int, body: bytes) -> bytes:
    """Return an .xls in which a record of that size, as LibreOffice writes it, is another one."""
    at = data.index(struct.pack("<HH", code, size))
    return data[:at] + struct.pack("<HH", new, size) + body.ljust(size, b"\0") + data[at + 4 + size :]


def test_a_locked_xls(old):
    # FILEPASS: RC4 encryption, in place of the record of the country's settings
    assert refused(overwritten(old, 0x008C, 4, 0x002F, struct.pack("<HH", 1, 1))) == "package-encrypted"


def test_a_hyperlink_over_more_cells_than_there_is_memory(old, monkeypatch):
    monkeypatch.setattr(xls.SCRIPT, "memory", 256 * 2**20)
    # xlrd writes each cell of it into a dictionary: 4 thousand million from 34 bytes
    everything = struct.pack("<4H", 0, 0xFFFF, 0, 0xFFFF)
    guid = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")
    bomb = overwritten(old, 0x00A1, 34, 0x01B8, everything + guid + struct.pack("<ii", 2, 0))
    assert refused(bomb) == "workbook-broken"


def test_strings_that_begin_before_themselves(old, monkeypatch):
    monkeypatch.setattr(xls.SCRIPT, "processor", 2)
    # a phonetic part of negative size makes xlrd read the same string again, as often as the count says
    at = old.index(struct.pack("<H", 0x00FC))
    size = struct.unpack_from("<H", old, at + 2)[0]
    again = struct.pack("<II", 2**31 - 1, 2**31 - 1) + struct.pack("<HBi", 1, 0x04, -8) + b"x"
    bomb = old[: at + 4] + again.ljust(size, b"\0") + old[at + 4 + size :]
    assert refused(bomb) == "workbook-broken"


def test_a_reader_that_takes_too_long_is_stopped(old):
    assert refused(old, sc.Limits(seconds=0.001)) == "workbook-broken"


def test_where_no_process_can_be_started(old, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert refused(old) == "workbook-broken"


def test_an_xls_larger_than_the_format_needs(old, monkeypatch):
    monkeypatch.setattr(xls, "FILE_BYTES", 1000)
    assert refused(old) == "package-too-large"


def test_more_cells_or_text_than_are_handed_on(old, monkeypatch):
    for limit in ("CELLS", "CHARACTERS"):
        with monkeypatch.context() as patch:
            patch.setattr(xls_reader, limit, 100)
            assert xls_reader.read(old, io.StringIO())["fault"] == "too-large"
    assert "sheets" in xls_reader.read(old, io.StringIO())


# -- packages ---------------------------------------------------------------------------


def test_calamines_own_end_renamed(tmp_path):
    """The file on which python-calamine aborts the whole process: two cells, in opposite corners."""
    path = tmp_path / "dua-sel.xls"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_number(0, 0, 1)
        page.write_number(1_048_575, 16_383, 2)
    with pytest.raises(sc.TableError):
        sc.read(path)
    with pytest.raises(sc.TableError):
        sc.read(as_xlsb(path))


def test_a_locked_ods(open_document):
    manifest = part(open_document, "META-INF/manifest.xml")
    locked = manifest.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
    assert refused(with_parts(open_document, **{"META-INF/manifest.xml": locked})) == "package-encrypted"


def test_an_ods_with_a_doctype(open_document):
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for name in ("content.xml", "styles.xml"):
        content = part(open_document, name)
        at = content.index(b"?>") + 2
        changed = {name: content[:at] + entities + content[at:]}
        assert refused(with_parts(open_document, **changed)) == "package-unsafe"


def test_an_ods_with_a_namespace_that_the_parser_refuses(open_document):
    content = part(open_document, "content.xml")
    changed = content.replace(b"<office:document-content ", b'<office:document-content xmlns:x="a}b" ', 1)
    assert refused(with_parts(open_document, **{"content.xml": changed})) == "package-bad-xml"


@pytest.mark.parametrize("name", ["content.xml", "Pictures/bom.png"])
def test_an_ods_that_unpacks_to_a_thousand_times_its_size(open_document, name):
    bomb = with_parts(open_document, **{name: b"<a>" + b" " * 40_000_000 + b"</a>"})
    assert len(bomb) < 100_000
    assert refused(bomb) == "package-ratio"


def document(body: str) -> bytes:
    base = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{name}="{base}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


CELL = '<table:table-cell office:value-type="float" office:value="1"{}/>'


@pytest.mark.parametrize(
    "body",
    {
        "deep nesting": "<table:table><table:table-row>" + "<text:p>" * 5000 + "</text:p>" * 5000 + "</table:table-row></table:table>",
        "a row repeated over the sheet": '<table:table><table:table-row table:number-rows-repeated="1048576">' + CELL.format("") * 5 + "</table:table-row></table:table>",
        "a cell repeated over the sheet": "<table:table>" + ("<table:table-row>" + CELL.format(' table:number-columns-repeated="16384"') + "</table:table-row>") * 70 + "</table:table>",
        "a billion repetitions": "<table:table>" + ("<table:table-row>" + CELL.format(' table:number-columns-repeated="999999999"') + "</table:table-row>") * 70 + "</table:table>",
        "more rows than a sheet has": '<table:table><table:table-row table:number-rows-repeated="1048576"/><table:table-row>' + CELL.format("") + "</table:table-row></table:table>",
        "no number of repetitions": "<table:table><table:table-row>" + CELL.format(' table:number-columns-repeated="banyak"') + "</table:table-row></table:table>",
        "merges over each other": "<table:table>" + ("<table:table-row>" + CELL.format(' table:number-columns-spanned="16384" table:number-rows-spanned="1048576"') * 30 + "</table:table-row>") * 10 + "</table:table>",
    }.items(),
    ids=lambda pair: pair[0],
)  # fmt: skip
def test_an_ods_that_asks_for_more_than_a_sheet(body):
    assert refused(document(body[1]), sc.Limits(cells=50_000)) in {
        "package-too-large",
        "package-unsafe",
        "package-bad-xml",
    }


def test_an_ods_with_more_elements_than_are_held():
    few = sc.Limits(nodes=1000)
    row = "<table:table-row>" + "<table:table-cell/>" * 400 + "</table:table-row>"
    whole = document(f"<table:table>{row * 20}</table:table>")
    with pytest.raises(sc.TableError):  # rows are let go one by one
        sc.read(whole, limits=few)
    assert (
        refused(document(f"<table:shapes>{row * 20}</table:shapes>".replace("-row", "-x")), few)
        == "package-too-large"
    )


def test_packages_without_the_parts_they_need(open_document, binary):
    assert refused(with_parts(open_document, **{"content.xml": None})) == "package-missing-part"
    for name in ("_rels/.rels", "xl/worksheets/sheet1.bin", "xl/sharedStrings.bin"):
        assert refused(with_parts(binary, **{name: None})) == "package-missing-part"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (record(0, b"\0" * 3), "package-bad-xml"),
        (b"\x07\xff\xff\xff\x7f", "package-bad-xml"),
        (b"\x80", "package-bad-xml"),
        (record(0, struct.pack("<IIHBBB", 0, 0, 0, 0, 0, 0)) + record(7, struct.pack("<III", 0, 0, 10**6)), "package-bad-xml"),
        (record(7, struct.pack("<III", 0, 0, 0)), "package-unsafe"),
        (record(0, struct.pack("<IIHBBB", 2**32 - 1, 0, 0, 0, 0, 0)) + record(1, struct.pack("<II", 0, 0)), "package-unsafe"),
        (record(0, struct.pack("<IIHBBB", 0, 0, 0, 0, 0, 0)) + record(1, struct.pack("<II", 2**20, 0)), "package-unsafe"),
    ],
)  # fmt: skip
def test_records_that_lie(binary, body, code):
    page = record(129) + record(145) + body
    assert refused(with_parts(binary, **{"xl/worksheets/sheet1.bin": page})) == code


def test_merges_of_an_xlsb_over_each_other(binary):
    merges = record(176, struct.pack("<4I", 0, 2**20 - 1, 0, 2**14 - 1)) * 200
    page = record(129) + record(145) + record(146) + merges
    assert refused(with_parts(binary, **{"xl/worksheets/sheet1.bin": page})) == "package-too-large"


# -- before anything is parsed ----------------------------------------------------------


def test_no_more_is_read_than_a_workbook_may_have(original):
    with original.open("rb") as file:
        for source in (original, original.read_bytes(), file):
            assert refused(source, sc.Limits(file_bytes=1000)) == "package-too-large"


# -- broken in any way ------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["old", "open_document", "binary"])
def test_truncated_anywhere(kind, request):
    data = request.getfixturevalue(kind)
    for cut in range(8, len(data), len(data) // 12):
        assert refused(data[:cut]) in {
            "workbook-broken", "package-not-a-workbook", "package-broken-zip", "package-not-a-zip",
        }  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 3, 20, 100])):
        changed[chance.randrange(len(changed))] = chance.choice(
            [0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)]
        )
    return bytes(changed)


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_xls_is_read_or_told_to_be_broken(old, seed):
    chance = random.Random(seed)  # noqa: S311 -- damage, no secret
    found = xls_reader.read(damaged(old, chance), io.StringIO())
    assert found.keys() in ({"reader", "sheets"}, {"fault", "detail"})
    parse_answer(json.dumps(found).encode())


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_part_is_read_or_refused(open_document, binary, seed):
    chance = random.Random(seed)  # noqa: S311 -- damage, no secret
    data = chance.choice([open_document, binary])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = chance.choice(
            [n for n in archive.namelist() if n.endswith((".bin", "content.xml", "styles.xml"))]
        )
    changed = with_parts(data, **{name: damaged(part(data, name), chance)})
    with contextlib.suppress(sc.SakipError):
        assert sc.read(changed).tables


def test_the_kind_of_something_else():
    for data in (b"", b"PK", b"<html></html>", b"\0" * 4096):
        assert refused(data) in {"package-not-a-zip", "package-broken-zip"}
    text = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    assert kind_of(text) == ".xlsx"
    assert refused(text) == "package-not-a-workbook"
