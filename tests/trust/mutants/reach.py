"""Which tests reach a change."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import coverage

    from .changes import Mutant, Unit

__all__ = ["Reached"]


class Reached:
    """The tests that reach a mutant: its lines; or those of every function that names the table it is in."""

    def __init__(self, data: coverage.CoverageData, mutants: list[Mutant]) -> None:
        units = {one.unit for one in mutants}
        self.lines: dict[str, dict[int, set[int]]] = {}
        for path in {str(one.path) for one in units}:
            known = data.contexts_by_lineno(path)
            self.lines[path] = {line: {int(one) for one in tests if one} for line, tests in known.items()}
        self.naming: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            for name in {each.id for each in ast.walk(unit.node) if isinstance(each, ast.Name)}:
                self.naming[name].append(unit)

    def by(self, mutant: Mutant) -> set[int]:
        unit = mutant.unit
        if unit.is_table:
            return {at for one in self._users(unit.name) for at in self._of(one, one.lines)}
        return self._of(unit, mutant.lines) or self._of(unit, range(unit.first, unit.lines.stop))

    def _users(self, name: str) -> set[Unit]:
        """Return the functions that use a table, by its name or through another table."""
        found: set[Unit] = set()
        names, known = [name], {name}
        while names:
            for unit in self.naming[names.pop()]:
                if not unit.is_table:
                    found.add(unit)
                elif unit.name not in known:
                    known.add(unit.name)
                    names.append(unit.name)
        return found

    def _of(self, unit: Unit, lines: range) -> set[int]:
        known = self.lines[str(unit.path)]
        return {one for line in lines for one in known.get(line, ())}
