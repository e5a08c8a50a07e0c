"""What stands above and below the text of every page; what a template has there itself stays."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Footer, _Header

from engagement.brief.word.markup import WARNING, field, paragraph, run
from engagement.brief.word.template import Template
from engagement.brief.wording import Words

_TAB = "<w:r><w:tab/></w:r>"


def write_margins(document: Document, words: Words, template: Template) -> None:
    """Write title and stamp above, except on the cover; institution, as-of date and page number below."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    stamp = run(words["stamp"].upper(), bold=True, color=WARNING) if words["stamp"] else ""
    above = [run(words["title"]), _TAB, stamp]
    below = [run(f"{words['institution']}, as of {words['as_of']}"), _TAB, run("Page "), field("PAGE", "1")]
    below += [run(" of "), field("NUMPAGES", "1")]
    _add(section.header, above, template)
    _add(section.footer, below, template)
    _add(section.first_page_footer, below, template)


def _add(place: _Header | _Footer, runs: list[str], template: Template) -> None:
    place.is_linked_to_previous = False
    style = template.style("Brief Note")
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{template.across}"/></w:tabs>'
    markup = paragraph(style, *runs).replace(f'<w:pStyle w:val="{style}"/>', f'<w:pStyle w:val="{style}"/>{tabs}')
    new = parse_xml(markup.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
    for old in list(place._element):
        is_blank = old.tag == qn("w:p") and not "".join(old.itertext()).strip()
        if is_blank and old.find(f".//{qn('w:drawing')}") is None:
            place._element.remove(old)
    place._element.append(new)
