"""Parts that are the same in several packages: parsed once, counted in each, and never taken for others."""

from __future__ import annotations

import pytest

from sakipcalc.excel import Limits, Package, PackageError

ROW = '<row r="1"><c r="A1" s="1"><v>1</v></c></row>'


def test_packages_with_the_same_styles_have_the_same_answers_and_others_their_own(make):
    one, same = (Package.open(make.book(ROW, styles=make.styles)) for _ in range(2))
    assert one.styles is same.styles
    assert one.styles.number_format(1) == "0.000"
    other = Package.open(make.book(ROW, styles=make.styles.replace('"0.000"', '"0.0"')))
    assert other.styles.number_format(1) == "0.0"


def test_styles_of_some_length_are_read_for_each_package(make):
    long = make.styles.replace("</styleSheet>", f"<!--{' ' * 40_000}--></styleSheet>")
    one, same = (Package.open(make.book(ROW, styles=long)) for _ in range(2))
    assert one.styles is not same.styles
    assert one.styles.number_format(1) == same.styles.number_format(1) == "0.000"


def test_elements_of_known_parts_count_in_each_package(make):
    data = make.book(ROW, styles=make.styles)
    assert Package.open(data).styles.formats
    with pytest.raises(PackageError, match="nodes"):
        _ = Package.open(data, limits=Limits(nodes=20)).styles


def test_a_part_that_is_not_well_formed_is_refused_each_time(make):
    for _ in range(2):
        with pytest.raises(PackageError) as refused:
            _ = Package.open(make.book(ROW, styles=make.styles.replace("<fonts", "<font"))).styles
        assert (refused.value.code, refused.value.part) == ("bad-xml", "xl/styles.xml")
