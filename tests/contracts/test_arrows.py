"""Hold the house: arrows between modules point one way, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.paths import PACKAGE, ROOT

# Each layer may import itself and those before it. `cli` comes last because `kit theme preview` starts `web`.
LAYERS = ("support", "model", "stages", "build", "tools", "web", "cli")
# A writer that saw the bank, the profile or the selection would have words to add.
HIDDEN_FROM_WRITERS = ("model.bank", "model.profile", "model.selection_rules", "model.selection")
MAY_PRINT = "cli."
MAY_WRITE = "support.output_folder"
MOST_ENTRIES = 10


def sources() -> Iterator[tuple[str, str]]:
    """Yield each module by its dotted name below the package, with its source."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] in LAYERS:
            yield ".".join(parts), path.read_text(encoding="utf-8")


def imports(source: str) -> set[str]:
    """Return the modules of the package that a source imports, by their dotted names below it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{each.name}" for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return {name.removeprefix("interview_kit.") for name in found if name.startswith("interview_kit.")}


def wrong_arrows(module: str, source: str) -> list[str]:
    """Return what a module imports and may not."""
    layer, stage = f"{module}.".split(".")[:2]
    wrong = []
    for name in sorted(imports(source)):
        other, part = f"{name}.".split(".")[:2]
        upward = LAYERS.index(other) > LAYERS.index(layer)
        sideways = layer == other == "stages" and part != stage
        hidden = module.startswith("stages.write.") and name.startswith(HIDDEN_FROM_WRITERS)
        if upward or sideways or hidden:
            wrong.append(f"{module} imports {name}")
    return wrong


def test_arrows_point_one_way() -> None:
    assert [wrong for module, source in sources() for wrong in wrong_arrows(module, source)] == []


def test_the_package_has_few_rooms() -> None:
    entries = [path for path in PACKAGE.iterdir() if path.name != "__pycache__"]
    assert len(entries) <= MOST_ENTRIES, entries


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("stages.write.text", "from interview_kit.model.bank import Bank"),
        ("stages.write.text", "from interview_kit.model import profile"),
        ("stages.read.profiles", "import interview_kit.stages.write.pdf"),
        ("model.document", "from interview_kit.stages.assemble import assemble"),
        ("stages.assemble.facts", "from interview_kit.cli import main"),
        ("build.kit", "from interview_kit import tools, cli"),
        ("web.app.server", "from interview_kit.cli import main"),
    ],
)
def test_a_wrong_arrow_is_seen(module: str, source: str) -> None:
    assert wrong_arrows(module, source)


def calls(source: str, names: set[str]) -> set[str]:
    """Return which of the functions or methods are called in a source; those of `super()` are not."""
    called = {node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
    plain = {node.id for node in called if isinstance(node, ast.Name)}
    methods = {node for node in called if isinstance(node, ast.Attribute)}
    return names & (
        plain | {node.attr for node in methods if not ast.unparse(node.value).startswith("super()")}
    )


def test_only_the_command_line_prints_and_only_one_module_writes() -> None:
    printing = {"print", "echo", "secho", "input"}
    writing = {"write_text", "write_bytes", "mkstemp", "mkdir", "replace_file", "rename", "unlink"}
    for module, source in sources():
        assert module.startswith(MAY_PRINT) or not calls(source, printing), module
        assert module == MAY_WRITE or not calls(source, writing), module


def test_a_class_that_is_up_to_date_loads_no_stage_but_read() -> None:
    script = (
        "import sys, interview_kit.cli.build_run\n"
        "late = ('jinja2', 'babel', 'lxml', 'openpyxl', 'interview_kit.stages.assemble')\n"
        "loaded = [name for name in sys.modules if name.startswith(late)]\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "profiles/leila.yaml"], ["explain", "profiles/leila.yaml"]]
)
def test_nothing_heavy_is_loaded_for_a_light_command(arguments: list[str]) -> None:
    script = (
        "import sys; from interview_kit.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as leaving: assert not leaving.code, leaving.code\n"
        "heavy = {'openpyxl', 'python_calamine', 'weasyprint', 'docx', 'docxtpl', 'lxml', 'fontTools'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
