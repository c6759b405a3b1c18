"""`labour`: from a costs file to its report."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from procurement_engine.inputs import InputError, build, read_mapping
from procurement_engine.labour.estimate import estimate
from procurement_engine.labour.model import Costs
from procurement_engine.labour.renewal import renewal_effect
from procurement_engine.labour.report import LabourReport
from procurement_engine.labour.staff_list import staff_check
from procurement_engine.labour.sustainability import sustainability

#: From this share of the fees on a contract is labour-intensive (Allegato I.1 art. 2 c. 1 lett. e); equality counts.
INTENSIVE = Fraction(1, 2)


def assess_file(path: Path) -> LabourReport:
    """The report on a file; InputError names the file and the line."""
    data, locate = read_mapping(path)
    try:
        return assess(build(Costs, data))
    except InputError as error:
        raise error.at(path.name, locate) from error


def assess(costs: Costs) -> LabourReport:
    """Estimate, share, sustainability, staff list, renewal: what the file gives data for."""
    made = estimate(costs)
    price = costs.price
    share = made.cost / price.amount if price else None
    others = {name: getattr(costs.other_costs, name) for name in type(costs.other_costs).model_fields}
    report = LabourReport(
        title=costs.title, start=costs.start, end=costs.end, months=costs.months, price_mode=price.mode if price else None,
        estimate=made, share=share, labour_intensive=None if share is None else share >= INTENSIVE,
        sustainability=sustainability(price.amount, {"labour": made.cost, **others}) if price else None,
        staff_check=staff_check(costs, made), renewal=renewal_effect(costs),
    )  # fmt: skip
    return report.model_copy(update={"warnings": tuple(_warnings(costs, report))})


def _warnings(costs: Costs, report: LabourReport) -> Iterator[str]:
    for agreement in costs.agreements:
        last = agreement.tables[-1]
        if not all(table.source for table in agreement.tables):
            yield f"{agreement.title}: una tabella non dice da quale atto viene (source)."
        if last.since < costs.start and not costs.renewal:
            yield (
                f"{agreement.title}: l'ultima tabella è del {last.since:%d/%m/%Y}; "
                "verificare se sono già firmati aumenti che decorrono durante il contratto."
            )
    if report.share is not None and report.share > 1:
        yield "Il costo del lavoro supera il corrispettivo."
    if costs.price and not costs.other_costs.safety:
        yield "Non è indicato alcun costo per la sicurezza (other_costs.safety)."
