"""What all formats share: headings told by their look, and the number that stands alone above its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from procurement_engine.drafts.contents import mark_contents
from procurement_engine.drafts.model import Block

#: The level of a paragraph that its reader holds for a heading by its type face, the real level being unknown.
HINTED = 99
_LONGEST_HEADING = 160

_LOOK = re.IGNORECASE | re.VERBOSE
_ORDINAL = r"prim[ao]|second[ao]|terz[ao]|quart[ao]|quint[ao]|sest[ao]|settim[ao]|ottav[ao]|non[ao]|decim[ao]|unic[ao]"
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*|[ivxl]{1,7}"
_ARTICLE = re.compile(rf"(?:art(?:icolo|\.)?|paragrafo|par\.|punto|§)\s*n?[.°]?\s*(?:{_NUMBER}|{_ORDINAL})\b", _LOOK)
_PART = re.compile(rf"(?:sezione|sez\.|capo|titolo|parte|capitolo)\s+(?:{_NUMBER}|{_ORDINAL}|[a-z])\b", _LOOK)
_AFTER = r"\s*(?:[-–—.:°)/]|bis|ter|quater|quinquies|sexies)*\s*"
#: "Art. 9, comma 2", "Art. 57 del Codice": the number of some law, not of this article.
_CITED = re.compile(
    r"[-\s]*(?:bis|ter|quater|quinquies|sexies)?\s*(?:[,;]|(?:comm[ai]|co|c|lett|lettera|de[li]|dell[oae]?|e|ed|del|all[ao]?)\b"
    r"|d\.\s*l|d\.\s*p|l\.\s*\d|cod\.|dell['’]|all['’])",
    _LOOK,
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,3}){0,4})(\s*(?:bis|ter))?(\s*[.)\-–:]+)?\s+(?=[A-ZÀ-Ý«\"“'’(\[])")
_ROMAN = re.compile(r"[IVXL]{1,6}(?:\.\d{1,2}){0,3}\s*[.)\-–]+\s*(?=[A-ZÀ-Ý«\"“])")
_MONTH = re.compile(
    r"\d{1,2}\s+(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)\b", re.IGNORECASE
)
_ALONE = re.compile(
    rf"(?:(?:art(?:icolo|\.)?|§|capo|sezione|titolo|parte)\s*n?[.°]?\s*(?:{_NUMBER}|{_ORDINAL}){_AFTER}|\d{{1,2}}[.)])$", _LOOK
)
#: Signs of a sentence: a finite verb of the kind tenders use. Futures are all theirs; "-rà" ends no Italian noun they need.
_VERB = re.compile(
    r"\b(?:è|sono|sia|siano|deve|devono|dev['’]essere|può|possono|ha|hanno|viene|vengono|va|vanno|intende|impegna|obbliga|obbligano"
    r"|assume|assumono|garantisce|provvede|prevede|prevedono|applica|applicano|assicura|riserva|costituisce|costituiscono"
    r"|spetta|spettano|consiste|comprende|presenta|presentano|trova|trovano|resta|restano|rientra|rientrano|decorre|decorrono|avviene|avvengono|compete|esegue|eseguono|corrisponde|corrispondono"
    r"|rimane|rimangono|dispone|stabilisce|riconosce|richiede|risponde|rispondono|\w{2,}(?:rà|ranno))\b",
    re.IGNORECASE,
)
#: "5. CODICE NUTS: ITF35": a field of a notice and its value, not a title.
_VALUE = re.compile(r":\s+(?=[A-ZÀ-Ý\d€(\[«\"“])")
_CODE = re.compile(r"\b(?:C\.?I\.?G|C\.?U\.?P|CPV|PEC|P\.?\s*IVA)\b|@|€|\d{5}", re.IGNORECASE)

#: "Le parti sociali": at most sixty characters and no figure, unless it opens a recital; it stands below a numbered heading.
_SHORT_TITLE = re.compile(r"(?!(?:Premess|Considerat|Richiamat|Vist|Ritenut|Dato atto|Tutto ci)\w*\b)[A-ZÀ-Ý][^\d.;:!?|€]{3,58}")
_SHORT_LEVEL = 4
#: A blank to fill in stands where a clause will.
_BLANK = re.compile(r"_{4,}|\[da \w+")


def may_be_heading(text: str) -> bool:
    """Could a block that looks like a heading be one? A whole sentence is not, whatever its style: it binds."""
    if len(text) > 300 or text.endswith((";", ",")) or _BLANK.search(text):
        return False
    sentence = _VERB.search(text) is not None
    if text.endswith((".", ":")) and not _ALONE.match(text):
        return not sentence and len(text) <= (60 if text.endswith(".") else 120)
    return not sentence or (len(text) <= 110 and look(text)[0] > 0)


def looks_like_heading(text: str) -> int:
    """The level of a heading told by its look alone (1 outermost), 0 if it does not look like one.

    >>> looks_like_heading("Art. 9 - Clausola sociale"), looks_like_heading("9.1 L'impresa deve pagare i lavoratori.")
    (2, 0)
    >>> looks_like_heading("Art. 57 del Codice"), looks_like_heading("9.1 Durata"), looks_like_heading("CAPO II")
    (0, 3, 1)
    """
    level, certain = look(text)
    if not level or len(text) > _LONGEST_HEADING or text.endswith((";", ",", ":")) or _BLANK.search(text):
        return 0
    if text.endswith(".") and not _ALONE.match(text):
        return level if certain and len(text) <= 60 and not _VERB.search(text) else 0
    return level if certain or (len(text) <= 110 and (level == 2 or not _VERB.search(text))) else 0


def look(text: str) -> tuple[int, bool]:
    """The level the beginning of a text promises, and whether only a heading begins so."""
    part, article = _PART.match(text), _ARTICLE.match(text)
    opening = part or article
    if opening and text[0] in "AaSCTP§pP" and not _CITED.match(text, opening.end()):
        capital = text[0].isupper() or text[0] == "§" or bool(re.match(r"\s*[-–.:)]\s*[A-ZÀ-Ý]", text[opening.end() :]))
        follows = re.match(rf"{_AFTER}(?:$|[A-ZÀ-Ý«\"“(\[])", text[opening.end() :], re.IGNORECASE if text.isupper() else 0)
        return (1 if part else 2, True) if capital and follows and len(text) <= _LONGEST_HEADING else (0, False)
    decimal, roman = _DECIMAL.match(text), _ROMAN.match(text)
    if (decimal or roman) and _VALUE.search(text):
        return 0, False
    if _upper(text):
        return (2 + decimal[1].count(".") if decimal else 1), False
    if decimal and not _MONTH.match(text) and (decimal[3] or "." in decimal[1]):
        return 2 + decimal[1].count("."), False
    return (2, False) if roman else (0, False)


def _upper(text: str) -> bool:
    if not text.isupper() or len(text) > _LONGEST_HEADING:
        return False
    letters = sum(ch.isalpha() for ch in text)
    return letters > 3 and not _CODE.search(text) and not _VERB.search(text)


def settle(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with headings of every look recognised and tables of contents marked."""
    settled = [_levelled(block) for block in blocks]
    for step in (_short_titles, _lists, _titled):
        settled = list(step(settled))
    return mark_contents(settled)


def _levelled(block: Block) -> Block:
    if block.role != "body" or block.kind == "row":
        return block
    if block.kind == "paragraph" and len(block.text) > _LONGEST_HEADING:
        return block
    if block.kind == "heading":
        if not may_be_heading(block.text):
            return replace(block, kind="paragraph", level=0)
        if block.level == HINTED:
            return replace(block, level=looks_like_heading(_whole(block)) or 2)
        return block
    level = looks_like_heading(_whole(block))
    # An automatic number makes a heading only if it says so ("Art. 3"): a list is numbered too.
    plain = block.kind == "paragraph" and not block.label
    return replace(block, kind="heading", level=level) if level and (plain or _ARTICLE.match(block.label)) else block


def _short_titles(blocks: list[Block]) -> Iterator[Block]:
    """A short line without a verb or a full stop between two paragraphs is a heading, though nothing marks it."""
    before: Block | None = None
    for block, after in zip_longest(blocks, blocks[1:]):
        plain = block.role == "body" and block.kind == "paragraph" and not block.label and not _BLANK.search(block.text)
        if plain and after is not None and _SHORT_TITLE.fullmatch(block.text) and _is_title(block):
            led = before is None or before.kind != "paragraph" or before.text.rstrip()[-1:] in (".", ";", "»", ")")
            opens = after.role == "body" and after.kind == "paragraph" and len(after.text) > len(block.text) + 30
            if led and opens and after.text.rstrip()[-1:] in (".", ";", ":"):
                block = replace(block, kind="heading", level=_SHORT_LEVEL)
        before = block if block.role == "body" else before
        yield block


def _whole(block: Block) -> str:
    return f"{block.label} {block.text}" if block.label else block.text


def _lists(blocks: list[Block]) -> Iterator[Block]:
    """Numbered lines under "... i seguenti documenti:", or one after another with nothing between, are a list."""
    opened = False
    for number, block in enumerate(blocks):
        if block.role != "body":
            yield block
            continue
        weak = _numbered_weakly(block)
        neighbours = sum(_numbered_weakly(near) for near in blocks[max(0, number - 2) : number + 3]) if weak else 0
        opened = block.text.endswith(":") or (opened and (weak or block.kind == "list_item"))
        listed = weak and (opened or neighbours >= 4) and block.level == 2
        yield replace(block, kind="list_item", level=1) if listed else block


def _numbered_weakly(block: Block) -> bool:
    """A heading only because a number of one figure stands before it: typed, not styled, not upper case."""
    if block.kind != "heading" or block.label or block.text == block.text.upper():
        return False
    found = _DECIMAL.match(block.text)
    return found is not None and "." not in found[1]


def _titled(blocks: list[Block]) -> Iterator[Block]:
    """A title under a number that stands alone ("Art. 9", then "Clausola sociale") takes the number as its label."""
    above: Block | None = None
    for block in blocks:
        if block.role != "body":
            yield block
            continue
        if above is not None and not block.label and _is_title(block):
            yield replace(block, kind="heading", level=above.level, label=above.text)
            above = None
            continue
        above = block if block.kind == "heading" and _ALONE.match(block.text) else None
        yield block


def _is_title(block: Block) -> bool:
    text = block.text
    if block.kind == "row" or len(text) > 120 or text.endswith((".", ";", ",", ":")) or _VERB.search(text):
        return False
    return not _ALONE.match(text) and not _DECIMAL.match(text)
