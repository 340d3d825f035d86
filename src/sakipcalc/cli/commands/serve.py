"""Show the page of the browser, with Python on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sakipcalc.cli import views
from sakipcalc.cli.arguments import OK
from sakipcalc.core.errors import OutputError

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Serve until the user stops it."""
    try:
        import uvicorn

        from sakipcalc.embedding.serving import make_app
    except ModuleNotFoundError as error:
        raise OutputError("web-not-installed", name=error.name or "") from error
    app = make_app([options.host, *options.name], most_bytes=options.megabytes * 1024 * 1024)
    address = f"http://{options.host}:{options.port}/"
    views.say("serving", options.lang, quiet=options.quiet, address=address)
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning", server_header=False)
    return OK
