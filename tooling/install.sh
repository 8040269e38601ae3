#!/bin/sh
# Installs the packages of $2 into the environment $1; a lock means exactly these, by their hash.
set -eu
exactly="--require-hashes --no-deps"
grep -q -e --hash "$2" || exactly=
echo "Pakketten van $2 installeren …"
exec "$1/bin/python" -m pip install -q --disable-pip-version-check $exactly -r "$2"
