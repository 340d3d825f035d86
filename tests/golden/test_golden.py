"""Notebook HTML and charts are as in the golden files, which ``python -m tests.golden`` makes."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import sakipcalc as sc
from sakipcalc.base.places import Place

from .made import HERE, golden

FOLDER = HERE / "files"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return dict(golden())


def test_every_golden_file_is_as_it_was(made):
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert set(made) == set(kept)
    assert [name for name in made if made[name] != kept[name]] == []


class Checker(HTMLParser):
    """Sees that tags nest, and that no colour but those of a chip are set."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.inked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)
        style = dict(attrs).get("style") or ""
        if "background" in style or "color:" in style.replace("-color:", ""):
            assert tag == "span"
            assert "background:#" in style
            assert "color:#" in style
            self.inked.append(style)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_and_leaves_colours_to_the_theme_except_in_chips(made):
    for name, content in made.items():
        if name.endswith(".html"):
            checker = Checker()
            checker.feed(content)
            assert checker.open == []
            if name.startswith(("hasil", "skala", "temuan")):
                assert checker.inked


def test_many_findings_are_folded_after_the_first():
    one = sc.Temuan(code="sel-galat", places=(Place("a.xlsx", "Tabel 3.2", "E6"),), actual="#DIV/0!")
    html = sc.DaftarTemuan([one] * 40)._repr_html_()
    before, _, after = html.partition("<details>")
    assert (before.count("E6"), after.count("E6")) == (25, 15)
    assert "15 temuan lagi" in after
