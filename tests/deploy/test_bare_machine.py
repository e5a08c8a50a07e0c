"""docs/operating.md followed on a bare machine: packages by hash, a user for each service, TLS, a sub-path, sign-in.

It installs everything anew and needs root and Debian's nginx, and so runs only when it is asked for: make bare-machine.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from engagement.settings import ROOT
from tests.browser.conftest import browser  # noqa: F401  the same browser as for all pages
from tests.browser.serving import free_port
from tests.browser.visiting import Visit
from tests.deploy.certificate import write_certificate

pytestmark = pytest.mark.skipif(
    os.environ.get("ENGAGEMENT_BARE_MACHINE") != "1", reason="installs everything anew: make bare-machine"
)

WEB, LOAD, GROUP = 10001, 10002, 10003
APP = ("engagement", "pages", "queries", "static", "dashboard.py", "views.toml", "engagement.toml", ".streamlit")
ACCESS = """
[loads]
by = "service"

[access]
sign_in = "proxy"

[[access.roles]]
group = "all-staff"
role = "viewer"
"""


def until(holds: Callable[[], object], *, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.5)


class Machine:
    """A folder that stands for the machine's root, its services and its address."""

    def __init__(self, root: Path) -> None:
        self.root, self.data, self.app = root, root / "srv", root / "app"
        self.port, self.https = free_port(), free_port()
        self.services: list[subprocess.Popen] = []
        self.python = root / "venv" / "bin" / "python"
        self.trust = ssl.create_default_context(cafile=None)

    def install(self) -> None:
        python = next(path for path in ("/usr/bin/python3", "/usr/local/bin/python3") if Path(path).exists())
        installer = shutil.which("uv")
        if installer:
            subprocess.run([installer, "venv", "--quiet", "--python", python, self.root / "venv"], check=True)
            pip = [installer, "pip", "install", "--quiet", "--python", self.python, "--require-hashes"]
        else:
            subprocess.run([python, "-m", "venv", self.root / "venv"], check=True)
            pip = [self.python, "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*pip, "--requirement", ROOT / "requirements.lock"], check=True)
        self.app.mkdir()
        for name in APP:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self.app / name)
        (self.app / "data").mkdir()
        shutil.copytree(ROOT / "data" / "reference", self.app / "data" / "reference")
        shutil.copy(ROOT / "data" / "datapackage.json", self.app / "data")

    def lay_out(self) -> None:
        """The folders as docs/operating.md has them made."""
        for name, owner, mode in (
            ("", LOAD, 0o750),
            ("exports", LOAD, 0o700),
            ("records", LOAD, 0o700),
            ("snapshots", LOAD, 0o750),
            ("drafts", WEB, 0o700),
            ("tokens", WEB, 0o700),
            ("requests", WEB, 0o750),
            ("logs", WEB, 0o700),
        ):
            (self.data / name).mkdir(exist_ok=True)
            os.chown(self.data / name, owner, GROUP)
            (self.data / name).chmod(mode)
        (self.data / "engagement.toml").write_text(ACCESS)
        for file in (ROOT / "data" / "exports").iterdir():
            shutil.copy(file, self.data / "exports")
            os.chown(self.data / "exports" / file.name, LOAD, GROUP)

    def start(self, user: int, *command: object, **environ: str) -> subprocess.Popen:
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.root), "ENGAGEMENT_DATA": str(self.data), **environ}
        log = (self.root / f"{user}.log").open("a")
        service = subprocess.Popen(
            [str(part) for part in command],
            cwd=self.app,
            env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
            user=user,
            group=GROUP if user else None,
            extra_groups=[] if user else None,
            umask=0o027,
            stdout=log,
            stderr=log,
        )
        log.close()
        self.services.append(service)
        return service

    def front(self) -> None:
        """nginx with the example of deploy/, a certificate of the test, and somebody signed in."""
        certificate, key = write_certificate(self.root)
        self.trust = ssl.create_default_context(cafile=str(certificate))
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        for pattern, other in (
            (r"ssl_certificate .*;", f"ssl_certificate {certificate};"),
            (r"ssl_certificate_key .*;", f"ssl_certificate_key {key};"),
            (r"listen 443 ssl;", f"listen 127.0.0.1:{self.https} ssl;"),
            (r"server 127.0.0.1:8501;", f"server 127.0.0.1:{self.port};"),
            (r"server 127.0.0.1:8502;", ""),
            (r"server_name .*;", "server_name localhost;"),
            (r'X-Remote-User "";', 'X-Remote-User "vera";'),
            (r'X-Remote-Groups "";', 'X-Remote-Groups "all-staff";'),
        ):
            assert re.search(pattern, text)
            text = re.sub(pattern, other, text)
        (self.root / "nginx.conf").write_text(
            f"pid {self.root}/nginx.pid;\nerror_log {self.root}/nginx.log;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{text}\n}}\n"
        )
        self.start(0, shutil.which("nginx"), "-c", self.root / "nginx.conf", "-g", "daemon off;")

    def get(self, path: str) -> tuple[int, bytes]:
        try:
            url = f"https://localhost:{self.https}/dashboard/{path}"
            with urllib.request.urlopen(url, timeout=30, context=self.trust) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    root = Path(tempfile.mkdtemp(prefix="engagement-bare-"))
    root.chmod(0o755)
    found = Machine(root)
    try:
        found.install()
        found.lay_out()
        found.start(LOAD, found.python, "-m", "engagement", "load", "--watch")
        until(lambda: (found.data / "snapshots" / "current.json").exists())
        web = (found.python, "-m", "streamlit", "run", "dashboard.py", "--server.port", found.port)
        found.start(WEB, *web, "--server.baseUrlPath", "dashboard", FORWARDED_ALLOW_IPS="")
        found.front()
        until(lambda: found.get("healthz")[0] == 200)
        yield found
    except BaseException:
        for log in root.glob("*.log"):
            print(log.name, log.read_text()[-3000:])
        raise
    finally:
        for service in reversed(found.services):
            service.terminate()
            service.wait(timeout=30)
        shutil.rmtree(root, ignore_errors=True)


def test_health_is_told_behind_tls_below_the_sub_path(machine: Machine):
    health = json.loads(machine.get("healthz")[1])
    assert health["status"] == "ok"


@pytest.mark.parametrize(("look", "path"), [("cat", "exports/placements.csv"), ("ls", "records"), ("cat", ".salt")])
def test_the_web_servers_user_cannot_read_people(machine: Machine, look: str, path: str):
    assert (machine.data / path).exists()
    assert machine.start(WEB, f"/bin/{look}", machine.data / path).wait() != 0


def test_the_web_servers_user_cannot_write_a_release(machine: Machine):
    assert machine.start(WEB, "/bin/sh", "-c", f"touch {machine.data}/snapshots/x").wait() != 0


def test_a_page_is_drawn_for_whoever_the_proxy_has_signed_in(machine: Machine, browser: Browser):  # noqa: F811
    context = browser.new_context(ignore_https_errors=True)
    visit = Visit(context.new_page())
    visit.open(f"https://localhost:{machine.https}/dashboard/placements")
    assert visit.page.locator(".tile .value").first.is_visible()
    assert "Signed in as vera" in visit.page.inner_text("body")
    cookies = context.cookies()
    context.close()
    assert all(cookie["path"] in ("/", "/dashboard") for cookie in cookies)


def test_whoever_goes_around_the_proxy_is_nobody(machine: Machine):
    with urllib.request.urlopen(f"http://localhost:{machine.port}/dashboard/healthz", timeout=30) as response:
        assert set(json.load(response)) == {"status", "age_seconds", "stale_since", "refused_at", "waiting_since"}
