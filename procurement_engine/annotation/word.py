"""One Word draft with its comments and, if asked for, the proposed clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from procurement_engine.annotation.anchors import Anchors
from procurement_engine.annotation.comments import Comments, Line
from procurement_engine.annotation.insertions import Insertions
from procurement_engine.annotation.notes import Note, explained
from procurement_engine.annotation.proposals import Proposal
from procurement_engine.annotation.spans import first_words, span_of
from procurement_engine.annotation.word_file import WordFile
from procurement_engine.drafts.docx import element_at
from procurement_engine.drafts.model import Block
from procurement_engine.report import CheckReport
from procurement_engine.wording import words


class WordDraft:
    """Writes into one file. Places are looked up before anything is changed: call `write` once."""

    def __init__(self, file: WordFile, report: CheckReport, when: datetime) -> None:
        self._file, self._report = file, report
        self._say = words(report.lang, "annotation")
        self._comments = Comments(file, when)
        self._insertions = Insertions(file, when)

    def write(self, summary: Iterable[Line], notes: Sequence[Note], clauses: Sequence[Proposal]) -> bytes:
        """The annotated file. A note that can stand nowhere is added to the summary, so that nothing is lost."""
        spans = [(note, span_of(self._file, note.place)) for note in notes]
        top = first_words(self._file)
        homes = self._homes(clauses)
        anchors = Anchors(self._file.w)
        lines = list(summary)
        if any(span is None for _, span in spans):
            lines.append(Line(self._say["header"], bold=True))
        for note, span in spans:
            if span is None:
                lines += [*note.lines, self._quote("elsewhere", note)]
        if top is not None:  # first, so that Word shows it above a comment on the same words
            anchors.mark(top.first, top.last, self._comments.add(lines))
        for note, span in spans:
            if span is not None:
                lead = [self._quote(span.lead, note)] if span.lead else []
                anchors.mark(span.first, span.last, self._comments.add([*note.lines[:1], *lead, *note.lines[1:]]))
        for anchor, like, found in homes:
            self._insertions.after(anchor, [(p.texts, self._comments.add(list(self._proposal(p)))) for p in found], like)
        return self._file.save()

    def _quote(self, key: str, note: Note) -> Line:
        return Line(self._say[key].format(quote=note.place.quote))

    def _proposal(self, proposal: Proposal) -> Iterable[Line]:
        first, *rest = explained(proposal.finding, self._report, proposed=True)
        yield first
        if proposal.blanks:
            yield Line(self._say["blanks"].format(names=", ".join(proposal.blanks)))
        yield Line(self._say["accept"])
        if not proposal.fitting:
            yield Line(self._say["at_the_end"])
        yield from rest

    def _homes(self, clauses: Sequence[Proposal]) -> list[tuple[Any, Any, list[Proposal]]]:
        """Clauses by the paragraph or table they come after, with the paragraph whose look they take."""
        found: dict[Any, tuple[Any, Any, list[Proposal]]] = {}
        for clause in clauses:
            at, anchor = next(((n, a) for n in clause.after if (a := self._anchor(n)) is not None), (0, None))
            if anchor is not None:
                found.setdefault(anchor, (anchor, self._like(at), []))[2].append(clause)
        return list(found.values())

    def _anchor(self, block: int) -> Any | None:
        """The paragraph, or the whole table or content control, after which a clause may stand."""
        source = self._file.blocks[block].source
        if source.part != self._file.package.main:
            return None
        node = element_at(self._file.main, source.path)
        around = [node, *node.iterancestors()]
        within = max((n for n, above in enumerate(around) if above.tag == f"{self._file.w}tbl"), default=0)
        outermost = [n for n in around[within:] if n.getparent() is not None and n.getparent().tag in self._flows][::-1]
        return next((end for n in outermost if self._insertions.can_follow(end := self._end_of(n))), None)

    @property
    def _flows(self) -> tuple[str, str]:
        """What holds the paragraphs of the text: the body, or a content control round some of it."""
        return f"{self._file.w}body", f"{self._file.w}sdtContent"

    def _end_of(self, node: Any) -> Any:
        """A table is followed by an empty paragraph, which belongs to it."""
        following = node.getnext()
        empty = following is not None and following.tag == f"{self._file.w}p" and not "".join(following.itertext()).strip()
        return following if node.tag == f"{self._file.w}tbl" and empty else node

    def _like(self, block: int) -> Any | None:
        """The nearest paragraph of plain text, at the block or before it, else after."""
        blocks = self._file.blocks
        order = [*range(block, -1, -1), *range(block + 1, len(blocks))]
        near = next((number for number in order if self._is_plain(blocks[number])), None)
        return None if near is None else element_at(self._file.main, blocks[near].source.path)

    def _is_plain(self, block: Block) -> bool:
        here = block.role == "body" and block.source.part == self._file.package.main
        return here and block.kind == "paragraph" and len(block.text) > 60
