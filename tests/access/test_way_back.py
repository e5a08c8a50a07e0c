"""After sign-in a reader comes back to the link that they opened, and nowhere else."""

from __future__ import annotations

import pytest

from engagement.ui.shell.way_back import _target


@pytest.mark.parametrize(
    ("link", "target"),
    [
        pytest.param("placements%3Fregions%3DAfrica", "/placements?regions=Africa", id="a page with its filters"),
        pytest.param("https%3A%2F%2Fevil.example%2Fplacements", "", id="another server"),
        pytest.param("%2F%2Fevil.example%2Fplacements", "", id="another server without a scheme"),
        pytest.param("auth%2Flogout", "", id="no page"),
        pytest.param("favicon.png", "", id="the icon that a browser asks for beside the page"),
        pytest.param(
            "placements%3Fa%3D%0D%0ASet-Cookie%3A+x", "/placements?a=Set-Cookie%3A+x", id="a header of one's own"
        ),
        pytest.param("", "/", id="nothing"),
    ],
)
def test_a_link_leads_to_a_page_of_this_server_alone(link: str, target: str):
    assert _target(link) == target
