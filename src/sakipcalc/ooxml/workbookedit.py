"""Changes of the workbook part and of the graph of parts that follow from changed cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import opc
from .markup import set_attribute, splice

if TYPE_CHECKING:
    from .markup import Splice
    from .package import Package
    from .xml import Node

__all__ = ["asks_calculation", "without_part"]

#: Children of the workbook element that stand before ``calcPr`` (ECMA-376 part 1, 18.2.27).
_BEFORE_CALCULATION = frozenset(
    {
        "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
        "functionGroups", "externalReferences", "definedNames",
    }
)  # fmt: skip


def asks_calculation(workbook: Node) -> str:
    """Return the workbook part with all formulas to be calculated when it is opened.

    Any formula of any sheet may depend on a cell that was written, and its cached
    value is stale then; this asks for all of them, whatever was written.
    """
    node = workbook.child("calcPr")
    if node is not None:
        return splice(workbook.source, [set_attribute(workbook.source, node.start, "fullCalcOnLoad", "1")])
    before = [child for child in workbook.children if child.name in _BEFORE_CALCULATION]
    place = before[-1].end if before else workbook.open_end
    return splice(workbook.source, [(place, place, f'<{workbook.prefix}calcPr fullCalcOnLoad="1"/>')])


def without_part(package: Package, kind: str, changed: dict[str, str]) -> set[str]:
    """Take a part of the workbook out of the package: itself, its relationship, its content type.

    Parameters
    ----------
    package : Package
        The package as it was read.
    kind : str
        Kind of the relationship, for example ``"calcChain"``.
    changed : dict
        Part -> text of what changes besides; the changes are put in.

    Returns
    -------
    set of str
        Names of the members that go.
    """
    gone = [each for each in package.workbook_relationships if each.kind == kind and not each.external]
    if not gone:
        return set()
    rels = opc.rels_part(package.workbook_part)
    changed[rels] = _without(gone[0].node.source, [each.node for each in gone])
    members = {package.name_of(each.target) for each in gone if package.member(each.target)}
    overrides = [node for name in members if (node := opc.override_of(package.content_types, name))]
    if overrides:
        changed[opc.CONTENT_TYPES] = _without(package.content_types.source, overrides)
    return members


def _without(text: str, nodes: list[Node]) -> str:
    removed: list[Splice] = [(node.start, node.end, "") for node in nodes]
    return splice(text, removed)
