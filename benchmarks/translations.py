"""Which of the rules' sentences have no English yet, and which translations answer to no sentence any more."""

from __future__ import annotations

from procurement_engine.rules.load import load_layers
from procurement_engine.rules.yaml_file import load_yaml
from procurement_engine.workbench.lint.sentences import sentences


def main() -> None:
    """A line per layer, then the sentences themselves."""
    layers = load_layers()
    tables = {layer.name: load_yaml(layer.folder / "locale" / "en.yaml") for layer in layers}
    common = {text for table in tables.values() for text in table.get("common", {})}
    for layer in layers:
        table = tables[layer.name]
        said = {(rule.id, text) for rule in layer.rules for text in sentences(rule)}
        known = {(rule, text) for rule, texts in table.items() if rule != "common" for text in texts}
        missing = sorted((rule, text) for rule, text in said - known if text not in common)
        print(f"{layer.name}: {len(said)} sentences, {len(missing)} without English, {len(known - said)} left over")
        for rule, text in missing:
            print(f"  {rule}: {text}")
        for rule, text in sorted(known - said):
            print(f"  {rule}, left over: {text}")


if __name__ == "__main__":
    main()
