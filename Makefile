# Aliases of bootstrap.py, and the two things a developer does beside it.

PYTHON ?= python3
BIN := .venv/bin
# Python keeps what it compiles: without that, each process of the tests compiles all that it loads.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup kit quick red test lint format house digests lock long fuzz guards audit bench load proof walk pictures history clean

setup:
	$(PYTHON) bootstrap.py setup test

kit:
	$(PYTHON) bootstrap.py kit

# The loop of working: style, types and the tests that need no PDF, Word file or process; tests/conftest.py lists
# what is left out. After it, `make test` once.
quick: setup
	@start=$$(date +%s); $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && \
		$(BIN)/python -m pytest --quick -q --numprocesses=auto --maxprocesses=8 --dist=worksteal; status=$$?; \
		echo "make quick took $$(($$(date +%s) - start)) s"; exit $$status

test:
	$(PYTHON) bootstrap.py test

# The tests of what is still to be built, which `make test` passes over: one that passes has to lose its mark.
red: setup
	KIT_RED=1 $(BIN)/python -m pytest -q --numprocesses=auto --maxprocesses=8 --dist=worksteal \
		tests/exports tests/input tests/returned tests/trust

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The structure of the code as a table of measures and targets: make house, or make house JSON=1
house: setup
	$(BIN)/python -m tests.house $(if $(JSON),--json)

# A refactoring leaves all kits as they are: make digests DO=record FILE=/tmp/kits.json, later DO=compare.
digests: setup
	$(BIN)/python -m tests.kit_digests $(DO) $(FILE)

# What `make test` tries by examples, tried in full and with fresh processes: every combination, size and language,
# kills, failing disks and damaged records at every instant, write and byte. About an hour; a part: make long TESTS=tests/faults
long: setup
	KIT_LONG=1 $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=8 --dist=worksteal $(TESTS)

# Files that nobody meant, for each reader so many seconds, watched for sockets, processes, files elsewhere, a
# gigabyte and a minute; it says which layers of the watch are not permitted here. make fuzz READERS="style shell"
SECONDS ?= 60
fuzz: setup
	$(BIN)/python -m tests.fuzz $(SECONDS) $(READERS)

# Take each guard out of a copy of the program and see its test fail, in the form of CI or the long one: half a minute each, an hour for all.
guards: setup
	$(BIN)/python -m tests.trust.guards $(THREAT)

# Ask what is known of the locked versions; it needs the internet.
audit: setup
	$(BIN)/python -m tests.trust.audit

# Speed against what else there is, half an hour on a quiet machine, as a table for docs/speed.md: make bench DOCS=1
# One part alone: make bench PARTS=word; with DOCS=1 its rows take the place of those that stand there.
# As few kits as show that it runs: make bench SHORT=1
bench: setup
	$(BIN)/python -m tests.benchmarks $(if $(SHORT),--short) $(if $(DOCS),--docs) $(PARTS)

# Thirty people and two classes at `kit serve` behind nginx, then ten times as many, ten minutes on a quiet machine, as
# a table for docs/server.md: make load DOCS=1. So few seconds as show that it runs: make load SHORT=1
load: setup
	$(BIN)/python -m tests.load $(if $(SHORT),--seconds 20) $(if $(DOCS),--docs)

# More than sixty kits against every rule of PDF/UA-1 (it needs Java), as a table for the README: make proof README=1
proof: setup
	$(BIN)/python -m tests.proof $(if $(README),--readme)

# What a screen reader finds in a PDF of ours, line by line: make walk KIT=output/maya-chen.pdf
walk: setup
	$(BIN)/python -m tests.proof.walk $(KIT)

# The locks hold for every system and name no address; versions move only where pyproject.toml makes them.
# For the newest releases that it allows: make lock UPGRADE=--upgrade
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" --quiet $(UPGRADE)

lock: setup
	$(LOCK) pyproject.toml --group build --extra app --extra preview --extra serve --output-file requirements.lock
	$(LOCK) pyproject.toml --extra dev --constraint requirements.lock --output-file requirements-test.lock
	$(LOCK) --group native --no-deps --output-file requirements-native.lock

# The pictures of the guides and the README, from what is really made; it needs LibreOffice and Chromium.
pictures: setup
	$(BIN)/python -m tests.pictures

# At a release: what themes made for this version are compared with from then on, templates/history/VERSION.json.
history: setup
	$(BIN)/python -m tests.record_version

clean:
	rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
