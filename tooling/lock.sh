#!/bin/sh
# Writes requirements*.txt from the ranges in pyproject.toml: for every platform, with hashes, and
# without the address of any registry.
set -eu
compile() {
    .venv-lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --upgrade "$@"
}
compile pyproject.toml -o requirements.txt
compile pyproject.toml -c requirements.txt --group dev -o requirements-dev.txt
compile --group node -o requirements-node.txt
compile benchmarks/requirements-peers.in -o benchmarks/requirements-peers.txt
