"""Links: what is asked for stands in the address, and nothing in a label or an address is taken for markup."""

from __future__ import annotations

import pytest

from engagement.app.address import address
from engagement.ui.shell.links import anchor


@pytest.mark.parametrize(
    ("page", "values", "expected"),
    [
        pytest.param("register", {}, "register", id="a page"),
        pytest.param("overview", {"regions": ("Africa",)}, "./?regions=Africa", id="the first page has no name"),
        pytest.param(
            "region", {"regions": ("Africa", "China")}, "region?regions=Africa&regions=China", id="two values"
        ),
        pytest.param(
            "region", {"countries": ("Côte d'Ivoire",)}, "region?countries=C%C3%B4te+d%27Ivoire", id="accents"
        ),
        pytest.param("region", {"regions": ("a&b=c",)}, "region?regions=a%26b%3Dc", id="signs of an address"),
    ],
)
def test_a_view_has_an_address(page, values, expected):
    assert address(page, values) == expected


def test_a_label_is_no_markup():
    made = anchor("<b>A & B</b>", "region?a=1&b=2")
    assert made == '<a href="region?a=1&amp;b=2" target="_self">&lt;b&gt;A &amp; B&lt;/b&gt;</a>'
