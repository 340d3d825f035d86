"""The page without a server, in a real browser: what a clerk does with it, and what it does for everybody."""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from sakipcalc.cli import main

from .test_bridge import asked_about
from .test_serve import serving

fcntl = pytest.importorskip("fcntl", reason="needs a lock that processes share")
ROOT = Path(__file__).parents[2]
BLANK = ROOT / "workbooks" / "bogorejo-2024-kosong.xlsx"
TYPED = ROOT / "workbooks" / "bogorejo-2024.xlsx"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: Milliseconds; the machine may be busy with other tests.
PATIENCE = 90_000
#: Workbooks that are given at once.
MANY = 20
#: Where the page, that of `serve` and what they make come from.
OWN = ("http://127.0.0.1:", "data:", "blob:")
DESKTOP = {"width": 1280, "height": 900}
#: Width, height, scheme and language: desktop, phone, desktop at 200 %.
SCREENS = [(1280, 900, "light", "id"), (360, 740, "dark", "id"), (640, 450, "light", "en")]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; .ci/run installs it"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="node and npm are not installed"),
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


class Site:
    """The page on a server as plain as any, which can go away and come back."""

    def __init__(self, folder: Path) -> None:
        self.handler = functools.partial(_Quiet, directory=str(folder))
        self.port = 0
        self.open()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def open(self) -> None:
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), self.handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the site; where tests run in several processes, the first that needs it builds it for all."""
    one_of_several = "PYTEST_XDIST_WORKER" in os.environ
    place = (
        tmp_path_factory.getbasetemp().parent / "site" if one_of_several else tmp_path_factory.mktemp("site")
    )
    place.mkdir(exist_ok=True)
    folder, packages, done = place / "web", place / "packages", place / "done"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            command = [sys.executable, ROOT / "web" / "build.py", folder, packages]
            built = subprocess.run(command, check=True, capture_output=True, text=True, timeout=280)
            print(built.stdout)  # noqa: T201 -- how large the page is
            done.touch()
    site = Site(folder)
    site.axe = (packages / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    yield site
    site.close()


@pytest.fixture(scope="module")
def context():
    """Return a browser; when all is done, nothing was asked of another host and nothing went wrong."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        context = browser.new_context(locale="id-ID", viewport=DESKTOP)
        context.set_default_timeout(PATIENCE)
        context.asked, context.problems = [], []
        context.on("request", lambda request: context.asked.append(request.url))
        context.on("weberror", lambda error: context.problems.append(str(error.error)))
        yield context
        browser.close()
    assert context.asked
    assert [url for url in context.asked if not url.startswith(OWN)] == [], "asked of another host"
    assert context.problems == []


@pytest.fixture(scope="module")
def tab(context, site):
    return context.new_page()


@pytest.fixture
def page(tab, site):
    """Return the page as it is when somebody opens it who has chosen nothing yet."""
    if tab.url.startswith(site.address):
        tab.evaluate("localStorage.clear()")
    tab.goto(site.address)
    tab.wait_for_selector("html[data-ready=true]")
    return tab


def give(page, *files):
    """Choose files, paths or names with their content, and wait until each has been looked at."""
    named = [(one.name, one.read_bytes()) if isinstance(one, Path) else one for one in files]
    page.set_input_files("#files", [{"name": n, "mimeType": "", "buffer": data} for n, data in named])
    page.wait_for_function("n => performance.getEntriesByType('measure').length >= n", arg=len(files))


def article(page):
    return page.get_by_role("article")


def saved(page, place, label):
    """Press a button and return the name and the content of what it saves."""
    with page.expect_download() as waiting:
        place.get_by_role("button", name=label, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def sheets(made):
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return package.read("xl/workbook.xml").decode()


def test_the_filled_workbook_is_that_of_the_command_line(page, tmp_path):
    give(page, BLANK)
    shown = article(page).inner_text()
    assert "Kecamatan Bogorejo · Kabupaten Blora · 2024" in shown
    assert "105,71" in shown
    assert "Rp2.012.796.488 dari Rp2.130.000.000" in shown
    assert "183 sel akan diisi" in shown
    name, made = saved(page, article(page), "Simpan hasil")
    assert main(["fill", str(BLANK), "-o", str(tmp_path / "cli.xlsx"), "--quiet"]) == 0
    assert name == "bogorejo-2024-kosong-terisi.xlsx"
    assert made == (tmp_path / "cli.xlsx").read_bytes()


def test_each_button_saves_a_workbook(page):
    give(page, TYPED)
    expected = {
        "Simpan temuan": "Temuan", "Laporan": "Kalimat", "Templat kosong": "Tabel 3.2",
        "Tahun berikutnya": "Tabel 3.2",
    }  # fmt: skip
    for label, sheet in expected.items():
        name, made = saved(page, article(page), label)
        assert name.endswith(".xlsx")
        assert f'name="{sheet}"' in sheets(made)
    assert page.get_by_role("alert").count() == 0


def test_a_damaged_and_an_encrypted_workbook_get_the_sentences_of_the_library(page):
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(BLANK.read_bytes())).encrypt("rahasia", locked)
    give(page, ("rusak.xlsx", BLANK.read_bytes()[:20_000]), ("terkunci.xlsx", locked.getvalue()))
    for name, word in (("rusak.xlsx", "rusak"), ("terkunci.xlsx", "sandi")):
        page.get_by_role("navigation").get_by_role("button", name=name).first.click()
        trouble = article(page).get_by_role("alert").inner_text()
        assert word in trouble.lower()
        assert "Traceback" not in trouble


def test_many_workbooks_at_once_and_their_recap(page):
    content = TYPED.read_bytes()
    page.evaluate("performance.clearMeasures()")
    give(page, *((f"kecamatan-{n:02}.xlsx", content) for n in range(MANY)))
    assert page.get_by_role("navigation").get_by_role("listitem").count() == MANY
    name, made = saved(page, page.get_by_role("navigation"), "Rekap")
    assert name == "rekap.xlsx"
    assert sheets(made)
    spent = page.evaluate("performance.getEntriesByType('measure').map(one => one.duration)")
    print("seconds for each workbook:", [round(one / 1000, 2) for one in spent])  # noqa: T201


def test_a_second_visit_needs_no_network(page, site):
    page.wait_for_selector("html[data-offline=true]")
    site.close()
    try:
        page.reload()
        page.wait_for_selector("html[data-ready=true]")
        give(page, BLANK)
        assert "183 sel akan diisi" in article(page).inner_text()
    finally:
        site.open()


def test_everybody_can_use_it(page, site, tmp_path):
    give(page, BLANK)
    for width, height, scheme, lang in SCREENS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        page.locator("#lang").select_option(lang)
        page.wait_for_function("() => document.querySelector('article table')")
        page.screenshot(path=tmp_path / f"{lang}-{width}-{scheme}.png", full_page=True)
        folds = "document.querySelectorAll('main > details, article > section > details')"
        page.evaluate(f"{folds}.forEach(one => {{ one.open = true }})")
        found = page.evaluate(f"{site.axe}; axe.run(document)")
        told = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]]
        assert told == [], (lang, width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)


def test_the_keyboard_is_enough(page):
    give(page, BLANK)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    wanted = {"Langsung ke isi", "Pilih berkas", "Pilihan", "Simpan hasil", "Laporan", "Rekap"}
    assert wanted <= reached


def test_choices_are_followed_and_kept_in_the_browser(page):
    page.get_by_text("Pilihan", exact=True).click()
    page.get_by_label("Capaian paling tinggi").fill("110")
    page.get_by_label("Capaian paling tinggi").blur()
    give(page, BLANK)
    row = article(page).get_by_role("row").filter(has_text="Nilai SAKIP").first
    assert row.get_by_role("cell").first.inner_text() == "110"
    assert json.loads(page.evaluate("localStorage.getItem('sakipcalc-choices')"))["batas"] == "110"


def test_a_question_is_answered_on_the_page(page):
    give(page, ("tanya.xlsx", asked_about()))
    article(page).get_by_label("Kolom Lembar1!C2").select_option("bukan")
    article(page).get_by_role("heading", name="Jawaban Anda").wait_for()
    assert article(page).get_by_role("heading", name="Pertanyaan").count() == 0
    article(page).get_by_role("button", name="Batalkan").click()
    article(page).get_by_role("heading", name="Pertanyaan").wait_for()


def test_the_page_of_the_office_does_the_same_with_python_on_the_server(context, tmp_path):
    with serving() as client:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{client.port}/")
        page.wait_for_selector("html[data-ready=true]")
        assert "tidak disimpan" in page.locator("#private").inner_text()
        give(page, BLANK)
        _, made = saved(page, article(page), "Simpan hasil")
        page.close()
    assert main(["fill", str(BLANK), "-o", str(tmp_path / "cli.xlsx"), "--quiet"]) == 0
    assert made == (tmp_path / "cli.xlsx").read_bytes()
