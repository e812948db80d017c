"""Check what is shipped: the locks hold everything and name no address; the wheel works from any folder."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.paths import ROOT
from tests.shared import shared_folder
from tests.spreadsheets import zipped

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
    address = re.compile(r"/|@|\bindex|find-links|-e |\bfile:|\bgit\+")
    assert [line for line in (ROOT / lock).read_text("utf-8").splitlines() if address.search(line)] == []


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
def wheel() -> Path:
    return next(shared_folder("wheel", build_wheel).glob("*.whl"))


def build_wheel(folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def test_the_wheel_holds_the_package_and_the_templates_and_nothing_else(wheel: Path) -> None:
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ignored = {"__pycache__", ".DS_Store"}
    package = {
        path.relative_to(ROOT / "pipeline").as_posix()
        for path in (ROOT / "pipeline").rglob("*")
        if path.is_file() and ignored.isdisjoint(path.parts)
    }
    templates = {
        f"interview_kit/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file() and ignored.isdisjoint(path.parts)
    }
    assert shipped == package | templates
    assert "interview_kit/templates/languages/fr/messages.mo" in shipped


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment with the wheel in it; what the wheel needs is seen where the tests have it."""
    root = tmp_path_factory.mktemp("environment")
    venv.create(root, with_pip=False)
    installer = [sys.executable, "-m", "uv", "pip", "install", "--no-deps", "--offline", "--no-cache"]
    python = str(scripts(root) / "python")
    subprocess.run([*installer, "--python", python, str(wheel)], check=True, capture_output=True)
    (site(root) / "needs.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return root


def site(root: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(root)}))


def scripts(root: Path) -> Path:
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(root)}))


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, without those in which Python keeps what it has compiled."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class Home:
    """An empty home with an empty folder in it, where the installed program is run."""

    def __init__(self, installed: Path, folder: Path) -> None:
        self.home, self.here = folder / "home", folder / "an empty folder"
        self._kit = str(scripts(installed) / "kit")
        for path in (self.home, self.here):
            path.mkdir(parents=True)

    def kit(self, *arguments: str) -> str:
        """Run a command, which has to end well, and return its output."""
        needed = {n: value for n, value in os.environ.items() if not n.startswith(("PYTHON", "XDG_"))}
        done = subprocess.run(
            [self._kit, *arguments],
            cwd=self.here,
            env={**needed, "HOME": str(self.home)},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout


def test_an_installed_wheel_makes_profiles_kits_and_themes_in_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    before = files(installed)
    first = Home(installed, tmp_path)
    here, kit = first.here, first.kit
    kit("new", "Maya", "--occupation", "welder", "-l", "en")
    kit("theme", "new", "Hill Works", "--colour", "#24563a")
    kit("build", "maya.yaml", "--theme", "hill-works", "-f", "pdf", "-f", "docx")
    made = files(here)
    assert {name for name in made if "/." not in name} == {
        "maya.yaml",
        "profile.schema.json",
        "output/maya.docx",
        "output/maya.pdf",
        "themes/hill-works/bank/labels.yaml",
        "themes/hill-works/theme.yaml",
    }
    assert made["output/maya.pdf"].startswith(b"%PDF")
    assert b"#24563a" in made["themes/hill-works/theme.yaml"]
    assert files(installed) == before
    assert [name for name in files(first.home) if "fontconfig" not in name] == []


@contextmanager
def beside(installed: Path, package: str, parts: Mapping[str, bytes | str]) -> Iterator[None]:
    """Install a wheel of these files beside the program, without a network, and remove it again."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder, f"{package}-1.0-py3-none-any.whl")
        about = f"{package}-1.0.dist-info"
        described = {
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{about}/RECORD": "",
        }
        wheel.write_bytes(zipped({**parts, **described}))
        python = str(scripts(installed) / "python")
        installer = [sys.executable, "-m", "uv", "pip", "--no-cache", "--offline"]
        add = [*installer, "install", "--no-deps", "--python", python, str(wheel)]
        subprocess.run(add, check=True, capture_output=True)
        try:
            yield
        finally:
            remove = [*installer, "uninstall", "--python", python, package]
            subprocess.run(remove, check=True, capture_output=True)


@pytest.mark.long
def test_a_theme_makes_the_same_kits_where_it_is_added_and_where_a_package_has_it(
    installed: Path, tmp_path: Path
) -> None:
    """It extends another, and has a font, a logo, words and a Word shell of its own: those of confluence."""
    own, added, packaged = (Home(installed, tmp_path / name) for name in ("own", "added", "packaged"))
    shutil.copytree(ROOT / "templates/themes/confluence", own.here / "themes/agency")
    own.kit("theme", "new", "Branch", "--extends", "agency", "--colour", "#24563a")
    own.kit("theme", "pack", "branch")

    def built(home: Home) -> dict[str, bytes]:
        (home.here / "ada.yaml").write_text(
            "name: Ada\ncontacts: [{name: Sam}]\ntarget: {occupation: welder}\n", "utf-8"
        )
        home.kit("build", "ada.yaml", "-t", "branch", *("-f", "pdf", "-f", "docx", "-f", "html", "-f", "txt"))
        made = files(home.here / "output")
        return {name: data for name, data in made.items() if not name.startswith(".")}

    kits = built(own)
    assert set(kits) == {"ada.pdf", "ada.docx", "ada.html", "ada.txt"}
    added.kit("theme", "add", str(own.here / "branch.zip"))
    assert built(added) == kits
    parts = {f"agency_looks/{name}": data for name, data in files(own.here / "themes").items()}
    offered = "[interview_kit.themes]\nbranch = agency_looks.branch\n"
    parts |= {
        "agency_looks/__init__.py": b"raise SystemExit('a theme is no code')",
        "agency_looks-1.0.dist-info/entry_points.txt": offered.encode(),
    }
    with beside(installed, "agency_looks", parts):
        (row,) = (line for line in packaged.kit("theme", "list").splitlines() if line.startswith("branch\t"))
        assert row.split("\t")[1:3] == ["extends agency", str(site(installed) / "agency_looks/branch")]
        assert built(packaged) == kits
    assert "branch\t" not in packaged.kit("theme", "list")


STRANGER = {
    "pipeline/__init__.py": "raise RuntimeError('another distribution was imported')\n",
    "pipeline/cli.py": "raise RuntimeError('another distribution was imported')\n",
}
"""Another distribution that has a top-level package `pipeline`, as there is one on PyPI."""


def test_another_distribution_named_pipeline_breaks_nothing(installed: Path, tmp_path: Path) -> None:
    python = str(scripts(installed) / "python")
    with beside(installed, "pipeline", STRANGER):
        assert (site(installed) / "pipeline" / "cli.py").is_file()
        for command in ([str(scripts(installed) / "kit")], [python, "-m", "interview_kit"]):
            done = subprocess.run([*command, "--version"], cwd=tmp_path, capture_output=True, text=True)
            assert (done.returncode, done.stderr) == (0, "")
            assert done.stdout.strip().endswith(PROJECT["project"]["version"])


def test_a_package_index_shows_a_description_without_dead_links(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
    assert "the teacher (docs/teacher.md)" in text
    assert re.findall(r"\]\((?!https?:|mailto:|#)[^)]*\)", text) == []


def test_the_wheel_tells_type_checkers_that_it_is_typed(wheel: Path) -> None:
    assert "interview_kit/py.typed" in zipfile.ZipFile(wheel).namelist()


def test_the_image_holds_what_the_wheel_is_made_of(wheel: Path, tmp_path: Path) -> None:
    copies = re.findall(r"^COPY (.+) (\S+)$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    seen = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    allowed = {line[1:] for line in seen if line.startswith("!")}
    sources = {source for names, _ in copies for source in names.split()}
    assert sources == allowed
    for names, target in copies:
        for source in names.split():
            place = tmp_path / (target if target.endswith(f"/{source}") else f"{target}/{source}").strip("/")
            copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
            place.parent.mkdir(exist_ok=True)
            copy(ROOT / source, place)
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=tmp_path / "src", check=True, capture_output=True)
    image = next(tmp_path.glob("*.whl"))
    assert contents(image) == contents(wheel)


def contents(wheel: Path) -> dict[str, int]:
    """Return the checksum of each file in a wheel."""
    return {file.filename: file.CRC for file in zipfile.ZipFile(wheel).infolist()}
