"""Check what is shipped: the locks hold everything and name no address; the wheel works from any folder."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-native.lock"]
COMMENT = re.compile(r"#[ \w]*")
PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.]+)(?P<marker> ; [\w .<>=!'()]+)? \\")
HASHED = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?P<more> \\)?")


def pins(lock: str) -> dict[str, str]:
    """Return the version of each package in `lock`, whose lines have to be pins, each with its hashes."""
    found = {}
    expects_hash = False
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if expects_hash:
            hashed = HASHED.fullmatch(line)
            assert hashed, f"{lock}: no hash, but {line!r}"
            expects_hash = bool(hashed["more"])
        elif not COMMENT.match(line):
            pinned = PINNED.fullmatch(line)
            assert pinned, f"{lock}: neither a pin nor a hash: {line!r}"
            found[pinned["name"]] = pinned["version"]
            expects_hash = True
    assert not expects_hash, f"{lock} ends before the last hash"
    return found


def needed(*extras: str) -> list[Requirement]:
    """Return what pyproject.toml names directly for the kit and `extras`, what builds it included."""
    lines = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    for extra in extras:
        lines += PROJECT["project"]["optional-dependencies"][extra]
    return [r for r in map(Requirement, lines) if r.name != PROJECT["project"]["name"]]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert re.findall(r".*(?:/|@|\bindex|find-links|-e |\bfile:|\bgit\+).*", text) == []


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [(LOCKS[0], needed()), (LOCKS[1], needed("dask", "pdfua", "test", "dev"))],
)
def test_a_lock_satisfies_every_direct_dependency(lock: str, requirements: list[Requirement]) -> None:
    locked = pins(lock)
    unmet = [str(r) for r in requirements if not r.specifier.contains(locked.get(r.name, "0"))]
    assert unmet == []


def test_the_lock_for_the_tests_holds_the_lock_of_the_kit() -> None:
    kit, tests = (pins(lock) for lock in LOCKS[:2])
    assert kit.items() <= tests.items()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(wheel: Path) -> None:
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ignored = {"__pycache__", ".DS_Store"}
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pipeline").rglob("*")
        if path.is_file() and ignored.isdisjoint(path.parts)
    }
    templates = {
        f"pipeline/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and ignored.isdisjoint(path.parts)
    }
    assert shipped == package | templates


def test_the_unpacked_wheel_builds_a_kit_in_any_folder(wheel: Path, tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "else where"
    zipfile.ZipFile(wheel).extractall(site)
    elsewhere.mkdir()
    (elsewhere / "sam.yaml").write_text("name: Sam\ntarget:\n  occupation: baker\n", "utf-8")
    code = (
        "import sys, pipeline\n"
        "from pipeline.cli import main\n"
        f"assert pipeline.__file__.startswith({str(site)!r}), pipeline.__file__\n"
        "sys.exit(main())\n"
    )
    built = subprocess.run(
        [
            sys.executable,
            "-c",
            code,
            "build",
            "sam.yaml",
            "-f",
            "pdf",
            "-f",
            "docx",
            "-f",
            "txt",
            "-o",
            "kits",
        ],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
    )
    assert built.returncode == 0, built.stderr
    kits = {path.name: path.stat().st_size > 1000 for path in (elsewhere / "kits").glob("sam.*")}
    assert kits == {"sam.pdf": True, "sam.docx": True, "sam.txt": True}
