"""The report as one HTML page: no script, nothing fetched, printable."""

from __future__ import annotations

from jinja2 import Environment, StrictUndefined

from procurement_engine.scoring.render import wording
from procurement_engine.scoring.render.charts import PATTERNS, pictures
from procurement_engine.scoring.report import ScoreReport

_PAGE = """<!doctype html>
<html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ report.title or "Punteggi" }}</title>
<style>
body { font: 15px/1.5 "Titillium Web", "Segoe UI", system-ui, sans-serif; color: #17191c; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 2px solid #17324d } h3 { font-size: 1.05rem; margin-bottom: .2rem }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 } th, td { padding: .3rem .55rem; border-bottom: 1px solid #c5c7c9; text-align: left; vertical-align: top }
th { background: #eef1f4 } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums } tr.first td { font-weight: 700 } tr.out td { color: #5a5f66 }
.hint, .exact { color: #4a5058; font-size: .88rem } .exact { overflow-wrap: anywhere } li { margin: .25rem 0 } svg { width: 100%; height: auto; display: block }
@media print { body { margin: 0; max-width: none } h2, h3 { break-after: avoid } svg, table { break-inside: avoid } }
</style></head><body>{{ patterns }}
<h1>{{ report.title or "Punteggi della gara" }}</h1>
<p>{% if report.cig %}CIG {{ report.cig }} · {% endif %}{% if report.published_on %}pubblicata il {{ report.published_on.strftime("%d/%m/%Y") }} · {% endif %}procurement_engine {{ report.engine_version }}</p>
{% for lot, part in lots %}
{% if lot.id %}<h2>Lotto {{ lot.id }} {{ lot.title }}</h2>{% endif %}
<h2>Graduatoria</h2>
<table><tr><th class="n">posto</th><th>offerta</th><th class="n">tecnico grezzo</th><th class="n">tecnico</th>{% if part.price_points %}<th class="n">economico</th>{% endif %}<th class="n">totale</th><th>totale esatto</th></tr>
{% for row in lot.ranking %}<tr class="{{ 'first' if row.rank == 1 else '' if row.rank else 'out' }}"><td class="n">{{ row.rank or "–" }}</td><td>{{ row.name }}{% if row.excluded_because %}<br><span class="hint">{{ row.excluded_because }}</span>{% endif %}</td>
<td class="n">{{ shown(row.raw_technical) }}</td><td class="n">{{ shown(row.technical) }}</td>{% if part.price_points %}<td class="n">{{ shown(row.economic) }}</td>{% endif %}<td class="n">{{ shown(row.total, none if index(part) else 2) }}</td><td class="exact">{{ row.total.exact if row.total else "" }}</td></tr>
{% endfor %}</table>
{% if lot.warnings %}<h3>Da sapere</h3><ul>{% for warn in lot.warnings %}<li>{{ warn.message }}</li>{% endfor %}</ul>{% endif %}
<h3>Regole applicate</h3><table>{% for label, value in method(part) %}<tr><th>{{ label }}</th><td>{{ value }}</td></tr>{% endfor %}</table>
{% for title, hint, picture in pictures[lot.id] %}<h3>{{ title }}</h3><p class="hint">{{ hint }}</p>{{ picture }}
{% endfor %}
{% if lot.sensitivity %}{% set s = lot.sensitivity %}<h2>Chi è prima potrebbe cambiare?</h2><ul>
{% if s.smallest_change %}<li>Basta spostare in tutto {{ shown(s.smallest_change.moved) }} punti di peso perché {{ s.smallest_change.to }} raggiunga la prima.</li>{% elif s.switch_weights %}<li>Nessuna scelta dei pesi la farebbe raggiungere.</li>{% endif %}
{% for words, cases in (("Senza i voti di", s.without_commissioner), ("Senza l'offerta", s.without_bid), ("Arrotondamento:", s.rounding)) %}{% if cases %}
<li>{{ words }} {% for case in cases %}<strong>{{ case.case }}</strong>: {{ "prima " + case.winners|join(", ") if case.winner_changes else "non cambia" }}{{ "; " if not loop.last else "." }}{% endfor %}</li>{% endif %}{% endfor %}
{% if s.grade_steps_tried %}<li>Un voto spostato di un grado: {{ s.grade_steps_tried }} prove, {{ s.grade_steps|length }} cambiano chi è prima.{% if s.grade_steps %} Ad esempio {% for g in s.grade_steps[:3] %}{{ g.commissioner }}, criterio {{ g.criterion }}, {{ g.bid }}: {{ g.given }} → {{ g.instead }} (prima {{ g.winners|join(", ") }}){{ "; " if not loop.last else "." }}{% endfor %}{% endif %}</li>{% endif %}
{% for note in s.not_computed %}<li>Non calcolato: {{ note }}.</li>{% endfor %}</ul>
{% if s.acceptability %}<p class="hint">Quante volte ogni offerta è prima tirando a caso i pesi ({{ s.acceptability.draws }} estrazioni, seme {{ s.acceptability.seed }}).</p>
<table><tr><th>offerta</th><th class="n">pesi vicini ai veri (±20%)</th><th class="n">pesi qualunque</th></tr>{% for bid, share in s.acceptability.near_weights.items() %}<tr><td>{{ bid }}</td><td class="n">{{ percent(share[0]) }}</td><td class="n">{{ percent(s.acceptability.any_weights[bid][0]) }}</td></tr>{% endfor %}</table>{% endif %}{% endif %}
{% if lot.agreement %}<h2>Accordo dei commissari</h2><p class="hint">Su {{ lot.agreement[0].bids }} offerte e {{ lot.agreement[0].commissioners }} commissari: con poche offerte questi numeri sono soltanto indicativi, prima si guardi la figura.</p>
<table><tr><th>criterio</th><th class="n">W di Kendall</th><th class="n">ICC(2,1)</th><th class="n">ICC(2,k)</th><th class="n">alfa di Krippendorff</th></tr>{% for line in lot.agreement %}<tr><td>{{ line.criterion or "tutti" }}</td>{% for v in (line.kendall_w, line.icc_single, line.icc_mean, line.krippendorff_alpha) %}<td class="n">{{ "–" if v is none else italian(v, 2) }}</td>{% endfor %}</tr>{% endfor %}</table>{% endif %}
{% endfor %}
<h2>Impronte</h2><p class="exact">SHA-256 delle regole {{ report.fingerprints.rules }}<br>SHA-256 dei voti {{ report.fingerprints.marks }}</p>
</body></html>
"""


def render(report: ScoreReport) -> str:
    """The whole page; every value is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_PAGE).render(
        report=report,
        lots=list(zip(report.lots, report.evaluation.parts(), strict=True)),
        pictures=pictures(report),
        patterns=PATTERNS,
        method=wording.method,
        shown=wording.shown,
        italian=wording.italian,
        index=lambda part: part.method.aggregation != "weighted_sum",
        percent=lambda share: f"{wording.italian(100 * share, 1)}%",
    )
