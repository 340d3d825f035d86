"""The records of a zip archive at their edges: each field that lies is noticed, and what is written anew is plain."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from sakipcalc.excel import Editor, Limits, NewSheet, Package, PackageError, archive

SHEET = "xl/worksheets/sheet1.xml"
ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
#: Where fields stand in the record at the end, and in an entry of the directory (APPNOTE 4.3.16, 4.3.12).
DISK, FIRST_DISK, HERE, COUNT, SIZE, OFFSET, COMMENT = 4, 6, 8, 10, 12, 16, 20
OF_PACKED, OF_SIZE, OF_COMMENT, OF_DISK, OF_LOCAL = 20, 24, 32, 34, 42


@pytest.fixture(scope="module")
def good(make):
    return make.zipped(make.minimal(make.worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')))


def end_of(data):
    return data.rfind(b"PK\5\6")


def entry_of(data, name):
    """Return where the entry of a member begins in the directory."""
    return data.rindex(name.encode(), 0, end_of(data)) - 46


def added(data, at, form, by):
    """Return an archive with a number in it made larger."""
    (value,) = struct.unpack_from(form, data, at)
    return data[:at] + struct.pack(form, value + by) + data[at + struct.calcsize(form) :]


def refused(data):
    with pytest.raises(PackageError) as caught:
        Package.open(data).text(SHEET)
    return caught.value.code, caught.value.part


@pytest.mark.parametrize(
    ("field", "form", "by"),
    [(DISK, "<H", 1), (FIRST_DISK, "<H", 1), (HERE, "<H", -1), (SIZE, "<I", -1), (OFFSET, "<I", 1), (OFFSET, "<I", -1)],
)  # fmt: skip
def test_a_record_at_the_end_that_does_not_fit(good, field, form, by):
    assert refused(added(good, end_of(good) + field, form, by)) == ("broken-zip", "")


@pytest.mark.parametrize(("by", "told"), [(1, ("broken-zip", "")), (-1, ("missing-part", SHEET))])
def test_a_directory_of_more_or_fewer_entries(good, by, told):
    """What the record does not count, here the sheet, is not there."""
    end = end_of(good)
    assert refused(added(added(good, end + HERE, "<H", by), end + COUNT, "<H", by)) == told


@pytest.mark.parametrize(
    ("field", "form", "by"),
    [(OF_SIZE, "<I", 1), (OF_SIZE, "<I", -1), (OF_PACKED, "<I", 10**6), (OF_COMMENT, "<H", 60_000), (OF_DISK, "<H", 1), (OF_LOCAL, "<I", 1)],
)  # fmt: skip
def test_an_entry_that_lies_names_its_member(good, field, form, by):
    """The checksum is right: nothing but the field says that something is wrong."""
    assert refused(added(good, entry_of(good, SHEET) + field, form, by)) == ("broken-zip", SHEET)


def test_a_member_that_reaches_into_the_directory(good):
    last = list(Package.open(good).archive.members)[-1]
    assert refused(added(good, entry_of(good, last) + OF_PACKED, "<I", 1)) == ("broken-zip", "")


def test_signatures_that_are_none(good):
    """All else is right: nothing but four letters says that a record is none."""
    at = entry_of(good, SHEET)
    (local,) = struct.unpack_from("<I", good, at + OF_LOCAL)
    assert refused(added(good, at, "<I", 1)) == ("broken-zip", "")
    assert refused(added(good, local, "<I", 1)) == ("broken-zip", SHEET)


def test_records_that_are_cut_off_behind_their_signature(good):
    """A fourth of a record, where the file or what is read of it ends: nothing is read beyond."""
    end, at = end_of(good), entry_of(good, SHEET)
    entry = added(good[:end] + b"PK\1\2" + good[end:], end + 4 + SIZE, "<I", 4)
    assert refused(added(added(entry, end + 4 + HERE, "<H", 1), end + 4 + COUNT, "<H", 1)) == (
        "broken-zip",
        "",
    )
    (local,) = struct.unpack_from("<I", good, at + OF_LOCAL)
    noted = added(good, end + COMMENT, "<H", 4)
    header = added(noted + b"PK\3\4", at + OF_LOCAL, "<I", len(good) - local)
    assert refused(header) == ("broken-zip", SHEET)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, len(noted) + 20, 1)
    assert refused(noted[:end] + locator + noted[end:] + b"PK\6\6") == ("broken-zip", "")


def test_an_archive_with_nothing_in_it():
    assert refused(b"PK\5\6" + bytes(18)) == ("not-a-workbook", "")


def test_sizes_that_are_said_to_stand_elsewhere_and_do_not(good):
    at = entry_of(good, SHEET) + OF_SIZE
    assert refused(good[:at] + b"\xff" * 4 + good[at + 4 :]) == ("broken-zip", SHEET)


def test_what_does_not_unpack_is_named(good):
    at = good.index(SHEET.encode()) + len(SHEET)
    assert refused(good[:at] + b"\xff" * 8 + good[at + 8 :]) == ("broken-zip", SHEET)


def test_a_size_that_lies_is_not_unpacked_beyond(make):
    many = make.worksheet(ONE_ROW) + " " * 30_000_000
    data = make.zipped(make.minimal(many))
    at = entry_of(data, SHEET) + OF_SIZE
    data = data[:at] + struct.pack("<I", 1_000) + data[at + 4 :]
    tracemalloc.start()
    try:
        assert refused(data) == ("broken-zip", SHEET)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_what_passes_a_limit_is_named_and_what_reaches_it_is_not(make):
    """The sheet is the largest member, and the one that is packed best."""
    good = make.zipped(make.minimal(make.worksheet(ONE_ROW + "\n" * 2_001)))
    whole = Package.open(good)
    sheet = max(whole.archive.members.values(), key=lambda one: one.size / len(one.packed))
    assert (sheet.name, sheet.size) == (SHEET, max(one.size for one in whole.archive.members.values()))
    packed, count = len(sheet.packed), len(whole.archive.members)
    reached = [
        {"ratio": sheet.size // packed, "ratio_from": sheet.size - 1}, {"ratio": 1, "ratio_from": sheet.size},
        {"members": count}, {"part_bytes": sheet.size},
    ]  # fmt: skip
    assert sheet.size % packed
    for limits in reached:
        assert Package.open(good, limits=Limits(**limits)).text(SHEET)
    passed = [
        ({"ratio": sheet.size // packed - 1, "ratio_from": sheet.size - 1}, "ratio", SHEET),
        ({"members": count - 1}, "too-many-members", ""),
        ({"part_bytes": sheet.size - 1}, "too-large", SHEET),
    ]
    for limits, code, part in passed:
        with pytest.raises(PackageError) as caught:
            Package.open(good, limits=Limits(**limits)).text(SHEET)
        told = caught.value
        assert (told.code, told.part, told.values["limit"]) == (code, part, next(iter(limits)))


def test_a_part_that_is_unpacked_again_counts_once(good):
    sizes = [one.size for one in Package.open(good).archive.members.values()]
    package = Package.open(good, limits=Limits(read_bytes=sum(sizes)))
    for _ in range(3):
        for name in package.archive.members:
            package.archive.read(name)


def test_what_is_written_anew_says_how_it_is_packed(good):
    """Bits for how hard was tried to pack it were of what stood there; deflated needs version 2.0."""
    at = entry_of(good, SHEET)
    (local,) = struct.unpack_from("<I", good, at + OF_LOCAL)
    for place in (at + 8, local + 6):
        good = added(good, place, "<H", 6)
    for place in (at + 6, local + 4):
        good = added(good, place, "<H", -10)
    editor = Editor(Package.open(good))
    editor.set_number("Data", "A1", 2)
    with zipfile.ZipFile(io.BytesIO(editor.to_bytes())) as whole:
        info = whole.getinfo(SHEET)
        assert (info.flag_bits, info.extract_version) == (0, 20)


def test_a_way_of_packing_that_nobody_knows_is_refused_though_nobody_reads_it(make):
    data = with_member(make, b"xl/media/abcd.bin")
    with pytest.raises(PackageError) as caught:
        Package.open(added(data, entry_of(data, "xl/media/abcd.bin") + 10, "<H", 12))
    assert (caught.value.code, caught.value.part) == ("broken-zip", "xl/media/abcd.bin")


def test_what_begins_like_an_archive_is_a_broken_one(good):
    assert refused(good[: end_of(good)]) == ("broken-zip", "")
    assert refused(good[: end_of(good) + 21]) == ("broken-zip", "")
    assert refused(b"GIF89a" + bytes(100)) == ("not-a-zip", "")
    assert refused(b"P") == ("not-a-zip", "")


def test_a_comment_of_the_longest(good):
    end = end_of(good)
    longest = good[: end + COMMENT] + struct.pack("<H", 65_535) + b"x" * 65_535
    assert Package.open(longest).tabs == ("Data",)
    assert refused(longest + b"x") == ("broken-zip", "")


def test_the_same_name_twice_is_named(make, good):
    with zipfile.ZipFile(buffer := io.BytesIO(good), "a") as whole:
        whole.writestr(SHEET.upper(), b"")
    assert refused(buffer.getvalue()) == ("duplicate-name", SHEET.upper())


class Stream(io.RawIOBase):
    """What cannot be gone back in, so that sizes stand behind each member."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def test_what_is_written_anew_has_no_trace_of_how_others_were_written(make):
    parts = make.minimal(make.worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    with zipfile.ZipFile(stream := Stream(), "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
            info.comment, info.extra, info.compress_type = (
                b"catatan",
                b"\xfe\xca\x02\x00ab",
                zipfile.ZIP_DEFLATED,
            )
            whole.writestr(info, content)
    assert zipfile.ZipFile(io.BytesIO(stream.data)).infolist()[0].flag_bits & 0x8
    editor = Editor(Package.open(stream.data))
    editor.set_number("Data", "A1", 2)
    editor.add_sheet(NewSheet(name="Temuan", cells={"A1": 1}))
    with zipfile.ZipFile(io.BytesIO(editor.to_bytes())) as whole:
        assert whole.testzip() is None
        found = {one.filename: one for one in whole.infolist()}
        (new,) = found.keys() - parts.keys()
        assert (found[new].comment, found[new].extra, found[new].flag_bits) == (b"", b"", 0x800)
        kept = found[SHEET]
        assert (kept.comment, kept.extra, kept.flag_bits) == (b"catatan", b"\xfe\xca\x02\x00ab", 0)
        assert {one.date_time for one in found.values()} == {(2024, 1, 2, 3, 4, 6)}
        for one in (new, SHEET):  # the header in front of the content, which readers of streams go by
            at = found[one].header_offset
            (flags,) = struct.unpack_from("<H", editor.to_bytes(), at + 6)
            (extra,) = struct.unpack_from("<H", editor.to_bytes(), at + 28)
            assert (flags, extra) == (found[one].flag_bits, len(found[one].extra))


def test_what_only_zip64_could_hold_is_not_written(good, monkeypatch):
    """A number of nothing but ones in the record at the end says that the true one stands elsewhere."""
    members = Package.open(good).archive.members
    written = archive.write_archive(members.values())
    assert written[-2:] == bytes(2)  # no comment
    (begin,) = struct.unpack_from("<I", written, end_of(written) + OFFSET)
    for bound, value in (("_FULL", begin), ("_WIDE", len(members))):
        with monkeypatch.context() as patched:
            patched.setattr(archive, bound, value + 1)
            assert archive.write_archive(members.values()) == written
            patched.setattr(archive, bound, value)
            with pytest.raises(PackageError) as caught:
                archive.write_archive(members.values())
            assert caught.value.code == "too-large"


# -- names and extra fields ----------------------------------------------------------------------


def with_member(make, name, *, flags=0, extra=None):
    """Return an archive with one member more, whose name is these bytes."""
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as whole:
        for part, content in make.minimal(make.worksheet("")).items():
            whole.writestr(part, content)
        info = zipfile.ZipInfo("x" * len(name))
        info.extra = extra or b""
        with whole.open(info, "w", force_zip64=extra is not None) as stream:
            stream.write(b"isi")
    data = buffer.getvalue().replace(b"x" * len(name), name)
    at = data.rindex(name, 0, end_of(data)) - 46
    return data[: at + 8] + struct.pack("<H", flags) + data[at + 10 :]


@pytest.mark.parametrize(
    ("raw", "flags", "name"),
    [
        (b"xl/media/\xc3\xa9.bin", 0x800, "xl/media/é.bin"), (b"xl/media/\x82\x8a.bin", 0, "xl/media/éè.bin"),
        (b"/xl/media/abcd.bin", 0, "xl/media/abcd.bin"), (b"xl\\media\\abcd.bin", 0, "xl/media/abcd.bin"),
    ],
)  # fmt: skip
def test_a_name_is_read_as_its_flag_says_and_stays_as_it_was(make, raw, flags, name):
    data = with_member(make, raw, flags=flags)
    package = Package.open(data)
    assert list(package.archive.members)[-1] == name
    editor = Editor(package)
    editor.set_number("Data", "A1", 2)
    written = editor.to_bytes()
    assert Package.open(written).archive.read(name) == b"isi"
    assert written.count(raw) == data.count(raw) == 2


@pytest.mark.parametrize(
    ("raw", "flags", "part"),
    [
        (b"xl/\xff\xfe\xfd.bin", 0x800, ""), (b"../../abc.bin", 0, "../../abc.bin"), (b"C:/abcdef.bin", 0, "C:/abcdef.bin"),
        (b"xl//abcdef.bin", 0, "xl//abcdef.bin"), (b"//abcdefgh.bin", 0, "/abcdefgh.bin"),
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere(make, raw, flags, part):
    with pytest.raises(PackageError) as caught:
        Package.open(with_member(make, raw, flags=flags))
    assert (caught.value.code, caught.value.part) == ("unsafe-name", part)
    assert caught.value.values.get("name", "") == part


@pytest.mark.parametrize("extra", [b"\xfe\xca\x02\x00ab\x99\x99\x00\x00", b"\x99\x99\x00\x00", b""])
def test_extra_fields_stay_but_for_the_sizes_of_zip64(make, extra):
    """One without any content at the end, where a field could be taken for half a field."""
    data = with_member(make, b"xl/media/abcd.bin", extra=extra)
    at = data.index(b"xl/media/abcd.bin") - 30
    assert struct.unpack_from("<H", data, at + 28) == (len(extra) + 20,)  # what zipfile adds
    editor = Editor(Package.open(data))
    editor.set_number("Data", "A1", 2)
    written = editor.to_bytes()
    with zipfile.ZipFile(io.BytesIO(written)) as whole:
        info = whole.getinfo("xl/media/abcd.bin")
        assert (info.extra, whole.read(info)) == (extra, b"isi")
    name = info.header_offset + 30 + len(info.filename)
    assert written[name : name + len(extra) + 3] == extra + b"isi"


def test_locked_and_oddly_packed_members_are_named(good):
    flags = added(good, entry_of(good, SHEET) + 8, "<H", 1)
    assert refused(flags) == ("encrypted", SHEET)
    packed = added(good, entry_of(good, SHEET) + 10, "<H", 4)
    assert refused(packed) == ("broken-zip", SHEET)
    checksum = added(good, entry_of(good, SHEET) + 16, "<I", -1)
    assert refused(checksum) == ("broken-zip", SHEET)


def test_what_is_stored_is_as_long_as_it_is_said_to_be(make):
    data = with_member(make, b"xl/media/abcd.bin")
    at = entry_of(data, "xl/media/abcd.bin")
    for by in (-1, 1):
        assert refused(added(data, at + OF_SIZE, "<I", by)) == ("broken-zip", "xl/media/abcd.bin")
