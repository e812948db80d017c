"""Make the pages of docs/server for when no replica answers: `python -m tests.web.serve.shipped`."""

from __future__ import annotations

import asyncio
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from interview_kit.web.app.pages import FOLDER as PAGES
from tests.paths import ROOT
from tests.web.app.visits import Here
from tests.web.serve.hosting import hosted

SERVER = ROOT / "docs/server"
_POLICY = "default-src 'none'; form-action 'self'; style-src 'sha256-{}'"


def away_pages() -> dict[Path, str]:
    """Return the pages for when no replica answers, by file: the app's own, with nothing to be fetched."""
    styles = (PAGES / "app.css").read_text("utf-8")
    styles = re.sub(r"(?m)^@font-face.*\n", "", styles)
    digest = b64encode(sha256(styles.encode()).digest()).decode("ascii")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format(digest)}">'
    inside = f"{policy}\n<style>{styles}</style>\n"
    found = {}
    for language in ("en", "fr"):
        page = asyncio.run(Here(hosted()).get(f"/{language}/limit/away")).body.decode()
        page = re.sub(r"(?m)^<(?:link|script)\b.*\n", "", page)
        found[SERVER / f"away/{language}.html"] = page.replace("</head>", f"{inside}</head>")
    return found


if __name__ == "__main__":
    for path, page in away_pages().items():
        path.write_text(page, encoding="utf-8")
