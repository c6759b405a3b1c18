"""JSON Schemas of the files that lawyers write, for editors that complete, explain and check while one writes."""
