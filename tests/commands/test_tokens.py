"""An administrator makes tokens for programs, sees whose there are, and removes them."""

from __future__ import annotations

import pytest

from engagement.cli import main
from engagement.store.tokens import MOST, TokenStore
from tests.api.served import ACCESS


@pytest.fixture
def data(tmp_path):
    (tmp_path / "engagement.toml").write_text(ACCESS)
    return tmp_path


def test_a_token_is_printed_once_listed_and_removed(data, capsys):
    make = ["tokens", "--data", str(data), "--make", "sheet", "--group", "all-staff", "--purpose", "Budget"]
    assert main(make) == 0
    text = capsys.readouterr().out.strip()
    token = TokenStore(data / "tokens").find(text)
    assert (token.name, token.groups, token.purpose) == ("sheet", ("all-staff",), "Budget")
    assert main(["tokens", "--data", str(data)]) == 0
    listed = capsys.readouterr().out
    assert "Budget" in listed
    assert text not in listed
    assert main(["tokens", "--data", str(data), "--remove", token.id]) == 0
    assert TokenStore(data / "tokens").find(text) is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        pytest.param(["--make", "x", "--group", "students"], "a role", id="a group without a role"),
        pytest.param(["--make", "x"], "a role", id="no group"),
        pytest.param(["--remove", "../engagement"], "no token", id="a way out"),
    ],
)
def test_what_cannot_be_done_is_said(data, capsys, call, said):
    files = {path.name for path in data.iterdir()}
    assert main(["tokens", "--data", str(data), *call]) == 2
    assert said.lower() in capsys.readouterr().err.lower()
    assert {path.name for path in data.iterdir()} == files


def test_a_reader_has_only_so_many(tmp_path):
    store = TokenStore(tmp_path / "tokens")
    for _ in range(MOST):
        store.make("a", ("all-staff",))
    with pytest.raises(ValueError, match="Remove one"):
        store.make("a", ("all-staff",))
    assert store.make("b", ("all-staff",))
