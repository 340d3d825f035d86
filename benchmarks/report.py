"""From figures to a JSON file, to lines on a terminal, and to the table in docs/benchmarks.md."""

from __future__ import annotations

import json
import os
import platform
import re
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.paths import PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["lines", "load", "machine", "merged", "write_page"]

_BEGIN, _END = "<!-- table -->", "<!-- end -->"
_PEERS = ("openpyxl", "pandas", "numpy", "lxml", "python-calamine", "rapidfuzz")


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    cpu = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", cpu.read_text()) if cpu.exists() else []
    return {
        "processor": names[0] if names else platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "load": load(),
        "versions": {name: _version(name) for name in _PEERS},
    }


def load() -> float | None:
    """Return how many processes wanted to run in the last minute, on average."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def merged(path: Path, found: Mapping[str, Any]) -> dict[str, Any]:
    """Put results into a file, those of other cases in it kept, and return all."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"cases": {}}
    every = {"machine": found["machine"], "cases": {**known["cases"], **found["cases"]}}
    path.write_text(json.dumps(every, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return every


def lines(result: Mapping[str, Any]) -> list[str]:
    """Return a result as lines of text."""
    rounds = f" ({result['rounds']} rounds)" if result["rounds"] else ""
    shown = [f"{result['title']}{rounds}"]
    for one in result["figures"]:
        verdict = {None: "", True: "  met", False: "  NOT met"}[one["met"]]
        shown.append(f"  {one['what']:<52} {_value(one):>28}{_wanted(one):>14}{verdict}")
    return [*shown, *([f"  {result['note']}"] if result["note"] else [])]


def write_page(every: Mapping[str, Any]) -> None:
    """Write the table into the page, between its marks."""
    rows = ["| case | measured | median (least–most) | wanted | |", "|---|---|--:|--:|---|"]
    for result in every["cases"].values():
        title = result["title"]
        for one in result["figures"]:
            verdict = {None: "", True: "met", False: "**not met**"}[one["met"]]
            rows.append(f"| {title} | {one['what']} | {_value(one)} | {_wanted(one).strip()} | {verdict} |")
            title = ""
    about = every["machine"]
    told = f"{about['processor']}, {about['cores']} cores, {about['system']}, Python {about['python']}"
    peers = ", ".join(f"{name} {number}" for name, number in about["versions"].items() if number)
    brief = [result["title"] for result in every["cases"].values() if result["quick"]]
    notes = [f"Measured on: {told}; {peers}; load before and after {about['load']}."]
    if brief:
        notes.append(
            "On less and with few rounds (`--quick`), to be measured again: " + "; ".join(brief) + "."
        )
    table = "\n".join((*rows, "", *notes))
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    PAGE.write_text(f"{head}{_BEGIN}\n{table}\n{_END}{tail}", encoding="utf-8")


def _value(one: Mapping[str, Any]) -> str:
    unit = "" if one["unit"] == "x" else f" {one['unit']}"
    if one["least"] == one["most"]:
        return f"{one['value']:.2f}{unit}"
    return f"{one['value']:.2f} ({one['least']:.2f}–{one['most']:.2f}){unit}"


def _wanted(one: Mapping[str, Any]) -> str:
    if one["at_least"] is not None:
        return f"≥ {one['at_least']:g}"
    return f"≤ {one['at_most']:g}" if one["at_most"] is not None else ""


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError

    try:
        return version(name)
    except PackageNotFoundError:
        print(f"{name} is not installed", file=sys.stderr)  # noqa: T201
        return ""
