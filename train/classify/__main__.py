"""Run the command line: ``python -m classify``, or ``classify`` where it is installed."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly even while it is still being loaded."""
    try:
        from classify.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
