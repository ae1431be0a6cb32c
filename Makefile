# Everything a contributor needs; `make help` lists it. Python 3.11 with venv is all that must be there.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: help run test check bench quality faults docs pictures build clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# Done again only when the dependencies change. Byte code is compiled here so that no start pays for it.
$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	$(BIN)/python -m compileall -q annotations tui
	touch $@

run: $(STAMP)  ## install if need be, then open the sample collection
	@$(BIN)/briefreader

test: $(STAMP)  ## run the tests
	$(BIN)/python -m pytest -n 2

check: $(STAMP)  ## lint, formatting, types and the rules of import
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)  ## measure starting, the store, finding passages again, the list, entities, detection, reading and keys
	$(BIN)/python -m benchmarks.store
	$(BIN)/python -m benchmarks.starting
	$(BIN)/python -m benchmarks.anchoring
	$(BIN)/python -m benchmarks.listing
	$(BIN)/python -m benchmarks.roll
	$(BIN)/python -m benchmarks.detecting
	PYTHONHASHSEED=0 $(BIN)/python -m benchmarks.reading
	PYTHONHASHSEED=0 $(BIN)/python -m benchmarks.keys

quality: $(STAMP)  ## score the entities and the boilerplate against gold made by hand
	$(BIN)/python -m benchmarks.quality

faults: $(STAMP)  ## kill, cut, fill and flip the annotations file many thousand times
	$(BIN)/python -m benchmarks.faults

docs: $(STAMP)  ## renew the key tables, the command reference and the diagram
	$(BIN)/python -m docs.generate references

pictures: $(STAMP)  ## renew the pictures of the program
	$(BIN)/python -m docs.generate pictures

build: $(STAMP)  ## the sdist, and the wheel made from it, in dist/
	rm -rf dist
	$(BIN)/python -m build --outdir dist .

clean:  ## remove what was built and installed
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
