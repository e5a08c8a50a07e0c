# make run    the dashboard at http://localhost:8501
# make test   every test, in a real browser too
# make check  style, types, queries, contract

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN  := $(VENV)/bin
PORT ?= 8501

.DEFAULT_GOAL := run
.PHONY: run test check format demo screenshots benchmarks lock bare-machine clean

run: $(VENV)/.run
	@$(BIN)/python -m engagement load || true   # a refused delivery is shown on every page; the last good one stays
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: $(VENV)/.dev
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder --durations=25 $(TESTS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar queries
	$(BIN)/mypy
	$(BIN)/python -m engagement check

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo: $(VENV)/.run
	$(BIN)/python -m engagement demo --out data

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

benchmarks: $(VENV)/.dev
	$(BIN)/python -m benchmarks

lock: $(VENV)/.dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade requirements.txt -o requirements.lock

bare-machine: $(VENV)/.dev
	ENGAGEMENT_BARE_MACHINE=1 $(BIN)/python -m pytest tests/deploy/test_bare_machine.py -v

clean:
	rm -rf $(VENV) data/snapshots

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is needed (Debian, Ubuntu: apt install python3-venv)."; rm -rf $(VENV); exit 1; }

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "Installing what is pinned in requirements.txt into $(VENV): a minute or two, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	@echo "Installing what is pinned in requirements-dev.txt into $(VENV): a few minutes, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(VENV)/.run $@
