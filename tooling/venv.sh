#!/bin/sh
# Makes a virtual environment in $1 with the first Python >= 3.11 on the PATH.
set -eu
for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$python" -m venv --clear "$1" && exit 0
        echo "Installeer eerst de module venv van Python (Debian: python3-venv)." >&2
        exit 1
    fi
done
echo "Er is geen Python 3.11 of nieuwer gevonden. Installeer die, of geef hem op met PYTHON=…" >&2
exit 1
