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
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "pe": "urn:procurement-engine:impact:",
}


def write(report: RollupReport, path: Path) -> None:
    """By the ending of the name: .csv (semicolons, as Italian spreadsheets open it), .parquet or .jsonld."""
    ending = path.suffix.lower()
    if ending == ".csv":
        report.to_frame().map(_tame).to_csv(path, sep=";", decimal=",", index=False, encoding="utf-8-sig")
    elif ending == ".parquet":
        try:
            report.to_frame().to_parquet(path, index=False)
        except ImportError as error:
            raise ImpactError(
                "per il formato Parquet serve pyarrow: pip install 'procurement-engine[parquet]'", path.name
            ) from error
    elif ending == ".jsonld":
        path.write_text(json.dumps(linked(report), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        raise ImpactError("l'esportazione si scrive in .csv, .parquet o .jsonld", path.name)


def _tame(value: object) -> object:
    """A name that a spreadsheet would run as a formula becomes plain text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def linked(report: RollupReport) -> dict[str, Any]:
    """An RDF data cube as JSON-LD: one observation a figure shown or hidden, one definition an indicator."""
    definitions = [
        {
            "@id": f"pe:indicator/{one.indicator}", "@type": "schema:StatisticalVariable", "schema:name": one.name,
            "dct:description": one.formula, "sdmx-attribute:unitMeasure": one.unit, "dct:subject": [*one.bes, *one.sdg, *one.iris],
        }
        for one in report.definitions
    ]  # fmt: skip
    observations = [_observation(cell) for cell in (*report.cells, *report.instruments)]
    return {"@context": _CONTEXT, "@graph": [{"@id": "pe:dataset", "@type": "qb:DataSet"}, *definitions, *observations]}


def _observation(cell: Cell) -> dict[str, Any]:
    """Status codes as statisticians use them: A normal, P partial, Q hidden."""
    status = "Q" if cell.hidden else "M" if cell.value is None else "P" if cell.lots < cell.of else "A"
    shown = {"schema:value": cell.value, "pe:numerator": cell.numerator, "pe:denominator": cell.denominator}
    return {
        "@type": "qb:Observation", "qb:dataSet": {"@id": "pe:dataset"},
        "schema:variableMeasured": {"@id": f"pe:indicator/{cell.indicator}"}, "schema:observationDate": str(cell.year),
        "pe:level": cell.level, "pe:place": list(cell.place), "sdmx-attribute:obsStatus": status,
        **{name: value for name, value in shown.items() if value is not None},
    }  # fmt: skip
