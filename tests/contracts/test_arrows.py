"""Hold the house: arrows between modules point one way, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "pipeline"
DATA = {"bank", "choices", "choosing", "document", "fields", "form", "profile", "selection", "theme"}
SUPPORT = {
    "csv_cells",
    "errors",
    "messages",
    "native",
    "pdfua",
    "pictures",
    "po_file",
    "publish",
    "resources",
    "rewriting",
    "sandbox",
}
# What each part may import besides itself and the support modules. `writers` names document and theme alone:
# a writer that saw the bank or the profile would have words to add.
MAY_IMPORT = {
    "read": DATA,
    "choose": DATA,
    "assemble": DATA,
    "writers": {"document", "form", "theme"},
    "proofread": DATA | {"read", "choose", "assemble", "desk", "collect", "outbox"},
    "build": DATA | {"read", "choose", "assemble", "writers"},
    "outbox": DATA | {"assemble", "writers"},
    "desk": DATA | {"choose", "assemble", "writers", "build"},
    "sheets": DATA | {"read"},
    "collect": DATA | {"assemble", "writers", "sheets"},
    "intake": DATA | {"read"},
    "schemas": DATA | {"read", "intake"},
    "batch": DATA | {"read", "choose", "assemble", "writers", "build", "desk", "sheets", "outbox"},
    "preview": DATA | {"read", "choose", "assemble", "writers", "batch"},
    "theme_draft": {"theme", "read", "writers"},
    "theme_check": DATA | {"read", "choose", "writers", "proofread", "build", "batch"},
    "settings": DATA | {"read"},
    "checkup": DATA | {"read", "writers"},
    "cli": DATA
    | {"read", "choose", "assemble", "writers", "proofread", "build", "desk", "sheets", "batch"}
    | {"intake", "schemas", "settings", "checkup", "preview", "collect"}
    | {"theme_draft", "theme_check"},
    **dict.fromkeys(DATA, DATA),
    **{name: set() for name in SUPPORT},
}
MAY_PRINT = {"cli"}
MAY_WRITE = {"publish"}


def part_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {node.module}
                if node.module != "pipeline"
                else {f"pipeline.{each.name}" for each in node.names}
            )
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def wrong_arrows(part: str, source: str) -> set[str]:
    allowed = MAY_IMPORT[part] | {part} | SUPPORT
    parts = {part_of(name) for name in imports(source) if name.split(".")[0] == "pipeline"}
    return {each for each in parts if each and each not in allowed}


def modules() -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent != PACKAGE or path.stem not in ("__init__", "__main__")
    ]


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_one_way(path: Path) -> None:
    assert wrong_arrows(part(path), path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("part", "source", "wrong"),
    [
        ("writers", "from pipeline.bank import Bank", {"bank"}),
        ("writers", "from pipeline import profile", {"profile"}),
        ("read", "import pipeline.writers.pdf", {"writers"}),
        ("document", "from pipeline.assemble import assemble", {"assemble"}),
        ("assemble", "from pipeline.cli import main", {"cli"}),
    ],
)
def test_a_wrong_arrow_is_seen(part: str, source: str, wrong: set[str]) -> None:
    assert wrong_arrows(part, source) == wrong


def calls(source: str, names: set[str]) -> set[str]:
    """Return which of the functions or methods are called in a source."""
    called = {node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
    plain = {node.id for node in called if isinstance(node, ast.Name)}
    return names & (plain | {node.attr for node in called if isinstance(node, ast.Attribute)})


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_command_line_prints_and_only_publishing_writes(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if part(path) not in MAY_PRINT:
        assert calls(source, {"print", "echo", "secho", "input"}) == set()
    if part(path) not in MAY_WRITE:
        assert (
            calls(
                source, {"write_text", "write_bytes", "mkstemp", "mkdir", "replace_file", "rename", "unlink"}
            )
            == set()
        )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["check", "profiles/leila.yaml"], ["explain", "profiles/leila.yaml"]]
)
def test_nothing_heavy_is_loaded_for_a_light_command(arguments: list[str]) -> None:
    script = (
        "import sys; from pipeline.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as leaving: assert not leaving.code, leaving.code\n"
        "heavy = {'openpyxl', 'python_calamine', 'weasyprint', 'docx', 'docxtpl', 'lxml', 'fontTools'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=PACKAGE.parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
