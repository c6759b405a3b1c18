"""Labelled drafts (Markdown) written as the files an office would send: Word with its oddities, or hard-wrapped text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Block = tuple[str, Any]  # ("heading 2" | "text" | "item", words) or ("table", rows of cells)
_NUMBER = re.compile(r"^(?:art(?:icolo|\.)?\s*)?\d+(?:\.\d+)*\s*[).:\-–]*\s*", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|\*)(?=\S)([^*\n]+?)(?<=\S)\1")
_RULE = re.compile(r"[|\s:\-]+")


def write_dossier(labels: Path, render: Collection[str], folder: Path) -> list[Path]:
    """Write the drafts of a label file into `folder`; `render` names the oddities (docs/accuracy.md lists them)."""
    sources = [labels.with_suffix(".md"), *sorted(labels.parent.glob(labels.stem + ".[2-9].md"))]
    return [_write(source, render, folder) for source in sources]


def _write(source: Path, render: Collection[str], folder: Path) -> Path:
    blocks = list(read_blocks(_EMPHASIS.sub(r"\2", source.read_text(encoding="utf-8"))))
    path = folder / (source.stem + (".txt" if "txt" in render else ".docx"))
    if "txt" in render:
        path.write_text("\n\n".join(map(_plain, blocks)), encoding="utf-8")
    else:
        _word(blocks, render, path)
    return path


def read_blocks(text: str) -> Iterator[Block]:
    """Headings, paragraphs, list items and tables of a small Markdown."""
    for chunk in re.split(r"\n\s*\n", text):
        lines: list[str] = []
        rows: list[list[str]] = []
        for line in chunk.strip().splitlines():
            if not line.startswith("|") and rows:
                yield "table", rows
                rows = []
            if line.startswith(("#", "- ", "|")) and lines:
                yield "text", " ".join(lines)
                lines = []
            if line.startswith("#"):
                yield f"heading {len(line) - len(line.lstrip('#'))}", line.lstrip("# ").strip()
            elif line.startswith("- "):
                yield "item", line[2:].strip()
            elif line.startswith("|"):
                if not _RULE.fullmatch(line):
                    rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            else:
                lines.append(line.strip())
        if lines:
            yield "text", " ".join(lines)
        if rows:
            yield "table", rows


def _plain(block: Block) -> str:
    """Wrapped at 78 columns; one long word at a line's end is hyphenated, as OCR and old exports do."""
    kind, content = block
    if kind == "table":
        return "\n".join("   ".join(row) for row in content)
    if kind.startswith("heading"):
        return str(content.upper() if kind == "heading 1" else content)
    body = "\n".join(textwrap.wrap(("- " if kind == "item" else "") + content, 78))
    return re.sub(r"(\w{5})(\w{5,})\n", r"\1-\n\2 ", body, count=1)


def _word(blocks: list[Block], render: Collection[str], path: Path) -> None:
    document = Document()
    if "furniture" in render:
        section = document.sections[0]
        section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "Unione di prova - Ufficio appalti", "pag. 1 di 9"
    if "toc" in render:
        document.add_paragraph("Indice")
        for number, (kind, content) in enumerate(blocks):
            if kind.startswith("heading"):
                document.add_paragraph(f"{content} {'.' * 24} {1 + number // 5}")
    for number, (kind, content) in enumerate(blocks):
        if kind == "table":
            _table(document, content, render)
        elif kind.startswith("heading"):
            _heading(document, kind, content, render)
        else:
            paragraph = document.add_paragraph(style="List Bullet" if kind == "item" else None)
            _fill(paragraph, content, render)
            _enclose(paragraph, render, number)
    document.save(str(path))


def _heading(document: Any, kind: str, text: str, render: Collection[str]) -> None:
    if "auto-number" in render:
        text = _NUMBER.sub("", text)
    if "bold-heads" in render:
        document.add_paragraph().add_run(text).bold = True
    else:
        document.add_heading(text, level=min(int(kind[-1]) - 1, 4))


def _table(document: Any, rows: list[list[str]], render: Collection[str]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            _fill(cell.paragraphs[0], text, render)


def _fill(paragraph: Any, text: str, render: Collection[str]) -> None:
    if "nbsp" in render:
        text = re.sub(r"(art\.|n\.|comma|d\.lgs\.|L\.) ", "\\1\u00a0", text.replace("'", "’"))
    if "split-runs" not in render:
        paragraph.add_run(text)
        return
    for number, start in enumerate(range(0, len(text), 9)):
        paragraph.add_run(text[start : start + 9]).italic = bool(number % 2) or None


def _enclose(paragraph: Any, render: Collection[str], number: int) -> None:
    """Into a content control, or its runs into a tracked insertion."""
    element = paragraph._p
    if "sdt" in render and number % 3 == 0:
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        element.addprevious(control)
        control.append(content)
        content.append(element)
    elif "ins" in render and number % 4 == 0:
        insertion = OxmlElement("w:ins")
        for name, value in (("id", "7"), ("author", "RUP"), ("date", "2026-02-02T08:00:00Z")):
            insertion.set(qn(f"w:{name}"), value)
        runs = element.findall(qn("w:r"))
        if runs:
            runs[0].addprevious(insertion)
            insertion.extend(runs)
