"""Set the project up with nothing but Python 3.11, then build the example kit or run every check.

python3 bootstrap.py kit            install what is missing, build the example kit
python3 bootstrap.py app            install what is missing, open the app: a form in the browser
python3 bootstrap.py test           install what is missing, run every check that .ci/run runs
python3 bootstrap.py setup          install what `kit` needs, and stop (`setup test`: what `test` needs)

Exit codes: 0 done; 1 a check or the build failed; 2 usage; 3 this machine lacks something, and the
message says what to do; 130 interrupted.
"""

# An old Python has to read this file to say that it is too old: Python 3.7's grammar is the newest here.
from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "pipeline"))  # Python leaves even ROOT out where PYTHONSAFEPATH is set
from interview_kit.support import i18n, native_libs  # noqa: E402
from interview_kit.support.i18n import _  # noqa: E402
from interview_kit.support.stream_encoding import print_anything  # noqa: E402

EXAMPLE = "profiles/leila.yaml"
OLDEST_PYTHON = (3, 11)
NATIVE_LOCK = "requirements-native.lock"
# What the installation of the project depends on; it compiles the catalogue of messages.
PROJECT_FILES = ("pyproject.toml", "hatch_build.py", "templates/languages/fr/messages.po")
# Inside a virtual environment, perhaps our own, this is the Python it was made from.
PYTHON = getattr(sys, "_base_executable", None) or sys.executable
PIP_PACKAGES = {
    "apt-get": f"python3.{sys.version_info[1]}-venv",
    "dnf": "python3-pip",
    "pacman": "python-pip",
    "zypper": "python3-pip",
    "apk": "py3-pip",
    "brew": "python",
}
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    # A worker more than there are processors; one that runs out of tests takes some of those of others.
    ("pytest", "--numprocesses=auto", "--maxprocesses=8", "--dist=worksteal"),
)
# Debian's name for it first; Ubuntu has none of that name.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Whatever else a person has set for pip, an index, a proxy or a certificate, stays.
MISLEADING_SETTINGS = {
    *("PIP_CONSTRAINT", "PIP_DRY_RUN", "PIP_EDITABLE", "PIP_IGNORE_INSTALLED", "PIP_NO_BUILD_ISOLATION"),
    *("PIP_NO_DEPS", "PIP_PREFIX", "PIP_PYTHON", "PIP_QUIET", "PIP_REPORT", "PIP_REQUIRE_HASHES"),
    *("PIP_REQUIRE_VIRTUALENV", "PIP_REQUIREMENT", "PIP_ROOT", "PIP_TARGET", "PIP_USER"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP"),  # the first: slow starts
    *("VIRTUAL_ENV", "__PYVENV_LAUNCHER__"),
}
UNREACHABLE = (
    "ConnectionError",
    "ConnectTimeout",
    "Max retries exceeded",
    "No matching distribution found",
    "ProxyError",
    "Read timed out",
    "SSLError",
    "Temporary failure in name resolution",
)


class Stop(Exception):
    """This machine lacks something; the message says what, and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks and return the exit code; no failure shows a traceback."""
    print_anything()
    # argparse looks its messages up by these names.
    vars(argparse).update(_=i18n.gettext, ngettext=i18n.ngettext)
    parser = argparse.ArgumentParser(
        prog="bootstrap.py",
        description=i18n.gettext(__doc__ or ""),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=("kit", "app", "test", "setup"))
    parser.add_argument(
        "purpose", nargs="?", choices=("kit", "test"), help=_("with setup: for which command")
    )
    asked = parser.parse_args(arguments)
    if asked.purpose and asked.command != "setup":
        parser.error(_("only setup takes a second word"))
    try:
        refuse_old_python(tuple(sys.version_info[:3]))
        venv = Venv(ROOT)
        set_up(venv, "test" if "test" in (asked.command, asked.purpose) else "kit")
        todo = {"kit": build_example, "app": open_app, "test": run_checks}
        return todo[asked.command](venv) if asked.command in todo else 0
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 3
    except OSError as error:
        place = error.filename or _("This machine")
        print(_("{place}: {reason}", place=place, reason=i18n.reason_of(error)), file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("\n" + _("Interrupted. Run the same command again to go on."), file=sys.stderr)
        return 130


def refuse_old_python(version: tuple[int, ...]) -> None:
    """Raise Stop where `version` is too old, naming a newer Python that is installed beside it."""
    if version >= OLDEST_PYTHON:
        return
    names = [f"python3.{minor}" for minor in range(20, OLDEST_PYTHON[1] - 1, -1)]
    newer = next(filter(shutil.which, names), None)
    found = ".".join(map(str, version))
    remedy = _("Install one from python.org or your system's packages.")
    if newer:
        remedy = _("Start it with {newer}.", newer=newer)
    raise Stop(_("Python 3.11 or newer is needed, and this is {found}.", found=found) + f" {remedy}")


def build_example(venv: Venv) -> int:
    """Build the example kit, which says where it is from here, and return the exit code of the build."""
    say(_("Building the example kit from {profile}", profile=EXAMPLE))
    root = Path() if Path.cwd() == ROOT else ROOT
    command = [str(venv.kit), "build", str(root / EXAMPLE), "--output", str(root / "output")]
    return subprocess.run(command, env=environment()).returncode


def open_app(venv: Venv) -> int:
    """Open the app in the browser, and return its exit code when it ends."""
    # Not the program beside it: a managed computer may refuse to run a new one, and allows this Python.
    command = [str(venv.python), "-m", "interview_kit", "app"]
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the app, which then ends by itself
    return subprocess.run(command, env=environment()).returncode


def run_checks(venv: Venv) -> int:
    """Run every check, the tests in sight and the others beside them; return 1 if one failed."""
    commands = {" ".join(check): [str(venv.python), "-m", *check] for check in CHECKS}
    *others, tests = commands
    with ThreadPoolExecutor(1) as beside:
        waiting = {name: beside.submit(run, commands[name]) for name in others}
        say(tests)
        codes = {tests: subprocess.run(commands[tests], cwd=ROOT, env=environment()).returncode}
        for name, done in waiting.items():
            say(name)
            print(done.result().stdout, end="", flush=True)
            codes[name] = done.result().returncode
    failed = [name for name, code in codes.items() if code]
    if failed:
        say(_("FAILED: {checks}", checks=", ".join(failed)))
    return 1 if failed else 0


# --- set-up --------------------------------------------------------------------------------------------


class Venv:
    """The virtual environment at the project's root, and the record of what was put into it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / ".venv"
        self.stamp = self.path / "bootstrap.json"
        scripts, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
        self.python = self.path / scripts / f"python{suffix}"
        self.kit = self.path / scripts / f"kit{suffix}"

    @property
    def site_packages(self) -> Path:
        """Where its packages lie."""
        return Path(sysconfig.get_path("purelib", "venv", {"base": str(self.path)}))

    def lock(self, purpose: str) -> Path:
        """Return the lock file for `purpose`; the one for the tests holds all of the kit's."""
        return self.root / ("requirements.lock" if purpose == "kit" else "requirements-test.lock")

    def wanted(self, purpose: str) -> dict[str, str]:
        """Return what each step depends on, as digests; a step is due where the record differs."""
        # Its name differs inside and outside of the environment: python3.11, python3.
        made_by = f"{sys.version} {os.path.realpath(PYTHON)} {self.root}".encode()
        kit_lock = self.lock("kit").read_bytes()
        native_lock = (self.root / NATIVE_LOCK).read_bytes()
        return {
            "venv": digest(made_by + kit_lock + native_lock),
            "kit": digest(kit_lock),
            purpose: digest(self.lock(purpose).read_bytes()),
            "project": digest(b"".join((self.root / name).read_bytes() for name in PROJECT_FILES)),
        }

    def record(self) -> dict[str, str]:
        """Return the digests of the last complete set-up; none if it was not, or does not work any more."""
        try:
            record = json.loads(self.stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        starts = "import importlib.metadata as m; m.version('interview-kit')"
        works = self.kit.exists() and run([str(self.python), "-I", "-c", starts]).returncode == 0
        return record if works and isinstance(record, dict) else {}

    def make(self) -> None:
        """Make the environment anew; without a pip where Python lacks ensurepip, as Debian's does."""
        if self.path.exists():
            shutil.rmtree(self.path)
        if run([PYTHON, "-m", "venv", str(self.path)]).returncode == 0:
            return
        shutil.rmtree(self.path, ignore_errors=True)
        bare = run([PYTHON, "-m", "venv", "--without-pip", str(self.path)])
        if bare.returncode:
            raise Stop(tail(bare.stdout) + "\n\n" + _("Python could not make {path}.", path=self.path))

    def pip(self) -> list[str] | None:
        """Return the command of a pip that fills the environment, its own or the system's; None if none."""
        if run([str(self.python), "-c", "import pip"]).returncode == 0:
            return [str(self.python), "-m", "pip"]
        system_pip = [PYTHON, "-m", "pip", "--python", str(self.python)]  # pip 22.3 and newer
        return system_pip if run([*system_pip, "--version"]).returncode == 0 else None


def set_up(venv: Venv, purpose: str) -> None:
    """Bring the system's libraries and `venv` to what `purpose` needs; nothing is done twice."""
    record, wanted = venv.record(), venv.wanted(purpose)
    steps = due(purpose, wanted, record)
    if steps and venv.stamp.exists():
        venv.stamp.unlink()  # an interrupted set-up leaves no stamp, and is made anew
    if "venv" in steps:
        say(_("Making .venv with Python {version}", version=sys.version.split()[0]))
        venv.make()
        record = {}
    provide_system_packages(venv, wants_pip=bool(steps))
    if purpose in steps:
        lock = venv.lock(purpose)
        say(_("Installing the packages of {lock} (about a minute)", lock=lock.name))
        # The tests load a third of the modules, and Python compiles those when they are loaded.
        faster = ["--no-compile"] if purpose == "test" else []
        install(venv, "--require-hashes", "--no-deps", *faster, "-r", str(lock))
    if purpose == "test" and steps:
        provide_browser()
    if "project" in steps:
        say(_("Installing interview-kit into .venv"))
        install(venv, "--no-deps", "--no-build-isolation", "-e", str(venv.root))
    if steps:
        venv.stamp.write_text(json.dumps({**record, **wanted}, indent=2), "utf-8")


def due(purpose: str, wanted: dict[str, str], record: dict[str, str]) -> list[str]:
    """Return the steps to do, in order: all of them where the environment is not the one wanted."""
    if record.get("venv") != wanted["venv"]:
        return ["venv", purpose, "project"]
    return [step for step in (purpose, "project") if record.get(step) != wanted[step]]


def install(venv: Venv, *arguments: str) -> None:
    """Let pip install into `venv`, naming on a terminal what it is at; raise Stop with its last words."""
    command = [*(venv.pip() or ()), "install", "--progress-bar=off", *arguments]
    lines = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            if not line.startswith(("Ignoring ", "WARNING: Retrying")):
                lines.append(line)
            if sys.stdout.isatty() and line.startswith("Collecting "):
                print(f"\r   {line.split()[1][:60]:<60}\r", end="", flush=True)
    if sys.stdout.isatty():
        print(f"\r{'':<63}\r", end="", flush=True)
    if process.returncode == 0:
        return
    output = "".join(lines)
    reason = _("pip could not install the packages; its last words are above.")
    if any(sign in output for sign in UNREACHABLE):
        reason = _(
            "The package index could not be reached, or it lacks a package. Connect to the internet\n"
            "(behind a proxy: set HTTPS_PROXY; with a mirror: PIP_INDEX_URL) and run the same command again."
        )
    raise Stop(f"{tail(output)}\n\n{reason}")


# --- what the system has to give -----------------------------------------------------------------------


def provide_system_packages(venv: Venv, wants_pip: bool) -> None:
    """Install the libraries, and a pip if `wants_pip`, where missing; raise Stop if we may not.

    A wheel comes first where there is one: it needs no rights, and changes nothing outside `.venv`.
    """
    lacking = find_lacking(venv, wants_pip)
    if lacking and "pip" not in lacking and native_libs.wheel_fits():
        provide_wheel(venv)
        lacking = find_lacking(venv, wants_pip)
    if not lacking:
        return
    name = native_libs.package_manager()
    packages = packages_for(lacking, name)
    prefix = permission(name)
    if name and prefix is not None:
        command = [*prefix, *native_libs.MANAGERS[name].install, *packages]
        say(_("Installing system packages: {command}", command=" ".join(command)))
        output = install_system_packages(command)
        if "pip" in lacking:
            venv.make()
        lacking = find_lacking(venv, wants_pip)
        if not lacking:
            return
        print(tail(output), file=sys.stderr)
    raise Stop(
        _(
            "This system lacks {names}. Install it with this line, then run the same command again:\n"
            "    {line}",
            names=", ".join(lacking),
            line=native_libs.install_line(packages),
        )
    )


def provide_wheel(venv: Venv) -> None:
    """Install the libraries into `venv`; say why where that fails, and leave it to what comes next."""
    size = 100 if sys.platform == "darwin" else 35
    say(_("Installing the text libraries Pango and HarfBuzz into .venv ({size} MB)", size=size))
    lock = str(venv.root / NATIVE_LOCK)
    try:
        install(venv, "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", lock)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return
    if sys.platform == "darwin":
        link_twins(venv.site_packages / "gstreamer_libs" / "lib")


def link_twins(folder: Path) -> None:
    """Let each library that lies in `folder` under several names be one file, and links to it.

    The longest name stays, by which the libraries name each other: what is opened by another name is then
    known to be the same. A wheel cannot hold links, and has copies instead.
    """
    real: dict[str, Path] = {}
    for path in sorted(folder.glob("*.dylib"), key=lambda path: (-len(path.name), path.name)):
        if path.is_symlink():
            continue
        first = real.setdefault(digest(path.read_bytes()), path)
        if first is not path:
            link = path.with_suffix(".link")
            link.symlink_to(first.name)
            link.replace(path)


def provide_browser() -> None:
    """Install Chromium, in which the preview is tested, where we may; without it that test skips by name."""
    if find_browser():
        return
    name = native_libs.package_manager()
    prefix = permission(name)
    if name == "apt-get" and prefix is not None:
        install = [*prefix, *native_libs.MANAGERS[name].install, "--no-install-recommends", BROWSERS[0]]
        say(_("Installing a browser for the tests: {command}", command=" ".join(install)))
        install_system_packages(install)
    if not find_browser():
        say(_("There is no Chromium here: the preview will not be tested in a browser"))


def find_browser() -> str | None:
    """Return the Chromium that the tests use: the one that KIT_CHROMIUM names, or one that is installed."""
    return os.environ.get("KIT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def find_lacking(venv: Venv, wants_pip: bool) -> list[str]:
    """Return the names of the libraries that do not open, and `pip` when it is wanted and there is none."""
    return native_libs.missing_libraries(venv.site_packages) + (
        ["pip"] if wants_pip and not venv.pip() else []
    )


def packages_for(lacking: list[str], name: str | None) -> tuple[str, ...]:
    """Return what the package manager `name` calls the packages that are `lacking`."""
    if name is None:
        return ()
    pip = (PIP_PACKAGES[name],) if "pip" in lacking else ()
    return (*pip, *(native_libs.MANAGERS[name].libraries if lacking != ["pip"] else ()))


def permission(name: str | None) -> list[str] | None:
    """Return what to put before an installation by `name`, often nothing; None where we may not install."""
    if name == "brew":
        return [] if shutil.which("brew") and not native_libs.is_root() else None
    if name != "apt-get":
        return None
    if native_libs.is_root():
        return []
    return ["sudo", "-n"] if run(["sudo", "-n", "true"]).returncode == 0 else None


def install_system_packages(command: list[str]) -> str:
    """Run `command` and return what it said; apt's list of packages is fetched once if it is stale."""
    attempt = run(command)
    if attempt.returncode and "apt-get" in command:
        run([*command[: command.index("apt-get")], "apt-get", "update"])
        attempt = run(command)
    return attempt.stdout


# --- running and telling -------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    """Return the environment for what we start: no question is asked, and nothing points elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING_SETTINGS}
    quiet = {
        "DEBIAN_FRONTEND": "noninteractive",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_USER": "0",
        "PYTHONNOUSERSITE": "1",
    }
    return {**kept, **quiet}


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run `command` unseen; a program that cannot be started counts as failed."""
    try:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, stdout=str(error))


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def tail(output: str) -> str:
    """Return the last lines of a program's output."""
    return "\n".join(output.strip().splitlines()[-12:])


def say(line: str) -> None:
    """Print a line of progress at once, before a program we start prints its own."""
    print(f"== {line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
