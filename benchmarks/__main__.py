"""`python -m benchmarks [understanding] [robustness] [alarms] [remedies] [turns]`: those named, or all of them."""

import sys

from benchmarks import alarms, remedies, robustness, turns, understanding

BENCHMARKS = {
    "understanding": understanding.main,
    "robustness": robustness.main,
    "alarms": alarms.main,
    "remedies": remedies.main,
    "turns": turns.main,
}

if __name__ == "__main__":
    chosen = sys.argv[1:] or list(BENCHMARKS)
    if unknown := set(chosen) - set(BENCHMARKS):
        sys.exit(f"There is no benchmark {sorted(unknown)}; there are {sorted(BENCHMARKS)}.")
    for name in chosen:
        print(f"\n== {name} ==", flush=True)
        BENCHMARKS[name]()
