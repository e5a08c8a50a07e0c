"""Colors, light and dark. tests/charts/test_palette.py checks contrast and what color-blind readers can tell apart.

Categorical hues follow Okabe and Ito, moved until every pair differs for readers with protanopia, deuteranopia and
tritanopia and every color stands out from its background. Color never stands alone: lines also differ by marker and
dash, and every chart has its table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colors of one theme, as hex.

    `sequential` runs from few to many, `diverging` from below to above. `land` is a place without a value, `hidden` a
    place or cell whose value is hidden, `rest` the series beyond the last categorical color.
    """

    background: str
    text: str
    muted: str
    grid: str
    land: str
    border: str
    hidden: str
    rest: str
    target: str
    categorical: tuple[str, ...]
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]

    def series(self, number: int) -> str:
        """The color of a series, from 0; gray beyond the last of its own."""
        return self.categorical[number] if number < len(self.categorical) else self.rest


LIGHT = Palette(
    background="#ffffff",
    text="#1d2430",
    muted="#5a6372",
    grid="#e3e6ea",
    land="#eceef0",
    border="#ffffff",
    hidden="#cdbb9f",
    rest="#8b929c",
    target="#1d2430",
    categorical=("#2b4397", "#a83900", "#0d7f50", "#dd5599", "#bd8200", "#2f8cf5", "#3e3d3e"),
    sequential=("#cfe1f4", "#a3c6e9", "#71a6d6", "#4183bf", "#225e9d", "#113a6c"),
    diverging=("#a83900", "#d2743a", "#eebd99", "#a9c4e6", "#5f86c7", "#2b4397"),
)

DARK = Palette(
    background="#0e1117",
    text="#eef1f5",
    muted="#a4adba",
    grid="#2a3039",
    land="#272d36",
    border="#0e1117",
    hidden="#7d6d52",
    rest="#7f8894",
    target="#eef1f5",
    categorical=("#7a7fe6", "#cf4a08", "#3aa267", "#c778a6", "#ffcf55", "#70ddff", "#e3ece4"),
    sequential=("#1b416e", "#29609c", "#3f82c6", "#68a7e4", "#a2cdf3", "#def0ff"),
    diverging=("#ff9d66", "#cf6a33", "#7d4526", "#2f5284", "#4c80c9", "#9cc7ff"),
)


def palette(*, dark: bool) -> Palette:
    """The colors of the theme."""
    return DARK if dark else LIGHT
