"""Check what docs/server ships and docs/server.md says: it fits the app, and each other."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from interview_kit.support.i18n import use_language
from interview_kit.web.app.limits import LARGEST_BODY
from interview_kit.web.app.promise import promises
from interview_kit.web.serve.config import ServeYaml, read_settings
from tests.paths import ROOT
from tests.web.serve.hosting import OLD, hosted
from tests.web.serve.shipped import SERVER, away_pages

NGINX = (SERVER / "nginx.conf").read_text("utf-8")
UNIT = (SERVER / "kit-serve@.service").read_text("utf-8")
COMPOSE = yaml.safe_load((SERVER / "compose.yaml").read_text("utf-8"))
# Seconds to clear away, beyond those to drain and to finish.
BEYOND = 15


def of_nginx(name: str) -> list[str]:
    return re.findall(rf"(?m)^\s*{name} ([^;]+);", NGINX)


def usual(name: str) -> int:
    return int(ServeYaml.model_fields[name].default)


def test_nginx_takes_as_much_as_the_app_and_writes_none_of_it_to_a_disk() -> None:
    mebibytes = f"{LARGEST_BODY // 1024**2}m"
    assert of_nginx("client_max_body_size") == of_nginx("client_body_buffer_size") == [mebibytes]
    assert of_nginx("proxy_max_temp_file_size") == ["0"]
    paths = [of_nginx(f"{kind}_temp_path") for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    assert all(path.startswith("/dev/shm/") for (path,) in paths)
    assert of_nginx("access_log") == ["off"] and of_nginx("error_log") == ["stderr crit"]
    assert of_nginx("proxy_set_header X-Forwarded-For") == ['""']


def test_the_pages_for_when_no_replica_answers_are_those_of_the_app() -> None:
    """Written anew by `python -m tests.web.serve.shipped`."""
    for path, page in away_pages().items():
        assert path.read_text("utf-8") == page, path
        assert not re.search(r"src=|<link|<script|url\(", page)


def test_the_settings_are_read_and_say_what_is_usual(tmp_path: Path) -> None:
    (tmp_path / "keys").write_bytes(OLD)
    text = (SERVER / "serve.yaml").read_text("utf-8")
    whole = re.sub(r"(?m)^# (?=\w+: )", "", text)
    for each in (text, whole):
        path = tmp_path / "serve.yaml"
        place = "/run/credentials/kit-serve@1.service/keys"
        assert place in each
        path.write_text(each.replace(place, "keys"))
        settings = read_settings(path, {})
        assert settings.listen == ("127.0.0.1", 8001) and settings.operations == ("127.0.0.1", 9001)
        assert (settings.drain_seconds, settings.finish_seconds) == (5, 60)
    assert set(yaml.safe_load(whole)) <= set(ServeYaml.model_fields)
    inside = yaml.safe_load(COMPOSE["configs"]["serve"]["content"])
    (tmp_path / "serve.yaml").write_text(yaml.safe_dump(inside | {"keys": "keys"}))
    assert read_settings(tmp_path / "serve.yaml", {}).listen == ("0.0.0.0", 8000)


def test_who_stops_a_replica_waits_until_it_has_ended() -> None:
    longest = usual("drain_seconds") + usual("finish_seconds") + BEYOND
    (seconds,) = re.findall(r"(?m)^TimeoutStopSec=(\d+)$", UNIT)
    assert int(seconds) >= longest
    assert int(COMPOSE["services"]["kit-1"]["stop_grace_period"].rstrip("s")) >= longest
    assert "KillMode=mixed" in UNIT


def test_a_replica_in_a_container_can_write_to_memory_alone() -> None:
    for name in ("kit-1", "kit-2", "proxy"):
        service = COMPOSE["services"][name]
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["ulimits"]["core"] == 0 and service["shm_size"], name
        assert all(each.startswith("./") and each.endswith(":ro") for each in service.get("volumes", ()))
    for name in ("kit-1", "kit-2"):
        service = COMPOSE["services"][name]
        assert service["mem_limit"] == service["memswap_limit"] and "ports" not in service
    assert COMPOSE["services"]["proxy"]["ports"] == ["80:80", "443:443"]


def test_the_unit_is_one_that_systemd_reads(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze here")
    path = tmp_path / "kit-serve@1.service"
    path.write_text(UNIT.replace("/opt/interview-kit/.venv/bin/kit", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", path], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def table_of(language: str) -> str:
    """Return what is kept where and how long, as a table in Markdown."""
    with use_language(language):
        rows = [(row.what, row.where, row.how_long) for row in promises(hosted())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@pytest.mark.parametrize(
    ("name", "language"), [("server", "en"), ("server-privacy", "en"), ("server-privacy.fr", "fr")]
)
def test_the_documents_promise_what_the_page_does(name: str, language: str) -> None:
    text = (ROOT / f"docs/{name}.md").read_text("utf-8")
    assert f"|\n{table_of(language)}\n\n" in text, table_of(language)


def test_the_document_names_every_setting_and_its_usual_value() -> None:
    text = (ROOT / "docs/server.md").read_text("utf-8")
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| ([^|]*) \|", text))
    assert set(rows) == set(ServeYaml.model_fields)
    for name, field in ServeYaml.model_fields.items():
        if isinstance(field.default, (int, str)) and not isinstance(field.default, bool) and field.default:
            assert rows[name].strip() == f"`{field.default}`", name
