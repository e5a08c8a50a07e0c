"""Words that do not fit on a slide go on to the next; a finding that is too long for a title stands below one."""

from __future__ import annotations

from dataclasses import replace

from pptx.util import Inches

from engagement.brief.slides import places
from engagement.brief.slides.pages import Page
from engagement.brief.slides.room import height
from engagement.brief.slides.template import Template

TITLES, TEXTS = (24, 22, 20, 18, 16), (18, 16, 15, 14, 13, 12)
"""Sizes of titles and texts, in points; the last is the smallest."""


def divided(page: Page, template: Template) -> tuple[Page, Page | None]:
    """Return what fits on a slide, and a page with the words that do not; None where all fit."""
    _, _, across, tall = template.title
    if page.heading and height([page.title], across - Inches(0.3), TITLES[-1]) > tall:
        page = replace(page, title=page.heading, bullets=(page.title, *page.bullets), heading="")
    box, _ = places.divided(page, template.content)
    count = len(page.bullets)
    while count > 1 and height(page.bullets[:count], box[2] - Inches(0.6), TEXTS[-1]) > box[3] - Inches(0.1):
        count -= 1
    if count == len(page.bullets):
        return page, None
    rest = Page(page.heading or page.title, page.bullets[count:], numbers=page.numbers)
    return replace(page, bullets=page.bullets[:count]), rest
