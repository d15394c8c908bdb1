"""Imports point one way: from a module to its own package or to the ones before it, never up, never round."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "train" / "classify"
ORDER = [
    "errors", "records", "progress", "config", "reading", "corpus", "features", "learning", "tagging", "writing",
    "judging", "verbs", "web", "cli",
]  # fmt: skip
ENTRY_POINTS = {"__init__", "__main__"}


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__") or "__init__"] = path
    return found


def imports_of(path: Path) -> set[str]:
    """Return what a file imports of the package at run time, inside functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in typing_only:
            names.add(node.module)
        elif isinstance(node, ast.Import) and id(node) not in typing_only:
            names.update(alias.name for alias in node.names)
    return {name.removeprefix("classify.") for name in names if name.startswith("classify.")}


def level(module: str) -> int:
    return ORDER.index(module.split(".", maxsplit=1)[0])


def test_every_module_belongs_to_a_layer():
    assert {name.split(".")[0] for name in modules()} - ENTRY_POINTS <= set(ORDER)


def test_no_import_points_up():
    upward = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        if module not in ENTRY_POINTS
        for imported in imports_of(path)
        if level(imported) > level(module)
    ]
    assert upward == []


def test_no_import_goes_round():
    graph = {module: imports_of(path) for module, path in modules().items() if module not in ENTRY_POINTS}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        order = error.args[1]
        raise AssertionError(f"a circle of imports: {order}") from None
    assert set(graph) <= set(order)
