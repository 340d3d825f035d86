"""Counts of the house, read from the syntax trees of the library: names, types, modules, circles."""

import ast
import re
import statistics
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import sakipcalc

#: As it is installed: where tests run on the wheel there is no tree of sources.
LIBRARY = Path(sakipcalc.__file__).resolve().parent
#: What may differ from the rules, and why.
EXCEPTIONS = tomllib.loads(Path(__file__).with_name("exceptions.toml").read_text("utf-8"))
#: Words of the annexes that names in the code may be made of.
FIELD_WORDS = frozenset(
    word
    for words in tomllib.loads(Path(__file__).with_name("kata.toml").read_text("utf-8")).values()
    for word in words
)
#: How a value was made, by the words of the tables' TOML files.
OPERATIONS = frozenset({
    "salin", "jumlah", "jumlah_utuh", "rerata", "rerata_berbobot", "terakhir", "kategori", "batas", "bulat", "target_nol",
})  # fmt: skip
_HOLD_OPERATIONS = frozenset({"rumus", "operation"})
_TABLE_ID = re.compile(r'"[234]\.[0-9]"')
_TYPE_NAME = re.compile(r"_?[A-Z][a-z]\w*")


@cache
def modules() -> dict[str, ast.Module]:
    """Return the tree of every module by its path below the library."""
    return {path.relative_to(LIBRARY).as_posix(): ast.parse(path.read_text("utf-8")) for path in _paths()}


def _paths() -> list[Path]:
    return sorted(path for path in LIBRARY.rglob("*.py") if "__pycache__" not in path.parts)


def _classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path, tree in modules().items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def types_of_fields() -> dict[str, dict[str, list[str]]]:
    """Return the types that fields of each name have, with the classes.

    A field that may be missing has the type that it has otherwise. An Indonesian noun has no plural: one
    ``indikator`` or a tuple of them have one type. Classes whose fields are keys of files are left out.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for _, node in _classes():
        if node.name in EXCEPTIONS["keys-of-files"]["classes"]:
            continue
        for field in node.body:
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                name, type_ = field.target.id, ast.unparse(field.annotation)
                type_ = type_.replace("'", "").replace(" | None", "")
                plural = re.fullmatch(r"tuple\[([\w.]+), \.\.\.\]", type_)
                if plural and set(words_of(name)) & FIELD_WORDS:
                    type_ = plural.group(1)
                found[name][type_].append(node.name)
    return found


def fields_of_several_types() -> dict[str, dict[str, list[str]]]:
    """Return the names of fields that have several types and no reason for it."""
    allowed = EXCEPTIONS["fields"]
    return {
        n: dict(types)
        for n, types in sorted(types_of_fields().items())
        if len(types) > 1 and n not in allowed
    }


def names_of_types() -> dict[str, list[str]]:
    """Return where each class and each alias of a type is defined."""
    found = defaultdict(list)
    for path, node in _classes():
        found[node.name].append(path)
    for path, tree in modules().items():
        targets = (node.targets[0] for node in tree.body if isinstance(node, ast.Assign))
        for target in targets:
            if isinstance(target, ast.Name) and _TYPE_NAME.fullmatch(target.id):
                found[target.id].append(path)
    return found


def type_names_twice() -> dict[str, list[str]]:
    """Return the names of classes and of aliases that stand for more than one thing."""
    return {name: where for name, where in sorted(names_of_types().items()) if len(where) > 1}


def file_names_too_often() -> dict[str, int]:
    """Return the names of modules that are used more than twice."""
    counts = Counter(path.rsplit("/", 1)[-1] for path in modules())
    return {n: count for n, count in sorted(counts.items()) if count > 2 and not n.startswith("__")}


def literal_table_ids() -> int:
    """Return how often a table is named by its id in the code."""
    return sum(len(_TABLE_ID.findall(path.read_text("utf-8"))) for path in _paths())


def comparisons_of_operations() -> list[str]:
    """Return where the operation of a value is compared with a string."""
    found = []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                sides = (node.left, *node.comparators)
                asked = any(
                    isinstance(side, ast.Attribute) and side.attr in _HOLD_OPERATIONS for side in sides
                )
                if asked and any(_names_operation(side) for side in sides):
                    found.append(f"{path}:{node.lineno}")
    return found


def _names_operation(node: ast.expr) -> bool:
    strings = {part.value for part in ast.walk(node) if isinstance(part, ast.Constant)}
    return (
        bool(strings & OPERATIONS)
        or (isinstance(node, ast.Name) and node.id.isupper())
        or node.__class__ is ast.Set
    )


def entries_of_first_level() -> list[str]:
    """Return the modules and packages that the library has at its top."""
    return sorted(
        path.name for path in LIBRARY.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
    )


def lines() -> list[int]:
    """Return how many lines each module has."""
    return [len(path.read_text("utf-8").splitlines()) for path in _paths()]


def imports() -> dict[str, set[str]]:
    """Return which modules each imports, those for types alone included; the door of the package is left out."""
    names = {_dotted(path) for path in modules()} - {"sakipcalc"}
    return {_dotted(path): _imported(tree, path) & names for path, tree in modules().items()}


def _dotted(path: str) -> str:
    return ".".join(
        ("sakipcalc", *path.removesuffix(".py").removesuffix("__init__").strip("/").split("/"))
    ).rstrip(".")


def _imported(tree: ast.Module, path: str) -> set[str]:
    names = {_dotted(one) for one in modules()}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = _dotted(path).split(".")
                above = above[: len(above) - node.level + path.endswith("__init__.py")]
                base = ".".join((*above, base)).rstrip(".")
            found |= {full if (full := f"{base}.{one.name}") in names else base for one in node.names}
    return found


def circles() -> list[list[str]]:
    """Return the groups of modules that import each other in a circle, types included."""
    graph = imports()
    reached = {name: _reached(name, graph) for name in graph}
    groups = {
        frozenset(o for o in reached[name] if name in reached[o]) for name in graph if name in reached[name]
    }
    return sorted(sorted(group) for group in groups)


def _reached(start: str, graph: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    todo = list(graph[start])
    while todo:
        if (name := todo.pop()) not in seen:
            seen.add(name)
            todo += graph.get(name, ())
    return seen


def words_of(name: str) -> list[str]:
    """Return the words that an identifier is made of, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


@cache
def indonesian() -> frozenset[str]:
    """Return the words of the Indonesian sentences that no English one has: of the catalogue and of the tables."""
    entries = [
        entry
        for path in (LIBRARY / "messages").glob("*.toml")
        for entry in tomllib.loads(path.read_text("utf-8")).values()
        if isinstance(entry, dict)
    ]
    spoken = {
        lang: _words(text for entry in entries for text in _texts(entry, lang)) for lang in ("id", "en")
    }
    data = [
        tomllib.loads(path.read_text("utf-8")) for room in ("tables", "rulebook") for path in _data_of(room)
    ]
    shown = _words(str(text) for one in data for text in (*_leaves(one), *_keys(one)))
    english = spoken["en"] | _words(text for one in data for text in _texts(one, "en"))
    return (spoken["id"] | shown) - english - frozenset(EXCEPTIONS["english"]["words"])


def _data_of(room: str) -> list[Path]:
    return sorted((LIBRARY / room).glob("*.toml"))


def _texts(entry: dict[str, object], lang: str) -> Iterator[str]:
    for key, value in entry.items():
        if key == lang or key.endswith((f"_{lang}", f"-{lang}")):
            yield str(value)
        elif isinstance(value, dict | list):
            for one in value if isinstance(value, list) else (value,):
                yield from _texts(one, lang) if isinstance(one, dict) else ()


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _keys(one)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for text in texts for word in re.findall(r"[a-z]{3,}", re.sub(r"\{[^}]*\}", " ", text.lower()))
    )


def identifiers() -> dict[str, str]:
    """Return every name that the code gives, with a place where it does."""
    found: dict[str, str] = {}
    for path, tree in modules().items():
        for node in ast.walk(tree):
            for name in _given(node):
                found.setdefault(name, f"{path}:{node.lineno}")
    return found


def _given(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (node.name,)
    if isinstance(node, ast.arg):
        return (node.arg,)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return (node.id,)
    return ()


def foreign_names() -> dict[str, list[str]]:
    """Return the Indonesian words that are no words of the annexes, with the names made of them."""
    found = defaultdict(list)
    for name, place in identifiers().items():
        for word in words_of(name):
            if word in indonesian() and word not in FIELD_WORDS:
                found[word].append(f"{name} ({place})")
    return dict(sorted(found.items()))


def report() -> str:
    """Return all counts, one a line."""
    sizes = lines()
    names = types_of_fields()
    counted = {
        "modules": len(sizes),
        "lines": sum(sizes),
        "lines of a module, median": int(statistics.median(sizes)),
        "lines of a module, largest": max(sizes),
        "entries on the first level": len(entries_of_first_level()),
        "names of fields": len(names),
        "names of fields with several types": sum(len(types) > 1 for types in names.values()),
        "... without a reason": len(fields_of_several_types()),
        "names of classes and types used twice": len(type_names_twice()),
        "file names used more than twice": len(file_names_too_often()),
        "literal ids of tables": literal_table_ids(),
        "comparisons of an operation with a string": len(comparisons_of_operations()),
        "circles of imports, types included": len(circles()),
        "Indonesian words in names that are none of the annexes": len(foreign_names()),
    }
    return "\n".join(f"{count:>7,}  {what}" for what, count in counted.items())
