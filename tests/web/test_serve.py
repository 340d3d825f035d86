"""The page with Python on a server of the office: what it gives, refuses and bears."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import pytest
import uvicorn

from sakipcalc.cli import main
from sakipcalc.embedding import perform
from sakipcalc.embedding.serving import KIND, make_app

from .test_bridge import asked_about

ROOT = Path(__file__).parents[2]
BLANK = ROOT / "workbooks" / "bogorejo-2024-kosong.xlsx"
#: So long [s] a server may take to come up and to go down.
PATIENCE = 60


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes


class Client:
    """Somebody who asks the server, one connection for each request."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method, path, body=None, **headers) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(
                method, path, body, {name.replace("_", "-"): one for name, one in headers.items()}
            )
            reply = connection.getresponse()
            return Answer(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def get(self, path, **headers) -> Answer:
        return self.ask("GET", path, **headers)


@contextmanager
def serving(*hosts, **options):
    """Give somebody who asks a server that is up for so long."""
    app = make_app(hosts, **options)
    config = uvicorn.Config(
        app, port=0, log_level="critical", ws="none", lifespan="off", timeout_graceful_shutdown=10
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)  # nobody waits for one that hangs
    thread.start()
    end = time.monotonic() + PATIENCE
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < end
        time.sleep(0.01)
    try:
        yield Client(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
    assert not thread.is_alive(), "a connection that nobody closes keeps the server up"


@pytest.fixture(scope="module")
def client():
    with serving() as client:
        yield client


def request(*files, **choices):
    head = {"choices": choices, "files": [{"name": name, "size": len(data)} for name, data in files]}
    return json.dumps(head).encode() + b"\n" + b"".join(data for _, data in files)


def post(client, verb, body, kind=KIND):
    return client.ask("POST", f"/verbs/{verb}", body, Content_Type=kind)


def taken_apart(reply):
    line, _, data = reply.content.partition(b"\n")
    return json.loads(line), data


def test_a_workbook_comes_back_filled_as_the_bridge_fills_it(client):
    reply = post(client, "fill", request((BLANK.name, BLANK.read_bytes()), lang="en"))
    head, data = taken_apart(reply)
    expected = perform("fill", [(BLANK.name, BLANK.read_bytes())], '{"lang": "en"}')
    assert data == expected.data
    assert head == {"answer": json.loads(expected.json), "name": expected.name}


def test_a_damaged_workbook_gets_a_sentence(client):
    head, data = taken_apart(post(client, "look", request(("rusak.xlsx", b"PK\3\4 rusak"))))
    assert head["answer"]["galat"]["pesan"]
    assert data == b""


def test_every_file_that_the_page_names_is_there_and_nothing_else(client):
    index = client.get("/")
    assert index.headers["content-type"].startswith("text/html")
    for name in (
        "page.js",
        "page.css",
        "engine.js",
        "view.js",
        "words.js",
        "element.js",
        "choices.js",
        "icon.svg",
    ):
        assert client.get(f"/{name}").status == 200, name
    assert json.loads(client.get("/texts.json").content)["id"]["save-filled"]
    for name in ("__init__.py", "..%2f__init__.py", "%2e%2e/serving.py", "nothing.js", "work/fill"):
        assert client.get(f"/{name}").status in {404, 405}, name


@pytest.mark.parametrize("path", ["/", "/texts.json", "/nothing.js"])
def test_every_answer_keeps_the_page_to_itself(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    ("verb", "body", "kind", "status"),
    [
        ("nothing", request(), KIND, 404),
        ("fill", request(), "text/plain", 415),
        ("fill", request(), "multipart/form-data; boundary=x", 415),
        ("fill", b"no json\n", KIND, 400),
        ("fill", b"[]\n", KIND, 400),
        ("fill", b'{"choices": {}, "files": [{"name": "x", "size": 9}]}\nabc', KIND, 400),
        ("fill", b'{"choices": {}, "files": [{"name": "x", "size": -1}]}\nabc', KIND, 400),
        ("fill", b'{"choices": {}, "files": []}\nabc', KIND, 400),
        ("fill", request(), KIND, 400),
        ("fill", request(("x", b"")) + b" " * 1_000_001, KIND, 413),
    ],
)
def test_requests_of_other_pages_are_refused(verb, body, kind, status):
    with serving(most_bytes=1_000_000) as client:
        assert post(client, verb, body, kind).status == status


def test_a_length_that_is_not_told_is_counted():
    with serving(most_bytes=1000) as client:
        parts = (b" " * 100 for _ in range(100))
        assert post(client, "fill", parts).status == 413


@pytest.mark.parametrize(
    ("host", "status"), [("localhost", 200), ("127.0.0.1", 200), ("elsewhere.example", 400)]
)
def test_a_name_that_is_not_ours_is_refused(client, host, status):
    assert client.get("/", Host=host).status == status


def test_the_name_of_the_office_is_allowed_when_told():
    with serving("sakip.kantor") as client:
        assert client.get("/", Host="sakip.kantor:8000").status == 200


def test_forty_uploads_at_once(client):
    content = asked_about()
    expected = perform("fill", [("x.xlsx", content)]).data
    assert expected
    with ThreadPoolExecutor(40) as pool:
        replies = list(pool.map(lambda _: post(client, "fill", request(("x.xlsx", content))), range(40)))
    assert {taken_apart(reply)[1] for reply in replies} == {expected}


def test_nothing_of_a_recap_stays_behind(client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    head, data = taken_apart(post(client, "recap", request((BLANK.name, BLANK.read_bytes()))))
    assert len(head["answer"]["daftar"]) == 1
    assert data[:2] == b"PK"
    assert list(tmp_path.iterdir()) == []


def test_the_command_listens_on_this_machine_alone_unless_told_otherwise(monkeypatch, capsys):
    asked = {}
    monkeypatch.setattr("uvicorn.run", lambda _app, **options: asked.update(options))
    assert main(["serve", "--port", "9000"]) == 0
    assert (asked["host"], asked["port"]) == ("127.0.0.1", 9000)
    assert "http://127.0.0.1:9000/" in capsys.readouterr().out


def test_what_is_not_installed_is_told(monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "uvicorn", None)
    assert main(["serve"]) == 2
    assert "sakipcalc[web]" in capsys.readouterr().err
