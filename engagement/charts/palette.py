"""Colors, light and dark. tests/charts/test_palette.py checks contrast and what color-blind readers can tell apart.

Categorical hues follow Okabe and Ito, moved until every pair differs for readers with protanopia, deuteranopia and
tritanopia and every color stands out from its background. Color never stands alone: lines also differ by marker and
dash, and every chart has its table.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colors of one theme, as hex. `background` is the page's, in .streamlit/config.toml.

    `sequential` runs from few to many, `diverging` from below to above. `land` is a place without a value, `hidden` a
    place or cell whose value is hidden, `rest` the series for which there is no color left.
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

    def on(self, color: str) -> str:
        """Return the color of writing on a color: whichever of black and white stands out more."""
        return "#ffffff" if luminance(color) < 0.179 else "#000000"

    def series(self, number: int) -> str:
        """Return the color of a series, from 0; each is used twice, then all is gray. See `round`."""
        count = len(self.categorical)
        return self.categorical[number % count] if number < 2 * count else self.rest

    def round(self, number: int) -> int:
        """Return 0 where a series' color is used first, 1 where again (dotted then), 2 where it has none of its own."""
        return min(number // len(self.categorical), 2)


LIGHT = Palette(
    background="#ffffff",
    text="#1f2933",
    muted="#5a6372",
    grid="#e3e6ea",
    land="#ffffff",
    border="#aab2bd",
    hidden="#cdbb9f",
    rest="#8b929c",
    target="#1f2933",
    categorical=("#2b4397", "#a83900", "#0d7f50", "#dd5599", "#bd8200", "#2f8cf5", "#3e3d3e", "#7f1fe8", "#611a00"),
    sequential=("#cfe1f4", "#a3c6e9", "#71a6d6", "#4183bf", "#225e9d", "#113a6c"),
    diverging=("#a83900", "#d2743a", "#eebd99", "#a9c4e6", "#5f86c7", "#2b4397"),
)

DARK = Palette(
    background="#14181c",
    text="#e8ecef",
    muted="#a4adba",
    grid="#2a3039",
    land="#14181c",
    border="#4a535f",
    hidden="#7d6d52",
    rest="#7f8894",
    target="#e8ecef",
    categorical=("#7a7fe6", "#cf4a08", "#3aa267", "#c778a6", "#ffcf55", "#70ddff", "#e3ece4", "#9630f5", "#97dd8b"),
    sequential=("#1d4a7d", "#29609c", "#3f82c6", "#68a7e4", "#a2cdf3", "#def0ff"),
    diverging=("#ff9d66", "#cf6a33", "#7d4526", "#2f5284", "#4c80c9", "#9cc7ff"),
)


def luminance(color: str) -> float:
    """Return the relative luminance of a hex color, from 0 to 1, as WCAG 2 defines it."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palette(*, dark: bool) -> Palette:
    """Return the colors of the theme."""
    return DARK if dark else LIGHT
