"""The digest as text and as HTML: the same sentences, for every program that shows mail; no pictures, no scripts."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from engagement.digest.compose import Digest
from engagement.export.text_table import text_table
from engagement.present import format

_HEADERS = ("Figure", "Period", "Before", "Now", "Change")
_CELL = "padding:4px 12px 4px 0;border-bottom:1px solid #d8dee4;text-align:left;vertical-align:top"
_BODY = "font:15px/1.5 system-ui,sans-serif;color:#1f2328;max-width:44rem;margin:0 auto;padding:16px"


def as_text(digest: Digest) -> str:
    """Return the digest as plain text."""
    parts = [*_heads(digest), ""]
    if digest.figures:
        parts += ["Headline figures", "", text_table(_HEADERS, _rows(digest)), ""]
    for title, lines in _lists(digest):
        parts += [title, "", *(f"- {line}" for line in lines), ""]
    parts += [_PEOPLE, *([f"Dashboard: {digest.link}"] if digest.link else [])]
    return "\n".join(parts) + "\n"


def as_html(digest: Digest) -> str:
    """Return the digest as a page that mail programs show: styles at its parts, nothing from elsewhere."""
    heads = "".join(f"<p>{html.escape(line)}</p>" for line in _heads(digest)[1:])
    lists = "".join(
        f"<h2>{html.escape(title)}</h2><ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"
        for title, lines in _lists(digest)
    )
    link = f'<p><a href="{html.escape(digest.link)}">Open the dashboard</a></p>' if digest.link else ""
    title = html.escape(_heads(digest)[0])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="{_BODY}"><h1>{title}</h1>{heads}{_table(digest)}{lists}{link}'
        f'<p style="color:#59636e">{html.escape(_PEOPLE)}</p></body></html>\n'
    )


def _heads(digest: Digest) -> list[str]:
    about = f", {digest.about}" if digest.about else ""
    lines = [f"Global engagement of {digest.institution}{about}"]
    if digest.is_demonstration:
        lines.append("Demonstration data: invented, not to be quoted.")
    if digest.before_at is None:
        compared = "No earlier delivery is kept to compare it with."
    else:
        changed = len(digest.changed)
        figures = "1 headline figure has" if changed == 1 else f"{changed or 'No'} headline figures have"
        compared = f"{figures} changed since the delivery of {format.day(digest.before_at.date())}."
    return [*lines, f"As of {format.day(digest.as_of)}, loaded on {format.day(digest.loaded_at.date())}. {compared}"]


def _rows(digest: Digest) -> list[list[str]]:
    return [
        [figure.title, figure.period, figure.before, figure.now, figure.change or "not compared"]
        for figure in digest.figures
    ]


def _lists(digest: Digest) -> Iterator[tuple[str, Sequence[str]]]:
    if digest.alerts:
        yield (
            "Alerts",
            [f"{alert.title}: {alert.what}{' (new)' if alert.is_new else ''}" for alert in digest.alerts],
        )
    things = [f"{thing.what}{f'. {thing.example}' if thing.example else ''}" for thing in digest.pressing]
    yield "Needs attention first", things or ["Nothing needs attention now."]


def _table(digest: Digest) -> str:
    if not digest.figures:
        return ""
    head = "".join(f'<th scope="col" style="{_CELL}">{title}</th>' for title in _HEADERS)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in _rows(digest))
    return f'<h2>Headline figures</h2><table style="border-collapse:collapse"><tr>{head}</tr>{rows}</table>'


def _cell(text: str) -> str:
    return f'<td style="{_CELL}">{html.escape(text)}</td>'


_PEOPLE = "Numbers of people are rounded; few are not shown."
