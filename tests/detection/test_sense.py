"""In which sense a word is said: `senso.yaml` marks one in each sentence."""

from pathlib import Path

import pytest

from procurement_engine.detection.index import TextIndex
from procurement_engine.detection.load import shipped_concepts
from procurement_engine.detection.relation import Matcher, Relation
from procurement_engine.drafts.model import Block, Draft
from procurement_engine.rules.yaml_file import load_yaml

SENTENCES = load_yaml(Path(__file__).parent / "senso.yaml")
MARKED = Relation((("does", ("marked",)),), mode="any")


@pytest.mark.parametrize(("sense", "marked"), [(sense, text) for sense, texts in SENTENCES.items() for text in texts])
def test_sense(sense, marked):
    first, last = marked.index("["), marked.index("]") - 1
    draft = Draft("x", "txt", "", (Block(marked.replace("[", "").replace("]", "")),))
    matcher = Matcher(TextIndex(draft), shipped_concepts())
    held = [at for at, word in enumerate(matcher.index.tokens) if first <= word.start and word.end <= last]
    matcher.lookup._found["marked"] = ((held[0], held[-1] + 1),)
    assert [match.sense for match in matcher.matches(MARKED)] == ([] if sense == "told" else [sense])
