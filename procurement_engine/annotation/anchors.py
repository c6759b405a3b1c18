"""Comment marks on the exact words of a Word document, across runs, links, insertions and cells."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from procurement_engine.drafts.trace import Place

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What may hold runs, and marks beside them.
_HOLDERS = frozenset(["p", "hyperlink", "ins", "moveTo", "sdtContent", "smartTag", "fldSimple", "customXml", "dir", "bdo"])


class Anchors:
    """Marks stretches of one tree. Runs are cut where a stretch begins or ends; places named before a cut stay good."""

    def __init__(self, w: str) -> None:
        self._w = w
        self._cuts: dict[Any, list[tuple[int, Any]]] = {}  # text node -> (offset, node that holds the text from there on)

    def mark(self, first: Place, last: Place, identifier: str) -> None:
        """Anchor a comment from the character at `first` to the one at `last`, both included."""
        begin = self._hoisted(self._run_from(first), after=False)
        begin.addprevious(self._element("commentRangeStart", identifier))
        end = self._hoisted(self._run_to(last), after=True)
        stop = self._element("commentRangeEnd", identifier)
        _put_after(end, stop)
        reference = etree.Element(f"{self._w}r")
        reference.append(self._element("commentReference", identifier))
        _put_after(self._top(stop), reference)

    def _element(self, name: str, identifier: str) -> Any:
        return etree.Element(f"{self._w}{name}", {f"{self._w}id": identifier})

    def _run_from(self, place: Place) -> Any:
        """The run that begins with a character, cut off from what precedes."""
        node, offset = self._found(place)
        run = self._unit(node)
        if node.getparent() is not run:
            return run
        if offset:
            node = self._cut_text(node, offset)
        before = [child for child in run[: run.index(node)] if not _is_properties(child)]
        return self._cut_run(run, node) if before else run

    def _run_to(self, place: Place) -> Any:
        """The run that ends with a character, cut off from what follows."""
        node, offset = self._found(place)
        run = self._unit(node)
        if node.getparent() is not run:
            return run
        if node.tag == f"{self._w}t" and offset + 1 < len(node.text or ""):
            self._cut_text(node, offset + 1)
        if node.getnext() is not None:
            self._cut_run(run, node.getnext())
        return run

    def _found(self, place: Place) -> Place:
        """Where a place is now, after the cuts made."""
        node, offset = place
        start, node = max((cut for cut in self._cuts.get(node, [(0, node)]) if cut[0] <= offset), key=lambda cut: cut[0])
        return node, offset - start

    def _unit(self, node: Any) -> Any:
        """The run to mark: of a text box, which can hold no comments, the one that the box hangs on."""
        boxes = [above for above in node.iterancestors() if _name(above) == "txbxContent"]
        node = boxes[-1] if boxes else node
        while _name(node.getparent()) not in _HOLDERS:
            node = node.getparent()
        return node

    def _cut_text(self, node: Any, offset: int) -> Any:
        """Cut a text node in two; the second."""
        rest = etree.Element(node.tag, {_SPACE: "preserve"})
        rest.text, node.text = node.text[offset:], node.text[:offset]
        node.set(_SPACE, "preserve")
        node.addnext(rest)
        for cuts in self._cuts.values():
            start = next((start for start, held in cuts if held is node), None)
            if start is not None:
                cuts.append((start + offset, rest))
                break
        else:
            self._cuts[node] = [(0, node), (offset, rest)]
        return rest

    def _cut_run(self, run: Any, child: Any) -> Any:
        """Cut a run before one of its children; the second, with the same properties."""
        second = etree.Element(run.tag, dict(run.attrib))
        properties = run.find(f"{self._w}rPr")
        if properties is not None:
            second.append(deepcopy(properties))
        second.extend(run[run.index(child) :])
        run.addnext(second)
        return second

    def _hoisted(self, node: Any, *, after: bool) -> Any:
        """The outermost holder that begins (or ends) with a node: marks stand outside links and insertions if they can."""
        while (holder := node.getparent()) is not None and _name(holder) in _HOLDERS - {"p"}:
            beside = node.itersiblings() if after else node.itersiblings(preceding=True)
            if any(not _is_properties(other) for other in beside):
                break
            node = holder.getparent() if _name(holder) == "sdtContent" else holder
        return node

    def _top(self, node: Any) -> Any:
        """The child of the paragraph in which a node stands."""
        while _name(node.getparent()) != "p":
            node = node.getparent()
        return node


def _put_after(node: Any, new: Any) -> None:
    new.tail, node.tail = node.tail, None  # in a file laid out in lines the blanks stay behind
    node.addnext(new)


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _is_properties(node: Any) -> bool:
    return not isinstance(node.tag, str) or _name(node).endswith("Pr")
