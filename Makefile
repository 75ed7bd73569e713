# All that one can do here. `make` alone lists it.
# Nothing but git, make and Python 3.11 or newer is needed; set-up happens on the way.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests run beside each other, those of one file in one process: they share its server and browser.
PYTEST := $(BIN)/pytest -n logical --maxprocesses 4 --dist loadfile
DATA ?= data
HOST ?= 127.0.0.1
PORT ?= 8000
# The project's own environment counts, never one that happens to be active.
unexport VIRTUAL_ENV UV_PROJECT_ENVIRONMENT
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup chromium serve test lint format-check format types imports unit browser bench soak lock vendor build clean
.DELETE_ON_ERROR:

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

setup: $(READY) ## make .venv and install the locked dependencies (the other commands do it themselves)

# The lock holds uv and the build backend too, so every byte that is installed has its hash.
$(READY): pyproject.toml requirements.lock
	@.ci/environment $(VENV)
	@sed -n '/^uv==/,/^ *#/p' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $(VENV)/uv.lock
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

chromium: ## find Chromium for the browser tests, or install it where this user may
	@.ci/chromium >/dev/null

serve: setup ## start the server with the built-in data (HOST, PORT, DATA can be given)
	$(BIN)/querschnitt serve --host $(HOST) --port $(PORT) --data $(DATA)

test: setup chromium lint format-check types imports ## the one check: style, types, imports and all tests
	$(PYTEST) -m "not soak"

lint: setup ## ruff: mistakes, docstrings, imports, complexity
	$(BIN)/ruff check .

format-check: setup ## ruff: is everything formatted?
	$(BIN)/ruff format --check .

format: setup ## ruff: format everything
	$(BIN)/ruff format .

types: setup ## mypy in strict mode
	$(BIN)/mypy .

imports: setup ## import-linter: imports point down
	$(BIN)/lint-imports

unit: setup ## all tests that need no browser
	$(PYTEST) -m "not browser and not soak"

browser: setup chromium ## the tests in a real browser
	$(PYTEST) -m "browser and not soak"

bench: $(VENV)/.bench ## measure against peers in the same run, print a table of ratios
	$(BIN)/python -m bench
	$(BIN)/python -m bench.similarity

# The peers that are measured against are big and needed by nothing else.
$(VENV)/.bench: $(READY) requirements-bench.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-bench.lock
	@touch $@

soak: setup chromium ## every test, with many more generated examples; takes long
	$(PYTEST) --hypothesis-profile=soak

lock: setup ## renew requirements.lock (with hashes, without addresses)
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --upgrade --quiet \
		--output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group bench --extra embedding --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --upgrade --quiet \
		--constraint requirements.lock --output-file requirements-bench.lock

vendor: setup ## fetch the browser files of others anew (needs npm), by the checksums of vendored.toml
	$(BIN)/python .ci/vendor

build: setup ## wheel and source distribution in dist/
	$(BIN)/uv build --quiet --python $(BIN)/python --no-build-isolation --out-dir dist
	@ls dist

clean: ## remove all that can be made again (never the data folder)
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
