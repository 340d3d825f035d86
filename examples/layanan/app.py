"""A service that reads, audits and fills annex workbooks: uploads in, JSON of the contract or a workbook out.

    pip install 'sakipcalc' fastapi uvicorn python-multipart
    uvicorn app:app --port 8000

Nothing of an upload is kept. Work is done in processes, so that forty uploads at once wait for cores and not
for each other's Python; what a workbook may take is limited, and so is how many may wait.
"""

from __future__ import annotations

import asyncio
import io
import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, HTTPException, Request, UploadFile
from fastapi.responses import JSONResponse, Response

import sakipcalc as sc
from sakipcalc.contract import audited, computed, failed, fingerprint
from sakipcalc.messages import Lang

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

#: What one workbook may take, how large an upload may be, and how many may wait.
LIMITS = sc.Limits(seconds=30)
MOST_BYTES = 16 * 1024 * 1024
MOST_WAITING = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Start the processes with the service, and end them with it."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        app.state.pool, app.state.waiting = pool, 0
        yield


app = FastAPI(title="sakipcalc", lifespan=lifespan)


def compute(data: bytes, name: str, lang: Lang) -> dict[str, Any]:
    """Return the answer of ``sakipcalc compute --format json``."""
    laporan = sc.read(_named(data, name), limits=LIMITS)
    hasil = sc.compute(laporan)
    return computed(hasil, sc.audit(laporan, hasil), data, lang) | {"berkas": name}


def audit(data: bytes, name: str, lang: Lang) -> dict[str, Any]:
    """Return the answer of ``sakipcalc audit --format json``."""
    laporan = sc.read(_named(data, name), limits=LIMITS)
    answer = audited({name: sc.audit(laporan)}, {}, {name: laporan.entitas.tahun}, lang)
    answer["sidik"] = answer["daftar"][0]["sidik"] = fingerprint(data)
    return answer


def fill(data: bytes, name: str, lang: Lang) -> bytes:
    """Return the filled workbook, with its findings on a sheet."""
    return sc.fill(_named(data, name), io.BytesIO(), temuan=True, limits=LIMITS, lang=lang).workbook_bytes


def _named(data: bytes, name: str) -> io.BytesIO:
    """Return an upload as an open file with its name, which messages then use."""
    file = io.BytesIO(data)
    file.name = os.path.basename(name)  # noqa: PTH119 -- a name of somebody else's machine
    return file


async def _done(request: Request, file: UploadFile, work: Callable[..., Any], lang: Lang) -> Any:
    state = request.app.state
    if state.waiting >= MOST_WAITING:
        raise HTTPException(503, "busy", {"Retry-After": "5"})
    data = await file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise HTTPException(413, "too large")
    state.waiting += 1
    try:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(state.pool, work, data, file.filename or "", lang)
    finally:
        state.waiting -= 1


@app.exception_handler(sc.SakipError)
async def refused(_request: Request, error: sc.SakipError) -> JSONResponse:
    """Answer with code, message and hint where a workbook cannot be worked on."""
    return JSONResponse(failed(error), status_code=422)


@app.post("/compute")
async def post_compute(request: Request, file: UploadFile, lang: Lang = "id") -> JSONResponse:
    """Return the results of a workbook; schema ``compute``."""
    return JSONResponse(await _done(request, file, compute, lang))


@app.post("/audit")
async def post_audit(request: Request, file: UploadFile, lang: Lang = "id") -> JSONResponse:
    """Return the findings in a workbook; schema ``audit``."""
    return JSONResponse(await _done(request, file, audit, lang))


@app.post("/fill")
async def post_fill(request: Request, file: UploadFile, lang: Lang = "id") -> Response:
    """Fill a workbook, and give it back."""
    return Response(await _done(request, file, fill, lang), media_type=XLSX)


@app.get("/schema/{name}")
async def get_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of an answer."""
    return sc.schema(name)


@app.get("/health")
async def health() -> dict[str, str]:
    """Say that the service is there, and of which version."""
    return {"sakipcalc": sc.__version__}
