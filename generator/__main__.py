"""Run the command line: `python -m generator` is the same as `throughline`."""

from generator.cli import main

main()
