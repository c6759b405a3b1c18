"""What kind of document a draft is, from its title, its headings and its opening."""

from __future__ import annotations

import regex

from procurement_engine.detection.words import fold
from procurement_engine.drafts.model import Draft

#: (type, pattern, weight in the title, weight in the rest). Order breaks ties.
_SIGNS: tuple[tuple[str, str, int, int], ...] = (
    ("convenzione_381", r"convenzione[^.]{0,120}(?:381|cooperativa sociale|tipo b\b|svantaggiat)", 9, 0),
    ("convenzione_381", r"^convenzione|si conviene", 2, 2),
    ("convenzione_381", r"381/(?:19)?91|381 del 1991|cooperativ[ae] social", 1, 2),
    ("avviso_381", r"(?:avviso|selezione|invito)[^.]{0,200}(?:381|cooperative sociali)", 9, 0),
    ("avviso_coprogrammazione", r"co-?\s?programmazione", 10, 1),
    (
        "avviso_coprogettazione",
        r"(?:avviso|invito|manifestazion|istruttoria)[^.]{0,160}(?:co-?\s?progettazione|enti? partner|costruzione condivisa|terzo settore|ets\b)",
        10,
        1,
    ),
    ("avviso_coprogettazione", r"co-?\s?progettazione|art(?:icolo|\.) 55|tavolo|candidatur|enti? partner", 3, 1),
    (
        "convenzione_coprogettazione",
        r"(?:convenzione|accordo)[^.]{0,200}(?:co-?\s?progett|art(?:icolo|\.)? ?5[56]\b|117/2017|terzo settore|odv|aps|volontariato|enti? partner)",
        11,
        0,
    ),
    ("accordo_partenariato", r"partenariato speciale|pspp|art(?:icolo|\.) 134|accordo di partenariato", 9, 1),
    ("atto_incarico", r"atto (?:di|d.) ?incarico|interesse economico generale|sieg\b|sgei\b", 9, 1),
    (
        "decisione_contrarre",
        r"decisione (?:di|a) contrarre|determin[ae]\w* (?:a|di) contrarre|determinazione dirigenziale|determinazione n\.|^determina\b|decreto di affidamento",
        9,
        0,
    ),
    ("decisione_contrarre", r"\bdetermina\b(?: di| che|:)|visto il|dato atto", 0, 1),
    (
        "lettera_invito",
        r"lettera (?:di|d.)\s?invito|invito a (?:presentare offerta|offrire|partecipare alla)|si invita codest|codest[ao] (?:spett|impresa|ditta)",
        9,
        2,
    ),
    ("schema_contratto", r"schema (?:di|del) contratto|bozza di contratto|contratto d.appalto", 9, 0),
    ("elenco_personale", r"elenco (?:del|dei) (?:personale|lavoratori)", 9, 0),
    ("progetto_servizio", r"progetto (?:di|del) servizio|relazione tecnic\w+ illustrativa", 8, 0),
    ("capitolato", r"capitolato", 9, 1),
    ("bando", r"\bbando\b", 8, 1),
    ("disciplinare", r"disciplinare|regole della gara|norme di gara", 9, 1),
    ("disciplinare", r"busta|offert[ae] (?:tecnica|economica)|commissione|aggiudica|procedura aperta|gara", 1, 1),
    ("regolamento", r"regolamento (?:comunale|per|sull|in materia)", 8, 0),
    ("modulo", r"^(?:modello|modulo|allegato [a-z0-9]+ ?[-–] ?(?:domanda|dichiarazione))|il sottoscritto", 7, 2),
)
_COMPILED = tuple((kind, regex.compile(pattern), title, rest) for kind, pattern, title, rest in _SIGNS)
_SELF = {
    kind: regex.compile(rf"present[ei] {name}")
    for kind, name in (
        ("disciplinare", "disciplinare"),
        ("bando", "bando"),
        ("capitolato", "capitolato"),
        ("lettera_invito", "(?:lettera|invito)"),
        ("decisione_contrarre", "(?:determina|decreto|decisione)"),
        ("schema_contratto", "contratto"),
    )
}
_TITLE_BLOCKS, _OPENING = 4, 2500


def document_type(draft: Draft) -> str:
    """The likeliest type; `altro` where nothing speaks."""
    blocks = [fold(block.text) for block in draft.blocks if block.role == "body"]
    title = [text[:400] for text in blocks[:_TITLE_BLOCKS]]
    opening = " ".join(blocks)[:_OPENING]
    scores: dict[str, int] = {}
    for kind, pattern, in_title, in_rest in _COMPILED:
        # An annex named in passing ("allegato al disciplinare") says what the draft is not.
        hits = [n for n, text in enumerate(title) if (m := pattern.search(text)) and not _annexed(text, m.start())]
        score = in_title * 2 - hits[0] if hits and in_title else 0
        scores[kind] = scores.get(kind, 0) + score + (in_rest if pattern.search(opening) else 0)
    for kind, pattern in _SELF.items():
        # A document that calls itself "il presente disciplinare" is one, whatever its letterhead hides.
        scores[kind] = scores.get(kind, 0) + min(8, 3 * len(pattern.findall(" ".join(blocks)[:60_000])))
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= 4 else "altro"


def _annexed(text: str, start: int) -> bool:
    return regex.search(r"(?:allegato|annesso)[^.]{0,20}\b(?:al|alla|all|del|della)\b.{0,3}$", text[:start]) is not None
