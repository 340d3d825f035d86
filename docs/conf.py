"""Settings of the documentation site: ``python -m sphinx -W -b html docs hasil/situs``.

The pages are the Markdown files of this folder, which read as well where the repository is shown.
The reference is made from the docstrings.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import sakipcalc

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
_REPOSITORY = _PROJECT["urls"]["Source"]

project = "sakipcalc"
author = _PROJECT["authors"][0]["name"]
copyright = author  # noqa: A001 -- Sphinx's own name for it
release = version = sakipcalc.__version__

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc", "sphinx_copybutton"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build"]
myst_heading_anchors = 4

autodoc_typehints = "none"  # the sections of a docstring say the types in words
autodoc_member_order = "groupwise"
numpydoc_show_class_members = False
suppress_warnings = ["myst.xref_missing"]  # links between pages are held by tests/test_docs.py

html_theme = "furo"
html_title = f"{project} {release}"


def _lead_to_repository(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Turn links to files outside this folder into links to the repository, where they are shown."""
    source[0] = source[0].replace("](../", f"]({_REPOSITORY}/blob/main/")


def setup(app: Sphinx) -> None:
    """Register the one change that pages need on the site."""
    app.connect("source-read", _lead_to_repository)
