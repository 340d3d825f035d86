"""The JSON Schemas of the answers, one for each verb."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from sakipcalc.core.errors import RuleError, nearest

__all__ = ["SCHEMAS", "schema"]

#: Names of the schemas: the verbs of command line and bridge, and ``error`` for what each says when it fails.
SCHEMAS = (
    "compute", "compute-many", "audit", "fill", "report", "template", "roll-forward", "recap", "findings",
    "error",
)  # fmt: skip
#: Answers that hold what `Hasil.as_dict` gives.
_WITH_RESULTS = ("compute",)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what a verb prints with ``--format json``.

    Parameters
    ----------
    name : str
        A verb, or ``"error"`` for what is printed when a verb fails.

    Returns
    -------
    dict
        The schema as plain data, for any validator.

    Raises
    ------
    RuleError
        ``schema-unknown``: no verb has that name.

    Examples
    --------
    >>> schema("audit")["properties"]["versi"]
    {'const': 1}
    """
    if name not in SCHEMAS:
        raise RuleError("schema-unknown", name=name, known=SCHEMAS, nearest=nearest(name, SCHEMAS))
    common, own, results = _stored("umum"), _stored(name), _stored("hasil")
    parts = [common, *([results] if name in _WITH_RESULTS else []), own]
    properties = {key: value for part in parts for key, value in part.get("properties", {}).items()}
    required = dict.fromkeys(key for part in parts for key in part.get("required", ()))
    return {
        "$schema": common["$schema"],
        "$id": f"urn:sakipcalc:{name}:1",
        "title": own["title"],
        "description": own["description"],
        "type": "object",
        "properties": {**properties, "schema": {"const": name}},
        "required": list(required),
        "$defs": {
            **results["$defs"], **common["$defs"], "hasil": _without_findings(results), **_inner(name),
        },
    }  # fmt: skip


def _inner(name: str) -> dict[str, Any]:
    """Return the schema of the answers that an answer holds."""
    if name != "compute-many":
        return {}
    inner = schema("compute")
    return {**inner["$defs"], "compute": {key: inner[key] for key in ("type", "properties", "required")}}


def _without_findings(results: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of results alone, as they stand inside other answers."""
    kept = {key: value for key, value in results["properties"].items() if key != "temuan"}
    required = [key for key in results["required"] if key != "temuan"]
    return {"type": "object", "properties": kept, "required": required, "additionalProperties": False}


def _stored(name: str) -> dict[str, Any]:
    text = (
        resources.files("sakipcalc.contract")
        .joinpath(f"definitions/{name}.schema.json")
        .read_text(encoding="utf-8")
    )
    stored: dict[str, Any] = json.loads(text)
    return stored
