"""Roll-ups for the observatory of the metropolitan plan: CSV, Parquet, JSON-LD. What is hidden stays hidden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from procurement_engine.impact.errors import ImpactError
from procurement_engine.impact.territory.report import Cell, RollupReport

_CONTEXT = {
    "qb": "http://purl.org/linked-data/cube#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema": "https://schema.org/",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "pe": "urn:procurement-engine:impact:",
}
#: What tells one observation from another, with what it holds; "_T" is the total, as statisticians write it.
_DIMENSIONS = {
    "pe:indicator": "schema:StatisticalVariable", "pe:year": "xsd:gYear", "pe:level": "xsd:string", "pe:place": "xsd:string",
    "pe:instrument": "xsd:string", "pe:group": "xsd:string",
}  # fmt: skip
_TOTAL = "_T"


def write(report: RollupReport, path: Path) -> None:
    """Write what `render` gives."""
    path.write_bytes(render(report, path))


def render(report: RollupReport, path: Path) -> bytes:
    """By the ending of the name: .csv (semicolons, as Italian spreadsheets open it), .parquet or .jsonld."""
    ending = path.suffix.lower()
    if ending == ".csv":
        return report.to_frame().map(_tame).to_csv(sep=";", decimal=",", index=False).encode("utf-8-sig")
    if ending == ".parquet":
        try:
            return report.to_frame().to_parquet(index=False)
        except ImportError as error:
            raise ImpactError(
                "per il formato Parquet serve pyarrow: pip install 'procurement-engine[parquet]'", path.name
            ) from error
    if ending == ".jsonld":
        return (json.dumps(linked(report), ensure_ascii=False, indent=1) + "\n").encode()
    raise ImpactError("l'esportazione si scrive in .csv, .parquet o .jsonld", path.name)


def _tame(value: object) -> object:
    """A name that a spreadsheet would run as a formula becomes plain text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def linked(report: RollupReport) -> dict[str, Any]:
    """An RDF data cube as JSON-LD: its structure, one definition an indicator, one observation a figure shown or hidden."""
    definitions = [
        {
            "@id": f"pe:indicator/{one.indicator}", "@type": "schema:StatisticalVariable", "schema:name": one.name,
            "dct:description": one.formula, "sdmx-attribute:unitMeasure": one.unit, "dct:subject": [*one.bes, *one.sdg, *one.iris],
        }
        for one in report.definitions
    ]  # fmt: skip
    cells = (*report.cells, *report.instruments, *report.groups)
    observations = [_observation(number, cell) for number, cell in enumerate(cells, 1)]
    return {"@context": _CONTEXT, "@graph": [*_structure(), *definitions, *observations]}


def _structure() -> list[dict[str, Any]]:
    """The data set and what its observations have."""
    parts = [{"qb:dimension": {"@id": name}} for name in _DIMENSIONS]
    measure, status = {"qb:measure": {"@id": "sdmx-measure:obsValue"}}, {"qb:attribute": {"@id": "sdmx-attribute:obsStatus"}}
    properties = [
        {"@id": name, "@type": ["rdf:Property", "qb:DimensionProperty"], "rdfs:range": {"@id": holds}}
        for name, holds in _DIMENSIONS.items()
    ]
    return [
        {"@id": "pe:dataset", "@type": "qb:DataSet", "qb:structure": {"@id": "pe:structure"}},
        {"@id": "pe:structure", "@type": "qb:DataStructureDefinition", "qb:component": [*parts, measure, status]},
        {"@id": "sdmx-measure:obsValue", "@type": ["rdf:Property", "qb:MeasureProperty"]},
        {"@id": "sdmx-attribute:obsStatus", "@type": ["rdf:Property", "qb:AttributeProperty"]},
        *properties,
    ]


def _observation(number: int, cell: Cell) -> dict[str, Any]:
    """Status codes as statisticians use them: A normal, P partial, M missing, Q hidden."""
    status = "Q" if cell.hidden else "M" if cell.value is None else "P" if cell.lots < cell.of else "A"
    instrument = cell.place[0] if cell.level == "instrument" else _TOTAL
    place = _TOTAL if cell.level in ("instrument", "all") else " > ".join(cell.place)
    shown = {"sdmx-measure:obsValue": cell.value, "pe:numerator": cell.numerator, "pe:denominator": cell.denominator}
    return {
        "@id": f"pe:observation/{number}", "@type": "qb:Observation", "qb:dataSet": {"@id": "pe:dataset"},
        "pe:indicator": {"@id": f"pe:indicator/{cell.indicator}"}, "pe:year": {"@value": str(cell.year), "@type": "xsd:gYear"},
        "pe:level": cell.level, "pe:place": place, "pe:instrument": instrument, "pe:group": cell.group or _TOTAL,
        "sdmx-attribute:obsStatus": status, **{name: value for name, value in shown.items() if value is not None},
    }  # fmt: skip
