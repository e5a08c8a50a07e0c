"""The text of the document: cover, contents, sections and appendix, as one stretch of markup."""

from __future__ import annotations

from collections.abc import Iterator

from engagement.brief.word import tables
from engagement.brief.word.markup import MUTED, WARNING, answer, bookmark, link, paragraph, references, run
from engagement.brief.word.pictures import Pictures
from engagement.brief.word.template import Template
from engagement.brief.wording import DECISION_HEADS, OPEN_HEADS, Words

APPENDIX = "Appendix: methods and evidence"
_PARTS = (
    *("Definitions", "The region, country by country", "Too few to be shown", "Files"),
    "Where each number comes from",
)


class Body:
    """Writes the words of a brief with the styles of a template; counts figures, tables and bookmarks."""

    def __init__(self, words: Words, template: Template, pictures: Pictures) -> None:
        self.words, self.template, self.pictures = words, template, pictures
        self._counts = {"Figure": 0, "Table": 0}
        self._marks = 0

    def markup(self) -> str:
        """Return everything between the beginning of the body and the page's settings."""
        sections = "".join(part for section in self.words["sections"] for part in self._section(section))
        appendix = "".join(self._appendix())
        return "".join(self._cover()) + self._contents() + sections + appendix

    def _p(self, style: str, *runs: str, keep: bool = False, page: bool = False) -> str:
        return paragraph(self.template.style(style) if style else "", *runs, keep=keep, page=page)

    def _marked(self, name: str, inside: str) -> str:
        self._marks += 1
        return bookmark(self._marks, name, inside)

    def _cover(self) -> Iterator[str]:
        words = self.words
        yield self._p("", run(words["institution"], size=12, color=MUTED))
        yield self._p("", run(words["office"], color=MUTED))
        yield from (paragraph("") for _ in range(2))
        yield self._p("Title", run(words["title"]))
        yield self._p("Subtitle", run(words["subtitle"]))
        for line in words["cover"]:
            yield self._p("", run(line))
        if words["stamp"]:
            yield paragraph("")
            yield self._p("Brief Stamp", run(words["stamp"].upper(), bold=True), run(f". {words['stamp_words']}"))
        yield paragraph("")
        yield self._p("Brief Note", run(words["cover_note"]))

    def _contents(self) -> str:
        """Return a field that Word can update, filled in already: it is never empty, and every line is a link."""
        lines = [("toc 1", _anchor(number), section["title"]) for number, section in enumerate(self.words["sections"])]
        lines.append(("toc 1", _anchor(len(lines)), APPENDIX))
        lines += [("toc 2", _part(title), title) for title in self._parts()]
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        begin += f'{code}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        written = [
            self._p(style, begin if index == 0 else "", link(name, run(title)), end if index == len(lines) - 1 else "")
            for index, (style, name, title) in enumerate(lines)
        ]
        return paragraph("") + self._p("TOC Heading", run("Contents")) + "".join(written)

    def _parts(self) -> list[str]:
        """Return the parts of the appendix that are there."""
        words = self.words
        is_present = (words["definitions"], True, True, words["files"], words["evidence"])
        return [title for title, is_there in zip(_PARTS, is_present, strict=True) if is_there]

    def _part(self, title: str) -> str:
        return self._p("Heading 2", self._marked(_part(title), run(title)))

    def _heading(self, title: str, number: int, *, page: bool) -> str:
        return self._p("Heading 1", self._marked(_anchor(number), run(title)), page=page)

    def _section(self, section: Words) -> Iterator[str]:
        index = self.words["sections"].index(section)
        yield self._heading(section["title"], index, page=section["is_long"] or index == 0)
        if section["lead"]:
            yield self._p("", run(section["lead"]), keep=section["is_open"])
        if section["figures"]:
            cards = [self._card(key_figure) for key_figure in section["figures"]]
            count = 2 if len(cards) == 4 else min(3, len(cards))
            across = round(self.template.across * count / 3)
            yield tables.cards(cards, columns=count, across=across, title=f"Key figures: {section['title']}")
            yield self._p("Brief Table")
        for statement in section["statements"]:
            yield self._p("List Bullet", *_said(statement))
        if section["decisions"]:
            rows = [[self._p("", run(str(number))), self._p("", *_said(asked))] for number, asked in _numbered(section)]
            across = self.template.across
            heads = [[self._p("", run(head, bold=True), keep=True) for head in DECISION_HEADS]]
            yield tables.boxed([*heads, *rows], widths=(1, 14), across=across, title="Decisions asked for")
            yield paragraph("")
        for exhibit in section["exhibits"]:
            yield from self._exhibit(exhibit)
        if section["is_open"]:
            yield tables.blank(
                OPEN_HEADS,
                rows=4,
                widths=(6, 3, 2),
                across=self.template.across,
                title="Decisions, to be filled in",
                style=self.template.style("Brief Table"),
            )
            yield paragraph("")

    def _card(self, key_figure: Words) -> str:
        color = "" if key_figure["is_value"] else MUTED
        parts = [self._p("Brief Note", run(key_figure["title"]), references((key_figure["evidence"],)), keep=True)]
        parts.append(self._p("Brief Figure", run(key_figure["printed"], color=color), keep=True))
        parts += [self._p("Brief Table", run(line)) for line in key_figure["lines"]]
        return "".join(parts)

    def _exhibit(self, item: Words) -> Iterator[str]:
        has_table = bool(item["table"]["body"])
        yield self._caption(item, "Table" if has_table and not item["svg"] else "Figure")
        if item["svg"]:
            yield self._p("", self.pictures.drawn(item["svg"], item["width"], item["alt"]), keep=bool(item["notes"]))
        if has_table:
            if item["svg"]:
                yield self._caption(item, "Table")
            table = item["table"]
            yield tables.table(
                table["head"],
                table["body"],
                widths=table["widths"],
                aligns=table["aligns"],
                across=self.template.across,
                title=item["title"],
                style=self.template.style("Brief Table"),
                keep=bool(item["notes"]),
            )
        if item["notes"]:
            yield self._p("Brief Note", run(" ".join(item["notes"])))

    def _caption(self, item: Words, kind: str) -> str:
        self._counts[kind] += 1
        number = f'<w:fldSimple w:instr=" SEQ {kind} \\* ARABIC ">{run(str(self._counts[kind]))}</w:fldSimple>'
        words = run(f". {item['title']}")
        return self._p("Caption", run(f"{kind} "), number, words, references((item["evidence"],)), keep=True)

    def _appendix(self) -> Iterator[str]:
        words = self.words
        yield self._heading(APPENDIX, len(words["sections"]), page=True)
        if words["definitions"]:
            yield self._part(_PARTS[0])
        for item in words["definitions"]:
            runs = [run(f"{item['title']}. ", bold=True), run(item["definition"])]
            if item["denominator"]:
                runs += [run(" Denominator: ", italic=True), run(f"{item['denominator']}.")]
            yield self._p("", *runs, references((item["evidence"],)))
        yield self._part(_PARTS[1])
        yield self._p("", run(words["membership"]["words"]))
        if words["membership"]["names"]:
            yield self._p("", run(f"{', '.join(words['membership']['names'])}.", size=8.5))
        yield self._part(_PARTS[2])
        yield self._p("", run(words["hidden"]["words"]))
        if words["hidden"]["rows"]:
            yield self._plain_table(
                ("Answer", "Too few"), words["hidden"]["rows"], (2, 3), "Answers with too few people"
            )
        if words["files"]:
            yield self._part(_PARTS[3])
            keys = ("name", "delivered", "taken", "rejected", "sha256")
            heads = ("File", "Rows", "Taken", "Rejected", "SHA-256")
            rows = [[file[key] for key in keys] for file in words["files"]]
            yield self._plain_table(heads, rows, (14, 6, 6, 7, 24), "Files", numbers=(1, 2, 3))
        if words["evidence"]:
            yield self._part(_PARTS[4])
        for item in words["evidence"]:
            yield from self._answer(item)

    def _plain_table(
        self,
        head: tuple[str, ...],
        rows: list[list[str]],
        widths: tuple[float, ...],
        title: str,
        *,
        numbers: tuple[int, ...] = (),
    ) -> str:
        aligns = ["right" if index in numbers else "left" for index in range(len(head))]
        style, across = self.template.style("Brief Table"), self.template.across
        markup = tables.table(head, rows, widths=widths, aligns=aligns, across=across, title=title, style=style)
        return markup + paragraph("")

    def _answer(self, item: Words) -> Iterator[str]:
        heading = self._marked(answer(item["number"]), run(f"[{item['number']}] {item['title']}", bold=True))
        yield self._p("Brief Answer", heading, keep=True)
        lines = [run(item["question"], italic=True)]
        for name, value in (*item["lines"], ("SHA-256 of the query", item["sha256"])):
            lines += ["<w:r><w:br/></w:r>", run(f"{name}: ", color=MUTED), run(value)]
        yield self._p("Brief Table", *lines)


def _said(statement: Words) -> tuple[str, ...]:
    """Return a statement with its references, and a mark where it is in the committee's words."""
    own = run(" the committee’s words", italic=True, color=WARNING, size=8) if statement["committee"] else ""  # noqa: RUF001
    return run(statement["text"]), references(statement["evidence"]), own


def _numbered(section: Words) -> Iterator[tuple[int, Words]]:
    yield from enumerate(section["decisions"], start=1)


def _anchor(number: int) -> str:
    return f"section_{number + 1}"


def _part(title: str) -> str:
    return f"part_{_PARTS.index(title) + 1}"
