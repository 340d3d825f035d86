"""Which files a batch takes, and what their results are called."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sakipcalc import OutputError, WorkbookError, fill_many
from sakipcalc.batch.inputs import find, gather
from sakipcalc.batch.journal import JOURNAL


@pytest.fixture
def tree(tmp_path):
    """Return a function that makes empty files below a folder."""

    def make(*names: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        return tmp_path

    return make


def names(found):
    return [one.name for one in found]


def passed(found, root):
    return {Path(one.source).relative_to(root).as_posix(): one.reason for one in found}


def test_workbooks_are_found_at_any_depth_in_order_and_keep_their_place(tree):
    root = tree("b/c/2.xlsm", "b/1.XLSX", "a.xls", "b/10.ods", "b/catatan.docx", "a b/é.xlsb")
    found, _ = find(root, str(root.parent / "hasil"))
    assert names(found) == ["a b/é.xlsb", "a.xls", "b/1.XLSX", "b/10.ods", "b/c/2.xlsm"]
    assert [Path(one.source).relative_to(root).as_posix() for one in found] == names(found)


def test_what_is_no_input_is_passed_over_and_said_so(tree):
    root = tree(
        "a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", "._a.xlsx", ".cadangan/b.xlsx", "hasil/a.xlsx", f"dulu/{JOURNAL}",
        "dulu/kec/a.xlsx",
    )  # fmt: skip
    found, left = find(root, str(root / "hasil"))
    assert names(found) == ["a.xlsx"]
    assert passed(left, root) == {
        "~$a.xlsx": "kunci", "._a.xlsx": "sementara", ".cadangan": "tersembunyi", "hasil": "hasil", "dulu": "hasil",
    }  # fmt: skip


def test_several_folders_keep_their_names_whatever_is_in_them(tree):
    root = tree("blora/bogorejo.xlsx", "rembang/kota/bogorejo.xlsx", "lain.xlsx")
    found, _ = find([root / "blora", root / "rembang", root / "lain.xlsx"], str(root / "hasil"))
    assert names(found) == ["blora/bogorejo.xlsx", "rembang/kota/bogorejo.xlsx", "lain.xlsx"]


@pytest.mark.parametrize("second", ["b/x.xlsx", "b/X.xlsx"])
def test_two_inputs_of_one_name_are_refused_before_anything_is_done(tree, second):
    root = tree("a/x.xlsx", second)
    with pytest.raises(OutputError) as refused:
        fill_many([root / "a" / "x.xlsx", root / second], root / "hasil")
    assert refused.value.code == "same-output"
    assert str(root / "a" / "x.xlsx") in refused.value.message()
    assert str(root / second) in refused.value.message()
    assert not (root / "hasil").exists()


def test_one_folder_given_twice_is_refused(tree):
    root = tree("a/x.xlsx")
    with pytest.raises(OutputError, match="Dua berkas"):
        find([root / "a", root / "a"], str(root / "hasil"))


def test_the_output_folder_cannot_be_an_input_folder(tree):
    root = tree("a/x.xlsx")
    with pytest.raises(OutputError) as refused:
        find(root / "a", f"{root}/a/")
    assert refused.value.code == "output-is-input-folder"


def test_a_folder_without_workbooks_is_an_error(tree):
    with pytest.raises(WorkbookError) as refused:
        gather(tree("a/catatan.docx") / "a")
    assert refused.value.code == "empty-folder"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_cannot_be_opened_is_said_so(tree):
    root = tree("a.xlsx", "rahasia/b.xlsx")
    (root / "rahasia").chmod(0)
    try:
        found, left = find(root, str(root / "hasil"))
    finally:
        (root / "rahasia").chmod(0o700)
    assert names(found) == ["a.xlsx"]
    assert passed(left, root) == {"rahasia": "tidak-terbaca"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_lead_in_a_circle_are_not_followed(tree):
    root = tree("a/x.xlsx")
    (root / "a" / "lagi").symlink_to(root, target_is_directory=True)
    assert names(find(root, str(root / "hasil"))[0]) == ["a/x.xlsx"]


def test_no_inputs_are_an_empty_report(tmp_path):
    assert len(fill_many([], tmp_path / "hasil")) == 0
