# `make report` and `make test` need git, make and Python 3.11 or newer; everything else they set up themselves.

PYTHON ?= $(shell .ci/find-python)
BIN := .venv/bin

.PHONY: help report test check lint types floors tests bench reference system clean

help:
	@echo "make report   run the main job on this repository's documents"
	@echo "make test     set up, then lint, types, floors and tests"
	@echo "make bench    measure, in ratios to a bare import"
	@echo "make reference  write the generated pages of docs/ anew"

report: .venv/.installed
	@$(BIN)/consistency report || test $$? = 1  # 1 is an answer: something blocks

test: system lint types floors tests

lint: .venv/.developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/.developing
	$(BIN)/mypy

floors: .venv/.developing
	$(BIN)/lint-imports --no-logo

tests: .venv/.developing
	$(BIN)/pytest -n 2 --ignore=tests/fleet
	$(BIN)/pytest tests/fleet  # starts processes of its own

bench: .venv/.developing
	$(BIN)/python -m benchmarks.run

reference: .venv/.developing
	$(BIN)/python tools/reference.py --write

# what the tests need beside Python: installed where that is possible, else said
system:
	@.ci/install-system-packages

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache

.venv/.made:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer found: install one, or say make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make an environment here: install python3-venv"; exit 1; }
	@touch $@

.venv/.installed: pyproject.toml | .venv/.made
	@test -e .venv/.developing || $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.developing: pyproject.toml | .venv/.made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/.installed
