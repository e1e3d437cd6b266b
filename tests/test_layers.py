"""Doors over layers (docs/architecture.md): imports, foreign keys and migrations
point down. Whoever breaks it reads the file, the line and what it names.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP = ("authorities", "inspectorate", "recommendations")

PAGE = ROOT / "docs" / "architecture.md"
SINGLE, WIRING = -1, 11


def layers() -> dict[str, int]:
    """The number of each part, as the page draws them: a line for a layer.

    The line without a number is that of the single modules, which anyone may use.
    """
    drawing = PAGE.read_text().split("## Doors over layers\n")[1]
    found = {}
    for line in re.findall(r"^    .+$", drawing.split("\n## ")[0], flags=re.MULTILINE):
        number = re.match(r" +(\d+) ", line)
        apps = re.findall(r"inspectorate/(\w+)", line)
        modules = re.findall(r"(\w+)\.py", line)
        names = {f"inspectorate.{name}" for name in [*apps, *modules]}
        names.update(re.findall(r"\b(authorities|recommendations)/", line))
        found |= dict.fromkeys(names, int(number[1]) if number else SINGLE)
    return found


LAYER = layers()
# As Django names apps in foreign keys and migrations: "reports.Edition".
LABELS = {unit.rpartition(".")[2]: unit for unit in LAYER}

RELATIONS = {"ForeignKey", "ManyToManyField", "OneToOneField"}


def files() -> list[Path]:
    return sorted(path for top in TOP for path in (ROOT / top).rglob("*.py"))


def unit_of(name: str) -> str | None:
    """The part of the project a dotted name lies in; None for everybody else's."""
    parts = name.split(".")
    return next((u for u in (parts[0], ".".join(parts[:2])) if u in LAYER), None)


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def faults(path: str, text: str) -> list[str]:
    """A sentence for each line of a module, by its path and text, that names what
    stands above it or beside it.
    """
    own = unit_of(module_of(path))
    if own is None and path.endswith("/__init__.py"):
        return []
    if own is None:
        return [f"{path}: is in no layer of docs/architecture.md."]
    return [
        f"{path}:{line}: {own} (layer {LAYER[own]}) uses {name} (layer {LAYER[unit]})."
        for line, name, imported in sorted(uses(path, ast.parse(text)))
        if (unit := unit_of(name)) and not may_use(own, unit, imported=imported)
    ]


def may_use(own: str, other: str, *, imported: bool) -> bool:
    if LAYER[other] == WIRING:
        return LAYER[own] == WIRING and not imported
    return own == other or LAYER[other] < LAYER[own] or LAYER[other] == SINGLE


def uses(path: str, tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Yield the line and the dotted name of all that a module uses, wherever in it,
    and whether it is imported or named in a string.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, True) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = source_of(path, node)
            yield from ((node.lineno, f"{source}.{a.name}", True) for a in node.names)
        elif isinstance(node, ast.Call):
            yield from models_of(node)
        elif isinstance(node, ast.Assign) and "/migrations/" in path:
            yield from dependencies_of(node)
        elif text_of(node).startswith("inspectorate."):
            yield node.lineno, text_of(node), False


def text_of(node: ast.AST) -> str:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else ""


def source_of(path: str, node: ast.ImportFrom) -> str:
    """The absolute name of the module that `from … import` names."""
    if not node.level:
        return node.module or ""
    package = module_of(path).split(".")
    up = node.level - path.endswith("/__init__.py")
    return ".".join([*package[: len(package) - up], *filter(None, [node.module])])


def models_of(call: ast.Call) -> Iterator[tuple[int, str, bool]]:
    """The models that a call names by text: a relation's, or that of get_model."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else ""
    name = function.id if isinstance(function, ast.Name) else name
    if name in RELATIONS:
        named = [k.value for k in call.keywords if k.arg in ("to", "through")]
        yield from labelled([*call.args[:1], *named])
    elif name == "get_model":
        yield from labelled(call.args[:1])


def dependencies_of(node: ast.Assign) -> Iterator[tuple[int, str, bool]]:
    names = {target.id for target in node.targets if isinstance(target, ast.Name)}
    if names & {"dependencies", "run_before"} and isinstance(node.value, ast.List):
        for pair in node.value.elts:
            if isinstance(pair, ast.Tuple):
                yield from labelled(pair.elts[:1])


def labelled(nodes: list[ast.expr]) -> Iterator[tuple[int, str, bool]]:
    for node in nodes:
        label, _, rest = text_of(node).partition(".")
        if label in LABELS:
            yield node.lineno, f"{LABELS[label]}.{rest}".rstrip("."), False


def test_page_draws_the_layers_that_are_meant_here() -> None:
    levels: dict[int, set[str]] = {}
    for unit, number in LAYER.items():
        levels.setdefault(number, set()).add(unit.rpartition(".")[2])

    assert levels.pop(SINGLE) >= {"fields", "markup", "paging", "reference"}
    assert levels.pop(WIRING) >= {"settings", "urls", "wsgi"}
    assert levels == {
        0: {"history"},
        1: {"lifecycle"},
        2: {"accounts", "notices"},
        3: {"frameworks"},
        4: {"authorities"},
        5: {"inspections", "measures"},
        6: {"recommendations"},
        7: {"concerns"},
        8: {"reports"},
        9: {"opendata"},
        10: {"api", "portal", "public", "staff"},
    }


def test_every_module_uses_what_lies_below_it_and_nothing_else() -> None:
    found = [
        fault
        for path in files()
        for fault in faults(str(path.relative_to(ROOT)), path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("authorities/models/x.py", "from inspectorate.reports import register", 1),
        ("authorities/models/x.py", "import inspectorate.reports.models", 1),
        ("recommendations/x.py", "from inspectorate import reports", 1),
        ("authorities/x.py", "def f():\n    import recommendations", 2),
        ("inspectorate/frameworks/x.py", "from ..reports import models", 1),
        ("inspectorate/frameworks/__init__.py", "from ..reports import models", 1),
        ("inspectorate/frameworks/models/x.py", "from ... import authorities", None),
        ("inspectorate/frameworks/models/x.py", "from ...reports import models", 1),
        ("inspectorate/frameworks/models/x.py", "from ..models import theme", None),
        ("inspectorate/public/x.py", "from inspectorate.api import errors", 1),
        ("inspectorate/public/x.py", "from inspectorate.reports import search", None),
        ("inspectorate/public/x.py", "from inspectorate import settings", 1),
        ("inspectorate/urls.py", "from inspectorate.public import urls", None),
        ("inspectorate/urls.py", "import inspectorate.settings", 1),
        ("inspectorate/settings.py", "ROOT_URLCONF = 'inspectorate.urls'", None),
        ("inspectorate/accounts/x.py", "x = 'inspectorate.reports.search.find'", 1),
        ("inspectorate/accounts/x.py", "from inspectorate.notices import models", 1),
        ("inspectorate/accounts/x.py", "acts = ('reports.publish_report',)", None),
        ("inspectorate/fields.py", "from inspectorate.history import models", 1),
        ("inspectorate/fields.py", "from inspectorate import markup", None),
        ("inspectorate/history/x.py", "from inspectorate.lifecycle import move", 1),
        ("inspectorate/history/x.py", "from inspectorate.fields import Wording", None),
        ("authorities/x.py", "models.ForeignKey('reports.Report', 'x')", 1),
        ("authorities/x.py", "ForeignKey(to='reports.report')", 1),
        ("authorities/x.py", "M('self')\nManyToManyField('x', through='reports.X')", 2),
        ("authorities/x.py", "apps.get_model('reports', 'Report')", 1),
        ("authorities/migrations/x.py", "dependencies = [('reports', '1')]", 1),
        ("authorities/migrations/x.py", "dependencies = [('frameworks', '1')]", None),
        ("authorities/migrations/x.py", "run_before = [('inspections', '1')]", 1),
        ("authorities/x.py", "from django.db import models\nimport csv", None),
    ],
)
def test_made_up_module_is_refused_at_the_line_that_points_up(
    path: str, text: str, line: int | None
) -> None:
    found = faults(path, text)

    assert [fault.split(": ")[0] for fault in found] == (
        [f"{path}:{line}"] if line else []
    )


def test_refusal_names_both_sides_and_their_layers() -> None:
    assert faults("authorities/x.py", "import csv\nfrom recommendations import x") == [
        "authorities/x.py:2: authorities (layer 4) uses recommendations.x (layer 6)."
    ]


def test_module_outside_the_layers_is_refused() -> None:
    assert faults("inspectorate/utils.py", "") == [
        "inspectorate/utils.py: is in no layer of docs/architecture.md."
    ]
