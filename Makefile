# Two commands: `make site` and `make test`. Windows without make: see README.
PYTHON ?= python3
BIN := .venv/bin
WEB_LINT := tools/web/node_modules
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site handouts offline serve test system compiled engines newest oldest lint lint-types lint-rules bench bench-growth bench-live bench-phone bench-scale bench-sheets bench-storage access pictures lock clean
site: .venv/runtime
	@$(BIN)/mingze build

handouts: .venv/runtime
	@$(BIN)/mingze handouts --large

offline: .venv/runtime
	@$(BIN)/mingze offline

serve: .venv/runtime
	@$(BIN)/mingze serve

# what is fetched and what is looked through does not wait for one another; the suite waits for all of it
test: .venv/dev
	$(MAKE) --no-print-directory --jobs=4 system lint-types lint-rules compiled
	$(BIN)/python -m pytest -n auto --dist worksteal --durations=10

system: .venv/dev
	@$(BIN)/python tests/system.py

# each process of the suite would compile all tests by itself; what cannot be read is told by the suite
compiled: .venv/dev
	-@$(BIN)/python -m pytest --collect-only -qq > /dev/null 2>&1

# the long walk: every page, from a disk too, in every engine of tests/engines; a session, an examination of eight pages;
# then, of all other files, what the suite proves of some cases of many times as many: drawn cases, seeds, a larger heap
engines: .venv/dev
	@$(BIN)/python tests/system.py
	$(BIN)/python -m pytest tests/engines tests/live/test_whole_*.py -m "long or not long" -n 2 --dist loadfile --durations 10
	$(BIN)/python -m pytest tests --ignore tests/engines --ignore-glob '*/test_whole_*.py' -m long -n 2 --durations 10

# the suite on the newest and on the lowest versions that pyproject.toml allows, each in an environment of its own
newest: RESOLUTION = highest
oldest: RESOLUTION = lowest-direct
newest oldest: .venv/dev
	@$(BIN)/python tests/system.py
	$(PYTHON) -m venv --clear .cache/$@
	$(BIN)/uv pip install --quiet --python .cache/$@ --resolution $(RESOLUTION) --editable '.[dev,live,sheets]'
	@$(BIN)/uv pip list --python .cache/$@
	.cache/$@/bin/python -m pytest -n auto --dist worksteal

lint: .venv/dev
	$(MAKE) --no-print-directory --jobs=2 lint-types lint-rules

lint-types: .venv/dev
	$(BIN)/mypy

lint-rules: .venv/dev $(WEB_LINT)/.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mingze check
	$(BIN)/node $(WEB_LINT)/typescript/bin/tsc -p tools/web
	$(BIN)/node $(WEB_LINT)/typescript/bin/tsc -p tools/web/tsconfig.worker.json
	$(BIN)/node $(WEB_LINT)/eslint/bin/eslint.js --config tools/web/eslint.config.mjs mingze/web
	$(BIN)/node $(WEB_LINT)/stylelint/bin/stylelint.mjs --config tools/web/stylelint.config.mjs "mingze/web/**/*.css"

# what reads scripts and styles; Node itself is a locked wheel
$(WEB_LINT)/.stamp: .venv/dev tools/web/package.json tools/web/package-lock.json
	@$(BIN)/npm ci --prefix tools/web --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# loads, kills and faults of the live hall: an hour, and a quiet machine for the speeds
bench-live: .venv/dev
	$(BIN)/python -m bench.live

bench: .venv/dev
	$(BIN)/python -m bench.load
	$(BIN)/python -m bench.handouts
	$(BIN)/python -m bench.phone
	$(BIN)/python -m bench.search 5

# POSTS="100 1000 10000": synthetic sites of so many posts, beside other generators
bench-scale: .venv/dev
	$(BIN)/python -m bench.scale $(POSTS)
	$(BIN)/python -m bench.divided_search

# SITES="folder folder": a post's page and its first search result on a slow phone, of a site of 5 posts beside one of 10,000;
# without them both are built first
bench-phone: .venv/dev
	$(BIN)/python -m bench.phone_scale $(SITES)

# THINGS="terms cases": one thing of a site at a time made many, and the largest page and file that come of it
bench-growth: .venv/dev
	$(BIN)/python -m bench.page_growth $(THINGS)

# COUNT filled answer sheets of each unseen seed, read back: rows right, shown to a person, wrong
bench-sheets: .venv/dev
	$(BIN)/python -m bench.sheets.reach --count $(or $(COUNT),250)

# two windows of one device, ROUNDS of each scenario: 0 lost, each counted once
bench-storage: .venv/dev
	$(BIN)/python -m bench.storage $(ROUNDS)

# KINDS="role bank" looks at these kinds of page only
access: .venv/dev
	$(BIN)/python -m bench.access $(KINDS)

pictures: .venv/dev
	$(BIN)/python -m bench.pictures $(KINDS)

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本：make site PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "建不了虚拟环境：Debian、Ubuntu 请先运行 apt-get install python3-venv"; exit 1; }
	@touch $@

# the locked versions, checked by their hashes; the build of our own package uses the locked setuptools too
.venv/runtime: .venv/python pyproject.toml locks/runtime.txt
	@echo "安装所需的软件包（只在第一次，约一分钟）……"
	@$(INSTALL) --require-hashes -r locks/runtime.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: .venv/python pyproject.toml locks/dev.txt
	@echo "安装测试所需的软件包……"
	@$(INSTALL) --require-hashes -r locks/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch .venv/runtime $@

# --upgrade takes the newest versions that pyproject.toml allows
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock"
lock: .venv/dev
	$(COMPILE) --upgrade pyproject.toml locks/build.in --extra dev --extra live --extra sheets -o locks/dev.txt
	$(COMPILE) --upgrade pyproject.toml locks/build.in --extra live --extra sheets --constraint locks/dev.txt -o locks/runtime.txt

clean:
	rm -rf .venv site .site-* $(WEB_LINT)
