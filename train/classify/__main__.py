"""Run the command line with ``python -m classify``."""

from classify.cli.main import main

if __name__ == "__main__":
    main()
