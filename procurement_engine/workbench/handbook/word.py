"""The handbook as a Word file: headings, table of contents, page numbers, Italian as the language of proofing."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from procurement_engine.generation.word.fields import begin, bookmark, end, field
from procurement_engine.scoring.render.word import clean, new_document
from procurement_engine.wording import words
from procurement_engine.wording.values import shown
from procurement_engine.workbench.handbook.model import Chapter, Example, Handbook, RulePage, Text, Told
from procurement_engine.workbench.handbook.text import text_says, trust, weight_words

#: Width of the text, in centimetres.
_TEXT = 17
_STYLES = ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "Quote")


def render(book: Handbook) -> bytes:
    """The file."""
    return _Writer(book).write()


class _Writer:
    def __init__(self, book: Handbook) -> None:
        self._book = book
        self._words = words(book.lang, "handbook")
        self._topics = words(book.lang, "reports")
        self._document: WordDocument = new_document(self.say("book"))
        # A style looked up by its name for each of thousands of paragraphs takes most of the time.
        self._ids = {name: self._document.styles[name].style_id for name in _STYLES}
        self._bookmarks = 0

    def say(self, key: str, **blanks: object) -> str:
        return self._words[key].format(**blanks)

    def write(self) -> bytes:
        book, document = self._book, self._document
        document.core_properties.created = datetime(book.day.year, book.day.month, book.day.day, tzinfo=UTC)
        if book.lang == "en":
            for lang in document.styles.element.iter(qn("w:lang")):
                lang.set(qn("w:val"), "en-GB")
        document.add_paragraph(self.say("book"), style="Title")
        layers = ", ".join(f"{name} {version}" for name, version in book.layers)
        self._add(self.say("book_intro", n=len(book.pages), day=book.day, layers=layers))
        self._contents()
        self._to_sign()
        family = ""
        for page in book.pages:
            if page.family != family:
                family = page.family
                self._heading(self._topics.get(f"topic_{family}", family), 1)
            self._page(page)
        _ask_for_update(document)
        file = BytesIO()
        document.save(file)
        return file.getvalue()

    def _page(self, page: RulePage) -> None:
        heading = self._heading(f"{page.id} – {page.main.title}", 2)
        heading.paragraph_format.page_break_before = True
        self._bookmarks += 1
        bookmark(heading, _anchor(page.id), self._bookmarks)
        self._add(self.say("of_layer", layer=page.main.layer), small=True)
        for line in (*(self.say(f"does_{c.role}", layer=c.layer) for c in page.chapters[1:]), *page.acts):
            self._add(line)
        for chapter in page.chapters:
            if chapter.role != "base":
                self._heading(f"{self.say(f'role_{chapter.role}', layer=chapter.layer)}: {chapter.title}", 3)
            self._chapter(chapter)
        if page.related:
            self._heading(self.say("h_related"), 3)
            for other, why in page.related:
                self._add(f"{other} ({why})", style="List Bullet")

    def _chapter(self, chapter: Chapter) -> None:
        self._section("h_what", [chapter.summary])
        self._heading(self.say("h_law"), 3)
        if chapter.now is None:
            self._add(self.say("no_text", day=self._book.day))
        for text in chapter.texts:
            self._text(text)
        self._section("h_applies", [self.say("applies_if")] if chapter.conditions else [self.say("always")], chapter.conditions)
        self._section("h_exclusions", [], chapter.exclusions)
        self._section("h_where", [f"{chapter.judged_in[:1].upper()}{chapter.judged_in[1:]}. {chapter.where}"])
        self._heading(self.say("h_elements"), 3)
        for element in chapter.elements:
            self._element(element, chapter)
        for kind in ("right", "wrong", "open", "excluded"):
            if examples := chapter.named(kind):
                self._heading(self.say(f"h_{kind}"), 3)
                for example in examples:
                    self._example(example)
        self._section("h_assumptions", [], chapter.assumptions)
        self._section("h_trust", [], trust(chapter, self.say))
        self._section("h_suggestion", chapter.suggestion.splitlines())
        self._section("h_waiver", [chapter.waiver])
        self._section("h_history", [], [f"{shown(day, self._book.lang)}: {note}" for day, note in chapter.history])

    def _section(self, key: str, paragraphs: list[str], items: tuple[str, ...] | list[str] = ()) -> None:
        """A title with what stands under it; nothing where nothing does."""
        if not paragraphs and not items:
            return
        self._heading(self.say(key), 3)
        for text in paragraphs:
            if text.strip():
                self._add(text)
        for item in items:
            self._add(item, style="List Bullet")

    def _text(self, text: Text) -> None:
        until = self.say("until", day=text.until) if text.until else ""
        self._add(self.say(f"text_{text.when}", since=text.since, until=until, day=self._book.day) + ".", bold=True)
        for source in text.sources:
            paragraph = self._styled("List Bullet")
            if source.url:
                _link(paragraph, source.url, clean(source.label))
            else:
                paragraph.add_run(clean(source.label))
            paragraph.add_run(f" ({self.say('checked', day=source.checked_on)})")
        for line in text_says(text, self.say):
            self._add(line, small=True)

    def _element(self, element: Told, chapter: Chapter) -> None:
        paragraph = self._add(f"{self.say(element.kind)}: {element.title}", bold=True)
        paragraph.paragraph_format.keep_with_next = True
        if element.kind != "helper":
            paragraph.add_run(clean(f" ({element.basis}; {weight_words(element, chapter, self.say)})"))
            if element.message:
                self._add(element.message)
        for line in element.recognised:
            self._add(line, style="List Bullet", small=True)

    def _example(self, example: Example) -> None:
        facts = f" – {example.facts}" if example.facts else ""
        head = self._add(f"{example.name} ({self.say('on_day', day=example.day)}){facts}", small=True)
        head.paragraph_format.keep_with_next = True
        for kind, passage in example.passages:
            self._add(f"{kind}: «{passage}»" if kind else f"«{passage}»", style="Quote")
        self._add(example.expected, bold=True)

    def _to_sign(self) -> None:
        self._heading(self.say("to_sign"), 1)
        self._add(self.say("to_sign_n", n=len(self._book.to_sign)) if self._book.to_sign else self.say("to_sign_none"))
        for rule_id, layer, said in self._book.to_sign:
            self._add(f"{rule_id} ({layer}): {said}", style="List Bullet", small=True)

    def _contents(self) -> None:
        """Word fills in the pages when it opens the file; until then the titles stand there."""
        self._add(self.say("index"), bold=True)
        for number, page in enumerate(self._book.pages):
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.right_indent = Cm(1.2)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_TEXT), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            if number == 0:
                begin(paragraph, r'TOC \o "1-2" \h \z \u', dirty=True)
            paragraph.add_run(clean(f"{page.id} – {page.main.title}") + "\t")
            field(paragraph, f"PAGEREF {_anchor(page.id)} \\h", "")
            if number == len(self._book.pages) - 1:
                end(paragraph)

    def _heading(self, text: str, level: int) -> Paragraph:
        heading = self._styled(f"Heading {level}")
        heading.add_run(clean(text))
        return heading

    def _styled(self, style: str | None) -> Paragraph:
        paragraph: Paragraph = self._document.add_paragraph()
        if style is not None:
            paragraph._p.style = self._ids[style]  # noqa: SLF001
        return paragraph

    def _add(self, text: str, *, bold: bool = False, small: bool = False, style: str | None = None) -> Paragraph:
        paragraph = self._styled(style)
        run = paragraph.add_run(clean(text))
        run.bold = bold or None
        run.font.size = Pt(9) if small else None
        return paragraph


def _anchor(rule_id: str) -> str:
    """The bookmark of a requirement, so that other files may link to it."""
    return rule_id.replace("-", "_")[:40]


def _link(paragraph: Paragraph, url: str, text: str) -> None:
    """A hyperlink, blue and underlined."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def _ask_for_update(document: WordDocument) -> None:
    """Word computes the table of contents as it opens the file."""
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    document.settings.element.append(update)
