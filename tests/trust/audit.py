"""Ask what is known of the locked versions: `python -m tests.trust.audit`, as `make audit` does.

pip-audit runs in an environment of its own, by uv: one of its requirements, defusedxml, would change how
openpyxl reads. A package that the service knows nothing of counts as not audited, and that as a failure.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
PIP_AUDIT = "pip-audit>=2.10,<3"
# For the two services that know of faults, what to say when they do not answer for this lock.
SERVICES = ("pypi", "osv")
UNREACHABLE = """\
Nothing was audited: neither PyPI nor OSV answered for every package.
Run `make audit` where the internet can be reached; a mirror of PyPI may hold no advisories.
The last words were: {words}"""


def main() -> int:
    """Return 0 where no version has a known fault, 1 where one has, 3 where nobody could be asked."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        print(f"uv is missing. To install it, run: {sys.executable} -m pip install uv", file=sys.stderr)
        return 3
    words = ""
    for service in SERVICES:
        command = [uv, "tool", "run", "--from", PIP_AUDIT, "pip-audit", "--disable-pip", "--require-hashes"]
        command += ["--strict", "--progress-spinner=off", "--vulnerability-service", service]
        command += [part for lock in LOCKS for part in ("--requirement", str(ROOT / lock))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0 or "known vulnerabilit" in done.stderr:
            print(done.stdout or done.stderr, end="")
            return done.returncode
        words = (done.stderr.strip().splitlines() or ["nothing"])[-1]
    print(UNREACHABLE.format(words=words), file=sys.stderr)
    return 3


if __name__ == "__main__":
    sys.exit(main())
