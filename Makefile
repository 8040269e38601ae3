# One command each: `make` lists them. Nothing is installed outside this folder.

PY := .venv/bin/python
PORT ?= 8000
DATA_DIR ?= var
export PORT DATA_DIR
unexport PYTHONDONTWRITEBYTECODE  # some images set it: then each program compiles everything anew

BUNDLE := frontend/dist/afspraken.css
MODULES := frontend/node_modules/.package-lock.json
READERS := tests/kalenders/node_modules/.package-lock.json
CORES := $(shell getconf _NPROCESSORS_ONLN)
# Who tests in a browser often waits for it.
ONE_MORE := $(shell expr $(CORES) + 1)
CATALOGS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
COLLECTED := static/staticfiles.json
STATEMENTS := .pytest_cache/statements.json

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run setup test test-sqlite test-postgresql check bench prove format messages lock clean

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup  ## Start everything on PORT (8000) with the data in DATA_DIR (var); Ctrl-C stops
	@DEMO=$${DEMO:-1} exec $(PY) manage.py up --prepare --with-parent

setup: .venv/.runtime $(CATALOGS) $(COLLECTED)

test: setup .venv/.dev $(READERS)  ## Run every test on SQLite, and on PostgreSQL those that ask it anything new
	@STATEMENTS=$(STATEMENTS) $(MAKE) --no-print-directory test-sqlite
	@STATEMENTS=$(STATEMENTS) $(MAKE) --no-print-directory test-postgresql

test-sqlite: setup .venv/.dev $(READERS)
	$(PY) -m pytest -q -n $(ONE_MORE) --dist worksteal

test-postgresql: setup .venv/.dev $(READERS)
	TEST_DATABASE=postgresql $(PY) -m pytest -q -n $(CORES) --dist worksteal -m "not browser and not prove"

check: .venv/.dev $(CATALOGS)  ## Format, lint, types, import contracts, migrations, translations
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) -m tooling.catalogs

bench: setup .venv/.dev .venv-peers/.peers  ## Measure against the peers; fails if a figure is short
	$(PY) -m benchmarks

prove: setup .venv/.dev  ## The long proofs: kills, races, mutants, all of PostgreSQL, every page under axe
	TEST_DATABASE=postgresql $(PY) -m pytest -q -n $(CORES) --dist worksteal -m "not browser and not prove"
	FULL_EFFORT=1 $(PY) -m pytest -q -m prove
	FULL_EFFORT=1 TEST_DATABASE=postgresql $(PY) -m pytest -q -m "prove and not browser"
	FULL_EFFORT=1 $(PY) -m pytest -q -m "browser and not prove" tests/browser
	$(PY) -m tooling.mutants

format: .venv/.dev  ## Lay out the code and fix what can be fixed
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

messages: .venv/.dev  ## Collect the texts of pages and code into the English catalog
	$(PY) manage.py makemessages -l en --no-location --no-obsolete

lock: .venv-lock/.lock  ## Choose versions anew within the ranges of pyproject.toml
	tooling/lock.sh

clean:  ## Remove what was made, except the data of an installation
	rm -rf .venv .venv-* static frontend/dist frontend/node_modules tests/kalenders/node_modules locale/*/LC_MESSAGES/*.mo

# --- what the commands above need ---------------------------------------------------------------

.venv/.made:
	tooling/venv.sh .venv
	@touch $@

.venv/.runtime: requirements.txt .venv/.made
	tooling/install.sh .venv requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	tooling/install.sh .venv requirements-dev.txt
	@touch $@

.venv-peers/.peers: benchmarks/requirements-peers.txt
	tooling/venv.sh .venv-peers
	tooling/install.sh .venv-peers benchmarks/requirements-peers.txt
	@touch $@

.venv-lock/.lock:
	tooling/venv.sh .venv-lock
	.venv-lock/bin/pip install -q uv
	@touch $@

$(MODULES): frontend/package.json frontend/package-lock.json
	tooling/npm.sh ci --no-audit --no-fund --loglevel=error
	@touch $@

$(READERS): tests/kalenders/package.json tests/kalenders/package-lock.json
	IN=tests/kalenders tooling/npm.sh ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BUNDLE): $(MODULES) frontend/build.mjs $(shell find frontend/css frontend/js frontend/img -type f)
	tooling/npm.sh run --silent build
	@touch $@

%.mo: %.po .venv/.runtime
	@.venv/bin/pybabel -q compile -i $< -o $@

$(COLLECTED): .venv/.runtime $(BUNDLE) $(shell find afspraken mobiel notificaties -path '*/static/*' -type f)
	$(PY) manage.py collectstatic --noinput --clear -v 0
	@touch $@
