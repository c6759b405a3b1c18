"""Writes disciplinare.docx from testo.txt: an invented tender with sound clauses and three faults.

A line of the text is a title (#), a section (##, ### below it; with = not numbered), a row of a table (|), an item of
a list (-) or a paragraph. Numbers of sections and items are Word's own, as in the files offices write.
"""

from itertools import groupby
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
HEADINGS, LISTS = "90", "91"
LEVELS = {
    HEADINGS: (("decimal", "%1.", "Heading1"), ("decimal", "%1.%2", "Heading2")),
    LISTS: (("lowerLetter", "%1)", None),),
}


def build() -> Doc:
    """The document, line by line."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.line_spacing = 1.2
    _furniture(document)
    _define_numbering(document)
    lines = (HERE / "testo.txt").read_text(encoding="utf-8").splitlines()
    for kind, group in groupby(lines, key=_kind):
        texts = [line.lstrip("#=|- ").rstrip() for line in group]
        if kind == "|":
            _table(document, [[cell.strip() for cell in text.strip("|").split("|")] for text in texts])
        elif kind == "-":
            number = _new_list(document)
            for text in texts:
                _number(document.add_paragraph(text), number)
        else:
            for text in texts:
                _paragraph(document, kind, text)
    return document


def _kind(line: str) -> str:
    """The mark a line begins with; empty for a paragraph."""
    mark = line.split(" ", 1)[0]
    if line.startswith("|"):
        return "|"
    return mark if mark in {"#", "#=", "##", "##=", "###", "-"} else ""


def _paragraph(document: Doc, kind: str, text: str) -> None:
    if kind.startswith("##"):
        heading = document.add_heading(text, level=len(kind.rstrip("=")) - 1)
        if kind.endswith("="):
            _number(heading, "0")  # numId 0 takes the style's number away
    else:
        document.add_paragraph(text, style={"#": "Title", "#=": "Subtitle"}.get(kind))


def _table(document: Doc, rows: list[list[str]]) -> None:
    """A table whose first row is a heading, repeated on every page."""
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no other way
    document.add_paragraph()


def _furniture(document: Doc) -> None:
    """Header, and a footer with the page number as a field."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "Comune di Ponterosso sul Lamone - Settore Scuola"
    footer = section.footer.paragraphs[0]
    footer.add_run("Disciplinare di gara - pagina ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))  # noqa: SLF001


def _define_numbering(document: Doc) -> None:
    """Sections number themselves through their style; lists through one definition, restarted for each."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for abstract, levels in LEVELS.items():
        xml = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            + (f'<w:pStyle w:val="{style}"/>' if style else "")
            + f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
            for depth, (form, text, style) in enumerate(levels)
        )
        first.addprevious(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{xml}</w:abstractNum>'))
    number = numbering.add_num(int(HEADINGS)).numId
    for depth, (_, _, style) in enumerate(LEVELS[HEADINGS]):
        properties = document.styles[f"Heading {style[-1]}"].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = depth, number


def _new_list(document: Doc) -> str:
    num = document.part.numbering_part.element.add_num(int(LISTS))
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    return str(num.numId)


def _number(paragraph: Paragraph, number: str) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no other way
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = 0, int(number)


if __name__ == "__main__":
    build().save(str(HERE / "disciplinare.docx"))
