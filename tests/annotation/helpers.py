"""Comment on words of a file, and read back what was marked."""

import io
import zipfile
from datetime import datetime

from lxml import etree

from procurement_engine.annotation.anchors import Anchors
from procurement_engine.annotation.comments import AUTHOR, Comments, Line
from procurement_engine.annotation.spans import span_of
from procurement_engine.annotation.word_file import WordFile
from procurement_engine.report import Evidence

FACTS = {
    "contract_nature": "services", "labour_intensive": True, "outgoing_contractor": True, "intellectual_services": False,
    "estimated_value": 400000, "cpv": ["90910000-9"], "document_type": "disciplinare",
}  # fmt: skip
WHEN = datetime(2026, 3, 9, 10, 30)  # noqa: DTZ001 - Word writes local time without a zone


def evidence(file, quote):
    """The passage of a file that has a quote."""
    found = ((n, block.text) for n, block in enumerate(file.blocks) if block.role != "furniture" and quote in block.text)
    number, text = next(found)
    start = text.index(quote)
    return Evidence(document=0, section="", paragraph=number, start=start, end=start + len(quote), quote=quote)


def comment_on(path, *quotes):
    """The bytes of the file with a comment on each quote, and the identifiers."""
    file = WordFile(path, path.read_bytes())
    spans = [span_of(file, evidence(file, quote)) for quote in quotes]
    anchors, comments = Anchors(file.w), Comments(file, WHEN)
    made = []
    for quote, span in zip(quotes, spans, strict=True):
        made.append(comments.add([Line(f"su: {quote}", bold=True), Line("legge", url="https://www.normattiva.it/x?a=1&b=2")]))
        anchors.mark(span.first, span.last, made[-1])
    return file.save(), made


def tree(data, part="word/document.xml"):
    return etree.fromstring(part_of(data, part))


def part_of(data, part):
    return zipfile.ZipFile(io.BytesIO(data)).read(part)


def marked(root, identifier):
    """The text between a comment's marks; that of others' deletions left out."""
    w = root.tag.rpartition("}")[0] + "}"
    inside, text, seen = False, "", []
    for node in root.iter(f"{w}commentRangeStart", f"{w}commentRangeEnd", f"{w}commentReference", f"{w}t"):
        if node.get(f"{w}id") == identifier:
            seen.append(etree.QName(node).localname)
            inside = seen[-1] == "commentRangeStart"
        elif inside and node.tag == f"{w}t":
            text += node.text or ""
    assert seen == ["commentRangeStart", "commentRangeEnd", "commentReference"]
    return text


def text_of(root):
    w = root.tag.rpartition("}")[0] + "}"
    return ["".join(node.text or "" for node in p.iter(f"{w}t")) for p in root.iter(f"{w}p")]


def ours(data):
    """The comments that are ours: id -> lines."""
    w = f"{{{etree.QName(tree(data)).namespace}}}"
    comments = tree(data, "word/comments.xml")
    mine = [comment for comment in comments if comment.get(f"{w}author") == AUTHOR]
    return {comment.get(f"{w}id"): text_of(comment) for comment in mine}
