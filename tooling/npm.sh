#!/bin/sh
# Runs npm in frontend/, or in the folder IN: with Node >= 20 of the PATH, else with the one of a
# Python package.
set -eu
cd "$(dirname "$0")/.."
if ! command -v npm >/dev/null || ! node -e 'process.exit(+(parseInt(process.versions.node) < 20))'; then
    if [ ! -e .venv-node/.node ]; then
        tooling/venv.sh .venv-node
        tooling/install.sh .venv-node requirements-node.txt
        touch .venv-node/.node
    fi
    PATH="$PWD/.venv-node/bin:$PATH"
    export PATH
fi
cd "${IN:-frontend}"
exec npm --no-update-notifier "$@"
