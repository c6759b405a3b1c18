"""The workbook of a plan: which sheet and column holds which field, and the Italian words for fixed values."""

from __future__ import annotations

from typing import NamedTuple

PLAN, PAYMENT = "Piano", "Pagamento"
Path = tuple[str, ...]


class Column(NamedTuple):
    """A heading, the field under it, how wide it is, and what the cells hold."""

    heading: str
    path: Path
    width: int = 16
    holds: str = "value"  # value | list | milestones | word


def _range(heading: str, name: str) -> tuple[Column, ...]:
    return (
        Column(heading, ("valuation", name, "value"), 12),
        Column(f"{heading}: minimo", ("valuation", name, "low"), 12),
        Column(f"{heading}: massimo", ("valuation", name, "high"), 12),
    )


_ID, _TEXT = Column("id", ("id",), 8), Column("descrizione", ("text",), 60)
_LEADS = Column("porta a", ("leads_to",), 16, "list")

#: field of the plan -> (sheet, columns)
SHEETS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "inputs": ("Risorse", (_ID, _TEXT, Column("costo", ("cost",), 12), _LEADS)),
    "activities": ("Attività", (_ID, _TEXT, _LEADS)),
    "outputs": ("Prodotti", (_ID, _TEXT, _LEADS)),
    "outcomes": ("Esiti", (
        _ID, _TEXT, Column("per chi", ("stakeholder",), 24), Column("quando", ("term",), 12, "word"),
        Column("legame con l'oggetto", ("link",), 40), _LEADS,
        Column("inerzia", ("attribution", "deadweight"), 10), Column("spostamento", ("attribution", "displacement"), 10),
        Column("merito di altri", ("attribution", "others"), 10), Column("calo annuo", ("attribution", "drop_off"), 10),
        Column("anni di durata", ("attribution", "duration"), 10), Column("fonte delle stime", ("attribution", "source"), 30),
        *_range("persone", "quantity"), *_range("valore unitario", "proxy"),
        Column("fonte del valore", ("valuation", "proxy_source"), 30),
        *_range("SROI: inerzia", "deadweight"), *_range("SROI: spostamento", "displacement"),
        *_range("SROI: merito di altri", "others"), *_range("SROI: calo annuo", "drop_off"),
    )),
    "indicators": ("Indicatori", (
        _ID, Column("indicatore", ("name",), 44), Column("libreria", ("library",), 12), Column("esito", ("outcome",), 8),
        Column("tipo", ("kind",), 10, "word"), Column("misura", ("measure",), 10, "word"), Column("formula", ("formula",), 44),
        Column("unità", ("unit",), 10), Column("si somma nel tempo", ("accrues",), 10, "word"),
        Column("direzione", ("direction",), 12, "word"),
        Column("valore di partenza", ("baseline", "value"), 12), Column("data di partenza", ("baseline", "on"), 12),
        Column("fonte del valore di partenza", ("baseline", "source"), 24),
        Column("partenza da rilevare: come", ("baseline", "note"), 24),
        Column("valore atteso", ("target", "value"), 12), Column("data del valore atteso", ("target", "on"), 12),
        Column("soglia minima", ("minimum",), 10), Column("tolleranza", ("tolerance",), 10),
        Column("tappe", ("milestones",), 30, "milestones"),
        Column("fonte dei dati", ("source",), 28), Column("chi ha i dati", ("holder",), 20),
        Column("frequenza", ("frequency",), 14, "word"), Column("responsabile", ("responsible",), 22),
        Column("verifica", ("verification",), 32), Column("disaggregazione", ("disaggregation",), 20, "list"),
        Column("costo di misura", ("cost",), 10), Column("uso dei risultati", ("use",), 30),
        Column("legame con l'oggetto", ("link",), 30),
        Column("BES", ("bes",), 20, "list"), Column("SDG", ("sdg",), 10, "list"), Column("IRIS", ("iris",), 10, "list"),
        Column("riguarda persone", ("about_persons",), 10, "word"),
    )),
    "assumptions": ("Ipotesi", (Column("ipotesi", ("text",), 60), Column("riguarda", ("about",), 16, "list"))),
    "risks": ("Rischi", (
        Column("rischio", ("text",), 60), Column("riguarda", ("about",), 16, "list"), Column("risposta", ("response",), 44),
    )),
    "amendments": ("Modifiche", (
        Column("data", ("on",), 12), Column("indicatore", ("indicator",), 12), Column("campo", ("field",), 14, "word"),
        Column("nuovo valore", ("to",), 12), Column("motivo", ("reason",), 44), Column("atto", ("act",), 28),
    )),
}  # fmt: skip

#: (line of the sheet PLAN, field)
FIELDS: tuple[Column, ...] = (
    Column("titolo", ("title",)), Column("ente", ("body",)), Column("distretto", ("district",)),
    Column("gara o avviso", ("tender",)),
    Column("lotto", ("lot",)), Column("oggetto", ("subject",)), Column("strumento", ("instrument",), holds="word"),
    Column("ambito territoriale", ("scope",), holds="word"), Column("percorso", ("track",), holds="word"),
    Column("importo", ("amount",)), Column("inizio", ("start",)), Column("fine", ("end",)),
    Column("giorni per consegnare i dati", ("reporting_days",)), Column("costo della valutazione", ("evaluation_cost",)),
    Column("pagamento: parte fissa", ("payment", "fixed_fee")),
    Column("pagamento: parte variabile massima", ("payment", "variable_max")),
    Column("pagamento: soglia", ("payment", "floor")), Column("pagamento: tetto", ("payment", "cap")),
    Column("pagamento: solo dati verificati", ("payment", "verified_only"), holds="word"),
    Column("SROI: tasso di sconto", ("sroi", "discount")),
    Column("SROI: si sconta anche il primo anno", ("sroi", "first_year_discounted"), holds="word"),
    Column("SROI: investimento", ("sroi", "investment")), Column("SROI: estrazioni", ("sroi", "draws")),
    Column("SROI: seme", ("sroi", "seed")),
)  # fmt: skip

#: What a small body fills in: the rest is hidden in a light workbook, unless it holds something.
LIGHT_SHEETS = {"outcomes", "indicators"}
LIGHT = {
    "titolo", "ente", "gara o avviso", "oggetto", "percorso", "inizio", "fine", "id", "descrizione", "per chi",
    "legame con l'oggetto",
    "indicatore", "esito", "tipo", "formula", "unità", "direzione", "valore di partenza", "data di partenza",
    "partenza da rilevare: come", "valore atteso", "data del valore atteso", "fonte dei dati", "frequenza", "responsabile",
    "verifica",
}  # fmt: skip

#: What the library fills in, and a small body need not look at.
QUIET = {
    "si somma nel tempo",
    "riguarda persone",
    "quando",
    "libreria",
    "misura",
    "chi ha i dati",
    "disaggregazione",
    "BES",
    "SDG",
    "IRIS",
}

WORDS: dict[str, dict[str, object]] = {
    "term": {"breve": "short", "medio": "medium", "lungo": "long"},
    "kind": {"esito": "outcome", "prodotto": "output"},
    "measure": {"conteggio": "count", "somma": "amount", "rapporto": "rate", "media": "mean"},
    "direction": {"aumenta": "increase", "diminuisce": "decrease", "resta": "maintain"},
    "frequency": {"mensile": "monthly", "trimestrale": "quarterly", "quadrimestrale": "four_monthly", "semestrale": "half_yearly",
                  "annuale": "yearly", "una volta": "once"},
    "instrument": {"appalto": "tender", "convenzione 381": "convention_381", "co-progettazione": "co_design",
                   "partenariato": "partnership", "altro": "other"},
    "scope": {"comunale": "municipal", "metropolitano": "metropolitan", "regionale": "regional", "interregionale": "interregional",
              "nazionale": "national", "internazionale": "international"},
    "track": {"leggero": "light", "completo": "full"},
    "field": {"partenza": "baseline", "atteso": "target", "minimo": "minimum"},
    "accrues": {"sì": True, "no": False},
    "about_persons": {"sì": True, "no": False},
    "verified_only": {"sì": True, "no": False},
    "first_year_discounted": {"sì": True, "no": False},
}  # fmt: skip


def word(field: str, value: object) -> object:
    """The program's word for an Italian one; what is not known passes, and the model refuses it."""
    return WORDS[field].get(value.strip().lower() if isinstance(value, str) else "", value)


def italian(field: str, value: object) -> object:
    """The Italian word for one of the program's."""
    return next((name for name, code in WORDS[field].items() if code == value), value)
