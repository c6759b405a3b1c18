"""`python -m procurement_engine` is the command."""

from procurement_engine.cli import main

main()
