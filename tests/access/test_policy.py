"""[access]: what is refused in the settings, and which rule a reader gets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engagement.access.identity import Identity, from_headers, from_token, reader_of
from engagement.access.policy import ROLES, Access, Limit, Reader, Rule
from engagement.errors import SettingsError
from engagement.settings import Settings, load_settings

NOW = datetime.now(UTC)
HOUR = 3600
ACCESS = Access(
    sign_in="oidc",
    session_hours=8,
    rules=(Rule("africa", "analyst", Limit(("Africa",))), Rule("staff", "viewer")),
)


def settings_of(folder: Path, text: str) -> Settings:
    path = folder / "engagement.toml"
    path.write_text(text)
    return load_settings(path, data_dir=folder)


def token(**claims: object) -> dict[str, object]:
    seconds = NOW.timestamp()
    always = {"is_logged_in": True, "sub": "1", "email": "a@example.edu", "iat": seconds, "exp": seconds + HOUR}
    return {**always, "groups": ["staff"], **claims}


def test_without_settings_nobody_signs_in_and_this_machine_alone_is_served(tmp_path: Path):
    access = settings_of(tmp_path, "").access
    assert (access.sign_in, access.serves_others) == ("none", False)


def test_a_role_with_its_limits_is_read(tmp_path: Path):
    text = '[access]\nsign_in = "proxy"\n[[access.roles]]\ngroup = "g"\nrole = "analyst"\nregions = ["Africa"]\n'
    assert settings_of(tmp_path, text).access.rules == (Rule("g", "analyst", Limit(("Africa",))),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param('sign_in = "saml"', "no way to sign in", id="an unknown way to sign in"),
        pytest.param('sign_in = "oidc"', "Nobody may see anything", id="sign-in without a role"),
        pytest.param("session_hours = 0", "A session lasts", id="a session of no length"),
        pytest.param('proxies = ["proxy.example.edu"]', "no address", id="a proxy by its name"),
        pytest.param('serves_others = "yes"', "not of the right type", id="a word for true"),
        pytest.param('roles = [{ group = "g", role = "admin" }]', "no role 'admin'", id="an unknown role"),
        pytest.param('roles = [{ role = "viewer" }]', "for no group", id="a role for no group"),
        pytest.param(
            'roles = [{ group = "g", role = "viewer", regions = [] }]', "no list of names", id="a limit to nothing"
        ),
        pytest.param(
            'roles = [{ group = "g", role = "viewer", units = ["a"] }]', 'no setting "units"', id="a misspelled limit"
        ),
        pytest.param(
            'sign_in = "oidc"\nroles = [{ group = "g", role = "viewer", regions = ["Afrika"] }]',
            'no region "Afrika"',
            id="a region that is none",
        ),
    ],
)
def test_what_would_open_or_close_too_much_is_refused(tmp_path: Path, text: str, told: str):
    with pytest.raises(SettingsError, match=told):
        settings_of(tmp_path, f"[access]\n{text}\n")


def test_the_first_rule_of_the_file_counts_and_roles_and_limits_never_mix():
    both = Identity("a", ("staff", "africa"), NOW + timedelta(hours=1))
    found = reader_of(ACCESS, both)
    assert found
    assert (found.role, found.limit) == ("analyst", Limit(("Africa",)))


@pytest.mark.parametrize(
    ("claims", "is_reader"),
    [
        pytest.param(token(), True, id="a token in time"),
        pytest.param(token(exp=NOW.timestamp() - 1), False, id="one that has ended"),
        pytest.param(token(iat=NOW.timestamp() - 9 * HOUR), False, id="a session longer than the settings allow"),
        pytest.param(token(iat=None, exp=None), False, id="one that never ends"),
        pytest.param(token(exp="tomorrow"), True, id="an end that is no number: the session's length counts"),
        pytest.param(token(is_logged_in=False), False, id="nobody"),
        pytest.param(token(groups=["students"]), False, id="a group without a role"),
        pytest.param(token(groups=None), False, id="no group"),
        pytest.param(token(groups="x, staff"), True, id="groups as one text"),
    ],
)
def test_a_token_makes_a_reader_only_while_it_holds(claims: dict[str, object], is_reader: bool):
    assert (reader_of(ACCESS, from_token(ACCESS, claims)) is not None) == is_reader


def test_a_proxy_names_reader_and_groups_and_the_session_ends():
    headers = {"x-remote-user": "a@example.edu", "X-Remote-Groups": "x;staff"}
    found = from_headers(ACCESS, headers.items(), since=NOW)
    assert found == Identity("a@example.edu", ("x", "staff"), NOW + timedelta(hours=8))
    assert from_headers(ACCESS, [("X-Remote-Groups", "staff")], since=NOW) is None


@pytest.mark.parametrize(
    ("address", "is_trusted"),
    [("10.1.2.3", True), ("10.1.3.3", False), ("::1", True), ("testclient", False), ("", False)],
)
def test_headers_are_believed_from_the_named_addresses_alone(address: str, is_trusted: bool):
    assert Access(proxies=("10.1.2.0/24", "::1")).is_proxy(address) == is_trusted


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_those_before_it_may_and_nothing_more(role):
    reader = Reader("somebody", role)
    assert [reader.may(other) for other in ROLES] == [other in ROLES[: ROLES.index(role) + 1] for other in ROLES]
