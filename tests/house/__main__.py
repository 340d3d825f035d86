"""Print the counts of the house: ``python -m tests.house``; with ``--all`` what they count."""

import sys

from tests.house import counts

lines = [counts.report()]
if "--all" in sys.argv:
    for name in (
        "fields_of_several_types",
        "type_names_twice",
        "file_names_too_often",
        "circles",
        "foreign_names",
    ):
        found = getattr(counts, name)()
        lines += ["", name, *(f"  {one}" for one in (found.items() if isinstance(found, dict) else found))]
sys.stdout.write("\n".join(lines) + "\n")
