# `make sandbox` and `make check` need Python 3.11+, git and make; they set up the rest in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Where bytecode is not kept, every worker and each of the portals they start compiles it all again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: install sandbox tour check format lint types contracts tests browser node benchmarks drills lock sbom audit clean

# Compiled here, as the account that runs it may not write beside the program: without, each start
# and each command compiles all of it anew.
PACKAGES := portal bots scheduler sandbox store charts conversations care questionnaires
install: $(STAMP)
	$(BIN)/python -m compileall -q $(PACKAGES)

sandbox: $(STAMP)
	$(BIN)/portal sandbox

tour: $(STAMP)
	$(BIN)/portal sandbox --tour

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(MAKE) -j 3 types contracts tests

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

# On two cores two would do, but for what tests wait for: a program, a server, each other's locks.
tests: $(STAMP)
	$(BIN)/pytest -n 4 --dist worksteal --ignore=tests/benchmarks --ignore=tests/browser

# The sandbox's page, played in a real Chromium from its tour's first step to the last.
browser: $(STAMP)
	$(BIN)/pytest -n 0 tests/browser

# Clients that others wrote, against the sandbox servers. Needs Node 18 or newer, and npm.
FOREIGN := tests/foreign/node_modules/.installed
node: $(STAMP) $(FOREIGN)
	PORTAL_REQUIRE=node $(BIN)/pytest -n 0 tests/foreign

$(FOREIGN): tests/foreign/package-lock.json
	cd tests/foreign && npm ci
	touch $@

# Half an hour or more, on a machine that does nothing else.
benchmarks: $(STAMP)
	$(BIN)/python -m benchmarks numbers

# Small sizes, a minute each at the most; docs/drills.md has those for a release. Needs PostgreSQL.
# The tests of drills and benchmarks come first: what is sabotaged must be found out.
drills: $(STAMP)
	$(BIN)/pytest -n 3 tests/benchmarks
	$(BIN)/python -m benchmarks.drills kill --kills 20
	$(BIN)/python -m benchmarks.drills kill --kills 8 --clients 20 --webhooks
	$(BIN)/python -m benchmarks.drills kill --kills 6 --clients 20 --database postgresql
	$(BIN)/python -m benchmarks.drills kill --kills 6 --clients 20 --database postgresql --webhooks
	$(BIN)/python -m benchmarks.drills faults --clients 150
	$(BIN)/python -m benchmarks.drills outage --clients 45
	$(BIN)/python -m benchmarks.drills keys --kills 10 --clients 300 --database both
	$(BIN)/python -m benchmarks.drills audit
	$(BIN)/python -m benchmarks.drills erase --kills 6 --clients 40 --database both
	$(BIN)/python -m benchmarks.drills canary --canaries 30
	$(BIN)/python -m benchmarks.drills permissions
	$(BIN)/python -m benchmarks.drills forged
	$(BIN)/python -m benchmarks.drills zones
	$(BIN)/python -m benchmarks.drills reminders --clients 450
	$(BIN)/python -m benchmarks.drills joins --joins 60 --database both
	$(BIN)/python -m benchmarks.drills power

# Needs uv. The lock names no registry host and plain pip takes it.
lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  -o requirements.lock pyproject.toml

# The parts of this release as CycloneDX.
sbom:
	@mkdir -p build
	$(PYTHON) docs/sbom.py > build/sbom.cdx.json
	@echo "build/sbom.cdx.json"

# Known faults in what is locked. It needs pypi.org itself; the tool has an environment of its own.
AUDIT_TOOL := build/audit-tool
audit:
	test -x $(AUDIT_TOOL)/bin/pip-audit || $(PYTHON) -m venv $(AUDIT_TOOL)
	$(AUDIT_TOOL)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	$(AUDIT_TOOL)/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip \
	  --strict --progress-spinner off

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The portal needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) build dist
