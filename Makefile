# `make run` shows the program at work; `make test` checks everything. Both set up what they need, once, in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RECORD ?= examples.db
EXAMPLES := examples/reports
EXTRAS := parquet report serve

export PIP_DISABLE_PIP_VERSION_CHECK := 1
PIP_INSTALL = $(BIN)/python -m pip install --quiet --quiet --no-deps
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links pyproject.toml --group build $(EXTRAS:%=--extra %)

.PHONY: help run serve test soak formats check fix docs bench screenshots report-pictures export-pictures lock clean

help:
	@echo "make run    read the example reports and show what they claim"
	@echo "make serve  read the example reports and show them in a browser, at http://127.0.0.1:8000"
	@echo "make test   set up, check and run all tests"
	@echo "make soak   kill the program hundreds of times while it writes, on both databases (half an hour)"
	@echo "make formats  read the exports with the formats' own tools (fetches these)"
	@echo "make check  format, lint, types, layers"
	@echo "make fix    format, and mend what the linter can"
	@echo "make docs   write what the program itself can tell into README and docs"
	@echo "make bench  words a second, and mixed news, beside the bare parse"
	@echo "make screenshots  write a picture of every page of the workbench into screenshots/"
	@echo "make report-pictures  draw the pictures of docs/report.md anew from the example reports"
	@echo "make export-pictures  draw the pictures of exports as LibreOffice shows them (needs it)"
	@echo "make lock   resolve the dependencies anew (after a change of pyproject.toml)"
	@echo "make clean  remove all that the others made"

run: $(VENV)/.run
	@$(BIN)/sitrep -q add $(EXAMPLES) --published 2025-12-07 --db $(RECORD)
	@$(BIN)/sitrep events --place Kyiv --db $(RECORD)
	@$(BIN)/sitrep show --db $(RECORD) $$($(BIN)/sitrep events --place Kyiv --type ASSAULT --format csv --db $(RECORD) | sed -n '2s/,.*//p')
	@cat examples/next.txt

serve: $(VENV)/.run
	@$(BIN)/sitrep -q add $(EXAMPLES) --published 2025-12-07 --db $(RECORD)
	@$(BIN)/sitrep serve --db $(RECORD)

test: check
	@$(BIN)/python -m pytest

soak: $(VENV)/.dev
	@SITREP_KILLS=200 $(BIN)/python -m pytest tests/store/test_kills.py tests/store/test_many_writers.py tests/scale/test_kills.py tests/scale/test_cluster.py

formats: $(VENV)/.dev $(VENV)/formats/.made
	@SITREP_FORMATS=$(VENV)/formats $(BIN)/python -m pytest tests/views/exporting/test_forms.py

check: $(VENV)/.dev
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pip check --quiet

fix: $(VENV)/.dev
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

docs: $(VENV)/.dev
	@$(BIN)/python tools/write_docs.py
	@$(BIN)/python tools/write_notebooks.py

bench: $(VENV)/.dev
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/words_a_second.py
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/mixed_news.py

screenshots: $(VENV)/.dev
	@mkdir -p screenshots
	@SITREP_PICTURES=screenshots $(BIN)/python -m pytest tests/views/workbench/test_pages.py -k "accessible or printed"

report-pictures: $(VENV)/.dev
	@$(BIN)/sitrep -q add $(EXAMPLES) --published 2025-12-07 --db $(RECORD)
	@$(BIN)/python tools/draw_report.py $(RECORD) docs/pictures

export-pictures: $(VENV)/.dev
	@$(BIN)/sitrep -q add $(EXAMPLES) --published 2025-12-07 --db $(RECORD)
	@$(BIN)/python tools/draw_exports.py $(RECORD) docs/pictures

lock: $(VENV)/.dev
	@$(LOCK) --output-file requirements/run.txt
	@$(LOCK) --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) $(RECORD) $(RECORD)-wal $(RECORD)-shm $(RECORD).form-*.bak .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.made:
	@command -v $(PYTHON) > /dev/null || { echo "sitrep needs Python 3.11 or newer; on Debian: apt install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "sitrep needs Python 3.11 or newer; \
	$$($(PYTHON) --version) is older. Name another one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || { echo "Python's venv module is missing; on Debian: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt pyproject.toml
	@echo "Setting up .venv (about 1.1 GB; once)" >&2
	@$(PIP_INSTALL) --only-binary :all: --require-hashes --requirement requirements/run.txt
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/formats/.made: $(VENV)/.made requirements/formats.txt
	@$(BIN)/python -m pip install --quiet --quiet --target $(VENV)/formats --requirement requirements/formats.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.txt pyproject.toml
	@echo "Setting up .venv with what the tests need (about 2.2 GB; once)" >&2
	@$(PIP_INSTALL) --only-binary :all: --require-hashes --requirement requirements/dev.txt
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $(VENV)/.run $@
