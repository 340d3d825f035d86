"""What is refused before any parser runs, each with its code."""

from __future__ import annotations

import io
import pickle
import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakipcalc.excel import Editor, Limits, Package, PackageError

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def code_of(data, **limits) -> str:
    with pytest.raises(PackageError) as caught:
        Package.open(data, limits=Limits(**limits)).sheet("Data")
    return caught.value.code


@pytest.fixture(scope="module")
def good(make) -> bytes:
    return make.book(ROWS)


def with_parts(make, **changes) -> bytes:
    parts = make.minimal(make.worksheet(ROWS))
    for name, content in changes.items():
        if content is None:
            del parts[name]
        else:
            parts[name] = content
    return make.zipped(parts)


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"<html></html>", b"\0" * 5000])
def test_what_is_no_zip(data):
    assert code_of(data) in {"not-a-zip", "broken-zip"}


def test_old_and_encrypted_workbooks():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert code_of(ole + "Workbook".encode("utf-16-le")) == "legacy-xls"
    assert code_of(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"


def test_encrypted_member(good):
    data = bytearray(good)
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    assert code_of(bytes(data)) == "encrypted"


def test_truncated_anywhere(good):
    for cut in range(0, len(good) - 1, 97):
        assert code_of(good[:cut]) in {"not-a-zip", "broken-zip"}, cut


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../evil.xml", "unsafe-name"),
        ("xl/../../evil.xml", "unsafe-name"),
        ("//etc/passwd", "unsafe-name"),
        ("/../evil.xml", "unsafe-name"),
        ("C:/evil.xml", "unsafe-name"),
        ("xl\\..\\..\\evil.xml", "unsafe-name"),
        ("\\evil.xml", "unsafe-name"),
        ("xl//evil.xml", "unsafe-name"),
        ("xl/a\nb.xml", "unsafe-name"),
        ("XL/Workbook.XML", "duplicate-name"),
    ],
)
def test_names_of_members(make, name, expected):
    parts = make.minimal(make.worksheet(ROWS))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
        info = zipfile.ZipInfo()
        info.filename = name
        archive.writestr(info, "x")
    assert code_of(buffer.getvalue()) == expected


def test_the_same_name_twice(make):
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        for each, content in make.minimal(make.worksheet(ROWS)).items():
            archive.writestr(each, content)
        archive.writestr("xl/workbook.xml", "other")
    assert code_of(buffer.getvalue()) == "duplicate-name"


def test_backslashes_in_names(make):
    """Some programs write them, against the standard; they are read, and stay as they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for each, content in make.minimal(make.worksheet(ROWS)).items():
            info = zipfile.ZipInfo()
            info.filename = each.replace("/", "\\")
            archive.writestr(info, content)
    editor = Editor(Package.open(buffer.getvalue()))
    editor.set_number("Data", "A1", 2)
    data = editor.to_bytes()
    assert b"xl\\worksheets\\sheet1.xml" in data
    assert Package.open(data).sheet("Data").cells[1, 1].value == 2


def test_bombs(make):
    data = with_parts(make, **{"xl/media/bomb.bin": b"\0" * 40_000_000})
    assert len(data) < 60_000
    assert code_of(data) == "ratio"
    assert code_of(data, ratio=2000, total_bytes=1_000_000) == "too-large"
    assert Package.open(data, limits=Limits(ratio=2000)).sheet("Data").cells


def full_rows(count: int) -> str:
    return "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, count))


def test_limits_name_what_was_passed(make, good):
    with pytest.raises(PackageError) as caught:
        Package.open(good, limits=Limits(file_bytes=100))
    assert caught.value.code == "too-large"
    assert caught.value.values == {"limit": "file_bytes", "allowed": 100, "found": len(good)}
    with pytest.raises(PackageError) as caught:
        Package.open(io.BytesIO(good), limits=Limits(file_bytes=100))
    assert caught.value.values["limit"] == "file_bytes"
    assert code_of(good, members=3) == "too-many-members"
    assert code_of(good, part_bytes=50) == "too-large"
    many = make.book("".join(f'<row r="{row}"><c r="A{row}"/><c r="B{row}"/></row>' for row in range(1, 60)))
    assert code_of(many, empty=100) == "too-large"
    assert code_of(make.book(full_rows(60)), cells=100) == "too-large"
    assert code_of(make.book("<row/>" * 60), empty=50) == "too-large"
    assert (
        code_of(make.book('<row r="1" ' + " ".join(f'a{at}=""' for at in range(150_000)) + "/>"))
        == "too-large"
    )
    merges = "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 9000 + "</mergeCells>"
    assert code_of(make.zipped(make.minimal(make.worksheet(ROWS, after=merges))), nodes=5000) == "too-large"


def test_declared_size_is_a_lie(make, good):
    data = bytearray(good)
    at = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\1\2")) - 46
    struct.pack_into("<I", data, at + 24, 10)
    assert code_of(bytes(data)) == "broken-zip"


def test_bad_checksum(good):
    data = bytearray(good)
    at = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\1\2")) - 46
    struct.pack_into("<I", data, at + 16, 12345)
    assert code_of(bytes(data)) == "broken-zip"


def test_overlapping_members(good):
    """Two directory entries that share one stretch of data, as the overlapping bombs do."""
    data = bytearray(good)
    first = data.index(b"PK\1\2")
    second = data.index(b"PK\1\2", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert code_of(bytes(data)) == "broken-zip"


def test_a_member_hidden_inside_another(make):
    """The directory points into the stored content of the first member, where a whole second one lies."""
    inner = make.zipped({"b.xml": "<b/>"})
    stop = inner.index(b"PK\1\2")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.bin", inner[:stop])
    outer = buffer.getvalue()
    begin, at = outer.index(b"PK\3\4", 4), outer.index(b"PK\1\2")
    entry = bytearray(inner[stop : inner.index(b"PK\5\6")])
    struct.pack_into("<I", entry, 42, begin)
    end = bytearray(outer[outer.index(b"PK\5\6") :])
    directory = outer[at : outer.index(b"PK\5\6")] + bytes(entry)
    struct.pack_into("<HHI", end, 8, 2, 2, len(directory))
    assert code_of(outer[:at] + directory + bytes(end)) == "broken-zip"


def test_zip64_directories(make, monkeypatch):
    """Read as any other archive; what is written needs none of it."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 60)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    data = make.book(ROWS)
    monkeypatch.undo()
    assert b"PK\6\6" in data
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 2)
    output = editor.to_bytes()
    assert b"PK\6\6" not in output
    assert make.opened(output)["Data"]["A1"].value == 2
    assert make.parts(output)["_rels/.rels"] == make.parts(data)["_rels/.rels"]
    at = data.index(b"PK\6\6")
    for damaged in (
        data[:at] + b"XX" + data[at + 2 :],
        data[:at] + b"\xff" * 56 + data[at + 56 :],
        data[: at + 48] + b"\xff" * 8 + data[at + 56 :],
    ):
        assert code_of(damaged) == "broken-zip"
    directory = data.index(b"PK\1\2")
    extra = data.index(b"\1\0", directory + 46)
    assert code_of(data[:extra] + b"\2" + data[extra + 1 :]) == "broken-zip"


def test_data_before_the_archive(good):
    assert code_of(b"#!/bin/sh\n" + good) in {"broken-zip", "not-a-zip"}


def test_unknown_compression(make):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        for each, content in make.minimal(make.worksheet(ROWS)).items():
            archive.writestr(each, content)
    assert code_of(buffer.getvalue()) == "broken-zip"


@pytest.mark.parametrize("part", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
                                  "xl/worksheets/sheet1.xml"])  # fmt: skip
class TestParts:
    def test_missing(self, make, part):
        assert code_of(with_parts(make, **{part: None})) == "missing-part"

    @pytest.mark.parametrize(
        ("content", "expected"),
        [
            ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "doctype"),
            ('<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://localhost/x.dtd"><a/>', "doctype"),
            ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "doctype"),
            ('<!DOCTYPE a SYSTEM "http://localhost/x.dtd"><a/>'.encode("utf-16-le"), "doctype"),
            ('<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE a><a/>', "doctype"),
            ('<?xml version="1.0" encoding="x-kode"?><a/>', "encoding"),
            ('<?xml version="1.0" encoding="UTF-7"?><a/>', "encoding"),
            ("<a/>".encode("utf-32"), "encoding"),
            ("<a>\0</a>".encode("utf-16"), "bad-xml"),
            ("<a/>".encode("utf-16") + b"x", "bad-xml"),
            ("<a>".encode("utf-16") + b"\x00\xd8" + "</a>".encode("utf-16-le"), "bad-xml"),
            (b'<?xml version="1.0" encoding="windows-1252"?><a>\x81</a>', "bad-xml"),
            ("<a><b></a>", "bad-xml"),
            ("<a>&nope;</a>", "bad-xml"),
            ("<p:a/>", "bad-xml"),
            (b"<a>\xff</a>", "bad-xml"),
            ("", "bad-xml"),
            ("<html/>", "bad-xml"),
        ],
    )
    def test_not_to_be_parsed(self, make, part, content, expected):
        also = {"not-a-workbook"} if expected == "bad-xml" else set()
        assert code_of(with_parts(make, **{part: content})) in {expected, *also}


def test_other_kinds_of_package(make):
    assert (
        code_of(make.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}))
        == "not-a-workbook"
    )
    assert code_of(make.zipped({"hello.txt": "x"})) == "not-a-workbook"
    assert code_of(make.zipped({"xl/workbook.xml": "<x/>"})) == "missing-part"
    assert (
        code_of(with_parts(make, **{"xl/workbook.xml": '<w:document xmlns:w="urn:x"/>'})) == "not-a-workbook"
    )
    binary = make.minimal(make.worksheet(ROWS))
    binary["_rels/.rels"] = binary["_rels/.rels"].replace("xl/workbook.xml", "xl/workbook.bin")
    binary["xl/workbook.bin"] = b"\0\1"
    assert code_of(make.zipped(binary)) == "binary-workbook"


def test_two_sheets_of_one_name_or_part(make):
    parts = make.minimal(make.worksheet(ROWS))
    one = '<sheet name="Data" sheetId="1" r:id="rId1"/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(one, one + one.replace("Data", "Lain"))
    assert code_of(make.zipped(parts)) == "duplicate-name"


def test_every_kind_of_source(make, good, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(good)
    written = io.BytesIO()
    written.write(good)  # and left at its end
    with path.open("rb") as file:
        for source in (good, bytearray(good), memoryview(good), path, str(path), written, file):
            assert Package.open(source).data == good
    with pytest.raises(FileNotFoundError):
        Package.open(tmp_path / "b.xlsx")


def test_module_sheets_of_old_are_passed_over(make):
    parts = make.minimal(make.worksheet(ROWS))
    one = '<sheet name="Data" sheetId="1" r:id="rId1"/>'
    module = '<sheet name="Module" sheetId="9" r:id=""/>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(one, module + one)
    package = Package.open(make.zipped(parts))
    assert [(info.name, info.index) for info in package.sheets] == [("Data", 1)]


def test_unknown_sheet_and_part(good):
    package = Package.open(good)
    with pytest.raises(PackageError) as caught:
        package.sheet("Tidak ada")
    assert (caught.value.code, caught.value.values["sheet"]) == ("no-such-sheet", "Tidak ada")
    with pytest.raises(PackageError) as caught:
        package.part("xl/none.xml")
    assert (caught.value.code, caught.value.part) == ("missing-part", "xl/none.xml")


def test_extreme_references(make):
    far = make.book('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert len(Package.open(far).sheet("Data").cells) == 2
    for rows in ('<row r="1048577"/>', '<row r="1048576"/><row/>', '<row r="1"><c r="XFE1"/></row>', '<row r="0"/>', '<row r="x"/>',
                 '<row r="1"><c r="1A"/></row>', '<row r="1"><c r="A0"/></row>'):  # fmt: skip
        assert code_of(make.book(rows)) == "bad-reference", rows


def test_deep_nesting_and_big_merges_take_no_time(make):
    deep = "<extLst>" + "<ext>" * 50_000 + "</ext>" * 50_000 + "</extLst>"
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = make.zipped(make.minimal(make.worksheet(ROWS, after=merges + deep)))
    sheet = Package.open(data).sheet("Data")
    assert sheet.merges[0].bottom == 1_048_576
    assert sheet.conditional_formats == ()


def test_errors_travel_between_processes():
    error = PackageError("too-large", part="xl/a.xml", detail="d", values={"limit": "cells"})
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - made two words before
    assert (copy.code, copy.part, copy.detail, dict(copy.values)) == (
        "too-large",
        "xl/a.xml",
        "d",
        {"limit": "cells"},
    )
    assert "xl/a.xml" in str(copy)


def outcome(data: bytes) -> PackageError | None:
    """Read and edit all there is; return the refusal, if any."""
    try:
        package = Package.open(data)
        editor = Editor(package)
        for info in package.sheets:
            sheet = package.sheet(info.name)
            _ = sheet.merges, sheet.hidden_cols, sheet.conditional_formats, package.styles.fill(0)
            editor.set_number(info.name, "B2", 1)
        editor.to_bytes()
    except PackageError as error:
        return error
    return None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_flipped_bits_are_read_or_refused(make, data):
    """Any damage ends in a result or in one of the package's own errors, never in another exception."""
    content = bytearray(make.book(ROWS, styles=make.styles, calc='<calcPr calcId="1"/>'))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= 1 << data.draw(st.integers(0, 7))
    outcome(bytes(content))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_xml_is_read_or_refused(make, data):
    """Damage inside the parts, behind a right checksum, where the archive cannot see it."""
    parts = make.minimal(
        make.worksheet(
            '<row r="1" spans="1:2"><c r="A1" s="1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>'
            '<row r="2"><c r="A2" t="s"><f t="shared" si="0"/><v>0</v></c></row>',
            before='<dimension ref="A1:A2"/><cols><col min="1" max="2" style="1" hidden="1"/></cols>',
            after='<sheetProtection sheet="1"/><mergeCells><mergeCell ref="C1:D2"/></mergeCells>',
        ),
        styles=make.styles,
        sharedStrings=f'<sst xmlns="{make.main}"><si><t>a</t></si></sst>',
    )
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name].encode())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    outcome(make.zipped({**parts, name: bytes(content)}))


@given(st.binary(max_size=300))
def test_rubbish_in_a_sheet_names_its_part(make, rubbish):
    start = f"<worksheet xmlns='{make.main}'><sheetData>".encode()
    error = outcome(make.zipped(make.minimal(start + rubbish + b"</sheetData></worksheet>")))
    assert error is None or error.part == "xl/worksheets/sheet1.xml"


def test_a_refusal_names_the_member(make):
    data = make.book("")
    other = data.replace(
        b"xl/workbook.xml", b"xl/workbooX.xml", 1
    )  # in the local header; the directory follows
    with pytest.raises(PackageError) as caught:
        Package.open(other).sheet("Data")
    assert (caught.value.code, caught.value.part) == ("broken-zip", "xl/workbook.xml")
    with pytest.raises(PackageError) as caught:
        Package.open(data, limits=Limits(read_bytes=10))
    assert (caught.value.code, caught.value.values["limit"]) == ("too-large", "read_bytes")
    assert caught.value.part in make.parts(data)
