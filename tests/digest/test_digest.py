"""The digest tells what a delivery has changed, to each reader what they may see, and reaches a mail server."""

from __future__ import annotations

import email
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.policy import default as modern
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import duckdb
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult

from engagement.cli import main
from engagement.errors import SettingsError
from engagement.settings import ROOT, load_settings
from engagement.store.record_file import read_record, write_record
from engagement.store.snapshots import RECORD, current
from engagement.warehouse import open_warehouse
from tests.api.served import ACCESS, ELSEWHERE
from tests.browser.serving import free_port
from tests.deploy.certificate import write_certificate

EARLIER = "e" * 16
CARD = "cards/students_abroad"


@pytest.fixture(scope="module")
def two(demo_settings, tmp_path_factory) -> Path:
    """The demonstration data, and an earlier delivery that had ten students less in each cell, and one review more."""
    data = tmp_path_factory.mktemp("digest") / "data"
    shutil.copytree(demo_settings.data_dir, data, ignore=shutil.ignore_patterns("server.*.log", ".building*"))
    now = current(replace(demo_settings, data_dir=data))
    folder = now.directory.with_name(EARLIER)
    shutil.copytree(now.directory, folder)
    with duckdb.connect(folder / now.database.name) as connection:
        connection.execute("update students_abroad_by_place_period set students = students - 10 where students > 20")
    record = read_record(folder / RECORD)
    before = (now.loaded_at - timedelta(days=7)).isoformat()
    size = (folder / now.database.name).stat().st_size
    write_record(folder / RECORD, {**record, "records": "another", "loaded_at": before, "bytes": size})
    return data


def written(data: Path, tmp_path: Path, *options: str, queries: Path | None = None) -> str:
    """The digest as text."""
    where = ["--queries", str(queries)] if queries else []
    assert main(["digest", "--data", str(data), "--to", str(tmp_path / "digest.txt"), *where, *options]) == 0
    return (tmp_path / "digest.txt").read_text(encoding="utf-8")


def test_it_tells_what_the_delivery_has_changed(two, tmp_path):
    text = written(two, tmp_path)
    now = open_warehouse(load_settings(data_dir=two)).run(CARD).table.to_pylist()
    latest = [row for row in now if row["is_complete"]][-1]
    line = next(line for line in text.splitlines() if line.startswith("Students abroad"))
    assert f"{latest['students'] - 10:,}" in line
    assert f"{latest['students']:,}" in line
    assert "+10" in line
    assert "1 headline figure has changed" in text
    assert re.search(r"- \d+ reviews are overdue", text)


def test_as_a_page_it_says_the_same_and_fetches_nothing(two, tmp_path):
    text = written(two, tmp_path)
    assert main(["digest", "--data", str(two), "--to", str(tmp_path / "digest.html")]) == 0
    page = (tmp_path / "digest.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r"""src=|url\(|<link""", page)
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for line in text.splitlines():
        if line.startswith("- "):
            assert line.removeprefix("- ") in words.replace("&#x27;", "'").replace("&amp;", "&")


def test_a_limited_group_is_told_of_its_own_part_alone(two, tmp_path):
    (two / "engagement.toml").write_text(ACCESS)
    try:
        text = written(two, tmp_path, "--group", "africa-desk")
        assert "University, Africa" in text
        assert "+10" in text
        assert not ELSEWHERE.search(text)
        assert main(["digest", "--data", str(two), "--to", "x.txt", "--group", "students"]) == 2
        wanted = ["--group", "africa-desk", "--region", "China"]
        assert main(["digest", "--data", str(two), "--to", "x.txt", *wanted]) == 2
    finally:
        (two / "engagement.toml").unlink()


def test_a_line_that_is_crossed_and_an_expectation_that_fails_are_alerts(two, tmp_path):
    queries = tmp_path / "queries"
    shutil.copytree(ROOT / "queries", queries)
    card = queries / f"{CARD}.sql"
    latest = next(
        row["students"]
        for row in reversed(open_warehouse(load_settings(data_dir=two)).run(CARD).table.to_pylist())
        if row["is_complete"]
    )
    text = card.read_text(encoding="utf-8")
    assert "card " in text
    changed = re.sub(r"(card\s+= \{)", rf"\1 alert_above = {latest - 5},", text)
    card.write_text(changed.replace("---*/", '\n[[expect]]\nnone = "students > 0"\n---*/', 1), encoding="utf-8")
    told = written(two, tmp_path, queries=queries)
    assert f"Students abroad: {latest:,} in " in told
    assert f"above {latest - 5:,} (new)" in told
    assert "rows have students > 0, and none should." in told
    assert "none should. (new)" not in told


class Kept(Message):
    """Keeps what is delivered."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[email.message.Message] = []

    def handle_message(self, message: email.message.Message) -> None:
        self.mails.append(email.message_from_bytes(message.as_bytes(), policy=modern))

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802
        if address.startswith("gone@"):
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture(scope="module")
def post(tmp_path_factory) -> Iterator[tuple[Controller, Kept, Path]]:
    """A mail server with TLS and one user."""
    certificate, key = write_certificate(tmp_path_factory.mktemp("tls"))
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    kept = Kept()

    def is_right(_server, _session, _envelope, _mechanism, login) -> AuthResult:
        is_known = (login.login, login.password) == (b"dashboard", b"right")
        return AuthResult(success=is_known, handled=is_known)

    server = Controller(
        kept,
        hostname="localhost",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=is_right,
    )
    server.start()
    yield server, kept, certificate
    server.stop()


def test_it_is_mailed_once_for_each_delivery_over_tls(two, post, tmp_path, monkeypatch, capsys):
    server, kept, certificate = post
    data = tmp_path / "data"
    shutil.copytree(two, data)
    (data / "engagement.toml").write_text(
        f"""{ACCESS}
[mail]
server = "localhost"
port = {server.port}
sender = "dashboard@example.edu"
user = "dashboard"
link = "https://dashboard.example.edu/"

[[mail.digests]]
to = ["africa@example.edu", "desk@example.edu"]
group = "africa-desk"
regions = ["Africa"]
"""
    )
    call = ["digest", "--data", str(data), "--to", "mail"]
    monkeypatch.setenv("ENGAGEMENT_MAIL_PASSWORD", "wrong")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert main(call) == 1
    told = capsys.readouterr().err
    assert "did not take the mail" in told
    monkeypatch.setenv("ENGAGEMENT_MAIL_PASSWORD", "pässwort")
    assert main(call) == 1
    told += capsys.readouterr().err
    assert "letters of ASCII alone" in told
    assert "pässwort" not in told
    assert "wrong" not in told
    assert "africa@" not in told
    monkeypatch.setenv("ENGAGEMENT_MAIL_PASSWORD", "right")
    assert [main(call), main(call)] == [0, 0]
    (mail,) = kept.mails
    assert mail["To"] == "africa@example.edu, desk@example.edu"
    assert "Africa: 1 figure changed" in mail["Subject"]
    text, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "+10" in text
    assert "+10" in page
    assert 'href="https://dashboard.example.edu/?regions=Africa"' in page
    assert not ELSEWHERE.search(text + page)
    assert main([*call, "--again"]) == 0
    assert len(kept.mails) == 2


def test_an_address_that_is_refused_keeps_no_mail_from_others(two, post, tmp_path, monkeypatch, capsys):
    server, kept, certificate = post
    number = len(kept.mails)
    data = tmp_path / "data"
    shutil.copytree(two, data)
    head = f'[mail]\nserver = "localhost"\nport = {server.port}\nsender = "a@example.edu"\nuser = "dashboard"\n'
    entries = [f'[[mail.digests]]\nto = ["{name}@example.edu"]\n' for name in ("gone", "here")]
    (data / "engagement.toml").write_text(head + "".join(entries))
    monkeypatch.setenv("ENGAGEMENT_MAIL_PASSWORD", "right")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    call = ["digest", "--data", str(data), "--to", "mail"]
    assert main(call) == main(call) == 1
    told = capsys.readouterr()
    assert "SMTPRecipientsRefused" in told.err
    assert told.out.count("Sent to here@example.edu") == 1
    assert len(kept.mails) == number + 1


def test_a_server_that_shows_no_trusted_certificate_gets_nothing(two, post, tmp_path, monkeypatch, capsys):
    server, kept, _ = post
    number = len(kept.mails)
    data = tmp_path / "data"
    shutil.copytree(two, data)
    head = f'[mail]\nserver = "localhost"\nport = {server.port}\nsender = "a@example.edu"\n'
    (data / "engagement.toml").write_text(f'{head}[[mail.digests]]\nto = ["b@example.edu"]\n')
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    assert main(["digest", "--data", str(data), "--to", "mail"]) == 1
    assert "SSLCertVerificationError" in capsys.readouterr().err
    assert len(kept.mails) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('[mail]\nsecurity = "ssl"', "no way to secure mail", id="a security that there is not"),
        pytest.param('[mail]\nsecurity = "none"\nuser = "a"', "for all to read", id="a password in the clear"),
        pytest.param('[mail]\nsender = "nobody"', "no address", id="a sender that is none"),
        pytest.param('[mail]\nlink = "javascript:alert(1)"', "no address of a dashboard", id="a link that is a script"),
        pytest.param('[[mail.digests]]\nto = ["a@b"]', "Nobody takes the digests", id="no server"),
        pytest.param('[[mail.digests]]\nto = ["a@b\\nBcc: c@d"]', "no list of addresses", id="a header in an address"),
        pytest.param('[[mail.digests]]\nto = ["a@b"]\ngroup = "x"', "no groups", id="a group where nobody signs in"),
        pytest.param(f'{ACCESS}\n[[mail.digests]]\nto = ["a@b"]', "no role", id="no group where readers sign in"),
        pytest.param('[[mail.digests]]\nto = ["a@b"]\nregion = ["x"]', "no setting", id="a key that there is not"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(tmp_path, text, said):
    (tmp_path / "engagement.toml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        load_settings(data_dir=tmp_path)


def test_the_documented_settings_are_right(tmp_path):
    text = (ROOT / "docs" / "answers-elsewhere.md").read_text(encoding="utf-8")
    _, fence = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    (tmp_path / "engagement.toml").write_text(f"{ACCESS}\n{fence}", encoding="utf-8")
    (digest,) = load_settings(data_dir=tmp_path).mail.digests
    assert (digest.group, digest.regions) == ("africa-desk", ("Africa",))
