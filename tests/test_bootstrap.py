"""Check the rules of the set-up: what is due, what is missing, who may install it, what a person is told."""

import ast
import ctypes
import ctypes.util
import importlib.util
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

import bootstrap
from interview_kit.support import command_line, i18n, native_libs, paths, stream_encoding


def completed(code: int, output: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], code, stdout=output)


# --- libraries ---------------------------------------------------------------------------------------


def test_the_libraries_are_those_that_weasyprint_loads() -> None:
    weasyprint = importlib.util.find_spec("weasyprint")
    assert weasyprint is not None and weasyprint.origin is not None
    source = (Path(weasyprint.origin).parent / "text" / "ffi.py").read_text("utf-8")
    loaded = {
        node.targets[0].id.replace("_", "-"): tuple(ast.literal_eval(name) for name in node.value.args[1:])
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "_dlopen"
    }
    loaded.pop("harfbuzz-vector")  # for colour fonts, which the kit has none of
    assert loaded == native_libs.LIBRARIES


def test_a_library_that_no_spelling_opens_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def load(path: str) -> object:
        tried.append(path)
        if "harfbuzz" in path or "pangoft2" in path:
            raise OSError(path)
        return object()

    monkeypatch.setattr(ctypes, "CDLL", load)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"/found/{name}")
    assert native_libs.missing_libraries() == ["harfbuzz", "harfbuzz-subset", "pangoft2"]
    assert {"libharfbuzz-subset.so.0", "/found/harfbuzz-subset"} <= set(tried)


@pytest.mark.parametrize(
    ("platform", "installed", "root", "line"),
    [
        (
            *("linux", "apt-get", False),
            "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ),
        ("linux", "dnf", True, "dnf install -y pango harfbuzz fontconfig"),
        ("linux", None, False, native_libs.UNKNOWN_SYSTEM_LINE),
        ("darwin", None, False, "brew install pango"),
    ],
)
def test_every_system_has_its_line(
    platform: str, installed: str | None, root: bool, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == installed else None)
    monkeypatch.setattr(native_libs, "is_root", lambda: root)
    assert native_libs.install_line() == line


# --- who may install --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manager", "root", "sudo_works", "prefix"),
    [
        ("apt-get", True, False, []),
        ("apt-get", False, True, ["sudo", "-n"]),
        ("apt-get", False, False, None),
        ("brew", False, False, []),
        ("brew", True, False, None),  # Homebrew refuses to run as root
        ("dnf", True, True, None),
        (None, True, True, None),
    ],
)
def test_only_apt_with_rights_and_brew_without_are_run(
    manager: str | None,
    root: bool,
    sudo_works: bool,
    prefix: list[str] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(native_libs, "is_root", lambda: root)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(bootstrap, "run", lambda command: completed(0 if sudo_works else 1))
    assert bootstrap.permission(manager) == prefix


def test_a_stale_list_of_packages_is_fetched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    commands = []

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return completed(100, "Unable to locate package a") if len(commands) == 1 else completed(0, "done")

    monkeypatch.setattr(bootstrap, "run", run)
    install = ["sudo", "-n", "apt-get", "install", "-y", "a"]
    assert bootstrap.install_system_packages(install) == "done"
    assert commands == [install, ["sudo", "-n", "apt-get", "update"], install]


@pytest.mark.parametrize(
    ("lacking", "packages"),
    [
        (["pango"], native_libs.MANAGERS["apt-get"].libraries),
        (["pip"], (bootstrap.PIP_PACKAGES["apt-get"],)),
        (["pango", "pip"], (bootstrap.PIP_PACKAGES["apt-get"], *native_libs.MANAGERS["apt-get"].libraries)),
    ],
)
def test_only_what_is_lacking_is_asked_for(lacking: list[str], packages: tuple[str, ...]) -> None:
    assert bootstrap.packages_for(lacking, "apt-get") == packages


def test_without_the_right_to_install_the_line_is_shown_and_the_exit_code_is_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    venv = finished(tmp_path, monkeypatch)
    monkeypatch.setattr(bootstrap, "Venv", lambda root: venv)
    monkeypatch.setattr(native_libs, "missing_libraries", lambda site: ["pango", "pangoft2"])
    monkeypatch.setattr(native_libs, "package_manager", lambda: "apt-get")
    monkeypatch.setattr(native_libs, "is_root", lambda: False)
    monkeypatch.setattr(bootstrap, "run", lambda command: completed(1 if command[0] == "sudo" else 0))
    assert bootstrap.main(["setup"]) == 3
    assert capsys.readouterr().err == (
        "This system lacks pango, pangoft2. Install it with this line, then run the same command again:\n"
        "    sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    )


# --- the browser -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("installed", "named", "rights", "installs", "told"),
    [
        (["chromium"], "", True, [], ""),
        ([], "/opt/chrome", True, [], ""),
        (
            *([], "", True),
            [["sudo", "-n", "apt-get", "install", "-y", "--no-install-recommends", "chromium"]],
            "== Installing a browser for the tests:"
            " sudo -n apt-get install -y --no-install-recommends chromium\n"
            "== There is no Chromium here: the preview will not be tested in a browser\n",
        ),
        (
            *([], "", False, []),
            "== There is no Chromium here: the preview will not be tested in a browser\n",
        ),
    ],
)
def test_a_browser_is_installed_where_we_may_and_its_lack_stops_nothing(
    installed: list[str],
    named: str,
    rights: bool,
    installs: list[list[str]],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    commands: list[list[str]] = []

    def refuse(command: list[str]) -> str:
        commands.append(command)
        return "no such package"

    monkeypatch.setenv("KIT_CHROMIUM", named)
    monkeypatch.setattr(shutil, "which", lambda name: name if name in installed else None)
    monkeypatch.setattr(native_libs, "package_manager", lambda: "apt-get")
    monkeypatch.setattr(bootstrap, "permission", lambda name: ["sudo", "-n"] if rights else None)
    monkeypatch.setattr(bootstrap, "install_system_packages", refuse)
    bootstrap.provide_browser()
    assert (commands, capsys.readouterr().out) == (installs, told)


@pytest.mark.parametrize(("purpose", "wanted"), [("test", ["browser"]), ("kit", [])])
def test_only_the_tests_get_a_browser(
    purpose: str, wanted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv, found = project(tmp_path), []
    venv.path.mkdir()
    monkeypatch.setattr(bootstrap.Venv, "make", lambda venv: None)
    monkeypatch.setattr(bootstrap, "provide_system_packages", lambda venv, wants_pip: None)
    monkeypatch.setattr(bootstrap, "provide_browser", lambda: found.append("browser"))
    monkeypatch.setattr(bootstrap, "install", lambda *_: None)
    bootstrap.set_up(venv, purpose)
    assert found == wanted


# --- what is due --------------------------------------------------------------------------------------


def project(root: Path) -> bootstrap.Venv:
    locks = ("requirements.lock", "requirements-test.lock", "requirements-native.lock")
    for name in (*locks, *bootstrap.PROJECT_FILES):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    return bootstrap.Venv(root)


def finished(root: Path, monkeypatch: pytest.MonkeyPatch) -> bootstrap.Venv:
    """Return the environment of a project that was set up for `kit` and whose Python starts."""
    venv = project(root)
    venv.kit.parent.mkdir(parents=True)
    venv.kit.touch()
    venv.stamp.write_text(json.dumps(venv.wanted("kit")), "utf-8")
    monkeypatch.setattr(bootstrap, "run", lambda command: completed(0))
    return venv


def steps(venv: bootstrap.Venv, purpose: str) -> list[str]:
    return bootstrap.due(purpose, venv.wanted(purpose), venv.record())


def test_a_finished_set_up_has_nothing_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps(finished(tmp_path, monkeypatch), "kit") == []


def test_the_tests_are_added_to_the_kit_and_hold_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv = finished(tmp_path, monkeypatch)
    assert steps(venv, "test") == ["test"]
    venv.stamp.write_text(json.dumps(venv.wanted("test")), "utf-8")
    assert (steps(venv, "test"), steps(venv, "kit")) == ([], [])


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("requirements.lock", ["venv", "kit", "project"]),
        ("requirements-native.lock", ["venv", "kit", "project"]),
        ("requirements-test.lock", []),
        ("pyproject.toml", ["project"]),
        (".venv/bootstrap.json", ["venv", "kit", "project"]),
    ],
)
def test_a_changed_file_makes_its_steps_due(
    changed: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = finished(tmp_path, monkeypatch)
    (tmp_path / changed).write_text("{", "utf-8")
    assert steps(venv, "kit") == expected


def test_another_python_makes_all_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv = finished(tmp_path, monkeypatch)
    monkeypatch.setattr(bootstrap, "PYTHON", "/opt/python3.13/bin/python3")
    assert steps(venv, "kit") == ["venv", "kit", "project"]


def test_an_environment_whose_python_does_not_start_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv = finished(tmp_path, monkeypatch)
    monkeypatch.setattr(bootstrap, "run", lambda command: completed(127))
    assert steps(venv, "kit") == ["venv", "kit", "project"]


def test_a_set_up_that_fails_leaves_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv = finished(tmp_path, monkeypatch)
    (tmp_path / "pyproject.toml").write_text("changed", "utf-8")

    def fail(*_: object) -> None:
        raise bootstrap.Stop("no network")

    monkeypatch.setattr(bootstrap, "install", fail)
    monkeypatch.setattr(bootstrap, "provide_system_packages", lambda venv, wants_pip: None)
    with pytest.raises(bootstrap.Stop):
        bootstrap.set_up(venv, "kit")
    assert not venv.stamp.exists()


# --- Python and its settings --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("installed", "remedy"),
    [
        ("python3.12", "Start it with python3.12."),
        (None, "Install one from python.org or your system's packages."),
    ],
)
def test_an_old_python_is_told_what_to_do(
    installed: str | None, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == installed else None)
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.refuse_old_python((3, 10, 4))
    assert str(stop.value) == f"Python 3.11 or newer is needed, and this is 3.10.4. {remedy}"


@pytest.mark.parametrize("module", [bootstrap, native_libs, i18n, command_line, stream_encoding, paths])
def test_an_old_python_can_read_the_file(module: object) -> None:
    source = Path(str(vars(module)["__file__"])).read_text("utf-8")
    ast.parse(source, feature_version=(3, 7))


def test_settings_that_lead_elsewhere_are_dropped_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    misleading = {"PIP_TARGET", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "VIRTUAL_ENV"}
    for name in misleading:
        monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("PIP_CERT", "/certificate.pem")
    given = bootstrap.environment()
    assert misleading.isdisjoint(given)
    assert (given["PIP_CERT"], given["PIP_NO_INPUT"], given["PIP_USER"]) == ("/certificate.pem", "1", "0")


def test_each_check_is_run_and_the_one_that_fails_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fails, good = ("json.tool", "not-there.json"), ("json.tool", "--help")
    venv = cast(bootstrap.Venv, SimpleNamespace(python=sys.executable))
    for checks in ((fails, good), (good, fails)):  # beside the tests, and the tests themselves
        monkeypatch.setattr(bootstrap, "CHECKS", checks)
        assert bootstrap.run_checks(venv) == 1
        said = capfd.readouterr()
        assert "usage: " in said.out and "not-there.json" in said.out + said.err
        assert said.out.splitlines()[-1].endswith("json.tool not-there.json")
    monkeypatch.setattr(bootstrap, "CHECKS", (good, good))
    assert bootstrap.run_checks(venv) == 0


def test_the_app_is_opened_by_this_python_after_the_set_up_of_a_kit(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(bootstrap, "set_up", lambda venv, purpose: done.append(purpose))
    monkeypatch.setattr(signal, "signal", lambda number, handler: done.append(number.name))

    def run(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        done.append([Path(command[0]).stem, *command[1:]])
        return completed(3)

    monkeypatch.setattr(subprocess, "run", run)
    assert bootstrap.main(["app"]) == 3
    assert done == ["kit", "SIGINT", ["python", "-m", "interview_kit", "app"]]
