"""What deploy/ says: nobody is root, one service alone sees people's rows, and what is installed has its hash."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from engagement.settings import ROOT
from tests.deploy.certificate import write_certificate

DEPLOY = ROOT / "deploy"
PEOPLE = ("/data/exports", "/data/records", "/data/mappings")


def services() -> dict[str, dict]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


@pytest.mark.parametrize("name", ["web", "load", "front"])
def test_no_service_can_write_outside_its_volumes_or_gain_rights(name: str):
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_one_service_alone_sees_people_and_it_has_no_network():
    def sees(service: dict) -> list[str]:
        return [volume for volume in service["volumes"] if any(f":{folder}" in volume for folder in PEOPLE)]

    assert [name for name, service in services().items() if sees(service)] == ["load"]
    assert services()["load"]["network_mode"] == "none"
    assert "snapshots:/data/snapshots:ro" in services()["web"]["volumes"]
    assert {service["user"] for name, service in services().items() if name != "front"} == {
        "10001:10003",
        "10002:10003",
    }


def test_the_front_alone_is_reached_from_elsewhere():
    assert [name for name, service in services().items() if "ports" in service] == ["front"]


def test_the_image_is_not_run_by_root_and_says_how_it_is():
    text = (DEPLOY / "Dockerfile").read_text()
    assert re.findall(r"^USER (.+)$", text, re.MULTILINE)[-1] == "10001"
    assert "HEALTHCHECK" in text
    assert "--require-hashes" in text


def test_nothing_of_people_is_copied_into_the_image():
    allowed = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert allowed[0] == "*"
    assert not [line for line in allowed if "exports" in line or "records" in line or line == "!data"]


@pytest.mark.parametrize("name", ["web", "load"])
def test_a_unit_has_a_user_of_its_own_and_few_rights(name: str):
    unit = (DEPLOY / "systemd" / f"engagement-{name}.service").read_text()
    for line in (f"User=engagement-{name}", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="):
        assert f"\n{line}\n" in unit
    if name == "web":
        assert "InaccessiblePaths=-/srv/engagement/exports -/srv/engagement/records -/srv/engagement/.salt" in unit


@pytest.mark.skipif(not shutil.which("nginx") or not shutil.which("openssl"), reason="needs nginx and openssl")
def test_nginx_takes_the_example(tmp_path: Path):
    certificate, key = write_certificate(tmp_path)
    text = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"(ssl_certificate) .*;", rf"\1 {certificate};", text)
    text = re.sub(r"(ssl_certificate_key) .*;", rf"\1 {key};", text)
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n")
    done = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("caddy"), reason="needs caddy")
def test_caddy_takes_the_example(tmp_path: Path):
    done = subprocess.run(
        ["caddy", "adapt", "--validate", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile"],
        env={"DASHBOARD_HOST": "localhost:8443", "DASHBOARD_SERVERS": "web:8501", "HOME": str(tmp_path), "PATH": ""},
        executable=shutil.which("caddy"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_everything_that_is_installed_is_locked_with_hashes_at_the_pinned_version():
    lock = (ROOT / "requirements.lock").read_text()
    entries = re.findall(r"^([A-Za-z0-9._-]+)==(\S+).*?\n((?:    --hash=.*\n)*)", lock, re.MULTILINE)
    locked = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version, _ in entries}
    pinned = re.findall(r"^([A-Za-z0-9._-]+)==([^\s#]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert pinned
    for name, version in pinned:
        assert locked.get(re.sub(r"[-_.]+", "-", name).lower()) == version, f"{name}: run make lock"
    assert all(hashes for _, _, hashes in entries)
    assert {"starlette", "uvicorn"} <= locked.keys()
