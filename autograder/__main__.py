"""``python -m autograder``: the command line."""

from autograder.commands import main

if __name__ == "__main__":
    main()
