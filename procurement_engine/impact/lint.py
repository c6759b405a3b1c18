"""What is wrong with a plan that has all its fields: each check is a few lines, each finding says how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from procurement_engine.impact import theory
from procurement_engine.impact.plan.base import Frozen
from procurement_engine.impact.plan.indicator import MONTHS, Indicator
from procurement_engine.impact.plan.model import LIGHT_TRACK, ImpactPlan
from procurement_engine.impact.words import counts_activity, holds, lists, plain

Severity = Literal["error", "warning", "advice"]


class Finding(Frozen):
    """One thing to mend."""

    code: str
    severity: Severity
    about: str
    message: str


def lint(plan: ImpactPlan) -> list[Finding]:
    """Every finding, the gravest first."""
    order = ("error", "warning", "advice")
    found = [finding for check in CHECKS for finding in check(plan)]
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _of(severity: Severity, code: str, about: str, message: str) -> Finding:
    return Finding(code=code, severity=severity, about=about, message=message)


def _outputs(plan: ImpactPlan) -> Iterator[Finding]:
    for line in plan.indicators:
        if line.kind == "outcome" and counts_activity(line.name):
            yield _of("error", "output_as_outcome", line.id,
                      f"«{line.name}» conta quel che si fa, non quel che cambia: chiamarlo prodotto e aggiungere il "
                      "cambiamento che ne deve venire.")  # fmt: skip
    if plan.indicators and all(line.kind == "output" or counts_activity(line.name) for line in plan.indicators):
        yield _of(
            "error",
            "only_outputs",
            "",
            "Ci sono soltanto indicatori di prodotto: almeno uno deve dire che cosa cambia per le persone.",
        )


def _figures(plan: ImpactPlan) -> Iterator[Finding]:
    for line in plan.indicators:
        start, end = line.baseline.value, line.target.value
        if end is not None and not line.baseline.said and line.kind == "outcome":
            yield _of("error", "target_without_baseline", line.id,
                      f"«{line.name}»: c'è il valore atteso ma non quello di partenza, quindi non si sa quanto è "
                      "ambizioso; rilevarlo prima dell'avvio.")  # fmt: skip
        if start is not None and end is not None:
            yield from _towards(line, start, end)
        if end is not None and line.target.on is None:
            yield _of("warning", "target_without_date", line.id, f"«{line.name}»: dire entro quando va raggiunto il valore atteso.")
        if end is not None and line.unit == "%" and not 0 <= end <= 100:
            yield _of(
                "error", "impossible_target", line.id, f"«{line.name}»: il valore atteso {end:g} non può essere una percentuale."
            )


def _towards(line: Indicator, start: float, end: float) -> Iterator[Finding]:
    if (line.direction == "increase" and end < start) or (line.direction == "decrease" and end > start):
        yield _of("error", "wrong_direction", line.id,
                  f"«{line.name}»: il valore atteso ({end:g}) va nel verso opposto a quello dichiarato, "
                  f"partendo da {start:g}.")  # fmt: skip
    if start == end and line.direction != "maintain":
        yield _of("warning", "no_change", line.id,
                  f"«{line.name}»: partenza e arrivo coincidono; se si vuole mantenere il livello, la "
                  "direzione è «resta».")  # fmt: skip


def _graph(plan: ImpactPlan) -> Iterator[Finding]:
    if circle := theory.cycle(plan):
        yield _of("error", "circle", circle[0], f"La catena gira in tondo: {' → '.join(circle)}.")
    for name in theory.orphans(plan):
        yield _of("warning", "orphan", name, f"«{name}» non porta a nessun esito: collegarlo, o toglierlo dal piano.")
    for name in theory.unfed(plan):
        yield _of("warning", "unfed_outcome", name, f"A «{name}» non porta nessuna attività né prodotto: come dovrebbe avverarsi?")
    measured = {line.outcome for line in plan.indicators}
    for outcome in plan.outcomes:
        if outcome.id not in measured:
            yield _of("warning", "outcome_without_indicator", outcome.id, f"L'esito «{outcome.text}» non ha indicatori.")


def _sources(plan: ImpactPlan) -> Iterator[Finding]:
    for line in plan.indicators:
        if line.source and holds(line.source, lists()["weak_sources"]):
            yield _of("warning", "unverifiable_source", line.id,
                      f"«{line.name}»: la fonte «{line.source}» non si può controllare; indicare un registro o un "
                      "archivio a cui l'ente accede.")  # fmt: skip
        if line.verification and line.responsible and plain(line.verification) == plain(line.responsible):
            yield _of("advice", "self_verified", line.id, f"«{line.name}»: chi produce il dato è anche chi lo verifica.")


def _double(plan: ImpactPlan) -> Iterator[Finding]:
    seen: dict[object, str] = {}
    for line in plan.indicators:
        for key in {("name", plain(line.name)), ("formula", plain(line.formula)), ("library", line.library)}:
            if not key[1] or seen.setdefault(key, line.id) == line.id:
                continue
            yield _of(
                "warning",
                "double_counting",
                line.id,
                f"«{line.name}» misura la stessa cosa di «{seen[key]}»: si conterebbe due volte.",
            )
            break
    valued: dict[tuple[str, str], str] = {}
    for outcome in plan.outcomes:
        if outcome.valuation and outcome.stakeholder:
            pair = (plain(outcome.stakeholder), plain(outcome.valuation.proxy_source) or str(outcome.valuation.proxy.value))
            if valued.setdefault(pair, outcome.id) != outcome.id:
                yield _of("warning", "double_valued", outcome.id,
                          f"«{outcome.id}» e «{valued[pair]}» danno lo stesso valore alle stesse persone: nello SROI si "
                          "conterebbe due volte.")  # fmt: skip


def _linked(plan: ImpactPlan) -> Iterator[Finding]:
    for line in plan.indicators:
        if holds(f"{line.name} {line.formula}", lists()["unlinked"]):
            yield _of("error", "not_linked", line.id,
                      f"«{line.name}» è una qualità dell'impresa o della sua sede, non di questo servizio: non è legata "
                      "all'oggetto (art. 108 c. 4).")  # fmt: skip
    if not plan.subject:
        return
    about = {line.outcome for line in plan.indicators if line.link}
    for outcome in plan.outcomes:
        if not outcome.link and outcome.id not in about and not _shares_words(outcome.text, plan.subject):
            yield _of(
                "warning",
                "link_not_said",
                outcome.id,
                f"Dire che cosa c'entra l'esito «{outcome.text}» con l'oggetto: {plan.subject}.",
            )


def _shares_words(text: str, other: str) -> bool:
    mine, theirs = ({word[:6] for word in plain(one).split() if len(word) > 5} for one in (text, other))
    return bool(mine & theirs)


def _whole(plan: ImpactPlan) -> Iterator[Finding]:
    if plan.track == "light" and len(plan.indicators) > LIGHT_TRACK:
        yield _of(
            "warning", "too_many", "", f"Il percorso leggero ha al più {LIGHT_TRACK} indicatori; qui sono {len(plan.indicators)}."
        )
    if plan.track == "full" and plan.activities and not plan.risks:
        yield _of("advice", "no_risks", "", "Un piano completo dice anche i rischi e come si risponde.")
    pay = plan.payment
    if pay and pay.variable_max > 0.3 * (pay.fixed_fee + pay.variable_max):
        yield _of("warning", "heavy_payment", "",
                  "Più del 30% del compenso dipende dai risultati: dire chi porta il rischio e come si evita che si "
                  "scelgano i casi facili.")  # fmt: skip
    for change in plan.amendments:
        if not change.reason or not change.act:
            yield _of(
                "warning", "amendment_unreasoned", change.indicator, f"La modifica del {change.on:%d/%m/%Y} non ha motivo e atto."
            )
    for line in plan.indicators:
        if plan.months and line.frequency and (MONTHS[line.frequency] or 0) > plan.months:
            yield _of("warning", "too_rare", line.id, f"«{line.name}»: si rileva più di rado di quanto dura il piano.")


CHECKS: tuple[Callable[[ImpactPlan], Iterator[Finding]], ...] = (_outputs, _figures, _graph, _sources, _double, _linked, _whole)
