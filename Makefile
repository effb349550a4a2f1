# Two commands: `make site` and `make test`. Windows without make: see README.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: site handouts offline serve test lint bench bench-storage access pictures clean
site: .venv/runtime
	@$(BIN)/mingze build

handouts: .venv/runtime
	@$(BIN)/mingze handouts --large

offline: .venv/runtime
	@$(BIN)/mingze offline

serve: .venv/runtime
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs serve --livereload

test: .venv/dev
	@$(BIN)/python tests/system.py
	$(MAKE) --no-print-directory lint
	# on every core browsers wait for one another; what fails there must hold alone
	$(BIN)/python -m pytest -n auto --dist loadfile || $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mingze check

bench: .venv/dev
	$(BIN)/python -m bench.load
	$(BIN)/python -m bench.handouts
	$(BIN)/python -m bench.phone
	$(BIN)/python -m bench.search 5

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

.venv/runtime: .venv/python pyproject.toml
	@echo "安装所需的软件包（只在第一次，约一分钟）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: .venv/python pyproject.toml
	@echo "安装测试所需的软件包……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/runtime $@

clean:
	rm -rf .venv site .site-*
