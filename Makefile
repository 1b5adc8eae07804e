# `make demo` and `make test` need git, make and Python >= 3.11, and nothing else of ours.
#
#   make demo          open the playground (ARGS="--port 9000" hands options on)
#   make test          every check: ruff, mypy, the floors of the house, the tests
#   make test-client   the golden journey in Microsoft's own client (npm and chromium); a part of .ci/run
#   make test-long     the tests that take minutes too; one that was broken off goes on where it stopped
#   make test-full     the same with the numbers that are promised: hours
#   make audit         what other people's tools find in ours (makes .venv-audit; ARGS="code bill" asks for these parts)
#   make lint          the checks without the tests
#   make form          let ruff mend what it can
#   make lock          write the locks from pyproject.toml (ARGS=--upgrade takes what is new)
#   make review-model  train the sentence reader again (makes .venv-train, with torch)
#   make clean         remove what make made

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help .venv .venv-train .venv-audit audit demo test test-client test-long test-full lint form lock review-model clean stale
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PIP := -m pip --disable-pip-version-check --no-input install -q

# A virtual environment knows its own path: one that was copied, moved or lost its Python is made again.
whole = $(shell test "$$(cat $(1)/made 2>/dev/null)" = "$(CURDIR)" && $(1)/bin/python -c '' 2>/dev/null && echo yes)

# The first Python that is new enough and can make a virtual environment; PYTHON=… overrides.
find_python = for p in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	    "$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; exit; }; done; exit 1

# Run quietly; when it fails, show the end of what it said, without addresses.
quietly = >>$(1)/log 2>&1 || { tail -n 20 $(1)/log | sed -E 's\#[a-z+]+://[^ ]*\#(address)\#g' >&2; exit 1; }

help:
	@sed -n 's/^#   //p' Makefile

# ---------------------------------------------------------------------------------------------------- environments

.venv: .venv/made ; @:

ifneq ($(call whole,.venv),yes)
.venv/made: stale
endif
.venv/made: requirements.lock pyproject.toml
	@echo "making .venv"
	@if [ "$(call whole,.venv)" != yes ]; then rm -rf .venv; \
	    python=$$($(find_python)) || { echo "Python 3.11 or newer is needed, with its venv module (Debian: python3-venv)." >&2; exit 1; }; \
	    "$$python" -m venv .venv; fi
	@rm -f $(@D)/made $(@D)/log
	@awk '/^uv==/ { found = 1 } found { print } found && !/\\$$/ { exit }' requirements.lock >$(@D)/uv.lock
	@$(BIN)/python $(PIP) --require-hashes -r $(@D)/uv.lock $(call quietly,$(@D))
	@$(BIN)/uv pip install -q --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock >>$(@D)/log 2>&1 \
	    || $(BIN)/python $(PIP) --require-hashes -r requirements.lock $(call quietly,$(@D))
	@$(BIN)/python $(PIP) --no-deps --no-build-isolation -e . $(call quietly,$(@D))
	@$(BIN)/python -m compileall -q bot adapters storage prompts
	@echo "$(CURDIR)" >$@

.venv-train: .venv-train/made ; @:

ifneq ($(call whole,.venv-train),yes)
.venv-train/made: stale
endif
.venv-train/made: requirements.lock pyproject.toml
	@echo "making .venv-train (torch is large: minutes)"
	@if [ "$(call whole,.venv-train)" != yes ]; then rm -rf .venv-train; \
	    python=$$($(find_python)) || { echo "Python 3.11 or newer is needed, with its venv module (Debian: python3-venv)." >&2; exit 1; }; \
	    "$$python" -m venv .venv-train; fi
	@rm -f $(@D)/made $(@D)/log
	@$(@D)/bin/python $(PIP) --require-hashes -r requirements.lock $(call quietly,$(@D))
	@$(@D)/bin/python $(PIP) --no-build-isolation -e '.[train]' $(call quietly,$(@D))
	@echo "$(CURDIR)" >$@

.venv-audit: .venv-audit/made ; @:

ifneq ($(call whole,.venv-audit),yes)
.venv-audit/made: stale
endif
.venv-audit/made: requirements.lock pyproject.toml
	@echo "making .venv-audit"
	@if [ "$(call whole,.venv-audit)" != yes ]; then rm -rf .venv-audit; \
	    python=$$($(find_python)) || { echo "Python 3.11 or newer is needed, with its venv module (Debian: python3-venv)." >&2; exit 1; }; \
	    "$$python" -m venv .venv-audit; fi
	@rm -f $(@D)/made $(@D)/log
	@$(@D)/bin/python $(PIP) --require-hashes -r requirements.lock $(call quietly,$(@D))
	@$(@D)/bin/python $(PIP) --no-build-isolation -e '.[audit]' $(call quietly,$(@D))
	@echo "$(CURDIR)" >$@

# ---------------------------------------------------------------------------------------------------- to run

PYTEST = $(BIN)/pytest -q -n 2 --dist worksteal --durations 5 -rfEs

demo: .venv/made
	@$(BIN)/python -m adapters demo $(ARGS)

# both at once: what is read beside the tests takes the time in which they wait
test: .venv/made
	@nice $(MAKE) --no-print-directory lint & lint=$$!; $(PYTEST) $(ARGS); tests=$$?; wait $$lint && exit $$tests

test-client: .venv/made
	@$(BIN)/pytest -q -rfEs -m long tests/teams/test_playground.py $(ARGS)

test-full: export OOPS_NUMBERS = full
test-full: test-long

test-long: .venv/made .venv-audit/made
	@$(PYTEST) -m "long or not long" --resume $(ARGS)

audit: .venv-audit/made
	@.venv-audit/bin/python tests/audit/run.py $(ARGS)

lint: .venv/made
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/mypy --no-error-summary
	@said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }

form: .venv/made
	@$(BIN)/ruff check -q --fix . || true
	@$(BIN)/ruff format -q .

review-model: .venv-train/made
	@.venv-train/bin/python bench/review_model.py $(ARGS)

# ---------------------------------------------------------------------------------------------------- to keep

compile = $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header

lock: .venv/made
	@$(compile) --extra dev -o requirements.lock $(ARGS)
	@$(compile) --no-annotate -c requirements.lock -o requirements-run.lock
	@for lock in requirements.lock requirements-run.lock; do \
	    { echo "# Written by 'make lock' from pyproject.toml."; cat "$$lock"; } >"$$lock.new" && mv "$$lock.new" "$$lock"; done

clean:
	@rm -rf .venv .venv-train .venv-audit build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
