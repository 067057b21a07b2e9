# Every target does its own set-up: Python 3.11, 3.12 or 3.13, make and a package index are all it needs.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
CORPUS ?= ../shared/corpus
TOOLS ?= ../shared/tools
REVIEWED := tests/sql/verdicts.csv
ACCURACY_HOME := var/accuracy
FAMILY ?= static_columns
DEMO_EVERY ?= 8

export UV_PYTHON_DOWNLOADS := never

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(BIN)/python: | $(UV)
	$(UV) venv --quiet --python '>=3.11,<3.14' .venv

# The lock pins every dependency with its hash; the project itself is then installed without looking for any.
# Compiling once here is what makes the first run as quick as the later ones.
.venv/.synced: requirements.lock pyproject.toml | $(BIN)/python
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: setup run test lint format accuracy corruption docs dbtdocs bench portalbench portal ui lock clean help

setup: .venv/.synced  ## Install everything into .venv (the other targets do it when needed)

run: .venv/.synced  ## Collect, read, check and publish the demonstration's documents, then show what came out
	@$(BIN)/python -m demo.run

test: .venv/.synced  ## Run the tests
	$(BIN)/python -m pytest

lint: .venv/.synced  ## Check style, types and SQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 0 sql

format: .venv/.synced  ## Put the code into its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accuracy: .venv/.synced  ## Compare what is read and checked with what people verified; write docs/accuracy.md
	$(BIN)/python -m demo.accuracy --home $(ACCURACY_HOME) --corpus $(CORPUS) --tools $(TOOLS) --reviewed $(REVIEWED)

corruption: .venv/.synced  ## Change one printed number at a time: is it noticed? Write docs/accuracy.md
	$(BIN)/python -m demo.corruption --home $(ACCURACY_HOME) --corpus $(CORPUS) --demo-every $(DEMO_EVERY)

docs: .venv/.synced  ## Write the pages that are generated: from the models, measurements and a run of the demonstration
	$(BIN)/python -m warehouse.pages
	$(BIN)/python -m demo.analysts

dbtdocs: .venv/.synced  ## Write dbt's own documentation of all models to var/dbt-docs/index.html
	$(BIN)/python -m warehouse.dbt_docs --output var/dbt-docs

bench: .venv/.synced  ## Measure how fast documents are read
	$(BIN)/python -m demo.bench

portalbench: .venv/.synced  ## Measure how fast portals are crawled, and in how much memory
	$(BIN)/python -m demo.bench_portals

portal: .venv/.synced  ## Serve a simulated portal to try a portal file on (FAMILY=ucap_columns); stop it with Ctrl-C
	$(BIN)/python -m demo.portal_server --family $(FAMILY)

ui: .venv/.synced  ## Open Dagster's page on 127.0.0.1 (stop it with Ctrl-C)
	DAGSTER_HOME=$(CURDIR) $(BIN)/dagster dev --host 127.0.0.1

lock: pyproject.toml | $(BIN)/python  ## Pin the newest versions that pyproject.toml allows, with their hashes
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	  --extra demo --group dev --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml

clean:  ## Remove what runs and tools have written; the environment stays
	rm -rf var sql/target sql/logs .mypy_cache .ruff_cache .pytest_cache .hypothesis logs
	find . -path ./.venv -prune -o -path ./.uv -prune -o -type d -name __pycache__ -exec rm -rf {} +

help:  ## Show this list
	@sed -n 's/^\([a-z][a-z]*\):.*## /\1\t/p' Makefile | awk -F '\t' '{ printf "make %-10s %s\n", $$1, $$2 }'
