"""What kind of document a draft is, from its title, its headings and its opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

import regex

from procurement_engine.detection.words import fold
from procurement_engine.drafts.model import Draft
from procurement_engine.facts.vocabulary import TIMEOUT, Pattern, hit, load, union

_SELF = {
    "disciplinare": "disciplinare",
    "bando": "bando",
    "capitolato": "capitolato",
    "lettera_invito": "(?:lettera|invito)",
    "decisione_contrarre": "(?:determina|decreto|decisione)",
    "schema_contratto": "contratto",
}
_AGREEMENT = regex.compile(r"(?:schema di |bozza di )?(?:convenzione|accordo|patto|protocollo|repertorio)\b")
#: What a document that calls itself a convention, a pact or an agreement can be.
_AGREEMENTS = frozenset(
    {"convenzione_381", "convenzione_coprogettazione", "accordo_partenariato", "atto_incarico", "schema_contratto"}
)
_TENDER = regex.compile(r"\bprocedura (?:aperta|negoziata|ristretta)|\bgara\b|\bd.asta\b")
_NOTICE = regex.compile(r"\b(?:avviso|invito|bando|manifestazione|selezione|istruttoria|chiamata|indagine|confronto|ricerca)\b")
_PROGRAMMING = regex.compile(r"co-?\s?programma(?:zion|re\b)|programmazione (?:condivisa|partecipata)|istruttoria partecipata")
_DESIGN = regex.compile(r"co-?\s?progetta(?:zion|re\b)|progettazione (?:condivisa|partecipata)|enti? partner")
#: What follows or has gone before is not what the document is.
_ELSEWHEN = regex.compile(
    r"\b(?:successiv|futur|eventual|prossim|altr[oi]\b|poi\b|dopo\b|conclus|chius|esit|precedent|diverso)[^.]{0,35}$"
)
#: A sentence that says what the act is not, or what stands beside it, does not say what it is.
_FOREIGN = regex.compile(
    r"(?<![^.;\n])[^.;\n]*\b(?:rest\w+ (?:estrane|fuori|esclus|ferm)|estrane\w+ a|esul\w+|non (?:forma|rientra|riguarda|viene|ricorre|ricade|costituisce|"
    r"si (?:tratta|applica|fa luogo|ricorre)|attiene|concerne)|separat\w+ (?:procediment|procedura|atto|gara|avviso)|"
    r"(?:altr[oa]|divers[oa]|distint[oa]) (?:procediment|procedura|atto\b|gara|avviso))[^.;\n]*"
)
_TITLE_BLOCKS, _TITLE_LENGTH, _OPENING = 8, 320, 6000
#: The share of its signs that an act must bear to be told by its content alone.
_MOST = 0.75
#: "allegato 2 al disciplinare" says what the draft is not.
_ANNEXED = regex.compile(
    r"(?:allegat[oi]|annesso|appendice|integra|parte|approvazione|previst\w+|indicat\w+|richiamat\w+|conform\w+|di cui)"
    r"[^.]{0,25}\b(?:al|alla|all|allo|agli|ai|alle|del|della|dello|dei|degli|delle|il|la|lo|i|gli|le|nel|dal|e|di)\b.{0,3}$"
)


@dataclass(frozen=True)
class _Kind:
    name: str
    title: Pattern
    wording: tuple[tuple[Pattern, int], ...]
    content: tuple[Pattern, ...]


@lru_cache(maxsize=1)
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            name,
            union(signs.get("titolo", ())),
            tuple((union([pattern]), weight) for pattern, weight in signs.get("testo", {}).items()),
            tuple(union([pattern]) for pattern in signs.get("contenuto", ())),
        )
        for name, signs in load("tipi").items()
    )


#: The agreement that closes a procedure, by the notice that opened it.
_CLOSES = {
    "avviso_coprogettazione": "convenzione_coprogettazione",
    "avviso_381": "convenzione_381",
    **dict.fromkeys(("bando", "disciplinare", "lettera_invito"), "schema_contratto"),
}


def document_types(drafts: Sequence[Draft]) -> list[str]:
    """The types of a dossier's documents: an agreement that does not say of what kind is told by its notice."""
    types = [document_type(draft) for draft in drafts]
    closing = next((_CLOSES[kind] for kind in types if kind in _CLOSES), None)
    return [
        closing if kind == "altro" and closing and _is_agreement(draft) else kind for draft, kind in zip(drafts, types, strict=True)
    ]


def _is_agreement(draft: Draft) -> bool:
    return any(_AGREEMENT.match(fold(block.text)) for block in draft.blocks[:5] if block.role == "body")


def document_type(draft: Draft) -> str:
    """The likeliest type; `altro` where nothing speaks. In a title the type named first wins."""
    blocks = [fold(block.text) for block in draft.blocks[:200] if block.role == "body"]
    title = [text for text in blocks[:_TITLE_BLOCKS] if len(text) <= _TITLE_LENGTH]
    # A title may go on in the block below: "Convenzione tra ... | (art. 5 della legge n. 381/91)"; in brackets it is one with it.
    pairs = [
        (row if two.startswith("(") else len(title) + row, f"{one} {two}") for row, (one, two) in enumerate(pairwise(title[:4]))
    ]
    title, rows = [*title, *(words for _, words in pairs)], sorted((*enumerate(title), *pairs), key=itemgetter(0))
    opening = _FOREIGN.sub(" ", "\n".join(blocks)[:_OPENING])
    whole = " ".join(fold(block.text) for block in draft.blocks[:1500] if block.role == "body")
    scores = {kind.name: _title_score(kind, rows) + _wording_score(kind, opening) + _own_name(kind, whole) for kind in _kinds()}
    if speaks_of := _speaks_of(whole):
        scores[speaks_of] += 4
    own = _names_first(title)
    if own == "convenzione":
        scores = {name: score for name, score in scores.items() if name in _AGREEMENTS}
    elif own == "avviso":
        scores = {name: score for name, score in scores.items() if not name.startswith("convenzione")}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= 4:
        return best
    # Content tells which agreement it is only of what calls itself one.
    return _by_content({name: score for name, score in scores.items() if own == "convenzione" or name not in _AGREEMENTS}, whole)


def _by_content(scores: Mapping[str, float], text: str) -> str:
    """What an act that does not present itself is about: the type most of whose signs it bears, at least three quarters of them."""
    shares = {
        kind.name: sum(bool(hit(sign, text)) for sign in kind.content) / len(kind.content)
        for kind in _kinds()
        if kind.content and kind.name in scores
    }
    best = max(shares, key=lambda name: (shares[name], scores[name]), default="altro")
    return best if shares.get(best, 0) >= _MOST else "altro"


def _title_score(kind: _Kind, rows: list[tuple[int, str]]) -> float:
    """20 for a name that opens the title, less the further it stands; 0 where it is absent or only referred to."""
    for row, text in rows:
        for match in kind.title.finditer(text, timeout=TIMEOUT):
            if not _ANNEXED.search(text[max(0, match.start() - 60) : match.start()]):
                return 20 - 1.5 * row - min(6.0, match.start() / 25)
    return 0


def _own_name(kind: _Kind, text: str) -> int:
    """A document that calls itself "il presente disciplinare" is one, whatever its letterhead hides."""
    name = _SELF.get(kind.name)
    return min(8, 3 * len(regex.findall(rf"\b(?:present[ei]|quest[oa] (?:e )?(?:il|la|l.)?) ?{name}", text))) if name else 0


def _names_first(title: list[str]) -> str:
    """ "convenzione" or "avviso": whichever word the title, under the letterhead, comes to first; else empty."""
    for text in title[:4]:
        if _AGREEMENT.match(text) and not _TENDER.search(text):
            return "convenzione"
        if _NOTICE.search(text):
            return "avviso"
    return ""


def _speaks_of(text: str) -> str:
    """Between the two procedures of art. 55 that share most of their words, the one named more often, else first."""
    programming, design = _mentions(_PROGRAMMING, text), _mentions(_DESIGN, text)
    if not programming and not design:
        return ""
    first = bool(programming) and (not design or programming[0] < design[0])
    more = len(programming) > len(design) or (len(programming) == len(design) and first)
    return "avviso_coprogrammazione" if more else "avviso_coprogettazione"


def _mentions(pattern: Pattern, text: str) -> list[int]:
    found = [match.start() for match in pattern.finditer(text, timeout=TIMEOUT)]
    return [at for at in found if not _ELSEWHEN.search(text[max(0, at - 60) : at])]


def _wording_score(kind: _Kind, opening: str) -> int:
    return sum(weight for pattern, weight in kind.wording if hit(pattern, opening))
