"""From a report to the files the officer opens: each draft beside its original, which is never touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from procurement_engine.annotation.comments import Line
from procurement_engine.annotation.notes import Note, notes
from procurement_engine.annotation.proposals import Proposal, home_of, proposals, verified
from procurement_engine.annotation.summary import summary
from procurement_engine.annotation.word import WordDraft
from procurement_engine.annotation.word_file import WordFile
from procurement_engine.drafts.limits import load
from procurement_engine.drafts.model import Draft, UnreadableError
from procurement_engine.drafts.open import read_bytes
from procurement_engine.report import CheckReport
from procurement_engine.reports.findings import Finding
from procurement_engine.wording import words
from procurement_engine.wording.values import count

#: Checks drafts as the report's own were checked: same facts, same day, same rules.
_SUFFIXES = {"docx": (".docx", ".docm", ".dotx", ".dotm"), "odt": (".odt", ".ott")}
Recheck = Callable[[Sequence[Draft]], CheckReport]


def annotate(
    report: CheckReport, output: Path | None = None, *, recheck: Recheck | None = None, when: datetime | None = None
) -> list[str]:
    """Write the annotated drafts; a sentence for each file. With `recheck`, missing clauses are proposed as tracked changes.

    `output`: a file (one draft) or a folder; None: beside each draft, under a name not yet taken.
    UnreadableError if a draft has changed since the check or a file cannot be written.
    """
    delivery = Delivery(report, when or datetime.now(ZoneInfo("Europe/Rome")))
    targets = [_target(document.path, output, report, number) for number, document in enumerate(report.documents)]
    if recheck is not None:
        delivery.propose(recheck)
    told = []
    for number, target in enumerate(targets):
        data, sentence = delivery.file(number, target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            message = f"{target}: il file non si può scrivere lì ({error.strerror}); indicare un altro posto con -o."
            raise UnreadableError(message) from error
        told += sentence
    return told


@dataclass
class Delivery:
    """What goes into which file of a dossier."""

    report: CheckReport
    when: datetime
    clauses: list[Proposal] = field(default_factory=list)
    _proposing: bool = False

    def propose(self, recheck: Recheck) -> None:
        """Find the clauses that mend what is missing, each verified by a check of the drafts with it."""
        self._proposing = True
        words_ = [n for n, document in enumerate(self.report.documents) if document.format == "docx"]
        blocks = {n: self._drafts[n].blocks for n in words_}

        def check_with(used: Sequence[Proposal]) -> CheckReport:
            return recheck([self._with(draft, number, used) for number, draft in enumerate(self._drafts)])

        self.clauses = verified(proposals(self.report, blocks), self.report, check_with, blocks)

    def file(self, number: int, target: Path) -> tuple[bytes, list[str]]:
        """The bytes for one draft and what to tell of them."""
        say, document = words(self.report.lang, "annotation"), self.report.documents[number]
        placed, missing = self._noted
        here = [note for note in placed if note.place.document == number]
        listed = [finding for finding in missing if home_of(finding, self.report) == number]
        elsewhere = next((home_of(f, self.report) for f in missing if home_of(f, self.report) != number), None)
        clauses = [clause for clause in self.clauses if clause.document == number]
        top = summary(
            self.report,
            listed,
            form="docx" if document.format == "docx" else "odt" if document.format == "odt" else "list",
            proposed=len(clauses) if self._proposing else None,
            listed_in=self.report.documents[elsewhere].path if elsewhere is not None else "",
        )
        if document.format == "odt":
            return self._odt(number, target, top, here)
        if document.format != "docx":
            from procurement_engine.annotation.findings_list import findings_list

            data = findings_list(Path(document.path).name, top, here, self._drafts[number].blocks, self.report)
            return data, [say["list_instead"].format(path=target, format=document.format.upper())]
        file = WordFile(Path(document.path), self._bytes[number])
        data = WordDraft(file, self.report, self.when).write(top, here, clauses)
        told = say["wrote"].format(path=target, comments=count("comments", len(here) + len(clauses) + 1, say))
        if self._proposing:
            told += say["proposed_none" if not clauses else "proposed_one" if len(clauses) == 1 else "proposed_many"].format(
                n=len(clauses)
            )
        signed = any(name.startswith("_xmlsignatures/") for name in file.package.names)
        return data, [f"{told}.", *([say["signed"].format(path=target)] if signed else [])]

    def _odt(self, number: int, target: Path, top: Iterable[Line], here: Sequence[Note]) -> tuple[bytes, list[str]]:
        from procurement_engine.annotation.odt import OdtDraft

        say = words(self.report.lang, "annotation")
        file = OdtDraft(Path(self.report.documents[number].path), self._bytes[number], self.when, self.report.lang)
        told = say["wrote"].format(path=target, comments=count("comments", len(here) + 1, say))
        return file.write(top, here), [f"{told}.", *([say["word_only"].format(path=target)] if self._proposing else [])]

    @cached_property
    def _noted(self) -> tuple[list[Note], list[Finding]]:
        """Notes and findings without a place, those apart that a proposed clause already answers."""
        answered = {(clause.finding.requirement.id, clause.finding.lots) for clause in self.clauses}
        placed, missing = notes(self.report)
        return (
            [note for note in placed if (note.finding.requirement.id, note.finding.lots) not in answered],
            [finding for finding in missing if (finding.requirement.id, finding.lots) not in answered],
        )

    @cached_property
    def _bytes(self) -> list[bytes]:
        found = []
        for document in self.report.documents:
            data, digest = load(Path(document.path))
            if digest != document.sha256:
                raise UnreadableError(f"{document.path}: il file è cambiato mentre lo si controllava; ripetere il controllo.")
            found.append(data)
        return found

    @cached_property
    def _drafts(self) -> list[Draft]:
        return [read_bytes(Path(d.path), data) for d, data in zip(self.report.documents, self._bytes, strict=True)]

    def _with(self, draft: Draft, number: int, used: Sequence[Proposal]) -> Draft:
        """A draft as it reads once its clauses are accepted."""
        clauses = [clause for clause in used if clause.document == number]
        if not clauses:
            return draft
        path = Path(draft.path)
        file = WordFile(path, self._bytes[number])
        return read_bytes(path, WordDraft(file, self.report, self.when).write([Line("")], [], clauses))


def _target(path: str, output: Path | None, report: CheckReport, number: int) -> Path:
    """Where the copy of a draft goes; never the draft itself."""
    say, source, document = words(report.lang, "annotation"), Path(path), report.documents[number]
    same = source.suffix.lower() in _SUFFIXES.get(document.format, ())
    suffix = source.suffix.lower() if same else _SUFFIXES.get(document.format, (".docx",))[0]
    name = f"{source.stem}-{say['suffix' if document.format in _SUFFIXES else 'suffix_list']}"
    if any(Path(other.path).stem == source.stem for other in report.documents[:number]):
        name = f"{name}-{number + 1}"
    several = len(report.documents) > 1
    if output is not None and (several or output.is_dir()):
        target = output / f"{name}{suffix}"
    elif output is not None:
        target = output
    else:
        tries = (source.with_name(f"{name}{mark}{suffix}") for mark in ("", *(f"-{n}" for n in range(2, 1000))))
        target = next(found for found in tries if not found.exists())
    if several and output is not None and output.exists() and not output.is_dir():
        raise UnreadableError(f"{output}: i documenti sono più d'uno; con -o indicare una cartella.")
    if any(target.resolve() == Path(other.path).resolve() for other in report.documents):
        raise UnreadableError(f"{target}: è la bozza stessa, che non si sovrascrive; indicare un altro nome con -o.")
    return target
