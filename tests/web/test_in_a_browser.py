"""The page without a server, in a real browser: what a clerk does with it, and what it does for everybody."""

from __future__ import annotations

import functools
import http.server
import io
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from sakipcalc.cli import main

ROOT = Path(__file__).parents[2]
BLANK = ROOT / "workbooks" / "bogorejo-2024-kosong.xlsx"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: Milliseconds; the machine may be busy with other tests.
PATIENCE = 180_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; .ci/run installs it"),
    pytest.mark.skipif(not shutil.which("npm"), reason="node and npm are not installed"),
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


class Site:
    """The built page on a server as plain as any, which can go away."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(_Quiet, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("web")
    built = subprocess.run(
        [sys.executable, ROOT / "web" / "build.py", target], check=True, capture_output=True, text=True
    )
    print(built.stdout)
    return target


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))


@pytest.fixture(scope="module")
def context(browser):
    context = browser.new_context(locale="id-ID", accept_downloads=True, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def visited(context, folder):
    """Return the page after its first visit, and what was asked of which host on the way."""
    site, asked, problems = Site(folder), [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(site.address)
    page.wait_for_selector("html[data-ready=true]")
    yield page, site, asked, problems
    site.close()


@pytest.fixture
def page(visited):
    page, site, _, _ = visited
    page.goto(site.address)
    page.wait_for_selector("html[data-ready=true]")
    return page


def give(page, *files):
    """Choose files, given as paths or as name and content, and wait until all have been looked at."""
    payload = [
        {"name": one.name, "mimeType": "", "buffer": one.read_bytes()}
        if isinstance(one, Path)
        else {"name": one[0], "mimeType": "", "buffer": one[1]}
        for one in files
    ]
    page.set_input_files("#files", payload)
    done = "n => performance.getEntriesByType('measure').filter(m => m.name.startsWith('sakipcalc')).length >= n"
    page.wait_for_function(done, arg=len(files))


def saved(page, label):
    """Press a button and return the name and the content of what it saves."""
    with page.expect_download() as waiting:
        page.get_by_role("article").get_by_role("button", name=label, exact=True).click()
    download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def violations(page):
    """Return what axe-core has to say about the page as it stands."""
    found = page.evaluate(f"{AXE.read_text(encoding='utf-8')}; axe.run(document)")
    return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]]


AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def test_the_filled_workbook_is_that_of_the_command_line(page, tmp_path):
    give(page, BLANK)
    shown = page.get_by_role("article").inner_text()
    assert "Kecamatan Bogorejo · Kabupaten Blora · 2024" in shown
    assert "105,71" in shown
    assert "Rp 2.012.796.488 dari Rp 2.130.000.000" in shown
    assert "183 sel akan diisi" in shown
    name, made = saved(page, "Simpan hasil")
    assert main(["fill", str(BLANK), "-o", str(tmp_path / "cli.xlsx"), "--quiet"]) == 0
    assert name == "bogorejo-2024-kosong-terisi.xlsx"
    assert made == (tmp_path / "cli.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("label", "sheet"),
    [("Simpan temuan", "Temuan"), ("Laporan", "Capaian"), ("Templat kosong", "Tabel 3.2"), ("Tahun berikutnya", "Tabel 3.2")],
)
def test_each_button_saves_a_workbook(page, label, sheet):
    give(page, ROOT / "workbooks" / "bogorejo-2024.xlsx")
    name, made = saved(page, label)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert f'name="{sheet}"' in package.read("xl/workbook.xml").decode()
    assert name.endswith(".xlsx")
    assert page.get_by_role("alert").count() == 0


def test_a_damaged_and_an_encrypted_workbook_get_the_sentences_of_the_library(page):
    locked = (ROOT / "tests" / "data" / "terkunci.xlsx")
    content = locked.read_bytes() if locked.exists() else encrypted()
    give(page, ("rusak.xlsx", BLANK.read_bytes()[:20_000]), ("terkunci.xlsx", content))
    for name, word in (("rusak.xlsx", "rusak"), ("terkunci.xlsx", "sandi|enkripsi")):
        page.get_by_role("navigation").get_by_role("button", name=name).first.click()
        trouble = page.get_by_role("article").get_by_role("alert").inner_text().lower()
        assert any(one in trouble for one in word.split("|")), trouble
        assert "traceback" not in trouble


def encrypted() -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(BLANK.read_bytes())).encrypt("rahasia", out)
    return out.getvalue()


def test_twenty_workbooks_at_once_and_their_recap(page):
    content = (ROOT / "workbooks" / "bogorejo-2024.xlsx").read_bytes()
    give(page, *((f"kecamatan-{n:02}.xlsx", content) for n in range(20)))
    assert page.get_by_role("navigation").get_by_role("listitem").count() == 20
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Rekap", exact=True).click()
    assert waiting.value.suggested_filename == "rekap.xlsx"
    spent = page.evaluate("performance.getEntriesByType('measure').map(m => m.duration)")
    print("seconds for the first and the other workbooks:", [round(one / 1000, 2) for one in spent])


def test_a_second_visit_needs_no_network(page, visited, folder):
    _, site, _, _ = visited
    page.wait_for_selector("html[data-offline=true]")
    site.server.shutdown()
    site.server.server_close()
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    give(page, BLANK)
    assert "183 sel akan diisi" in page.get_by_role("article").inner_text()
    again = http.server.ThreadingHTTPServer(
        ("127.0.0.1", site.server.server_port), functools.partial(_Quiet, directory=str(folder))
    )
    site.server = again
    threading.Thread(target=again.serve_forever, daemon=True).start()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "zoom"), [(1280, 1), (360, 1), (1280, 2)])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_everybody_can_use_it(page, tmp_path, scheme, width, zoom, lang):
    if (scheme, zoom) == ("dark", 2) or (lang == "en" and width != 1280):
        pytest.skip("seen in another combination")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width // zoom, "height": 900 // zoom})
    page.get_by_role("combobox", name="Bahasa").select_option(lang)
    give(page, BLANK)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width // zoom
    page.screenshot(path=tmp_path / f"{lang}-{scheme}-{width}-{zoom}.png", full_page=True)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = false")
    page.screenshot(path=tmp_path / f"{lang}-{scheme}-{width}-{zoom}-atas.png")


def test_the_keyboard_is_enough(page):
    give(page, BLANK)
    page.keyboard.press("Tab")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    assert {"Pilih berkas", "Simpan hasil", "Simpan temuan", "Laporan", "Rekap"} <= reached


def test_choices_are_followed_and_kept_in_the_browser(page):
    page.get_by_text("Pilihan", exact=True).click()
    page.get_by_label("Capaian paling tinggi").fill("110")
    page.get_by_label("Capaian paling tinggi").blur()
    give(page, BLANK)
    row = page.get_by_role("article").get_by_role("row").filter(has_text="Nilai SAKIP").first
    assert "110" in row.inner_text()
    assert json.loads(page.evaluate("localStorage.getItem('sakipcalc-choices')"))["batas"] == "110"
    page.evaluate("localStorage.clear()")


def test_nothing_was_asked_of_another_host_and_nothing_went_wrong(visited):
    _, site, asked, problems = visited
    assert {url for url in asked if not url.startswith((site.address, "data:", "blob:"))} == set()
    assert problems == []
