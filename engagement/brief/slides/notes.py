"""What the speaker reads: what a slide says, in sentences; and on the last slide, where every number comes from."""

from __future__ import annotations

from collections.abc import Iterable

from pptx.slide import Slide
from pptx.util import Inches

from engagement.brief.model import Brief, Evidence
from engagement.brief.slides.pages import Page
from engagement.brief.wording import cover_note, membership_words, publishing_words, source_words, stamp, stamp_words


def write(slide: Slide, text: str) -> None:
    """Write the notes of a slide, also where the template's notes have no place for text."""
    page = slide.notes_slide
    frame = page.notes_text_frame
    if frame is None:
        frame = page.shapes.add_textbox(Inches(0.75), Inches(5), Inches(6), Inches(4)).text_frame
        frame.word_wrap = True
    frame.text = text


def of_cover(brief: Brief, *, note: str = "") -> str:
    """Return how the numbers are to be read, who belongs to the region, and what is too few."""
    stamped = f"{stamp(brief).upper()}. {stamp_words(brief)}" if stamp(brief) else ""
    members = ", ".join(f"{member.name} ({member.iso3})" for member in brief.membership)
    blocks = (stamped, cover_note(brief, note=note), membership_words(brief), members, publishing_words(brief))
    return "\n".join(filter(None, blocks))


def spoken(page: Page, answers: Iterable[Evidence]) -> str:
    """Return what can be said to a slide, and which answers it rests on; queries and hashes are on the last slide."""
    asked = [f"{decision.what}. {decision.why} By when: {decision.by}." for decision in page.decisions]
    figures = [", ".join(filter(None, (card.title, card.printed, card.when, card.target))) + "." for card in page.cards]
    named = "; ".join(f"[{answer.number}] {answer.title}" for answer in answers)
    sentences = [page.title if page.title.endswith(".") else f"{page.title}.", *asked, *figures, *page.bullets]
    return "\n".join([*sentences, f"Sources: {named}."] if named else sentences)


def of_answers(answers: Iterable[Evidence]) -> str:
    """Return each answer's question, query, parameters, files with hashes and rows, and what is left out or too few."""
    return "\n\n".join("\n".join(_told(answer)) for answer in answers)


def _told(answer: Evidence) -> list[str]:
    lines = [f"[{answer.number}] {answer.title}", answer.question]
    lines += [f"{name}: {value}" for name, value in source_words(answer)]
    lines.append(f"SHA-256 of the query: {answer.query_sha256}")
    lines += [f"SHA-256 of {file.file}: {file.sha256}" for file in answer.sources]
    return lines
