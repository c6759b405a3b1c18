"""Nothing hidden can be found by adding and subtracting what is shown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement_engine.impact.territory.suppress import LEAST, Path, determined, small, suppress


def tree(leaves: dict[Path, int]) -> dict[Path, tuple[float, ...]]:
    """All sums of the leaves."""
    places = {leaf[:end] for leaf in leaves for end in range(len(leaf) + 1)}
    return {place: (float(sum(n for leaf, n in leaves.items() if leaf[: len(place)] == place)),) for place in places}


@st.composite
def territories(draw: st.DrawFn) -> dict[Path, int]:
    leaves = {}
    for a in range(draw(st.integers(1, 3))):
        for b in range(draw(st.integers(1, 3))):
            for c in range(draw(st.integers(1, 3))):
                leaves[f"a{a}", f"b{b}", f"c{c}"] = draw(st.integers(0, 12))
    return leaves


def sums(nodes: dict[Path, tuple[float, ...]], leaves: dict[Path, int], paths: list[Path]) -> list[frozenset[Path]]:
    return [frozenset(leaf for leaf in leaves if leaf[: len(path)] == path) for path in paths]


@settings(max_examples=200, deadline=None)
@given(territories())
def test_no_small_number_is_shown_or_follows(leaves: dict[Path, int]) -> None:
    nodes = tree(leaves)
    hidden = suppress(nodes)
    shown = [path for path in nodes if path not in hidden]
    assert not any(small(nodes[path]) for path in shown)
    secret = [path for path in hidden if small(nodes[path])]
    assert all(hidden[path] == "small" for path in secret)
    assert not determined(sums(nodes, leaves, shown), sums(nodes, leaves, secret))


@settings(max_examples=200, deadline=None)
@given(territories())
def test_the_hidden_of_a_family_are_not_few_together(leaves: dict[Path, int]) -> None:
    nodes = tree(leaves)
    hidden = suppress(nodes)
    for parent in nodes:
        gone = [path for path in hidden if path[:-1] == parent and path]
        if parent not in hidden and gone:
            assert len(gone) > 1
            assert sum(nodes[path][0] for path in gone) >= LEAST or sum(nodes[path][0] for path in gone) == 0


@settings(deadline=None)
@given(territories())
def test_nothing_is_hidden_without_need(leaves: dict[Path, int]) -> None:
    nodes = tree({path: n + LEAST for path, n in leaves.items()})
    assert suppress(nodes) == {}


def test_one_small_among_three_takes_the_next_smallest_along() -> None:
    nodes = tree({("a",): 3, ("b",): 8, ("c",): 20})
    assert suppress(nodes) == {("a",): "small", ("b",): "complementary"}


def test_an_only_child_takes_its_parent_along() -> None:
    nodes = tree({("a", "x"): 3, ("b", "x"): 8, ("c", "x"): 20})
    assert suppress(nodes)[("a",)] == "small"
    assert ("b",) in suppress(nodes)
    assert () not in suppress(nodes)


def test_what_the_audit_sees() -> None:
    a, b = frozenset({("a",)}), frozenset({("b",)})
    assert determined([a | b, b], [a])
    assert not determined([a | b], [a])
    assert not determined([], [a])
