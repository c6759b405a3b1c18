"""The order of the whole run."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The labelled drafts first: the longest tests, begun last, would keep one process at work alone."""
    items.sort(key=lambda item: item.path.name != "test_gold.py")
