# Two commands matter: `make run` and `make test`. The rest is for developers.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: setup setup-test run test check fix bench docs clean

setup: .venv/ready node_modules/ready          ## everything that serving needs, into .venv and node_modules
	@sh scripts/fetch-divisions
	@$(BIN)/nuanxin setup

.venv/ready: requirements/run.txt pyproject.toml
	@sh scripts/make-venv $(PYTHON) run
	@touch $@

node_modules/ready: package.json package-lock.json
	@sh scripts/fetch-front-end
	@touch $@

setup-test: node_modules/ready                 ## what tests need on top: test packages, chromium, PostgreSQL, fonts
	@sh scripts/make-venv $(PYTHON) test
	@touch .venv/ready
	@sh scripts/fetch-system-parts

run: setup                                     ## migrate, seed the demo county, serve
	@NUANXIN_DEMO=1 $(BIN)/nuanxin seed_demo --scale county --if-empty
	@NUANXIN_DEMO=1 $(BIN)/nuanxin serve 127.0.0.1:$(PORT)

test: setup-test                               ## the whole suite, on SQLite and on PostgreSQL
	@sh scripts/run-tests

check:                                         ## format, lint, types, import contracts, migrations, docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m nuanxin makemigrations --check --dry-run
	$(BIN)/python scripts/build_docs.py --check

fix:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs:                                          ## write the generated reference anew
	$(BIN)/python scripts/build_docs.py

bench:
	$(BIN)/nuanxin bench all

clean:
	rm -rf .venv node_modules var
