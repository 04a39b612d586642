# What people and machines do with a checkout. `make` alone says what there is.
# Needed: make, and Python 3.11 or later. Node 20 or later is used where there is one, and installed in .venv where not.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON := .venv/bin/python
DONE := .venv/.done
WITH_NODE := tools/with-node
FRONT_END := $(wildcard static/build.mjs) $(shell find static/src static/css static/fonts static/images 2>/dev/null)
JAVASCRIPT_TESTS := $(shell find tests/js -name '*.test.js' -o -name '*.test.mjs' 2>/dev/null)
CATALOGUES := $(wildcard deliberate/translations/*/LC_MESSAGES/messages.po)
PIP_LOCKED := $(PYTHON) -m pip install --quiet --quiet --require-hashes -r

# Two files of tests at a time, each from its first test to its last, the longest first: see tests/conftest.py.
TWO_AT_A_TIME := --numprocesses 2 --dist loadfile --no-loadscope-reorder

# A switch is on unless it is empty, 0 or no.
switch = $(if $(filter-out 0 no,$($(1))),$(2))

.PHONY: help
help: ## Say what there is
	@sed -n 's/^\([a-z%-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS='|' read -r command words; do printf '%-20s %s\n' "$$command" "$$words"; done

# Use

.PHONY: demo
demo: setup ## Serve a living demo group (STILL=1: nobody acts by script; FRESH=1: start over; PORT=8000)
	@exec .venv/bin/deliberate demo --port $(PORT) $(call switch,STILL,--still) $(call switch,FRESH,--fresh)

.PHONY: setup
setup: $(DONE)/deliberate static/dist/manifest.json $(CATALOGUES:.po=.mo) ## Do the set-up alone: .venv, front end, translations

.PHONY: wheel
wheel: setup ## Build dist/*.whl, which runs without the checkout
	@rm -rf dist
	$(PYTHON) -m build --wheel --no-isolation

# Work

.PHONY: test
test: setup-dev ## Run every test, browser tests included (ARGS="-k words": some of them)
	@tools/need-chromium
	$(if $(ARGS),,$(if $(JAVASCRIPT_TESTS),$(WITH_NODE) node --test $(JAVASCRIPT_TESTS)))
	$(WITH_NODE) $(PYTHON) -m pytest $(if $(ARGS),$(ARGS),$(TWO_AT_A_TIME))

.PHONY: check
check: check-python check-types check-javascript check-messages check-migrations check-addresses ## Run every check but the tests

.PHONY: check-python
check-python: setup-dev
	.venv/bin/ruff check .

.PHONY: check-types
check-types: setup-dev
	.venv/bin/mypy

.PHONY: check-javascript
check-javascript: setup-dev
	$(WITH_NODE) npm run --silent check

.PHONY: check-messages
check-messages: setup-dev
	$(PYTHON) -m tools.messages check

# The migrations, run on an empty database, must make what the models say.
.PHONY: check-migrations
check-migrations: export DATABASE_URL := sqlite:///$(CURDIR)/var/check.sqlite
check-migrations: setup-dev
	@mkdir -p var && rm -f var/check.sqlite*
	.venv/bin/alembic -c migrations/alembic.ini upgrade head
	.venv/bin/alembic -c migrations/alembic.ini check
	@rm -f var/check.sqlite*

.PHONY: check-addresses
check-addresses: $(DONE)/venv
	$(PYTHON) -m tools.check_addresses

.PHONY: check-wheel
check-wheel: wheel ## Build the wheel and try it in an empty folder
	tools/try-wheel

.PHONY: messages
messages: setup-dev ## Bring the translations in step with the sources
	$(PYTHON) -m tools.messages update

bench-drafting: setup-peer

bench-%: setup-dev ## Run one benchmark: make bench-room runs benchmarks/room.py (ARGS="...")
	$(WITH_NODE) $(PYTHON) -m benchmarks.$(subst -,_,$*) $(ARGS)

# A lock keeps the versions it has; UPGRADE=1 takes the newest that pyproject.toml and package.json allow.
LOCK := .venv/bin/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(call switch,UPGRADE,--upgrade)

.PHONY: lock
lock: setup-dev ## Write requirements/*.txt and the package-lock.json anew (UPGRADE=1: with the newest versions)
	$(LOCK) --output-file requirements/base.txt
	$(LOCK) --group build --constraint requirements/base.txt --output-file requirements/build.txt
	$(LOCK) --group dev --constraint requirements/build.txt --output-file requirements/dev.txt
	$(subst pip compile --quiet pyproject.toml,pip compile --quiet,$(LOCK)) --group node --output-file requirements/node.txt
	$(WITH_NODE) npm $(if $(call switch,UPGRADE,1),update,install) --package-lock-only --loglevel=error
	cd benchmarks/peer && ../../$(WITH_NODE) npm $(if $(call switch,UPGRADE,1),update,install) --package-lock-only --loglevel=error

.PHONY: clean
clean: ## Remove what was installed and built; the data in var/ stays
	rm -rf .venv node_modules benchmarks/peer/node_modules static/dist dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find deliberate tests benchmarks migrations tools -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f deliberate/translations/*/LC_MESSAGES/*.mo

# What typing together is measured against, with a lock of its own: its database is in C++, and is compiled here where
# none can be had that fits this machine. For that it needs make, a C++ compiler and the headers of Node.
.PHONY: setup-peer
setup-peer: benchmarks/peer/node_modules/.done ## Install what typing together is measured against (bench-drafting does it)

# Set-up, each step once until what it is made from changes

.PHONY: setup-dev
setup-dev: $(DONE)/dev setup

$(DONE)/venv:
	@echo "Making the virtual environment .venv"
	@tools/make-venv
	@mkdir -p $(DONE) && touch $@

$(DONE)/build: requirements/build.txt $(DONE)/venv
	@echo "Installing the locked Python packages"
	@$(PIP_LOCKED) $<
	@touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/build
	@echo "Installing the locked Python packages for development"
	@$(PIP_LOCKED) $<
	@touch $@

$(DONE)/deliberate: pyproject.toml hatch_build.py $(DONE)/build
	@$(PYTHON) -m pip install --quiet --quiet --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.done: package.json package-lock.json .npmrc $(DONE)/build
	@echo "Installing the locked packages of the front end"
	@$(WITH_NODE) npm ci --loglevel=error --no-progress >/dev/null
	@touch $@

benchmarks/peer/node_modules/.done: benchmarks/peer/package.json benchmarks/peer/package-lock.json $(DONE)/build
	@echo "Installing what typing together is measured against; compiling its database may take a minute or two"
	@cd benchmarks/peer && ../../$(WITH_NODE) npm ci --loglevel=error --no-progress >/dev/null
	@cd benchmarks/peer && ../../$(WITH_NODE) npm rebuild better-sqlite3 --ignore-scripts=false --loglevel=error >/dev/null
	@touch $@

static/dist/manifest.json: $(FRONT_END) node_modules/.done
	@echo "Building the front end"
	@$(WITH_NODE) node static/build.mjs

%.mo: %.po $(DONE)/build
	@.venv/bin/pybabel --quiet compile --input-file $< --output-file $@
