.PHONY: help run quick test format lock
.DEFAULT_GOAL := help

BIN   := .venv/bin
STAMP := .venv/.stamp
# Where the system has a bundle of certificates, uv trusts it, as pip does.
CERTS := $(if $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem),UV_SYSTEM_CERTS=1)
UV    := UV_LINK_MODE=copy $(CERTS) $(BIN)/uv
GET   := $(UV) pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r
PIN   := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate

help:  ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: $(STAMP)-run  ## show the newest digest and take questions (other commands: make run ARGS="--help")
	@$(BIN)/papers $(or $(ARGS),try)

quick: $(STAMP)-dev  ## the quick tests alone, stopping at the first failure
	@$(BIN)/pytest -q -n auto -x -m "not slow" --hypothesis-profile=quick $(ARGS)

test: $(STAMP)-dev  ## everything that is checked: format, lint, imports, types, tests
	@echo "format and lint" && $(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet .
	@echo "import contracts" && $(BIN)/lint-imports --no-logo
	@echo "types" && $(BIN)/mypy
	@echo "tests" && $(BIN)/pytest -q -n auto

format: $(STAMP)-dev  ## format the code and mend what ruff can mend
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

lock: $(STAMP)-uv  ## pin all dependencies anew, with their hashes
	@$(PIN) -o requirements-build.lock requirements-build.in
	@$(PIN) -o requirements.lock pyproject.toml
	@$(PIN) --extra dev --extra embeddings -c requirements.lock -o requirements-dev.lock pyproject.toml

$(STAMP)-uv: requirements-build.lock
	@echo "setting up .venv (once)" >&2
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, python3 is " + sys.version.split()[0])'
	@python3 -m venv .venv && $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $< && touch $@

$(STAMP)-run: $(STAMP)-uv requirements.lock pyproject.toml
	@$(GET) requirements.lock && $(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable . && touch $@

$(STAMP)-dev: $(STAMP)-run requirements-dev.lock
	@$(GET) requirements-dev.lock && touch $@
