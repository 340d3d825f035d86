"""Nothing is lost: random cells written into workbooks of other programs, and all the rest compared."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakipcalc.excel import Editor, Package
from sakipcalc.excel.refs import cell_name

SHEET = "xl/worksheets/sheet1.xml"


def without_cells(text: bytes) -> str:
    """The sheet part with its cells, rows and dimension left out: all that an edit must leave alone."""
    text = re.sub(r"(?s)<sheetData>.*</sheetData>", "<sheetData/>", text.decode())
    return re.sub("<dimension[^>]*>", "", text)


VALUES = st.one_of(
    st.tuples(
        st.just("set_number"),
        st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15),
    ),
    st.tuples(st.just("set_text"), st.text("ab =<&é\n", min_size=1, max_size=8)),
    st.tuples(
        st.just("set_formula"),
        st.sampled_from(["A1+1", 'IF(B2="","",C3)']),
        st.none() | st.floats(0, 9) | st.text("xy"),
    ),
    st.tuples(st.just("clear")),
)
PLACES = st.tuples(st.integers(13, 60), st.integers(1, 30)) | st.tuples(st.integers(2, 9), st.integers(3, 4))


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(PLACES, VALUES, min_size=1, max_size=12))
def test_random_cells_read_back_through_openpyxl(make, made, changes):
    package = Package.open(made)
    editor = Editor(package)
    before = package.sheet("Tabel 3.2")
    changes = {at: change for at, change in changes.items() if not before.merge_at.at(*at)}
    if before.tables:
        changes = {at: change for at, change in changes.items() if not before.tables[0].area.contains(*at)}
    for at, (name, *args) in changes.items():
        getattr(editor, name)("Tabel 3.2", cell_name(*at), *args)
    output = editor.to_bytes()

    old, new = make.parts(made), make.parts(output)
    receipt = editor.receipt
    assert [name for name in old if name not in receipt.parts_removed] == list(new)
    assert {name for name in new if new[name] != old[name]} == set(receipt.parts_changed)
    assert set(receipt.parts_changed) <= {
        SHEET,
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
    }
    assert without_cells(new[SHEET]) == without_cells(old[SHEET])

    ours, theirs = Package.open(output).sheet("Tabel 3.2").cells, make.opened(output)["Tabel 3.2"]
    values = make.opened(output, data_only=True)["Tabel 3.2"]
    for at, (name, *args) in changes.items():
        cell = theirs.cell(*at)
        if name == "clear":
            assert cell.value is None
        elif name == "set_formula":
            assert cell.value == f"={args[0]}" == f"={ours[at].formula}"
            assert values.cell(*at).value == ours[at].value == args[1] or args[1] == ""
        elif name == "set_number":
            assert float(cell.value) == args[0] == ours[at].number or cell.is_date
        else:
            assert cell.value == args[0] == ours[at].text
        assert ours.get(at) is None or ours[at].style == before.style_at(*at)
    for at, cell in before.cells.items():
        if at not in changes:
            assert ours[at][:9] == cell[:9]

    again = Editor(Package.open(output))
    for at, (name, *args) in changes.items():
        getattr(again, name)("Tabel 3.2", cell_name(*at), *args)
    assert again.to_bytes() == output


def test_members_stay_packed_as_they_were(make, made):
    """Order, names, times, packed bytes, comments and extra fields of untouched members."""
    editor = Editor(Package.open(made))
    editor.set_number("Tabel 3.2", "Z99", 1)
    output = editor.to_bytes()
    old, new = (zipfile.ZipFile(io.BytesIO(data)) for data in (made, output))
    kept = [info for info in old.infolist() if info.filename not in editor.receipt.parts_removed]
    assert [info.filename for info in new.infolist()] == [info.filename for info in kept]
    for info in kept:
        other = new.getinfo(info.filename)
        for field in (
            "date_time",
            "compress_type",
            "comment",
            "create_system",
            "external_attr",
            "internal_attr",
        ):
            assert getattr(info, field) == getattr(other, field), (info.filename, field)
        if info.filename not in editor.receipt.parts_changed:
            assert (info.compress_size, info.CRC) == (other.compress_size, other.CRC)


class _Pipe:
    """A file that cannot seek, so that zipfile writes data descriptors."""

    def __init__(self):
        self.data = b""

    def write(self, data):
        self.data += data
        return len(data)

    def flush(self):
        pass


@pytest.mark.parametrize("zip64", [False, True])
def test_archives_of_streaming_programs(make, zip64):
    """Data descriptors and zip64 fields are read; what is written has neither."""
    pipe = _Pipe()
    parts = make.minimal(make.worksheet('<row r="1"><c r="A1"><v>5</v></c></row>'))
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=zip64) as member:
                member.write(content.encode())
    editor = Editor(Package.open(pipe.data))
    editor.set_number("Data", "B1", 6)
    data = editor.to_bytes()
    assert make.parts(data)["_rels/.rels"].decode() == parts["_rels/.rels"]
    assert make.opened(data)["Data"]["B1"].value == 6
    assert b"PK\7\x08" in pipe.data
    assert b"PK\7\x08" not in data


def test_the_package_that_was_read_never_changes(make, made):
    package = Package.open(made)
    before = repr(package.sheet("Tabel 3.2").cells)
    editor = Editor(package)
    editor.set_number("Tabel 3.2", "Z99", random.random())  # noqa: S311 - any number
    assert Editor(package).to_bytes() == made
    assert editor.to_bytes() != made
    assert repr(package.sheet("Tabel 3.2").cells) == before
    assert package.data == made


def test_receipt(make):
    editor = Editor(Package.open(make.book('<row r="1"><c r="A1"><f>1</f></c></row>', styles=make.styles)))
    editor.set_text("Data", "B2", "x")
    editor.set_number("Data", "B1", 1, editor.style(0, bold=True))
    editor.set_cached("Data", "A1", 1)
    receipt = editor.receipt
    assert receipt.cells == (("Data", "A1", "cached"), ("Data", "B1", "number"), ("Data", "B2", "text"))
    assert receipt.parts_changed == ("xl/workbook.xml", SHEET, "xl/styles.xml")
    assert (receipt.parts_removed, receipt.styles_added, receipt.notes) == ((), 1, ("recalculation-asked",))


def test_a_signature_becomes_invalid(make):
    parts = make.minimal(make.worksheet(""))
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = f'<Relationship Id="s" Type="{origin}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("</Relationships>", link)
    parts["_xmlsignatures/origin.sigs"] = ""
    editor = Editor(Package.open(make.zipped(parts)))
    assert editor.receipt.notes == ()
    editor.set_number("Data", "A1", 1)
    assert "signature-invalid" in editor.receipt.notes
    assert "_xmlsignatures/origin.sigs" in make.parts(editor.to_bytes())
