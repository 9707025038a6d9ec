# Throughline's tasks; `make help` lists them. Needs Python 3.11 or newer, make and, for set-up, a network.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AUDIT := build/audit

# An empty file here for each step of set-up, so that no step is taken twice.
DONE := $(VENV)/done

# The parts of the tests that need more than Python: SKIP=chromium,node leaves those two out.
PARTS := chromium node wheel
comma := ,
SKIPPED := $(subst $(comma), ,$(SKIP))
UNKNOWN := $(filter-out $(PARTS),$(SKIPPED))
$(if $(UNKNOWN),$(error SKIP names what is no part of the tests: $(UNKNOWN). There are: $(PARTS)))
export SKIP

.DEFAULT_GOAL := help
.PHONY: help site check serve test lint format audit bench lock clean need-chromium need-node need-wheel

help: ## Lists these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(DONE)/compiled ## Builds content/ into site/
	$(BIN)/throughline build

check: $(DONE)/compiled ## Reports every mistake in content/, and builds nothing
	$(BIN)/throughline check

serve: $(DONE)/compiled ## Builds, watches and reloads the browser while you write
	$(BIN)/throughline serve

test: lint $(addprefix need-,$(filter-out $(SKIPPED),$(PARTS))) ## Runs every check and test; SKIP=chromium,node,wheel leaves parts out
	$(BIN)/pytest

lint: $(DONE)/dev ## Runs ruff and mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(DONE)/dev ## Formats the code, and mends what ruff can
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header
LOCK := $(COMPILE) pyproject.toml

# How long serve is edited at random in an audit.
SOAK_SECONDS ?= 3600

# Both builds are as at one day, even across midnight.
audit: TODAY := $(shell date +%F)
audit: test $(DONE)/audit ## Runs the tests, then what takes hours: two builds compared, the Nu checker, Lighthouse, a soak
	rm -rf $(AUDIT)
	PYTHONHASHSEED=1 TZ=Pacific/Kiritimati $(BIN)/throughline build --today $(TODAY) --output $(AUDIT)/first
	PYTHONHASHSEED=2 TZ=Pacific/Pago_Pago $(BIN)/throughline build --today $(TODAY) --output $(AUDIT)/second
	diff --recursive $(AUDIT)/first $(AUDIT)/second
	$(BIN)/python tests/audit/audit.py $(AUDIT)/first
	THROUGHLINE_EDITS=300 $(BIN)/pytest tests/test_warm.py tests/test_rebuild.py
	THROUGHLINE_LAWS=20 THROUGHLINE_KILLS=300 $(BIN)/pytest tests/unit
	SOAK_SECONDS=$(SOAK_SECONDS) $(BIN)/pytest tests/test_soak.py

# How large a corpus the generators are compared on, and how often each builds it.
N ?= 500
ROUNDS ?= 5

bench: $(DONE)/compiled $(DONE)/bench ## Compares this with other generators on one corpus: N meetings, ROUNDS rounds
	$(BIN)/python benchmarks/compare.py --meetings $(N) --rounds $(ROUNDS) --tools $(VENV)/bench

lock: $(DONE)/venv ## Takes the newest versions that pyproject.toml allows into requirements/
	$(BIN)/pip install --quiet uv
	$(LOCK) --group build --output-file requirements/runtime.txt
	$(LOCK) --group dev --output-file requirements/dev.txt
	$(LOCK) --group audit --output-file requirements/audit.txt
	$(COMPILE) benchmarks/requirements.in --output-file benchmarks/requirements.txt

clean: ## Removes what was built, and caches; .venv stays
	find site -mindepth 1 ! -name .gitkeep -delete
	rm -rf .site.throughline build dist .throughline .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Set-up

# The first pip that knows dependency groups is 25.1.
$(DONE)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Throughline needs Python 3.11 or newer: set PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	@mkdir -p $(@D) && touch $@

# Every version is fixed, with the digest of what may be installed as it; `make lock` moves them on.
$(DONE)/installed: $(DONE)/venv pyproject.toml requirements/runtime.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/runtime.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# pip compiles what it installs, but not a project in its folder; and many a container lets Python keep nothing it compiles.
$(DONE)/compiled: $(DONE)/installed $(shell find generator -name '*.py')
	$(BIN)/python -m compileall -q generator
	@touch $@

$(DONE)/dev: $(DONE)/installed requirements/dev.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements/dev.txt
	@touch $@

$(DONE)/node: $(DONE)/dev tests/node/package-lock.json
	$(BIN)/python tests/node/npm.py ci --prefix tests/node
	@touch $@

# Lighthouse, and the Nu checker, which needs Java.
$(DONE)/audit: $(DONE)/dev tests/audit/package-lock.json
	@command -v java >/dev/null || { echo "make audit needs Java, 17 or newer" >&2; exit 1; }
	$(BIN)/python tests/node/npm.py ci --prefix tests/audit
	@touch $@

# The generators that this one is compared with, apart from all that is ours.
$(DONE)/bench: $(DONE)/venv benchmarks/requirements.txt benchmarks/package-lock.json
	$(PYTHON) -m venv $(VENV)/bench/venv
	$(VENV)/bench/venv/bin/pip install --quiet --require-hashes --requirement benchmarks/requirements.txt
	cp benchmarks/package.json benchmarks/package-lock.json $(VENV)/bench
	$(VENV)/bench/venv/bin/python tests/node/npm.py ci --prefix $(VENV)/bench
	@touch $@

# The wheel's test installs from these, so that it needs no network.
$(DONE)/wheels: $(DONE)/venv requirements/runtime.txt
	$(BIN)/pip wheel --quiet --require-hashes --wheel-dir $(VENV)/wheels --requirement requirements/runtime.txt
	@touch $@

need-chromium:
	@sh tests/need_chromium.sh

need-node: $(DONE)/node

need-wheel: $(DONE)/wheels
