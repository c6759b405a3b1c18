"""Italian words for the choices of the method, once for every renderer."""

from __future__ import annotations

from procurement_engine.numbers import euro, italian
from procurement_engine.scoring.model import Criterion, Part
from procurement_engine.scoring.report import LotReport, Score
from procurement_engine.scoring.rounding import RoundingRule

KINDS = {"discretionary": "discrezionale (D)", "quantitative": "quantitativo (Q)", "tabular": "tabellare (T)"}
_COEFFICIENTS = {
    "commissioner_mean": "media dei coefficienti attribuiti dai commissari",
    "pairwise": "confronto a coppie",
    "ahp": "confronto a coppie con autovettore (Saaty)",
}
_NORMALISATION = {
    "per_commissioner": "riportando a 1 ciascun commissario prima della media",
    "summed": "sommando i punti di tutti i commissari e riportando a 1 il massimo",
}
_AGGREGATION = {"weighted_sum": "somma dei pesi per i coefficienti", "electre": "ELECTRE", "topsis": "TOPSIS"}
_STAGES = {
    "coefficient": "coefficienti dei commissari", "mean": "coefficienti dei criteri", "rescaling": "rapporti di riparametrazione",
    "criterion": "punti dei criteri", "total": "totali",
}  # fmt: skip
_MODES = {"half_up": "per eccesso da 5", "half_even": "al pari più vicino", "truncate": "per troncamento"}
_BASES = {"raw": "prima della riparametrazione", "rescaled": "dopo la riparametrazione"}
_FORMULAS = {
    "direct": "valore / massimo offerto", "inverse": "minimo offerto / valore", "interpolation": "dalla base al migliore:",
    "min_max": "dal peggiore al migliore:", "thresholds": "tra soglie fisse:", "bands": "a fasce:", "power": "(valore / massimo)^",
}  # fmt: skip
_FIELDS = {"min": "zero a", "max": "uno a", "base": "base", "lower_is_better": "meno è meglio", "alpha": "alfa"}
_RI = {"saaty_1980": "Saaty 1980", "saaty_2001": "Saaty 2001"}


def shown(score: Score | None, decimals: int | None = 2) -> str:
    """A score as Italian readers expect it; a dash where there is none."""
    return "–" if score is None else italian(score.shown, decimals)


def decimals(lot: LotReport, part: Part) -> int | None:
    """On how many decimals totals are shown: as the rules round them, else two; an index as it is."""
    if part.method.aggregation != "weighted_sum":
        return None
    return next((rule.decimals for rule in lot.rounding if rule.stage == "total"), 2)


def rounding(rules: tuple[RoundingRule, ...]) -> str:
    """The rounding policy in a sentence."""
    if not rules:
        return "nessun arrotondamento"
    return "; ".join(f"{_STAGES[rule.stage]} a {rule.decimals} decimali, {_MODES[rule.mode]}" for rule in rules)


def method(part: Part) -> list[tuple[str, str]]:
    """The rules in force, as label and value."""
    rules = part.method
    how = _COEFFICIENTS[rules.coefficients]
    if rules.pairwise_normalisation:
        how += f", {_NORMALISATION[rules.pairwise_normalisation]}"
    if rules.coefficients == "ahp":
        how += f"; indici casuali di {_RI[rules.ri_table]}"
    rescaling = {
        "none": "primo livello: no",
        "criterion": "primo livello: per criterio",
        "sub_criterion": "primo livello: per sotto-criterio",
    }
    barrier = rules.threshold
    return [
        ("Prezzo", price(part)),
        ("Criteri discrezionali", how),
        ("Aggregazione", _AGGREGATION[rules.aggregation]),
        ("Riparametrazione", f"{rescaling[rules.rescaling.level_1]}; secondo livello: {'sì' if rules.rescaling.level_2 else 'no'}"),
        ("Soglia di sbarramento", f"{italian(barrier.points)} punti, {_BASES[barrier.on]}" if barrier else "non prevista"),
        ("Arrotondamento", rounding(rules.rounding_rules)),
        ("A parità di punteggio", ", poi ".join(step(s) for s in rules.tie_break) or "non detto"),
    ]


def price(part: Part) -> str:
    """What the price is worth."""
    if part.price.mode == "fixed":
        amount = f" di {euro(part.price.amount)}" if part.price.amount is not None else ""
        return f"fisso{amount}: si compete sulla sola qualità"
    return f"{italian(part.price_points)} punti"


def step(name: str) -> str:
    """A step of the ladder for ties."""
    named = {
        "technical": "miglior punteggio tecnico",
        "improved_price": "offerta migliorativa",
        "draw": "sorteggio in seduta pubblica",
    }
    return named.get(name, f"punteggio nel criterio {name}")


def formula(leaf: Criterion) -> str:
    """How a criterion turns what is offered into a coefficient."""
    if leaf.formula is None:
        return f"gradini {'; '.join(italian(level) for level in leaf.levels)}" if leaf.levels else ""
    fields = leaf.formula.model_dump(exclude={"type", "bands"})
    values = ", ".join(f"{_FIELDS[k]} {('sì' if v else 'no') if isinstance(v, bool) else italian(v)}" for k, v in fields.items())
    bands = getattr(leaf.formula, "bands", ())
    steps = "; ".join(f"{'oltre' if end is None else f'fino a {italian(end)}'}: {italian(c)}" for end, c in bands)
    return " ".join(filter(None, (_FORMULAS[leaf.formula.type], values, steps)))
