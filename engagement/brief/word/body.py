"""The text of the document: cover, contents, sections and appendix, as one stretch of markup."""

from __future__ import annotations

from collections.abc import Iterator

from engagement.brief.word import tables
from engagement.brief.word.markup import MUTED, WARNING, answer, bookmark, link, paragraph, references, run
from engagement.brief.word.pictures import Pictures
from engagement.brief.word.template import Template
from engagement.brief.wording import Words

ANNEX, APPENDIX = "Annex", "Methods and evidence"
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
        sections = "".join(self._numbered_sections(is_annex=False))
        annex = "".join(self._numbered_sections(is_annex=True))
        opening = self._p("Title", run(ANNEX), page=True) + self._p("Brief Note", run(self.words["how_to_read"]))
        return "".join(self._head()) + sections + opening + self._contents() + annex + "".join(self._appendix())

    def _numbered_sections(self, *, is_annex: bool) -> Iterator[str]:
        for section in self.words["sections"]:
            if section["is_annex"] == is_annex:
                yield from self._section(section)

    def _p(self, style: str, *runs: str, keep: bool = False, page: bool = False) -> str:
        return paragraph(self.template.style(style) if style else "", *runs, keep=keep, page=page)

    def _marked(self, name: str, inside: str) -> str:
        self._marks += 1
        return bookmark(self._marks, name, inside)

    def _head(self) -> Iterator[str]:
        """Yield what the document is, for whom and when; what is to be decided follows on the same page."""
        words = self.words
        yield self._p("Brief Note", run(" · ".join(filter(None, (words["institution"], words["office"]))), color=MUTED))
        yield self._p("Title", run(words["title"]))
        yield self._p("Subtitle", run(words["subtitle"]))
        yield self._p("Brief Table", run("\n".join(words["cover"])))
        if words["stamp"]:
            yield self._p("Brief Stamp", run(words["stamp"].upper(), bold=True), run(f". {words['stamp_words']}"))

    def _contents(self) -> str:
        """Return a field that Word can update, filled in already: it is never empty, and every line is a link."""
        numbered = enumerate(self.words["sections"])
        lines = [("toc 1", _anchor(number), section["title"]) for number, section in numbered]
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
        yield self._heading(section["title"], index, page=False)
        if section["lead"]:
            yield self._p("", run(section["lead"]), keep=section["is_open"])
        if section["figures"]:
            cards = [self._card(key_figure) for key_figure in section["figures"]]
            count = 2 if len(cards) == 4 else min(3, len(cards))
            across = round(self.template.across * count / 3)
            yield tables.cards(cards, columns=count, across=across, title=f"Key figures: {section['title']}")
            yield self._p("Brief Table")
        if section["decisions"]:
            yield self._decisions(section)
            yield self._p("Brief Table")
        for statement in section["statements"]:
            yield self._p("List Bullet", *_said(statement))
        for exhibit in section["exhibits"]:
            yield from self._exhibit(exhibit)
        if section["is_open"]:
            yield tables.blank(
                section["heads"][1:],
                rows=4,
                widths=(6, 3, 2, 2),
                across=self.template.across,
                title="Decisions, to be filled in",
                style=self.template.style("Brief Table"),
            )
            yield paragraph("")

    def _decisions(self, section: Words) -> str:
        rows = [[self._p("Brief Table", run(head, bold=True), keep=True) for head in section["heads"]]]
        for number, asked in enumerate(section["decisions"], start=1):
            what = [run(asked["what"], bold=True, size=9), *_marks(asked)]
            parts = [self._p("Brief Table", *what)]
            for name, words in asked["details"]:
                label = run(f"{name}: ", color=MUTED) if name else ""
                parts.append(self._p("Brief Table", label, run(words)))
            cells = [self._p("Brief Table", run(cell)) for cell in asked["cells"]]
            rows.append([self._p("Brief Table", run(str(number), bold=True)), "".join(parts), *cells])
        return tables.boxed(rows, widths=(1.1, 15, 4, 3.2, 2.8), across=self.template.across, title=section["title"])

    def _card(self, key_figure: Words) -> str:
        color = "" if key_figure["is_value"] else MUTED
        parts = [self._p("Brief Note", run(key_figure["title"]), references((key_figure["evidence"],)), keep=True)]
        parts.append(self._p("Brief Figure", run(key_figure["printed"], color=color), keep=True))
        parts += [self._p("Brief Table", run(line)) for line in key_figure["lines"]]
        return "".join(parts)

    def _exhibit(self, item: Words) -> Iterator[str]:
        has_table = bool(item["table"]["body"])
        yield self._caption(item, "Table" if has_table and not item["svg"] else "Figure")
        for statement in item["statements"]:
            yield self._p("", *_said(statement), keep=True)
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
    """Return a statement with its references, and a mark where people wrote it."""
    return run(statement["text"]), *_marks(statement)


def _marks(item: Words) -> tuple[str, ...]:
    own = run(f" {item['whose']}", italic=True, color=WARNING, size=8) if item["whose"] else ""
    return references(item["evidence"]), own


def _anchor(number: int) -> str:
    return f"section_{number + 1}"


def _part(title: str) -> str:
    return f"part_{_PARTS.index(title) + 1}"
