"""What the documents say is so: their commands run, their code prints what they show, their links lead somewhere."""

from __future__ import annotations

import json
import pkgutil
import re
import runpy
import shlex
import shutil
import tomllib
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

import sakipcalc as sc
from sakipcalc.cli import main
from sakipcalc.cli.arguments import VERBS

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.id.md")
PAGES = sorted([*READMES, "CHANGELOG.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))])
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
#: What a command for Windows spells differently.
WINDOWS = {"py -m": "python3 -m", ".venv\\Scripts\\": ".venv/bin/", "\\": "/"}


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[tuple[str, str]]:
    """Return the language and the content of every fenced block of a page."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", read(page), re.DOTALL | re.MULTILINE)


def marked(page: str, mark: str) -> list[str]:
    """Return the commands between two marks, as .ci/run takes them."""
    found = re.findall(rf"<!-- {mark} -->\n```sh\n(.*?)```\n<!-- end -->", read(page), re.DOTALL)
    assert len(found) == 1, f"{page} has {len(found)} blocks marked {mark!r}"
    return found[0].splitlines()


@pytest.fixture
def desk(tmp_path, monkeypatch, workbooks):
    """A folder of its own with the workbooks, as one who reads the page has before him."""
    (tmp_path / "workbooks").mkdir()
    for book in workbooks.glob("*.xlsx"):
        shutil.copy(book, tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "JUPYTER_COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def call(command: str) -> int:
    """Run a line of a page that calls sakipcalc; return its status."""
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/sakipcalc"
    return main(arguments)


@pytest.mark.parametrize("code", [code for lang, code in blocks("README.md") if lang == "python"])
def test_python_prints_what_the_page_says(desk, capsys, code):
    (desk / "blok.py").write_text(code, encoding="utf-8")
    runpy.run_path("blok.py")
    said = [line[2:] for line in code.splitlines() if line.startswith("# ")]
    assert said
    assert capsys.readouterr().out.splitlines() == said


@pytest.mark.parametrize("page", READMES)
def test_every_command_runs_without_complaint(desk, capsys, page):
    commands = [
        line
        for lang, content in blocks(page)
        if lang == "sh"
        for line in content.splitlines()
        if "sakipcalc" in line
    ]
    assert commands
    for command in commands:
        assert call(command) == (1 if "tercetak" in command else 0), command
        assert capsys.readouterr().err == "", command


@pytest.mark.parametrize("page", READMES)
def test_shown_output_is_what_the_command_prints(desk, capsys, page):
    """A block of text shows what the last command before it prints; … stands for lines left out."""
    given = [block for block in blocks(page) if block[0] in {"sh", "text"}]
    shown = [(one[1], other[1]) for one, other in pairwise(given) if other[0] == "text"]
    assert shown
    for commands, output in shown:
        call(commands.splitlines()[-1])
        printed = iter(line.rstrip() for line in capsys.readouterr().out.splitlines())
        skipping = False
        for line in output.splitlines():
            if line == "…":
                skipping = True
            elif skipping:
                assert line in printed  # goes on from here
                skipping = False
            else:
                assert line == next(printed)


def test_both_pages_show_the_same_commands():
    for mark in ("main job", "tests"):
        assert marked("README.md", mark) == marked("README.id.md", mark)
    assert marked("README.md", "main job")[-1].startswith(".venv/bin/sakipcalc fill ")


def test_the_commands_for_windows_are_the_same():
    given = [content for lang, content in blocks("README.id.md") if lang == "powershell"]
    for windows, other in WINDOWS.items():
        given = [content.replace(windows, other) for content in given]
    assert given[0].splitlines() == marked("README.id.md", "main job")


def test_the_test_command_names_extras_that_exist():
    extras = re.search(r"'\.\[(.*?)\]'", " ".join(marked("README.md", "tests")))
    known = tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]
    assert extras
    assert set(extras[1].split(",")) <= set(known)


@pytest.mark.parametrize("page", READMES)
def test_options_exist(page, capsys):
    named = {
        option
        for line in read(page).splitlines()
        if not line.startswith(".venv/bin/p")  # pip and python have options of their own
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)
    }
    helps = ""
    for verb in VERBS:
        with pytest.raises(SystemExit):
            main([verb, "--help"])
        helps += capsys.readouterr().out
    assert "--overwrite" in named
    assert named <= set(re.findall(r"--[a-z-]+", helps))


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_exist(page):
    targets = re.findall(r"\]\(([^)\s]+)\)", read(page))
    here = [t.partition("#")[0] for t in targets if not t.startswith(("http://", "https://"))]
    assert [t for t in here if t and not (ROOT / page).parent.joinpath(t).exists()] == []


def test_every_picture_is_described_and_shown_and_all_are_small():
    shown = [
        (words, (ROOT / page).parent / path)
        for page in PAGES
        for words, path in re.findall(r"!\[(.*?)\]\((.*?)\)", read(page))
    ]
    assert all(len(words) > 20 for words, _ in shown)
    kept = sorted((ROOT / "docs" / "gambar").iterdir())
    assert {path for _, path in shown} == set(kept)
    assert sum(picture.stat().st_size for picture in kept) < 400_000


def test_every_test_that_holds_a_promise_of_filling_exists():
    file, named = "", []
    for path, test in re.findall(r"`([\w/]*(?:\.py)?)::(test_\w+)`", read("docs/pengisian.md")):
        file = path or file
        named.append((file, test))
    assert len(named) > 15
    assert [one for one in named if f"def {one[1]}(" not in read(f"tests/{one[0]}")] == []


def test_the_audit_table_names_the_cells_that_are_found(workbooks):
    """The first column of the README's table of findings against the audit of the printed report."""
    rows = re.findall(r"^\| ((?:Tabel|PK) .*?) \|", read("README.md"), re.MULTILINE)
    listed = [cell for row in rows for cell in row.split(", ")]
    found = sc.audit(sc.read(workbooks / "bogorejo-2024-tercetak.xlsx"))
    assert len(listed) == len(set(listed)) > 15
    assert set(listed) <= {str(one.places[0]) for one in found.all}  # all of them are in tests/auditing


def test_the_share_of_untouched_parts_is_as_promised(desk):
    template = desk / "workbooks" / "bogorejo-2024-kosong.xlsx"
    report = sc.fill(template, "terisi.xlsx")
    with zipfile.ZipFile(template) as before, zipfile.ZipFile("terisi.xlsx") as after:
        names = before.namelist()
        assert names == after.namelist()
        equal = sum(before.read(name) == after.read(name) for name in names)
    promised = re.search(r"In the example (\d+) of the\s+(\d+)\s+parts", read("README.md"))
    filled = re.search(r"It fills (\d+) cells in nine tables", read("README.md"))
    assert promised
    assert filled
    assert (equal, len(names)) == (int(promised[1]), int(promised[2]))
    assert (len(report.written), len(report.by_table)) == (int(filled[1]), 9)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_stored_as_they_ran_from_the_first_cell_to_the_last(notebook):
    """`docs/notebooks.py --check` runs them; here only that nothing is missing, failed or of one machine."""
    text = notebook.read_text(encoding="utf-8")
    stored = json.loads(text)
    assert stored["metadata"]["kernelspec"]["name"] == "python3"
    cells = [cell for cell in stored["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == [*range(1, len(cells) + 1)]
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert outputs
    assert all(one["output_type"] != "error" and one.get("name") != "stderr" for one in outputs)
    assert len(text) < 200_000
    assert not re.search(r"/tmp/|/home/|0x[0-9a-f]{8}", text)  # noqa: S108 -- looked for
    assert not re.search(r"(?:\\n|[\s\"'(=:>])/[a-z]+/[\w.-]", text), "a path of the machine that ran it"
    assert str(ROOT) not in text


def test_the_list_of_findings_is_what_the_catalogue_says():
    document = runpy.run_path(str(ROOT / "docs" / "temuan.py"))["document"]
    assert (ROOT / "docs" / "temuan.md").read_text(encoding="utf-8") == document()


def test_the_glossary_explains_every_column_and_every_key():
    made = runpy.run_path(str(ROOT / "docs/glosarium.py"))
    assert made["missing"]() == set()
    assert read("docs/glossary.md") == made["document"]()


def test_the_glossary_says_where_the_words_of_the_code_are_at_home():
    for word, entry in runpy.run_path(str(ROOT / "docs/glosarium.py"))["words_of_code"]().items():
        assert pkgutil.resolve_name(f"sakipcalc.{entry['home']}"), word


def test_the_map_names_functions_that_there_are():
    (table,) = re.findall(r"## Where it is decided\n(.*?)\n## ", read("docs/architecture.md"), re.DOTALL)
    named = re.findall(r"`([\w.]+\.\w+)`", table)
    assert len(named) > 15
    for name in named:
        assert pkgutil.resolve_name(f"sakipcalc.{name}"), name


def test_the_list_of_caches_is_what_the_code_says():
    document = runpy.run_path(str(ROOT / "docs" / "caches.py"))["document"]
    assert (ROOT / "docs" / "caches.md").read_text(encoding="utf-8") == document()
    assert not re.findall(r"`([\w.]+)` \|[^|]*\|\s*\|$", document(), re.MULTILINE), "say what it keeps"
