"""Two versions of some rules compared: what became stricter or looser, which drafts change, and the version that follows."""
