# The two commands that matter: `make listen` and `make test`. Both set up everything that they need.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= python3
SOURCE ?= examples/tidal-clock.html
PORT ?= 8080
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# What is installed is what is locked: these releases, each file by its SHA-256, and nothing that they did not name.
FROM_LOCK := $(PIP) --require-hashes --no-deps --requirement

.PHONY: listen test test-long check bench guide lock bill holes format clean

# Reads SOURCE (a URL or a file) and prints the address of its page, ready to play. Ctrl-C ends it.
listen: .venv/installed
	@$(BIN)/python -m wordpace serve --port $(PORT) "$(SOURCE)"

# Every test, in a real browser too; two processes, as the browser waits more than it works. Files are dealt out in their
# order, so that the browser's come last in both (tests/conftest.py says why).
test: .venv/installed-for-tests
	@bash tests/system_packages.sh
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

# The fault tests in their long form, an hour or two. SEED=<number> makes a run again. One part alone: bench/faults/README.md
test-long: .venv/installed-for-tests
	@bash tests/system_packages.sh
	@PYTHONPATH=bench $(BIN)/python -m faults $(SEED)
	@$(BIN)/python -m pytest tests/browser/test_scripts.py tests/voices/test_models.py

# The fast ones: style, types, import directions, and the tests that need neither a browser nor a voice.
check: .venv/installed-for-tests
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -m "not slow"

# Every figure of the README in one table. DATA=<folder> adds what is measured on data that is not in the project.
bench: .venv/installed-for-tests
	@$(BIN)/python bench/all.py $(if $(DATA),"$(DATA)")

# The guide as a site in build/guide, to be read from there or put on any web server. A broken link fails it.
guide: .venv/installed-for-tests
	@PYTHONPATH=bench $(BIN)/python -m properdocs build --quiet --clean
	@echo "$(CURDIR)/build/guide/index.html"

# Makes requirements/*.lock fit pyproject.toml; UPGRADE=1 takes the newest releases that fit.
lock: .venv/installed-for-tests
	@PYTHONPATH=bench $(BIN)/python -m supply lock $(if $(UPGRADE),--upgrade)

# The bill of materials of a default install (CycloneDX).
FILE ?= build/wordpace.cdx.json
bill: .venv/installed-for-tests
	@mkdir -p "$(dir $(FILE))"
	@PYTHONPATH=bench $(BIN)/python -m supply bill "$(FILE)"

# Known holes in what is locked, by a public list of them.
holes: .venv/installed-for-tests
	@PYTHONPATH=bench $(BIN)/python -m supply holes

format: .venv/installed-for-tests
	@$(BIN)/python -m ruff format .
	@$(BIN)/python -m ruff check --fix .

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wordpace needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv .venv || { echo "Python has no venv here. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }

# What builds the project itself is kept apart: it is no part of what runs.
PROJECT := PYTHONPATH="$(CURDIR)/.venv/build" $(PIP) --no-deps --no-build-isolation --editable .

.venv/build: .venv/bin/python requirements/build.lock
	@rm -rf $@
	@$(FROM_LOCK) requirements/build.lock --target $@
	@touch $@

.venv/installed: .venv/build pyproject.toml requirements/wordpace.lock
	@echo "Setting up (once) ..."
	@$(FROM_LOCK) requirements/wordpace.lock
	@$(PROJECT)
	@touch $@

.venv/installed-for-tests: .venv/build pyproject.toml requirements/tests.lock
	@echo "Setting up the tests (once) ..."
	@$(FROM_LOCK) requirements/tests.lock
	@$(PROJECT)
	@touch .venv/installed $@
