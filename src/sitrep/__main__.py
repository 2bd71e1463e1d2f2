"""Runs the command line as `python -m sitrep`."""

from sitrep.views.cli import main

if __name__ == "__main__":
    main()
