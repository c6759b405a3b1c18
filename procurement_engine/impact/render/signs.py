"""The lights as signs of their own shape, which survive a black and white printer."""

from __future__ import annotations

#: light -> shape in a drawing
MARKS = {"on_track": "up", "behind": "diamond", "off": "down", "missing": "hollow", "not_due": "hollow", "no_target": "hollow"}
#: light -> character in a text
CHARACTERS = {"on_track": "▲", "behind": "◇", "off": "▼", "missing": "□", "not_due": "…", "no_target": "?"}
