"""Reading rule files: every fault of a file at once, each with its path inside the file."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sakipcalc.base.data import folder
from sakipcalc.core.errors import FaultList, RuleError, user_toml
from sakipcalc.rulebook.entry import FIELDS, RuleEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sakipcalc.rulebook.rule import Rule

__all__ = ["builtin", "in_order", "read_file"]


@cache
def builtin() -> tuple[Rule, ...]:
    """Return the rules of this library in order."""
    return in_order(
        rule for name, data in folder(__package__, exact=True).items() for rule in _read(data, name)
    )


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules by id, and the versions of one by date."""
    return tuple(sorted(rules, key=lambda a: (a.id, a.mulai is not None, a.mulai)))


def read_file(path: str | Path) -> tuple[Rule, ...]:
    """Read a rule file of a user.

    Raises
    ------
    RuleError
        ``rules-unreadable``, ``rules-not-toml``, or the faults of its rules.
    """
    return _read(user_toml(path), Path(path).name)


def _read(data: Mapping[str, Any], file: str) -> tuple[Rule, ...]:
    faults = FaultList(file)
    faults.unknown_keys(data, FIELDS)
    read = [_rule(entry) for entry in _entries(data, faults)]
    _check_dates([rule for rule in read if rule], faults)
    faults.raise_any()
    return tuple(rule for rule in read if rule)


def _entries(data: Mapping[str, Any], faults: FaultList) -> Iterator[RuleEntry]:
    for kind in FIELDS:
        group = data.get(kind, {})
        if not isinstance(group, dict):
            faults.add("value-wrong-kind", kind, expected="table")
            continue
        for name, table in group.items():
            several = isinstance(table, list)
            for i, version in enumerate(table if several else [table]):
                path = f"{kind}.{name}[{i}]" if several else f"{kind}.{name}"
                if isinstance(version, dict):
                    yield RuleEntry(kind, name, version, path, faults)
                else:
                    faults.add("value-wrong-kind", path, expected="table")


def _rule(entry: RuleEntry) -> Rule | None:
    try:
        return entry.rule()
    except RuleError as error:
        entry.faults.keep(error)
        return None


def _check_dates(read: list[Rule], faults: FaultList) -> None:
    """Note versions of one rule that are in force at the same time, and ids that are used twice."""
    for name in dict.fromkeys(rule.id for rule in read):
        versions = [rule for rule in read if rule.id == name]
        if len({rule.jenis for rule in versions}) > 1:
            faults.add("rule-id-twice", name)
            continue
        for earlier, later in pairwise(in_order(versions)):
            if later.mulai is None or earlier.sampai is None or earlier.sampai >= later.mulai:
                faults.add("rule-dates-overlap", f"{later.jenis}.{name}")
