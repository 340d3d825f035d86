"""Every refusal in one language: no English in an Indonesian sentence, no word of Python, the right thing to rename."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc import messages
from sakipcalc.batch.run import fill_many
from sakipcalc.excel import PackageError
from sakipcalc.excel.errors import SENTENCES
from sakipcalc.files import reading_from, system_words

from .base import changed, parts_of, sheet_part, workbook, zipped

HERE = Path(__file__).parents[2]
BLANK = HERE / "workbooks" / "bogorejo-2024-kosong.xlsx"
#: Words of English that stand in no Indonesian sentence.
ENGLISH = re.compile(
    r"\b(the|is|are|has|have|with|which|cannot|could|would|file|part|member|sheet|cell|more than|no such|package|"
    r"denied|directory|device|left|allowed|not|error|unsafe|nothing)\b", re.IGNORECASE,
)  # fmt: skip


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("values", [{}, {"sheet": "Tabel 3.2", "ref": "E6"}])
def test_what_the_package_refuses_is_told_in_one_language(code, values):
    for part in ("", "xl/styles.xml"):
        with pytest.raises(sc.WorkbookError) as caught, reading_from("unit.xlsx"):
            raise PackageError(
                code, part=part, detail="Tabel 3.2!E6" if values else "row inside a row", values=values
            )
        indonesian, english = (caught.value.message(lang) for lang in ("id", "en"))
        assert not ENGLISH.search(indonesian.replace("xl/styles.xml", "")), indonesian
        assert indonesian != english
        assert "row inside" not in english
        assert "{" not in indonesian + english
        assert not ENGLISH.search(re.sub(r"“[^”]*”|--\w+|password=\.\.\.", "", caught.value.hint("id")))
        assert SENTENCES[code] in caught.value.values["reason"]


def test_a_part_whose_name_is_half_of_a_damaged_archive_is_told_in_one_line():
    data = zipped({**parts_of(workbook()), "../xl/a.xml\x01PK\x02\n" + "xl/b.xmlPK\n" * 200: b""})
    with pytest.raises(sc.WorkbookError) as caught:
        sc.fill(data, io.BytesIO())
    for lang in ("id", "en"):
        told = caught.value.message(lang)
        assert "../xl/a.xml" in told
        assert told.isprintable()
        assert len(told) < 300


@pytest.mark.parametrize("number", [*errno.errorcode, 0, 99_999])
def test_what_the_system_says_is_told_in_one_language(number):
    told = system_words(OSError(number, os.strerror(number)))
    assert not ENGLISH.search(told.in_language("id"))
    assert told.in_language("en") != told.in_language("id")
    assert os.strerror(number) not in told.in_language("id")


def test_an_error_of_the_system_in_a_sentence(tmp_path):
    loop = tmp_path / "a.xlsx"
    loop.symlink_to(loop)
    with pytest.raises(sc.WorkbookError) as caught:
        sc.read(loop)
    assert "tautannya berputar" in caught.value.message()


# -- which name is wrong ----------------------------------------------------------------


def with_macros() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(BLANK) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main").replace(
                    b"application/vnd.openxmlformats-officedocument.sheet", b"application/vnd.ms-excel.sheet"
                )
            new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("ending", "wanted"), [(".xlsm", ".xlsx"), (".xlsx", ".xlsm"), (".ods", ".xlsx"), (".XLSM", ".xlsx")]
)
def test_in_a_batch_it_is_the_input_that_is_misnamed(ending, wanted, tmp_path):
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / f"unit{ending}").write_bytes(with_macros() if wanted == ".xlsm" else BLANK.read_bytes())
    (one,) = fill_many(folder, tmp_path / "isi", jobs=1, progress=False).outcomes
    assert one.code == "misnamed"
    for lang in messages.LANGUAGES:
        assert f"unit{ending}" in one.message(lang)
        assert wanted in one.hint(lang)
        assert "isi/" not in one.message(lang)


def test_a_result_that_is_named_otherwise_is_told_of_itself(tmp_path):
    with pytest.raises(sc.OutputError) as caught:
        sc.fill(BLANK, tmp_path / "hasil.xlsm")
    assert (caught.value.code, "hasil.xlsm" in caught.value.message()) == ("other-kind", True)
    shutil.copy(BLANK, tmp_path / "a.xlsm")
    sc.fill(tmp_path / "a.xlsm", tmp_path / "a.xlsx")  # the way out that is told


# -- parts in other encodings -----------------------------------------------------------

CODES = {
    "UTF-16 with a mark": lambda text: f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"),
    "UTF-16, big": lambda text: (
        b"\xfe\xff" + f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16-be")
    ),
    "UTF-16 without anything": lambda text: text.encode("utf-16-le"),
    "UTF-8 that claims to be UTF-16": lambda text: f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode(),
    "ISO-8859-1": lambda text: f'<?xml version="1.0" encoding="ISO-8859-1"?>{text}'.encode(
        "latin-1", "xmlcharrefreplace"
    ),
    "windows-1252": lambda text: f"<?xml version='1.0' encoding='windows-1252'?>{text}".encode(
        "cp1252", "xmlcharrefreplace"
    ),
}


def bare(content: bytes) -> str:
    return re.sub(r"<\?xml[^>]*\?>\s*", "", content.decode())


def told(laporan):
    return laporan.tables, laporan.entitas, list(laporan.temuan)


@pytest.mark.parametrize("code", CODES)
def test_parts_in_other_encodings_are_read_and_filled(code):
    parts = parts_of(workbook())
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    data = changed(**{name: CODES[code](bare(parts[name])) for name in names})
    assert told(sc.read(data)) == told(sc.read(workbook()))
    made, plain = io.BytesIO(), io.BytesIO()
    for source, target in ((data, made), (workbook(), plain)):
        sc.fill(source, target, temuan=True)
    assert told(sc.read(made.getvalue())) == told(sc.read(plain.getvalue()))
    before, after, other = parts_of(data), parts_of(made.getvalue()), parts_of(plain.getvalue())
    rewritten = [name for name in after if before.get(name) != after[name]]
    assert rewritten
    assert set(rewritten) == {name for name in other if parts.get(name) != other[name]}
    for name in rewritten:
        assert bare(after[name].lstrip(b"\xef\xbb\xbf")) == bare(other[name])
        assert b"utf-16" not in after[name][:80].lower()


@pytest.mark.parametrize("code", ["ISO-8859-1", "windows-1252"])
def test_letters_beyond_ascii_come_through(code):
    name = sheet_part("Tabel 3.2")
    text = bare(parts_of(workbook())[name])
    text = re.sub(
        r"(<sheetData>.*?<row [^>]*>)",
        r'\1<c r="A1" t="inlineStr"><is><t>é ü ©</t></is></c>',
        text,
        count=1,
        flags=re.DOTALL,
    )
    text = re.sub(r'(</is></c>)<c r="A1"[^>]*?(/>|>.*?</c>)', r"\1", text, count=1, flags=re.DOTALL)
    from sakipcalc.excel import Package

    assert Package.open(changed(**{name: CODES[code](text)})).sheet("Tabel 3.2").cells[1, 1].text == "é ü ©"
