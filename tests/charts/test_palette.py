"""Every color can be seen, and told from its neighbors by color-blind readers."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

from engagement.charts.palette import DARK, LIGHT, luminance

ROOT = Path(__file__).resolve().parents[2]
THEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]

# Machado, Oliveira and Fernandes 2009, severity 1
EYES = {
    "typical": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(color: str, eyes: str) -> np.ndarray:
    srgb = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(EYES[eyes] @ linear, 0, 1) / np.array([0.95047, 1, 1.08883])
    bent = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def distance(one: str, other: str, eyes: str) -> float:
    return float(np.linalg.norm(lab(one, eyes) - lab(other, eyes)))


@pytest.mark.parametrize("colors", THEMES)
def test_every_series_stands_out_from_its_background(colors):
    assert min(contrast(color, colors.background) for color in (*colors.categorical, colors.rest)) >= 3


@pytest.mark.parametrize("colors", THEMES)
def test_writing_can_be_read(colors):
    assert min(contrast(color, colors.background) for color in (colors.text, colors.muted, colors.target)) >= 4.5


@pytest.mark.parametrize("colors", THEMES)
def test_numbers_on_cells_can_be_read(colors):
    cells = (*colors.sequential, *colors.diverging, colors.hidden)
    assert min(contrast(colors.on(cell), cell) for cell in cells) >= 4.5


@pytest.mark.parametrize("colors", THEMES)
def test_nine_series_share_no_color(colors):
    assert len({colors.series(number) for number in range(9)}) == 9


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("colors", THEMES)
def test_any_two_series_differ(colors, eyes):
    assert min(distance(*pair, eyes) for pair in itertools.combinations(colors.categorical, 2)) >= 20


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("colors", THEMES)
def test_neighboring_classes_differ_from_each_other_and_from_no_value(colors, eyes):
    for ramp in ((colors.land, *colors.sequential), colors.diverging):
        assert min(distance(one, other, eyes) for one, other in itertools.pairwise(ramp)) >= 10


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("colors", THEMES)
def test_hidden_looks_like_no_class_of_a_map(colors, eyes):
    assert min(distance(colors.hidden, other, eyes) for other in (colors.land, *colors.sequential)) >= 20


@pytest.mark.parametrize("colors", THEMES)
def test_more_is_further_from_the_background(colors):
    steps = [abs(luminance(color) - luminance(colors.background)) for color in colors.sequential]
    assert steps == sorted(steps)


def test_backgrounds_are_those_of_the_page():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    assert (theme["light"]["backgroundColor"], theme["dark"]["backgroundColor"]) == (LIGHT.background, DARK.background)
