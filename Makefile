# The commands of this project. They need Python 3.11 or newer and make, nothing else.
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
PORT ?= 8000
WORKERS ?= 2

export VERWIJSWIJZER_LOCAL ?= 1
export DATA_DIR ?= $(CURDIR)/.local
export SITE_URL ?= http://127.0.0.1:$(PORT)

BIN := .venv/bin
SUPPLY := .venv-supply/bin
MANAGE := $(BIN)/python manage.py
STATIC := $(DATA_DIR)/static/staticfiles.json

.PHONY: run test check bench drill fuzz fuzz-hours mutants superuser messages bootstrap pictures \
	lock sbom audit

run: .venv/.installed $(STATIC) ## serve the portal with its starting content
	@$(MANAGE) prepare
	@echo "Verwijswijzer: http://127.0.0.1:$(PORT)"
	@exec $(BIN)/python -m portal.serve --port $(PORT) --workers $(WORKERS)

test: .venv/.installed-dev ## all tests, on SQLite and on PostgreSQL if one responds
	@$(BIN)/python -m tools.run_tests

check: .venv/.installed-dev ## formatting, types, imports, settings, migrations, translations, the guide
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(BIN)/python -m tools.messages --check
	$(BIN)/python -m tools.bootstrap_subset --check
	$(BIN)/python -m tools.check_content

bench: .venv/.installed-bench ## performance figures, as ratios measured in one run
	@$(BIN)/python -m tools.bench

drill: .venv/.installed ## real faults: load beside attackers, outage, killed workers, full disk, two releases at once
	@$(BIN)/python -m tools.drill

fuzz: .venv/.installed-dev ## 100,000 damaged requests to every URL; INPUTS= and SEED= change number and seed
	@$(BIN)/python -m tools.fuzz $(if $(INPUTS),--inputs $(INPUTS)) $(if $(SEED),--seed $(SEED))

fuzz-hours: .venv/.installed-dev ## 100,000 random opening hours; INPUTS= and SEED= change number and seed
	@$(BIN)/python -m tools.fuzz_hours $(if $(INPUTS),--inputs $(INPUTS)) $(if $(SEED),--seed $(SEED))

mutants: .venv/.installed-mutants ## breaks the hours and phone numbers in one place at a time: do tests notice?
	@$(BIN)/python -m tools.mutants

superuser: .venv/.installed ## an account for /beheer/
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createsuperuser

messages: .venv/.installed-dev ## extract the interface texts and compile the Dutch ones
	$(BIN)/python -m tools.messages

bootstrap: .venv/.installed-dev ## the parts of Bootstrap that the site uses
	$(BIN)/python -m tools.bootstrap_subset

pictures: .venv/.installed-dev ## the pictures of the README (needs chromium)
	$(BIN)/python -m tools.screenshots

# Only the public index, whatever this machine is set to: the hashes are those of published files.
lock: .venv-supply/.installed ## requirements.lock anew from requirements.txt, with the hash of every file
	PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= $(SUPPLY)/pip-compile --quiet --generate-hashes --allow-unsafe \
		--no-strip-extras --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --output-file requirements.lock requirements.txt

sbom: .venv-supply/.installed ## sbom.cdx.json: what a release consists of, in CycloneDX
	$(SUPPLY)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
		--output-format JSON --output-file sbom.cdx.json requirements.lock

audit: .venv-supply/.installed ## known vulnerabilities; says so when it has no advisories to compare with
	@$(SUPPLY)/python -m tools.audit

.venv-supply/.installed: requirements-supply.txt
	@test -x $(SUPPLY)/python || $(PYTHON) -m venv .venv-supply
	$(SUPPLY)/python -m pip install --quiet --disable-pip-version-check -r requirements-supply.txt
	@touch $@

.venv/.installed: requirements.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/.installed-bench: requirements-bench.txt .venv/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

.venv/.installed-mutants: requirements-mutants.txt .venv/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-mutants.txt
	@touch $@

$(STATIC): .venv/.installed portal/settings.py $(shell find static -type f)
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@
