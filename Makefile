# The two commands that a newcomer needs are `make run` and `make test`; each sets up what it needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8080
SPEED ?= 20
DATA ?= ./var
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests start some hundred processes; without what Python keeps of a compiled module each would compile all of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run install test lint bench soak clean pages

help:
	@echo "make run      the whole network with simulated visitors (PORT=$(PORT) SPEED=$(SPEED) DATA=$(DATA))"
	@echo "make install  .venv with bin/motcua, pages built"
	@echo "make test     every test that CI runs"
	@echo "make lint     ruff, mypy, import-linter, Biome, tsc, catalogue and wire types"
	@echo "make bench    the measurements, as ratios within one run"
	@echo "make soak     the long tests"
	@echo "make clean    removes what the others made, but not DATA"

.venv/bin/python:
	@set -e; for p in "$$MOTCUA_PYTHON" python3.12 python3.11 python3 python; do \
	  if [ -n "$$p" ] && "$$p" -c 'import sys, venv, ensurepip; raise SystemExit(sys.version_info[:2] not in ((3, 11), (3, 12)))' >/dev/null 2>&1; then \
	    echo "motcua: using $$p"; exec "$$p" -m venv .venv; fi; done; \
	  echo "motcua needs Python 3.11 or 3.12 with venv; name one with MOTCUA_PYTHON=/path/to/python" >&2; exit 1

.venv/.installed: .venv/bin/python pyproject.toml constraints.txt hatch_build.py build_pages.py
	@echo "motcua: installing into .venv (the first time takes a minute or two)"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/.tested: .venv/.installed
	@echo "motcua: installing what the tests need"
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	@$(BIN)/python -m tests.browser.install
	@touch $@

.venv/.linted: .venv/.installed
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test,lint]'
	@touch $@

pages: .venv/.installed
	@$(BIN)/python build_pages.py

install: pages

run: pages
	@exec $(BIN)/motcua demo --port $(PORT) --speed $(SPEED) --data $(DATA)

test: pages .venv/.tested
	@$(BIN)/python build_pages.py --test
	@$(BIN)/python -m pytest -m "not soak" -n 3 --dist loadfile --no-loadscope-reorder

lint: pages .venv/.linted
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python build_pages.py --lint
	@$(BIN)/python -m server.rules_page --check

bench: pages .venv/.tested
	@$(BIN)/motcua bench all

soak: pages .venv/.tested
	@$(BIN)/python -m pytest -m soak
	@$(BIN)/python -m pytest tests/property -m "not soak" --hypothesis-profile=anew

clean:
	rm -rf .venv node_modules server/static .pages-stamp .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
