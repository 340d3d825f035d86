"""The example of a service, with forty workbooks at once."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from pathlib import Path

import jsonschema
import pytest

import sakipcalc as sc

httpx = pytest.importorskip("httpx")
pytest.importorskip("fastapi")
SERVICE = Path(__file__).parent.parent / "examples" / "layanan" / "app.py"


@pytest.fixture(scope="module")
def service():
    """The module of the service; its processes import it by name, so it is one."""
    sys.path.insert(0, str(SERVICE.parent))
    spec = importlib.util.spec_from_file_location("app", SERVICE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["app"] = module
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(SERVICE.parent))
    del sys.modules["app"]


def answers(service, requests):
    """Return what the service answers to requests that come all at once."""

    async def asked():
        transport = httpx.ASGITransport(service.app)
        async with (
            service.lifespan(service.app),
            httpx.AsyncClient(transport=transport, base_url="http://t", timeout=120) as client,
        ):
            return await asyncio.gather(*(client.request(**one) for one in requests))

    return asyncio.run(asked())


def upload(path, url, content=None):
    data = path.read_bytes() if content is None else content
    return {"method": "POST", "url": url, "files": {"file": (path.name, data)}}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_forty_uploads_at_once_are_answered_as_each_would_be_alone(service, as_file, consistent):
    filled = as_file(consistent, "isi.xlsx")
    for row in consistent["Tabel 3.2"][2:]:
        row[6:] = None, None
    template = as_file(consistent, "kosong.xlsx")
    requests = [upload(filled, "/compute"), upload(filled, "/audit"), upload(template, "/fill?lang=en")] * 13
    requests.append(upload(Path("rusak.xlsx"), "/compute", b"bukan buku kerja"))
    told = answers(service, requests)
    assert len(told) == 40
    assert [one.status_code for one in told] == [200] * 39 + [422]
    computed, audited, fill = told[:3]
    for one in (computed, audited, told[-1]):
        answer = one.json()
        jsonschema.validate(answer, sc.schema(answer["schema"]))
    assert all(one.content == computed.content for one in told[:39:3])
    assert all(one.content == audited.content for one in told[1:39:3])
    assert all(one.content == fill.content for one in told[2:39:3])
    assert [row["capaian"] for row in computed.json()["capaian"]] == sc.compute(filled).capaian[
        "capaian"
    ].tolist()
    assert sc.read(fill.content).tabel["3.2"]["capaian"].tolist() == [104, 120]
    assert told[-1].json()["galat"]["kode"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_is_too_large_is_refused_and_schemas_are_given(service, monkeypatch):
    monkeypatch.setattr(service, "MOST_BYTES", 1000)
    large, schema, health = answers(service, [
        upload(Path("besar.xlsx"), "/audit", b"x" * 2000), {"method": "GET", "url": "/schema/audit"},
        {"method": "GET", "url": "/health"},
    ])  # fmt: skip
    assert large.status_code == 413
    assert schema.json() == sc.schema("audit")
    assert health.json() == {"sakipcalc": sc.__version__}
