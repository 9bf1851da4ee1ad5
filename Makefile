# On a bare Debian, Ubuntu or macOS with Python 3.11+: `make` sets up and builds, `make test` sets
# up and tests. Set-up is done once, and again when a lock changes. `make help` lists the targets.

python := .venv/bin/python

.PHONY: build setup test lint validate bench bench-parts bench-repair lock clean help

build: .venv/.ready ## set up, then build everything in content/ into dist/ (the default)
	$(python) build.py

setup: .venv/.ready ## set up only: libraries, .venv, the locked requirements

test: .venv/.ready-dev ## set up, then run the tests and measure what they cover
	$(python) -m pytest --numprocesses auto --cov

lint: .venv/.ready-dev ## check style and types
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy

validate: .venv/.ready ## hold finished files against veraPDF, EPUBCheck and Ace (FILES=… for some)
	$(python) -m validation $(FILES)

bench: .venv/.ready-dev ## measure keben and its peers in turn → bench/RESULTS.md (PARTS=some of it)
	bench/peers.sh
	$(python) -m bench $(PARTS)

bench-parts: .venv/.ready-dev ## measure composition, proof and copies by themselves (TEXT=a text)
	$(python) -m bench.article
	$(python) -m bench.proof $(TEXT)
	$(python) -m bench.copies

bench-repair: .venv/.ready-dev ## measure how well raw text is repaired (SAMPLES=folder of samples)
	$(python) -m bench.repair $(SAMPLES)

# Run it with the oldest Python that must work (Debian 12's 3.11.2): newer ones allow packages that
# refuse it.
lock: .venv/.ready-dev ## renew the locks from pyproject.toml
	$(compile) --upgrade --build-deps-for editable --output-file requirements.lock pyproject.toml
	$(compile) --upgrade --build-deps-for editable --extra dev --constraint requirements.lock \
	    --output-file requirements-dev.lock pyproject.toml

compile := CUSTOM_COMPILE_COMMAND='make lock' $(python) -P -m piptools compile --quiet \
    --generate-hashes --strip-extras --allow-unsafe --annotation-style line \
    --no-emit-options --no-emit-index-url --no-emit-trusted-host

clean: ## remove what building and testing made; .venv stays
	rm -rf dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find keben tests bench validation -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 8

.venv/.ready: requirements.lock pyproject.toml scripts/setup.sh
	@scripts/setup.sh

.venv/.ready-dev: requirements-dev.lock .venv/.ready
	@scripts/setup.sh dev
