"""Runs every benchmark."""

from benchmarks import turns

if __name__ == "__main__":
    turns.main()
